"""预算执行进度：各月末累计支出的表与图。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.draft import Cell, CellKind, Chart, Part, Run, Series, Table, plain
from jiheng.core.reporting.fact_index import in_ten_thousands, ratio
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined


@section(id="months", title="预算执行进度")
def months(given: ReportInput) -> Iterable[Part]:
    """Cumulative spending and its rate at each month's end that is stated."""
    budget = given.get("spend.total", Basis.BUDGET)
    stated = given.content.months
    if not stated or budget is None:
        return
    clauses = []
    for fact in stated:
        last = (fact.context.period.months or (1, 12))[1]
        rate = ratio("spend.execution_rate", fact, budget, of="spend.total")
        if last == 12 or rate is None:
            continue
        clauses.append(Line().state(fact, before=f"1—{last}月部门整体支出").state(rate, before="，预算执行率"))
    if clauses:
        yield joined([Line().say(f"{given.year}年").join(clauses[0]), *clauses[1:]], between="；").paragraph()


@section(id="months_chart", title="各月执行图")
def months_chart(given: ReportInput) -> Iterable[Part]:
    """Cumulative spending by month as a picture."""
    stated = given.content.months
    if len(stated) < 3:
        return
    names = tuple(f"{(fact.context.period.months or (1, 12))[1]}月" for fact in stated)
    values = tuple(in_ten_thousands(fact.figure) for fact in stated)
    said = "，".join(f"{name}末{value:f}万元" for name, value in zip(names, values, strict=True))
    yield Chart(
        id="execution-by-month",
        title="各月末累计支出",
        kind="line",
        categories=names,
        series=(Series("累计支出", values),),
        unit="万元",
        alternative=f"{given.year}年累计支出：{said}。",
    )


@section(id="years_chart", title="两年对比图")
def years_chart(given: ReportInput) -> Iterable[Part]:
    """Spending of two years side by side, for the lines that state both."""
    lines = (
        ("spend.total", "支出总额"),
        ("spend.basic", "基本支出"),
        ("spend.project", "项目支出"),
        ("spend.basic.public", "公用经费"),
        ("three.total", "三公经费"),
    )
    pairs = [(name, given.get(concept, Basis.OUTTURN, back=1), given.get(concept, Basis.OUTTURN)) for concept, name in lines]
    both = [(name, before, now) for name, before, now in pairs if before and now]
    if len(both) < 2:
        return
    last = tuple(in_ten_thousands(before.figure) for _, before, _ in both)
    this = tuple(in_ten_thousands(now.figure) for _, _, now in both)
    said = "；".join(f"{name}{given.year - 1}年{a:f}万元、{given.year}年{b:f}万元" for (name, _, _), a, b in zip(both, last, this, strict=True))
    yield Chart(
        id="two-years",
        title="支出与上年对比",
        kind="column",
        categories=tuple(name for name, _, _ in both),
        series=(Series(f"{given.year - 1}年", last), Series(f"{given.year}年", this)),
        unit="万元",
        alternative=f"支出对比：{said}。",
    )


@section(id="months_table", title="各月执行表")
def months_table(given: ReportInput) -> Iterable[Part]:
    """Cumulative spending by month as a table."""
    budget = given.get("spend.total", Basis.BUDGET)
    if len(given.content.months) < 3 or budget is None:
        return
    head = tuple(Cell(plain(words), CellKind.HEAD) for words in ("时间", "累计支出", "执行进度"))
    rows = []
    for fact in given.content.months:
        last = (fact.context.period.months or (1, 12))[1]
        rate = ratio("spend.execution_rate", fact, budget, of="spend.total")
        amount = in_ten_thousands(fact.figure)
        rows.append(
            (
                Cell(plain(f"1—{last}月"), CellKind.HEAD),
                Cell((Run(f"{amount:f}", (fact,)),), CellKind.NUMBER, amount),
                Cell((Run(rate.figure.text, (rate,)),), CellKind.TEXT) if rate else Cell(),
            )
        )
    yield Table("months", f"{given.year}年各月末累计支出及进度", (1, 1, 1), (head, *rows), head_rows=1, unit="万元")
