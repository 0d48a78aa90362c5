"""JH-A-405 “三公”经费表的合计与分项、与文字不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.coded_tables import CodedTable, coded_tables
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-405"
_PARTS = ("three.abroad", "three.vehicle", "three.reception")
_TOTAL = "three.total"
_ZERO = Decimal(0)


@check(
    code=CODE,
    title="“三公”经费表的合计与分项、与文字不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#财政拨款“三公”经费支出决算表与七、说明", "govbudgetchecker-rules#V33-244"),
)
def three_public_table(given: AuditInput) -> Iterable[Outcome]:
    """“三公”经费表：合计等于出国、用车、接待三项之和；文字中的合计与表中相同。预算、决算两栏都看。

    Holds: 相等或在取整之内。   Breaks: 不等。
    Unknown: 表中没有合计或缺分项。   Mend: 核对表与文字。
    """
    for table in coded_tables(given):
        if table.kind != "三公" or not table.facts:
            continue
        for basis in (Basis.OPENING, Basis.OUTTURN):
            whole = _whole(table, basis)
            parts = [fact for concept in _PARTS if (fact := _one(table.facts, concept, basis)) is not None]
            if whole is None or len(parts) < len(_PARTS):
                found = whole or next(iter(parts), None)
                yield NotEvaluated(CODE, f"“三公”经费表的{basis.value}一栏没有合计或缺分项", (found.origin,) if found is not None else ())
                continue
            yield _sum(given, whole, parts)
            text = [fact for fact in given.statements.facts if fact.origin.block.startswith("p") and _is(fact, _TOTAL, basis, given)]
            for fact in text:
                yield _against(given, whole, fact)


def _whole(table: CodedTable, basis: Basis) -> Fact | None:
    """The table's total: named so, or the first figure of the row, which stands before the parts."""
    named = _one(table.facts, _TOTAL, basis)
    if named is not None:
        return named
    unnamed = [fact for fact in table.facts if not fact.concept and fact.context.basis is basis]
    first = next((fact for fact in table.facts if fact.concept in _PARTS), None)
    return next((fact for fact in unnamed if first is not None and fact.origin.start < first.origin.start), None)


def _one(facts: Iterable[Fact], concept: str, basis: Basis) -> Fact | None:
    return next((fact for fact in facts if fact.concept == concept and fact.context.basis is basis and not fact.context.item), None)


def _is(fact: Fact, concept: str, basis: Basis, given: AuditInput) -> bool:
    return fact.concept == concept and fact.context.basis is basis and not fact.context.item and fact.context.period == given.statements.period


def _sum(given: AuditInput, whole: Fact, parts: list[Fact]) -> Outcome:
    total = sum((part.figure.range for part in parts), Interval.point(_ZERO))
    exact = sum((part.figure.value for part in parts), _ZERO)
    facts = (whole, *parts)
    unit = whole.figure.unit
    working = f"{' + '.join(words.plain(part) for part in parts)} = {words.in_unit(exact, unit)}，印作{whole.figure.text}"
    evidence = tuple(fact.origin for fact in facts)
    if total.meets(whole.figure.range):
        return Held(CODE, Band.EXACT if exact == whole.figure.value else Band.ROUNDING, evidence, facts, working)
    gap = words.in_unit(abs(exact - whole.figure.value), unit)
    return Finding(
        CODE, Severity.ERROR if is_sure(parts) else Severity.WARNING, Category.ACCURACY,
        f"“三公”经费表合计{whole.figure.text}，三项之和为{words.in_unit(exact, unit)}，相差{gap}", "核对三个分项与合计", evidence,
        likely_cause=causes.of_difference(whole.figure, exact, (fact for fact in given.statements.facts if fact not in facts)),
        expected=words.span_of(total, unit, whole.figure.step), stated=whole.figure.text, difference=gap, facts=facts, working=(working,),
    )  # fmt: skip


def _against(given: AuditInput, whole: Fact, text: Fact) -> Outcome:
    facts = (text, whole)
    evidence = (text.origin, whole.origin)
    if text.figure.agrees(whole.figure):
        return Held(
            CODE,
            Band.EXACT if text.figure.value == whole.figure.value else Band.ROUNDING,
            evidence,
            facts,
            f"文字{text.figure.text}，表{whole.figure.text}",
        )
    gap = words.in_unit(abs(text.figure.value - whole.figure.value), text.figure.unit)
    return Finding(
        CODE, Severity.ERROR if is_sure((text,)) and whole.trust >= text.trust else Severity.WARNING, Category.ACCURACY,
        f"文字写{words.named(text)}，“三公”经费表合计写作{whole.figure.text}，相差{gap}", "以决算表为准，更正文字或表", evidence,
        likely_cause=causes.of_difference(text.figure, whole.figure.value, (fact for fact in given.statements.facts if fact not in facts)),
        expected=whole.figure.text, stated=text.figure.text, difference=gap, facts=facts,
    )  # fmt: skip
