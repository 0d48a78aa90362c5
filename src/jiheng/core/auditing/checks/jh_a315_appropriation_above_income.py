"""JH-A-315 财政拨款的收入（支出）大于收入总额减去其他收入。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, first
from jiheng.core.auditing.shelf import check

CODE = "JH-A-315"
_OUT_OF = (
    ("income.appropriation.general", "spend.appropriation.general"), ("income.appropriation.fund", "spend.appropriation.fund"),
    ("income.appropriation", "spend.appropriation"), ("spend.appropriation", "three.total"), ("spend.appropriation.general", "three.total"),
)  # fmt: skip
_OPENING = ("carry.opening.appropriation", "carry.opening")


@check(
    code=CODE,
    title="财政拨款大于收入总额减其他收入",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）与二、（二）2、支出执行管理",),
)
def appropriation_above_income(given: AuditInput) -> Iterable[Outcome]:
    """收入总额中有其他收入时，使用的财政拨款不应大于收入总额减其他收入（加印出的年初结转）；拨款收入印作0的，不会有拨款支出。

    Holds: 不大于。   Breaks: 大于；收入、支出总数处处印作0，从中开支的却有数。
    Unknown: 没有同时印出收入总额、其他收入和财政拨款数。   Mend: 写明动用的上年财政拨款结转，或更正财政拨款数。
    """
    yield from _of_none(given)
    used = first(given, ("income.appropriation", "spend.appropriation", "income.appropriation.general", "spend.appropriation.general"), DONE)
    total = first(given, ("income.total", "income.current"), DONE)
    other = first(given, ("income.other",), DONE)
    if other is None or used is None or not other.figure.value or not used.figure.unit.is_money:
        return
    if total is None or total.context.scope not in ("", other.context.scope):
        yield NotEvaluated(CODE, "印出了其他收入和财政拨款，但没有收入总额", (used.origin, other.origin))
        return
    carried = first(given, _OPENING, (*DONE, *((used.context.basis,) if used.context.basis else ())))
    facts = tuple(fact for fact in (used, total, other, carried) if fact is not None)
    limit = total.figure.range - other.figure.range
    exact = total.figure.value - other.figure.value
    if carried is not None:
        limit, exact = limit + carried.figure.range, exact + carried.figure.value
    unit = used.figure.unit
    evidence = tuple(fact.origin for fact in facts)
    working = (
        f"{words.plain(total)} - {words.plain(other)}{f' + {words.plain(carried)}' if carried is not None else ''} = {words.in_unit(exact, unit)}"
    )
    if used.figure.range.low <= limit.high:
        yield Held(CODE, Band.EXACT, evidence, facts, working)
        return
    gap = words.in_unit(used.figure.value - exact, unit)
    yield Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"{words.named(used)}，而{total.label}{total.figure.text}扣除{other.label}{other.figure.text}后只有{words.in_unit(exact, unit)}，多{gap}",
        "写明动用的上年财政拨款结转；若支出中含其他收入，改写使用财政拨款的数", evidence,
        likely_cause="把全部支出都写成了财政拨款，其他收入安排的支出没有分开", expected=f"不大于{words.in_unit(exact, unit)}",
        stated=used.figure.text, difference=gap, facts=facts, working=(working,),
    )  # fmt: skip


def _of_none(given: AuditInput) -> Iterator[Finding]:
    """What was spent out of funds that are told as none wherever they are told: a template's noughts left standing."""
    for source, spent in _OUT_OF:
        for other in given.by_concept.get(spent, ()):
            year, basis = other.context.period.year, other.context.basis
            wholes = [fact for fact in given.by_concept.get(source, ()) if (fact.context.period.year, fact.context.basis) == (year, basis)]
            carried = any(fact.figure.value for concept in _OPENING for fact in given.by_concept.get(concept, ()))
            if year is None or not wholes or carried or other.figure.value <= 0 or any(fact.figure.value or fact.figure.is_hedged for fact in wholes):
                continue
            whole = wholes[0]
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"{words.named(other)}，而{words.named(whole)}", "补填印作0的数；确实没有的，核对从中开支的数", (whole.origin, other.origin),
                likely_cause="模板中的0没有改成实际数", expected=f"不小于{other.figure.text}", stated=whole.figure.text, facts=(whole, other),
            )  # fmt: skip
            break
