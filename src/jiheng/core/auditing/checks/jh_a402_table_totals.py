"""JH-A-402 几张决算（预算）表的合计互不相等。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import causes, words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.coded_tables import CodedTable, coded_tables
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-402"
# A budget's tables of income and spending begin with all of it, carry-over included.
_INCOME = ("income.current", "income.total")
_SPEND = ("spend.current", "spend.total")
_GENERAL = "一般公共预算"
_MEND = "核对两张表的数据来源，更正其中一张，并统一取整方式"


@check(
    code=CODE,
    title="各表合计互不相等",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("govbudgetchecker-rules#V33-200至204", "sh-final-accounts-2024-b#决算表"),
)
def table_totals(given: AuditInput) -> Iterable[Outcome]:
    """总表的收入、支出应等于收入表、支出表的合计；财政拨款收支表的一般公共预算支出等于一般公共预算支出表的合计；基本支出等于其明细表。

    Holds: 相等。   Breaks: 不相等。
    Unknown: 其中一张表没有合计数。   Mend: 核对两张表。
    """
    tables: dict[str, CodedTable] = {}
    for table in coded_tables(given):
        if table.kind and table.facts:
            tables.setdefault(table.kind, table)
    for one, left, other, right in (
        ("收支总", _INCOME, "收入", 0),
        ("收支总", _SPEND, "支出", 0),
        ("财政拨款收支", _INCOME, "收入", ("income.appropriation",)),
    ):
        if one in tables and other in tables:
            told = _column(tables[other], right)
            totals = [fact for concept in left if (fact := _printed(tables[one], (concept,), "")) is not None]
            fitting = next((fact for fact in totals if told is not None and fact.figure.agrees(told.figure)), next(iter(totals), None))
            yield from _pair(given, tables[one], fitting, tables[other], told)
    if "财政拨款收支" in tables and "一般公共预算支出" in tables:
        first, second = tables["财政拨款收支"], tables["一般公共预算支出"]
        yield from _pair(given, first, _printed(first, _SPEND, _GENERAL), second, _column(second, 0))
    if "一般公共预算支出" in tables and "基本支出" in tables:
        yield from _basic(given, tables["一般公共预算支出"], tables["基本支出"])


def _printed(table: CodedTable, concepts: tuple[str, ...], scope: str) -> Fact | None:
    return next(
        (
            fact
            for fact in table.facts
            if fact.concept in concepts and not fact.context.item and (not scope or fact.context.scope.removesuffix("财政拨款") == scope)
        ),
        None,
    )


def _column(table: CodedTable, which: int | tuple[str, ...]) -> Fact | None:
    """A figure of the total row: the first one, or that of a concept."""
    row = table.total
    if row is None or not row.facts:
        return None
    if isinstance(which, int):
        return row.facts[which]
    return next((fact for fact in row.facts if fact.concept in which), None)


def _pair(given: AuditInput, one: CodedTable, left: Fact | None, other: CodedTable, right: Fact | None) -> Iterable[Outcome]:
    if left is None or right is None:
        found = left or right
        yield NotEvaluated(CODE, f"{one.kind}表与{other.kind}表之一没有合计数", (found.origin,) if found is not None else ())
        return
    facts = (left, right)
    evidence = (left.origin, right.origin)
    working = f"{one.kind}表{words.plain(left)}，{other.kind}表{words.plain(right)}"
    if left.figure.agrees(right.figure):
        yield Held(CODE, Band.EXACT if left.figure.value == right.figure.value else Band.ROUNDING, evidence, facts, working)
        return
    yield _finding(given, facts, f"{one.kind}表写作{left.figure.text}，{other.kind}表合计写作{right.figure.text}", working)


def _basic(given: AuditInput, fifth: CodedTable, sixth: CodedTable) -> Iterable[Outcome]:
    whole = next((fact for fact in (fifth.total.facts if fifth.total is not None else ()) if fact.concept == "spend.basic"), None)
    parts = [fact for concept in ("spend.basic.personnel", "spend.basic.public") if (fact := _printed(sixth, (concept,), "")) is not None]
    if whole is None or len(parts) < 2:
        yield NotEvaluated(CODE, "一般公共预算支出表的基本支出合计或基本支出表的人员、公用合计没有印出", (whole.origin,) if whole is not None else ())
        return
    total = parts[0].figure.range + parts[1].figure.range
    exact = parts[0].figure.value + parts[1].figure.value
    working = f"{words.plain(parts[0])} + {words.plain(parts[1])} = {words.in_unit(exact, whole.figure.unit)}，基本支出合计{words.plain(whole)}"
    facts = (whole, *parts)
    if total.meets(whole.figure.range):
        band = Band.EXACT if exact == whole.figure.value else Band.ROUNDING
        yield Held(CODE, band, tuple(fact.origin for fact in facts), facts, working)
        return
    yield _finding(given, facts, f"基本支出合计{whole.figure.text}，人员经费与公用经费之和为{words.in_unit(exact, whole.figure.unit)}", working)


def _finding(given: AuditInput, facts: tuple[Fact, ...], message: str, working: str) -> Finding:
    first, *rest = facts
    expected = sum((fact.figure.range for fact in rest), Interval.point(first.figure.value - first.figure.value))
    exact = sum((fact.figure.value for fact in rest), first.figure.value - first.figure.value)
    cause = causes.of_difference(first.figure, exact, causes.printed_figures(given), facts)
    if abs(first.figure.value - exact) <= 2 * first.figure.base_step:
        cause = "四舍五入或汇总精度：各表分别由元取整到万元"
    return Finding(
        CODE, Severity.ERROR if is_sure(facts) else Severity.WARNING, Category.ACCURACY, message, _MEND, tuple(fact.origin for fact in facts),
        likely_cause=cause, expected=words.span_of(expected, first.figure.unit, first.figure.step), stated=first.figure.text,
        difference=words.in_unit(abs(first.figure.value - exact), first.figure.unit), facts=facts, working=(working,),
    )  # fmt: skip
