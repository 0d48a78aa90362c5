"""How much of a labelled report the reader reads right: value with unit, concept, basis, year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jiheng.batch.benchmark.labelled import LabelledFact, LabelledReport
from jiheng.batch.benchmark.tally import Tally
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.units import unit_for

# The labelling guide names these by what they say of another thing; the taxonomy has them under ids without a plain label.
_SAID_OF_OTHERS = {
    "同比增减额": "change.amount",
    "同比增长率": "change.rate",
    "占比": "share",
    "指标目标值": "indicator.target",
    "指标实际值": "indicator.actual",
    "指标分值": "indicator.weight",
    "指标权重": "indicator.weight",
    "指标得分": "indicator.score",
    "预算执行率": "spend.execution_rate",
}
# Two names of one amount wherever nothing else of it is printed, so that either reading of the words is right.
_ALIKE = (
    {"carry.total", "carry.closing"},  # 结转结余 at the end of the year, with or without saying so
    {"income.appropriation", "income.appropriation.general"},  # 财政拨款 where there is no fund
    {"spend.appropriation", "spend.appropriation.general"},
    {"spend.total", "spend.current"},  # 支出合计 where nothing is carried over
    {"income.total", "income.current"},
    {"change.amount", "change.versus_budget"},  # a change against the budget is labelled as a change
)
# In these families a finer concept (行政编制 read as staff.posts.admin for 编制) says all that the label says, and more.
_FINER = ("staff", "organisation", "proposals", "opinions", "publicity", "income")
_RATE = "spend.execution_rate"  # a part's rate of execution is labelled by `of`, the taxonomy has an id per part


def score_facts(report: LabelledReport, facts: Sequence[Fact]) -> tuple[Tally, list[str]]:
    """The tally of one report, and a line for each figure that was read otherwise."""
    tally, misses = Tally(), []
    for label in report.facts:
        if label.place is None:
            continue
        start, end = label.place
        here = [fact for fact in facts if fact.origin.start < end and fact.origin.end > start]
        match = next((fact for fact in here if _same_value(fact, label)), None)
        tally.add("数值和单位", match is not None)
        if match is None:
            misses.append(f"数值 {label.text}：读作 {'、'.join(fact.figure.text for fact in here) or '无'}")
            continue
        _score_meaning(tally, misses, label, match)
    return tally, misses


def _score_meaning(tally: Tally, misses: list[str], label: LabelledFact, fact: Fact) -> None:
    if label.concept:
        wanted = _concept(label.concept)
        right = wanted is not None and _same_concept(fact.concept, wanted)
        tally.add("概念", right)
        if not right:
            misses.append(f"概念 {label.text}：{label.concept} 读作 {fact.concept or fact.label}")
    else:
        tally.add("不归入概念", not fact.concept)
    basis = fact.context.basis.value if fact.context.basis else None
    tally.add("口径", basis == label.basis)
    if basis != label.basis:
        misses.append(f"口径 {label.text}：{label.basis} 读作 {basis}")
    year = fact.context.period.year if fact.context.period.years == 1 else None
    tally.add("年度", year == label.year)
    if year != label.year:
        misses.append(f"年度 {label.text}：{label.year} 读作 {year}")


def _same_value(fact: Fact, label: LabelledFact) -> bool:
    """Equal as printed, or equal in the base unit (42万元 read as 420000元 is right)."""
    figure, value = fact.figure, Decimal(label.value)
    printed = label.unit.replace("％", "%")
    if figure.number == value and figure.unit.key.replace("％", "%") == printed:
        return True
    if figure.number == value and figure.unit.key == printed + "元":  # 30万 of money is 30万元
        return True
    if figure.number == value and {printed, figure.unit.key} <= {"", "分"}:  # points are labelled with and without 分
        return True
    unit = unit_for(printed)
    return unit is not None and unit.dimension == figure.unit.dimension and figure.value == value * unit.factor


def _concept(label: str) -> str | None:
    if label in _SAID_OF_OTHERS:
        return _SAID_OF_OTHERS[label]
    found = load_taxonomy().exact(label)
    return found.id if found else None


def _same_concept(read: str, wanted: str) -> bool:
    if read == wanted or any({read, wanted} <= alike for alike in _ALIKE):
        return True
    if read.startswith(_RATE) and wanted.startswith(_RATE):
        return True
    return read.startswith(f"{wanted}.") and wanted.partition(".")[0] in _FINER
