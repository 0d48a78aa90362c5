"""JH-A-403 同一科目在几张表中的数不同。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import SURE
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-403"
_FUNCTION = "spend.function."
_STEPS = 2


@check(
    code=CODE,
    title="同一科目在几张表中的数不同",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#收入支出决算总表与支出决算表",),
)
def subject_between_tables(given: AuditInput) -> Iterable[Outcome]:
    """同一资金口径、同一栏（支出）的同一功能科目，在总表、支出表中应是同一个数；印到同一位而不同即不一致，相差一两步的多因各表分别取整。

    Holds: 相同。   Breaks: 不同。
    Unknown: 另一张表没有这个科目。   Mend: 统一由元汇总后再取整，或更正其中一张表。
    """
    groups: dict[tuple[str, str, object, int | None], list[Fact]] = defaultdict(list)
    everywhere: dict[str, dict[Decimal, int]] = defaultdict(lambda: defaultdict(int))
    tables: set[str] = set()
    income = {table.id for table in given.document.tables() if "收入" in table.caption and "支出" not in table.caption}
    for fact in given.statements.facts:
        if not fact.concept.startswith(_FUNCTION) or fact.context.item or fact.trust < SURE or fact.context.basis is not Basis.OUTTURN:
            continue
        everywhere[fact.concept][fact.figure.value] += 1
        table = fact.origin.block.partition(".")[0]
        if table.startswith("t") and table not in income:
            tables.add(table)
            groups[fact.concept, fact.context.scope, fact.figure.unit.base, fact.context.period.year].append(fact)
    if len(tables) == 1:
        yield NotEvaluated(CODE, "只有一张表按功能科目列出支出", tuple(facts[0].origin for facts in list(groups.values())[:1]))
    for facts in groups.values():
        if len({fact.origin.block.partition(".")[0] for fact in facts}) > 1:
            yield _judge(facts, everywhere[facts[0].concept])


def _judge(facts: list[Fact], everywhere: dict[Decimal, int]) -> Outcome:
    first = facts[0]
    other = next((fact for fact in facts if not fact.figure.agrees(first.figure)), None)
    if other is None:
        return Held(CODE, Band.EXACT, tuple(fact.origin for fact in facts), tuple(facts), f"{first.label}{first.figure.text}")
    gap = abs(other.figure.value - first.figure.value)
    evidence = (first.origin, other.origin)
    if max(everywhere, key=lambda value: everywhere[value]) in (first.figure.value, other.figure.value):
        return NotEvaluated(CODE, f"{first.label}{first.figure.text}与{other.figure.text}由同一事项前后一致的检查说明", evidence)
    unit = first.figure.unit
    slight = gap <= _STEPS * first.figure.base_step
    return Finding(
        CODE, Severity.ERROR, Category.ACCURACY,
        f"{words.named(first)}，另一张表写作{other.figure.text}，相差{words.in_unit(gap, unit)}", "统一由元汇总后再取整到万元，或更正其中一张表", evidence,
        likely_cause="四舍五入或汇总精度：一张表取整后再相加，另一张由元直接取整" if slight else "",
        expected=first.figure.text, stated=other.figure.text, difference=words.in_unit(gap, unit), facts=(first, other),
        working=(f"{words.plain(first)} ≠ {words.plain(other)}",),
    )  # fmt: skip
