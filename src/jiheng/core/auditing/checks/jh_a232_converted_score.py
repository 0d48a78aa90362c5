"""JH-A-232 指标的折算得分不等于得分乘以权重。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, plain
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-232"
_CONVERTED, _SHARE = "折算得分", "权重占比"
_HUNDRED = Decimal(100)
_OF_MANY = 2  # rows that hold for each that does not


class _Row(NamedTuple):
    converted: Fact
    score: Fact
    weight: Fact

    @property
    def made(self) -> Decimal:
        return self.score.figure.number * self.weight.figure.number / _HUNDRED

    @property
    def holds(self) -> bool:
        """Whether the weight's share of the score is the converted one, as it is printed."""
        return abs(self.made - self.converted.figure.number) <= self.converted.figure.step / 2


@check(
    code=CODE,
    title="指标的折算得分不等于得分乘以权重",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#附表",),
)
def converted_score(given: AuditInput) -> Iterable[Outcome]:
    """自评表印有“权重占比（%）”和“折算得分”的，折算得分=得分×权重占比。

    Holds: 四舍五入后相等。   Breaks: 其余各行都相等，只有个别行不等。
    Unknown: 多数行不等，像是另有折算办法。   Mend: 重算该行折算得分和总分。
    """
    rows = [row for facts in cell_facts(given).rows() if (row := _row(facts)) is not None]
    held = [row for row in rows if row.holds]
    for row in held:
        yield Held(
            CODE,
            Band.ROUNDING,
            tuple(fact.origin for fact in row),
            row,
            f"{plain(row.score.figure.number)} × {row.weight.figure.text}% ≈ {row.converted.figure.text}",
        )
    if len(held) < _OF_MANY * (len(rows) - len(held)):
        return
    for row in rows:
        if not row.holds:
            yield _finding(row)


def _row(facts: Sequence[Fact]) -> _Row | None:
    converted = next((fact for fact in facts if _CONVERTED in fact.label), None)
    if converted is None:
        return None
    score = next((fact for fact in facts if fact.concept == "indicator.score"), None)
    weights = [fact for fact in facts if fact.label.partition("·")[2].startswith(_SHARE)] or [
        fact for fact in facts if fact.concept == "indicator.weight"
    ]
    return _Row(converted, score, weights[0]) if score is not None and weights else None


def _finding(row: _Row) -> Finding:
    made, printed = plain(row.made), row.converted.figure.text
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{row.converted.context.item}”折算得分印作{printed}，其余各行都是得分×权重，这一行为{made}",
        "重算该行折算得分和总分",
        tuple(fact.origin for fact in row),
        expected=made,
        stated=printed,
        difference=plain(abs(row.made - row.converted.figure.number)),
        facts=row,
        working=(f"{row.score.figure.text} × {row.weight.figure.text}% = {made} ≠ {printed}",),
    )
