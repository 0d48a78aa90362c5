"""Target and actual of an indicator row made comparable: which way is better, whether the target was met.

Words decide a direction only where no sign is printed; where neither tells, nothing is judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from jiheng.core.figures.figure import Figure, Hedge
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import NUMBER, Unit, unit_for

_LOWER = re.compile(
    "成本|控制率|变动率|调整率|结余率|结转|偏差|偏离|超支|投诉|差错|错误|事故|违规|违法|违纪|发案|逾期|延误|负债|能耗|损耗|死亡|失业|"
    "信访|积案|返工|退回|下降后|三公|成交差率|缺陷|漏|公用经费支出|支出总额|经费支出|控制数"
)
_HIGHER = re.compile(
    "完成|合格|达标|覆盖|及时|准时|满意|办结|执行率|采纳|采用|参与|知晓|认知|到位|兑现|落实|实现|普及|保障率|利用率|使用率|出勤|参会|发放率|通过率|"
    "公开率|提升|增长|提高|优良|有效率|答复|正常|准确|按时|健全|[完竣开]工|安全率"
)
_COUNTS = ("count", "people", "person_times")


class Met(Enum):
    """How an actual stands to its target."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Row(Protocol):
    """What a row must tell to be judged: a printed row of a report, or one of a case."""

    @property
    def level(self) -> tuple[str, str, str]:
        """The names of its three levels."""

    @property
    def relation(self) -> str:
        """The sign before its target."""

    @property
    def unit(self) -> str:
        """The unit of its target as printed."""

    @property
    def target_figure(self) -> Figure | None:
        """The target's number."""

    @property
    def actual_figure(self) -> Figure | None:
        """The actual's number."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row's target and actual in one unit. `lower`: less is better; None: nothing tells."""

    target: Figure
    actual: Figure
    lower: bool | None
    exact: bool  # the sign ＝ is printed

    @property
    def aim(self) -> Figure:
        """The target's number without its sign."""
        return replace(self.target, hedge=Hedge.NONE)

    @property
    def met(self) -> Met:
        """Whether the printed actual reaches the target; missed only where no rounding could reach it."""
        if self.lower is None or self.target.upper is not None or self.actual.hedge not in (Hedge.NONE, Hedge.AT_LEAST, Hedge.OVER):
            return Met.UNKNOWN
        # The sign of a target is often copied before what was done: 目标≥30米, 实际≥24米.
        copied = self.actual.hedge is self.target.hedge is not Hedge.NONE
        aim, actual = self.target.value, (replace(self.actual, hedge=Hedge.NONE) if copied else self.actual).range
        if self.lower:
            if self.actual.value <= aim:
                return Met.MET
            return Met.MISSED if actual.low > aim else Met.UNKNOWN
        if self.actual.value >= aim:
            return Met.MET
        return Met.MISSED if actual.high < aim else Met.UNKNOWN

    @property
    def ratio(self) -> Interval:
        """Actual over target."""
        return self.actual.range / self.aim.range


def pair_of(row: Row) -> Pair | None:
    """The row's target and actual when both are figures of one unit; None otherwise."""
    target, actual = row.target_figure, row.actual_figure
    if target is None or actual is None or row.relation == "定性":
        return None
    unit = _unit(row, target, actual)
    if unit is None:
        return None
    target, actual = _in(target, unit), _in(actual, unit)
    if target is None or actual is None:
        return None
    return Pair(target, actual, _lower(row, target), row.relation == "＝")


def is_cost(row: Row) -> bool:
    """Whether a row stands among the cost indicators."""
    return any("成本" in level for level in row.level[:2])


def is_satisfaction(row: Row) -> bool:
    """Whether a row measures satisfaction."""
    return any("满意" in level for level in row.level)


def _unit(row: Row, target: Figure, actual: Figure) -> Unit | None:
    """The unit in which both are read: the printed one, where only one of them prints it."""
    named = unit_for(row.unit) or NUMBER
    units = [figure.unit for figure in (target, actual) if figure.unit.dimension != "number"] or [named]
    first = units[0]
    if any(unit.dimension != first.dimension or unit.base != first.base for unit in units):
        return None
    return first


def _in(figure: Figure, unit: Unit) -> Figure | None:
    """A figure with no unit of its own in the row's unit; 850万 of money is 850万元."""
    own = figure.unit
    if own.dimension == unit.dimension:
        return figure
    if own is NUMBER or not own.key:
        if unit.is_ratio and figure.number <= 1 and figure.number % 1:
            return replace(figure, unit=Unit("", "ratio", "1", figure.unit.factor, unit.atom))
        return replace(figure, unit=unit)
    wanted = unit_for(own.key + unit.base)  # 万 + 元
    return replace(figure, unit=wanted) if wanted is not None and wanted.dimension == unit.dimension else None


def _lower(row: Row, target: Figure) -> bool | None:
    """Whether less is better: by the printed sign, else by the indicator's own words, else by what it counts."""
    match row.relation:
        case "≥" | "＞":
            return None if is_cost(row) and target.unit.is_money else False
        case "≤" | "＜":
            return True
    name = row.level[2] or row.level[1]
    if (is_cost(row) and not re.search("节约|降低|下降|控制数", name)) or _LOWER.search(name):
        return True
    if _HIGHER.search(name) or is_satisfaction(row):
        return False
    if target.unit.dimension in _COUNTS or "数量" in row.level[1]:
        return False
    return None
