"""绩效目标完成情况：总体目标、各类指标达到多少、未达到的指标及原因。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.facts.targets import Met, pair_of
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, paragraphs
from jiheng.core.scoring.scoring_input import IndicatorRow


@section(id="achievement", title="绩效目标完成情况")
def achievement(given: ReportInput) -> Iterable[Part]:
    """The overall target as it was reached, how many indicators of each kind met theirs, and which did not and why."""
    if given.content.achieved:
        yield from paragraphs((given.content.achieved,))
    rows = [row for row in given.content.rows if row.target not in ("/", "／", "") and not row.cancelled]
    missed = [row for row in rows if _is_missed(row)]
    if rows:
        yield (
            Line().say("年初设置" + "；".join(_kind(title, rows, missed) for title in dict.fromkeys(row.level[0] for row in rows)) + "。").paragraph()
        )
    for row in missed:
        reason = f"，主要原因是：{row.reason.rstrip('。；')}" if row.reason else ""
        yield Line().say(f"“{row.level[2]}”未达到年初目标{reason}。").paragraph()
    for row in given.content.rows:
        if row.cancelled:
            yield Line().say(f"“{row.level[2]}”经{row.cancelled.approval}批准取消，原因是：{row.cancelled.reason.rstrip('。')}。").paragraph()


def _is_missed(row: IndicatorRow) -> bool:
    pair = pair_of(row)
    return pair is not None and pair.met is Met.MISSED


def _kind(title: str, rows: list[IndicatorRow], missed: list[IndicatorRow]) -> str:
    mine = [row for row in rows if row.level[0] == title]
    short = [row for row in missed if row.level[0] == title]
    return f"{title}{len(mine)}项，完成{len(mine) - len(short)}项"
