"""What a table's caption and column heads say: unit, basis, year, what is counted."""

from __future__ import annotations

import re

from jiheng.core.facts.context import Basis
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER, Unit, unit_for
from jiheng.core.reading.extract import cues

SHORT = ("万", "亿", "千万", "百万")  # 元 left out
_UNIT_LINE = re.compile(r"(?:金额)?单\s*位\s*[:：]?\s*(?P<unit>(?:人民币)?(?:亿元|万元|千元|百元|元|人|个|平方米|㎡))")
_UNIT_IN = re.compile(
    r"[（(]\s*(?:单位[:：])?\s*(?P<unit>亿元|万元|千元|元|%|％|人次|人|个|次|件|辆|台/?套?|套|批次?|㎡|平方米|m²|分|份|期|条|项|篇|户)\s*[)）]"
)
_RATE_WORDS = re.compile(r"(?:率|占比|比例|比重|%|％|增减幅|增幅|幅度)(?:[（(][^）)]*[)）])?$")
_COUNTS = re.compile(
    r"(?:人员?|户|村|镇|县|区|校|院|站|点|目|项|件|次|批|辆|台|套|份|篇|期|场|班|位|个|处|家|座|株|企业|学生|对象)数量?(?:[（(].*)?$|"
    r"(?:数量|人次|批次|频次|面积|保有量|编制)(?:[（(].*)?$"
)
_RUNNING = re.compile(
    r"^(?:(?:部门|单位|预算单位|部门[（(/]单位[)）]?)(?:编码|代码)|行次|栏次|序号|编号|行号|科目编码|科目代码|编码|代码|类|款|项|支出功能分类科目编码|功能分类科目编码|经济分类科目编码)$"
)
_SCORES = re.compile(r"^(?:分值|权重|得分|自评得分|标准分|自评分|评分|满分|总分)")


def table_unit(caption: str, first_rows: str) -> Unit | None:
    """The unit that a caption or the first rows give for the whole table."""
    for words in (caption, first_rows):
        match = _UNIT_LINE.search(words)
        if match:
            return unit_for(match["unit"].removeprefix("人民币"))
    match = _UNIT_IN.search(caption)
    return unit_for(match["unit"].replace("％", "%")) if match else None


def unit_in(words: str) -> Unit | None:
    """The unit that a label gives in brackets: 财政供养人员情况（人）."""
    match = _UNIT_IN.search(words)
    if match:
        return unit_for(match["unit"].replace("％", "%").split("/")[0])
    return None


def is_running_number(head: tuple[str, ...]) -> bool:
    """Whether a column only counts its rows or holds codes."""
    return bool(head) and bool(_RUNNING.match(head[-1]))


def is_rate(words: str) -> bool:
    """Whether a label names a rate."""
    return bool(_RATE_WORDS.search(words))


def is_count(words: str) -> bool:
    """Whether a label or a head counts things: 涉及乡镇数, 接待批次."""
    return bool(_COUNTS.search(words))


def is_score(words: str) -> bool:
    """Whether a column head names points."""
    return bool(_SCORES.match(words))


def with_unit(figure: Figure, unit: Unit | None) -> Figure:
    """A bare number with the unit of its table."""
    if unit is None or figure.unit is not NUMBER:
        return figure
    return Figure(figure.number, figure.step, unit, figure.text, figure.hedge, figure.upper)


def in_full(figure: Figure, *, money: bool) -> Figure:
    """A figure of money printed without 元 (829.3万) with its whole unit."""
    unit = unit_for(f"{figure.unit.key}元") if money and figure.unit.key in SHORT else None
    return figure if unit is None else Figure(figure.number, figure.step, unit, figure.text, figure.hedge, figure.upper)


def basis_of(words: str) -> Basis | None:
    """The basis that a column head names."""
    return cues.basis_in(words)


def year_of(words: str, year: int | None) -> int | None:
    """The year that a column head names; 上年 counts from the report's year."""
    match = cues.YEAR.search(words)
    if match:
        return int(match[1])
    if re.search(r"上年(?!结转|结余)|去年", words) and year is not None:
        return year - 1
    return year
