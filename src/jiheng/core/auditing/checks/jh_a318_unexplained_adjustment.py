"""JH-A-318 项目调增、调减较大而没有说明。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.phrases import REASON, block_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import unit_for

CODE = "JH-A-318"
_LARGE = Decimal("0.3")
_FINE = Decimal("0.01")
_ZERO = Decimal(0)


@check(
    code=CODE,
    title="项目调增、调减较大而没有说明",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-lusong-2023#六、（二）项目支出绩效情况", "hunan-yueyang-score-2020#过程·预算执行·预算调整率"),
)
def unexplained_adjustment(given: AuditInput) -> Iterable[Outcome]:
    """列出年初预算和调增（调减）数的项目，调整超过年初预算三成的，应在同一段写明原因。

    Holds: 调整不超过30%，或同段写有原因。   Breaks: 超过30%而没有原因。
    Unknown: 年初预算为零。   Mend: 写明调整的事由和批复，并相应调整绩效目标。
    """
    for one in given.statements.sums:
        openings = [part for part in one.parts if part.context.basis is Basis.OPENING]
        changes = [(part, sign) for part, sign in zip(one.parts, one.signs, strict=True) if part.context.basis is Basis.ADJUSTMENT]
        if len(openings) != 1 or not changes:
            continue
        opening = openings[0]
        net = sum((part.figure.range if sign > 0 else -part.figure.range for part, sign in changes), Interval.point(_ZERO))
        exact = sum((sign * part.figure.value for part, sign in changes), _ZERO)
        facts = (opening, *(part for part, _ in changes))
        evidence = tuple(fact.origin for fact in (*facts[1:], opening))
        if not opening.figure.value:
            yield NotEvaluated(CODE, f"{opening.label}的年初预算为零，没有调整幅度", evidence)
            continue
        rate = words.in_unit(exact / opening.figure.value, unit_for("%") or opening.figure.unit, _FINE)
        share = net / opening.figure.range
        block = block_of(given.document, opening.origin.block)
        if max(share.low, -share.high) <= _LARGE or (block is not None and REASON.search(block.text)):
            yield Held(CODE, Band.EXACT, evidence, facts, f"{opening.label}调整{rate}")
            continue
        yield Finding(
            CODE, Severity.WARNING, Category.COMPLETENESS,
            f"{opening.context.item or opening.label}年初预算{opening.figure.text}，调整{words.in_unit(exact, opening.figure.unit)}，为年初预算的{rate}，没有说明原因",
            "写明调增（调减）的事由、批复，并相应调整绩效目标", evidence,
            expected="调整不超过30%，或写明原因", stated=rate, facts=facts,
            working=(f"{words.in_unit(exact, opening.figure.unit)} ÷ {words.plain(opening)} = {rate}",),
        )  # fmt: skip
