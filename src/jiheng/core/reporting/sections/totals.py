"""整体收支：收入来源、支出预算与执行、与上年相比。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.context import Basis
from jiheng.core.reporting.clauses import against_last_year, budget_clauses, parts_of, reason_of, sentences
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line

_SOURCES = (
    ("income.appropriation.general", "一般公共预算财政拨款收入"),
    ("income.appropriation.fund", "政府性基金预算财政拨款收入"),
    ("income.appropriation.capital", "国有资本经营预算财政拨款收入"),
    ("income.appropriation.special_account", "财政专户管理资金收入"),
    ("income.other_funds", "其他资金收入"),
)
_COLUMNS = ((Basis.OPENING, "年初预算"), (Basis.BUDGET, "全年预算"), (Basis.OUTTURN, "全年决算"))


@section(id="income", title="收入情况")
def income(given: ReportInput) -> Iterable[Part]:
    """Income of the year by source."""
    clauses = budget_clauses(given, "income.total", f"{given.year}年收入总计", done="全年决算")
    clauses = [clause for clause in clauses if not clause.text.startswith("预算执行率")]
    return sentences(clauses, _by_source(given))


def _by_source(given: ReportInput) -> Line:
    """其中：每种来源的年初预算、全年预算和决算 - those that are stated and not nothing."""
    line = Line()
    for concept, name in _SOURCES:
        stated = [(word, fact) for basis, word in _COLUMNS if (fact := given.get(concept, basis)) and fact.figure.value]
        for number, (word, fact) in enumerate(stated):
            begins = ("；" if line.runs else "其中：") + name if not number else "，"
            line.state(fact, before=begins + word)
    return line


@section(id="spending", title="支出情况")
def spending(given: ReportInput) -> Iterable[Part]:
    """Spending of the year against its budget, and its two parts."""
    clauses = [*budget_clauses(given, "spend.total", f"{given.year}年部门整体支出"), *against_last_year(given, "spend.total")]
    names = (("spend.basic", "基本支出"), ("spend.project", "项目支出"))
    parts = parts_of((given.get(concept, Basis.OUTTURN) for concept, _ in names), [name for _, name in names])
    return sentences(clauses, parts, reason_of(given, "total"))
