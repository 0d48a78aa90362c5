"""绩效目标完成情况：总体目标、指标完成数、未完成的指标及原因。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, paragraphs
from jiheng.core.scoring.scoring_input import IndicatorRow

_LESS = ("≤", "＜")


@section(id="achievement", title="绩效目标完成情况")
def achievement(given: ReportInput) -> Iterable[Part]:
    """The overall target as it was reached, then what each group of indicators came to, and what was missed and why."""
    if given.content.achieved:
        yield from paragraphs((given.content.achieved,))
    rows = [row for row in given.content.rows if row.target not in ("/", "／", "") and not row.cancelled]
    groups: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        groups.setdefault(row.level[0], []).append(row)
    for title, members in groups.items():
        said = "；".join(_one(row) for row in members)
        yield Line().say(f"{title}方面：{said}。").paragraph()
    missed = [row for row in rows if is_missed(row)]
    for row in missed:
        reason = f"，主要原因是：{row.reason.rstrip('。')}" if row.reason else ""
        yield Line().say(f"“{row.level[2]}”未达到年初目标{reason}。").paragraph()
    for row in given.content.rows:
        if row.cancelled:
            yield Line().say(f"“{row.level[2]}”经{row.cancelled.approval}批准取消，原因是：{row.cancelled.reason.rstrip('。')}。").paragraph()


def is_missed(row: IndicatorRow) -> bool:
    """Whether a number shows that the target was not reached."""
    target, actual = row.target_figure, row.actual_figure
    if target is None or actual is None or target.unit.dimension != actual.unit.dimension:
        return False
    return actual.value > target.value if row.relation in _LESS else actual.value < target.value


def _one(row: IndicatorRow) -> str:
    if row.target_figure is not None and row.actual_figure is not None:
        sign = row.relation if row.relation not in ("", "定性", "＝") else ""
        return f"{row.level[2]}目标{sign}{row.target_figure.text}，实际{row.actual_figure.text}"
    return f"{row.level[2]}目标“{row.target}”，实际“{row.actual}”" if row.actual else f"{row.level[2]}目标“{row.target}”"
