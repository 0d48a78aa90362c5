"""Rows and inputs for scoring, made of few words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.printed import read_figure
from jiheng.core.period import Period
from jiheng.core.rulepack.formula import parse_reference
from jiheng.core.scoring.score import Score, ScoreSheet
from jiheng.core.scoring.scoring_input import IndicatorRow, ScoringInput

YEAR = 2023
OUTPUT = ("产出指标", "数量指标")
BENEFIT = ("效益指标", "社会效益指标")
SATISFACTION = ("满意度指标", "服务对象满意度指标")
COST = ("成本指标", "经济成本指标")


def fact(name: str, text: str, *, item: str = "", at: int = 0) -> Fact:
    asked = parse_reference(name)
    figure = read_figure(text)
    assert figure is not None, text
    span = Span("0" * 64, f"p{at}", at, at + len(text), text, text, TextPlace(1, 1))
    context = Context("某机关", Period(YEAR - asked.back), asked.basis, asked.scope or "", item or asked.item or "")
    return Fact(asked.concept, asked.concept, context, figure, span, asked.of)


def statements(**figures: str) -> Statements:
    """Names with __ for @: spend_total__执行 is spend.total@执行."""
    facts = (fact(name.replace("__", "@").replace("_", ".", 1), text, at=at) for at, (name, text) in enumerate(figures.items()))
    return Statements("某机关", Period(YEAR), tuple(facts))


FUNDS = statements(spend_total__执行="90.00万元", spend_total__全年预算="100.00万元")


def row(id: str, group: tuple[str, str], relation: str, target: str, actual: str, weight: str | None, **more: Any) -> IndicatorRow:
    stated = more.pop("stated", None)
    figures = [read_figure(text) if relation != "定性" else None for text in (target, actual)]
    return IndicatorRow(
        id, (*group, more.pop("name", id)), relation, target, figures[0].unit.key if figures[0] else "", actual,
        None if weight is None else Decimal(weight), figures[0], figures[1], read_figure(stated) if stated else None, **more,
    )  # fmt: skip


def given(*rows: IndicatorRow, policy: str = "", facts: Statements = FUNDS, **more: Any) -> ScoringInput:
    return ScoringInput(facts, rows, more.pop("form", "department"), policy=policy, **more)


def by_id(sheet: ScoreSheet) -> dict[str, Score]:
    return {one.indicator: one for one in sheet.scores}


def kinds(one: Score) -> list[str]:
    return [remark.kind for remark in one.remarks]
