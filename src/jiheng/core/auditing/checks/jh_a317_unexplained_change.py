"""JH-A-317 支出与年初预算相差较大而没有说明。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, OPENING, SPENDING, Change, first, whole_change
from jiheng.core.auditing.phrases import REASON, block_of
from jiheng.core.auditing.shelf import check
from jiheng.core.figures.units import unit_for

CODE = "JH-A-317"
_LARGE = Decimal("0.1")
_STEPS = (Decimal("0.3"), Decimal("0.2"), Decimal("0.1"))
_FINE = Decimal("0.01")


@check(
    code=CODE,
    title="支出与年初预算相差较大而没有说明",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-changning-2020#二、部门整体支出管理及使用情况", "hunan-yueyang-score-2020#过程·预算执行·预算调整率"),
)
def unexplained_change(given: AuditInput) -> Iterable[Outcome]:
    """整体支出与年初预算（只印预算收入的，以预算收入计）相差一成以上，应在同一段说明原因。

    Holds: 相差不到10%，或同段写有原因。   Breaks: 相差10%以上而同段没有原因。
    Unknown: 没有印出年初预算或支出。   Mend: 写明追加、调减的事由、金额和批复。
    """
    change = whole_change(given)
    if change is None:
        one = first(given, SPENDING, DONE) or first(given, SPENDING, OPENING)
        if one is not None:
            yield NotEvaluated(CODE, "没有同时印出年初预算与支出总额", (one.origin,))
        return
    if change.planned.concept.startswith("spend.") and change.done.concept in ("spend.total", "spend.current"):
        return  # opening budget and outturn of one concept are judged by the relations of the pack
    rate = words.in_unit(change.rate, unit_for("%") or change.done.figure.unit, _FINE)
    evidence = tuple(fact.origin for fact in change.facts)
    if change.least <= _LARGE or _is_explained(given, change):
        yield Held(CODE, Band.EXACT, evidence, change.facts, f"相差{rate}")
        return
    step = next(step for step in _STEPS if change.least > step)
    gap = words.in_unit(abs(change.done.figure.value - change.planned.figure.value), change.done.figure.unit)
    yield Finding(
        CODE, Severity.WARNING, Category.COMPLETENESS,
        f"{words.named(change.done)}，比{words.named(change.planned)}{'多' if change.rate > 0 else '少'}{gap}（{rate}），没有说明原因",
        "说明追加（调减）的事由、金额和批复文号，并列出调整后的全年预算", evidence,
        expected=f"相差不超过{words.in_unit(step, unit_for('%') or change.done.figure.unit)}，或写明原因", stated=rate, difference=gap, facts=change.facts,
        working=(f"({words.plain(change.done)} - {words.plain(change.planned)}) ÷ {words.plain(change.planned)} = {rate}",),
    )  # fmt: skip


def _is_explained(given: AuditInput, change: Change) -> bool:
    blocks = (block_of(given.document, fact.origin.block) for fact in change.facts)
    return any(REASON.search(block.text) for block in blocks if block is not None)
