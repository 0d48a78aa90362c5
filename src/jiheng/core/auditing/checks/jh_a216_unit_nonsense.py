"""JH-A-216 指标值与单位、性质不合。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, is_empty, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.targets import is_satisfaction
from jiheng.core.figures.units import NUMBER

CODE = "JH-A-216"
_SCALE = re.compile(r"高中低|优良中差|好中差|高[、/]中[、/]低|优[、/]良[、/]中[、/]差|好[、/]中[、/]差|优良差|是[/、]?否|达成[、/].*未达成")
_AT_MOST_ALL = re.compile("合格率|覆盖率|达标率|及时率|满意|知晓率|准确率|参与率|出勤率|办结率|公开率")
_RATE = re.compile(r"(?:率|满意度|占比|比例|百分比)(?:[（(][^）)]*[)）])?$")
_YEARS = range(1990, 2100)
_WHOLE = 100


@check(
    code=CODE,
    title="指标值与单位、性质不合",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标", "mof-indicators-2021#指标值设定依据"),
)
def unit_nonsense(given: AuditInput) -> Iterable[Outcome]:
    """指标值配得上它的单位：时效写时限，比率带百分号且不超过100%，定性指标写要达到的档次。

    Holds: 指标值、单位、名称相合。   Breaks: 时效“＝某年”；定性的值写“高中低”；满意度目标超过100%；比率没有百分号。
    Unknown: 没有写指标值。   Mend: 改写指标值和单位。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            found = _wrong(row)
            if found is not None:
                yield _finding(row, *found, cells)
            elif row.target_figure is not None:
                yield Held(CODE, Band.EXACT, spans_of(row, "target", "unit"), cells.of(row, "target"), "指标值与单位相合")
            elif is_empty(row.target):
                yield NotEvaluated(CODE, f"“{name_of(row)}”没有写指标值", spans_of(row, "name"))


def _wrong(row: StatedIndicator) -> tuple[str, str, Severity] | None:
    """What does not fit, what should stand instead, how grave; None when nothing is wrong."""
    figure, target = row.target_figure, row.target.replace(" ", "")
    if _SCALE.fullmatch(target) or (row.relation == "定性" and _SCALE.fullmatch(row.unit)):
        scale = target if _SCALE.fullmatch(target) else row.unit
        return f"指标值写的是评价的档次“{scale}”，没有说要达到哪一档", "写明要达到的档次，如“优”或“高”，并附分档标准", Severity.WARNING
    if figure is None:
        return None
    if row.unit in ("年", "年度") and figure.number in _YEARS:
        return f"写作“{row.relation}{row.target}{row.unit}”，把年份当成了数量", "写完成时限，如12月31日前、30个工作日内", Severity.WARNING
    name = name_of(row)
    above = figure.unit.is_ratio and figure.value > 1
    if above and (is_satisfaction(row) or _AT_MOST_ALL.search(name)):
        return (
            f"目标{row.target}{'' if '%' in row.target or '％' in row.target else row.unit}超过100%，不可能达到",
            "改为不超过100%的值",
            Severity.WARNING,
        )
    bare = figure.unit is NUMBER and row.unit in ("", "/") and (row.actual_figure is None or row.actual_figure.unit is NUMBER)
    if bare and _RATE.search(name) and 1 < figure.number <= _WHOLE and "%" not in name and "％" not in name:
        return f"目标写作“{row.target}”，没有百分号", f"写作“{row.target}%”", Severity.HINT
    return None


def _finding(row: StatedIndicator, what: str, mend: str, severity: Severity, cells: CellFacts) -> Finding:
    return Finding(
        CODE,
        severity,
        Category.WORDING,
        f"“{name_of(row)}”{what}",
        mend,
        spans_of(row, "target", "unit", "name"),
        expected=mend,
        stated=f"{row.relation if row.relation != '定性' else ''}{row.target}",
        facts=cells.of(row, "target"),
        subject_key=f"{'/'.join(row.level)}|指标值与单位",
    )
