"""A year of departments to score: 30 indicators each, every figure its own."""

from __future__ import annotations

from decimal import Decimal

from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.printed import read_figure
from jiheng.core.period import Period
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.scorer import score
from jiheng.core.scoring.scoring_input import IndicatorRow, ScoringInput

PACK = "national/2021"
INDICATORS = 30  # 29 rows and the execution of the budget
_ROWS = (
    ("产出指标", "≥", "次", 15),
    ("效益指标", "≥", "%", 6),
    ("效益指标", "定性", "", 4),
    ("满意度指标", "≥", "%", 2),
    ("成本指标", "≤", "万元", 2),
)


def departments(count: int) -> list[ScoringInput]:
    """Input of so many departments; some targets are met, some missed."""
    return [_department(number) for number in range(count)]


def score_all(inputs: list[ScoringInput]) -> None:
    """Score every one, working kept."""
    pack = resolve(PACK).pack
    for one in inputs:
        score(pack, one)


def _department(number: int) -> ScoringInput:
    rows: list[IndicatorRow] = []
    for group, relation, unit, count in _ROWS:
        for place in range(count):
            target, actual = f"{80 + place}{unit}", f"{79 + place + (number + place) % 3}{unit}"
            figures = (None, None) if relation == "定性" else (read_figure(target), read_figure(actual))
            level = (group, f"{group[:2]}细项", f"第{place + 1}项")
            grading = "0.9" if relation == "定性" else ""
            rows.append(IndicatorRow(f"r{len(rows)}", level, relation, target, unit, actual, None, *figures, reason="见说明", grading=grading))
    facts = (_fact(Basis.BUDGET, f"{1000 + number}.00万元"), _fact(Basis.OUTTURN, f"{960 + number}.50万元"))
    return ScoringInput(Statements("某单位", Period(2023), facts), tuple(rows))


def _fact(basis: Basis, text: str) -> Fact:
    figure = read_figure(text)
    if figure is None or figure.number < Decimal(0):
        raise ValueError(text)
    span = Span("bench", "p1", 0, len(text), text, text, TextPlace(1, 1))
    return Fact("spend.total", "支出合计", Context("某单位", Period(2023), basis), figure, span)
