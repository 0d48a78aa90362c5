"""JH-A-401 按科目编码逐级汇总不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.coded_tables import CodedRow, CodedTable, coded_tables
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-401"
_ZERO = Decimal(0)
_NEARLY = Decimal("0.005")


@check(
    code=CODE,
    title="按科目编码逐级汇总不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#一般公共预算财政拨款基本支出决算表、支出决算表", "govbudgetchecker-rules#V33-243"),
)
def coded_subtotals(given: AuditInput) -> Iterable[Outcome]:
    """有科目编码的表：每一栏中，类等于其款之和、款等于其项之和、合计等于各类之和（k个分项允许k个半步）。

    Holds: 相等，或在各分项取整之内。   Breaks: 超出取整的范围。
    Unknown: 某级没有列出下级，或所列下级不全。   Mend: 逐级核对明细与汇总。
    """
    for table in coded_tables(given):
        rows = {row.code: row for row in table.rows if row.facts}
        for row in (*rows.values(), *((table.total,) if table.total is not None else ())):
            wanted = 3 if row.code == "合计" else len(row.code) + 2
            children = [one for code, one in rows.items() if len(code) == wanted and (row.code == "合计" or code.startswith(row.code))]
            if children and not (row.code == "合计" and _is_by_economy(rows)):
                yield from _each_column(given, table, row, children)


def _is_by_economy(rows: dict[str, CodedRow]) -> bool:
    return any(code.startswith("30") for code in rows)


def _each_column(given: AuditInput, table: CodedTable, row: CodedRow, children: list[CodedRow]) -> Iterable[Outcome]:
    by_column = row.code == "合计" or all(set(one.columns) & set(row.columns) for one in children if one.facts)
    for at, whole in enumerate(row.facts):
        parts = [
            fact for one in children for column, fact in zip(one.columns, one.facts, strict=True)
            if (column == row.columns[at] if by_column else one.facts.index(fact) == at)
        ]  # fmt: skip
        if parts and whole.figure.unit.is_money:
            yield _judge(given, table, row, whole, parts, children)


def _judge(given: AuditInput, table: CodedTable, row: CodedRow, whole: Fact, parts: list[Fact], children: list[CodedRow]) -> Outcome:
    total = sum((part.figure.range for part in parts), Interval.point(_ZERO))
    exact = sum((part.figure.value for part in parts), _ZERO)
    unit = whole.figure.unit
    facts = (whole, *parts)
    shown = [part for part in parts if part.figure.value]
    evidence = tuple(fact.origin for fact in (whole, *(shown or parts)))
    name = row.name if row.code == "合计" else f"{row.code}{row.name}"
    working = f"{' + '.join(words.plain(part) for part in (shown or parts))} = {words.in_unit(exact, unit)}，印作{whole.figure.text}"
    fits = whole.figure.agrees(parts[0].figure) if len(parts) == 1 else total.meets(whole.figure.range)
    if fits:
        return Held(CODE, Band.EXACT if exact == whole.figure.value else Band.ROUNDING, evidence, facts, f"{name}：{working}")
    gap = exact - whole.figure.value
    if gap < 0 and not _is_complete(row, children) and abs(gap) > _NEARLY * abs(whole.figure.value):
        return NotEvaluated(CODE, f"{name}{whole.figure.text}的下级科目可能没有列全", evidence)
    others = (fact for fact in given.statements.facts if fact.id not in {one.id for one in facts})
    return Finding(
        CODE, Severity.ERROR if is_sure(facts) else Severity.WARNING, Category.ACCURACY,
        f"{_title(table)}中{name}{whole.figure.text}，所列{len(parts)}个下级科目之和为{words.in_unit(exact, unit)}，相差{words.in_unit(abs(gap), unit)}",
        "逐级核对明细科目与汇总数", evidence, likely_cause=causes.of_difference(whole.figure, exact, others),
        expected=words.span_of(total, unit, whole.figure.step), stated=whole.figure.text, difference=words.in_unit(abs(gap), unit),
        facts=facts, working=(working,),
    )  # fmt: skip


def _is_complete(row: CodedRow, children: list[CodedRow]) -> bool:
    """Whether the list runs to its last subject (…99), so that nothing can be missing; a total lists what there is."""
    return row.code == "合计" or any(one.code.endswith("99") for one in children) or len(row.code) == 5


def _title(table: CodedTable) -> str:
    return table.kind + "表" if table.kind else "表"
