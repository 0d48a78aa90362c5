"""JH-A-112 空表没有说明，或有数的表写“本表无数据”。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.disclosed_tables import DisclosedTable, tables_of, title_span
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, View, view_of
from jiheng.core.documents.block import Block

CODE = "JH-A-112"
_EMPTY = re.compile(r"(?:本表|此表|该表|表中|上表)(?:为空|为?空表|无数据|没有数据|无内容)|故(?:本表)?(?:无数据|没有数据|为空)")
_NONE = re.compile(r"(?:没有|无|未安排|未发生|不存在).{0,40}(?:收入|支出|拨款|预算|经费|收支|数据)|(?:为空|空表|无数据)")
_DATA = re.compile(r"0(?:\.0+)?|\d{4}|\d{6}|\d{8,}")  # codes have three, five or seven digits
_INSTRUCTION = re.compile(r"仍保留该表格式|作下述说明|表格式")


@check(
    code=CODE,
    title="空表没有说明，或有数的表写“本表无数据”",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("govbudgetchecker-rules#V33-109 空表说明", "sh-final-accounts-2024-a#政府性基金预算表"),
)
def empty_table(given: AuditInput) -> Iterable[Outcome]:
    """没有数据的决算表要在表下或说明中写明没有该项收支；写了“本表无数据”的表不得有数。

    Holds: 空表有说明。   Breaks: 空表没有说明，或写无数据而表中有数。
    Unknown: 不是决算公开，或没有空表。   Mend: 补写空表说明，或改正说明。
    """
    view = view_of(given.document)
    if view.kind is not ReportKind.ACCOUNTS:
        yield NotEvaluated(CODE, "不是部门决算公开")
        return
    judged = False
    for table in tables_of(view):
        if table.grid is None:
            if table.is_there:
                judged = True
                yield NotEvaluated(CODE, f"没有读出{table.name}的格子", (title_span(view, table),))
            continue
        figures = table.figures()
        said = next((block for block in table.below if _EMPTY.search(block.text) and not _INSTRUCTION.search(block.text)), None)
        if said is not None and figures:
            judged = True
            yield _with_figures(view, table, said, figures)
        elif not figures and not _has_data(table):
            judged = True
            yield _judge(view, table, said)
    if not judged:
        yield NotEvaluated(CODE, "没有空表")


def _has_data(table: DisclosedTable) -> bool:
    """Zeroes are data, and whole numbers in the first columns may be: such a table is not held to be empty."""
    return table.grid is not None and any(_DATA.fullmatch(cell.text.strip()) for cell in table.grid.cells if cell.row)


def _judge(view: View, table: DisclosedTable, said: Block | None) -> Outcome:
    topic = table.name.removeprefix("财政拨款").removesuffix("决算表").replace("财政拨款", "").replace("收入支出", "").replace("支出", "").strip("“”")
    told = said or next((block for block in table.below if _NONE.search(block.text) and not _INSTRUCTION.search(block.text)), None)
    if told is None:
        key = "三公" if "三公" in table.name else topic[:5]
        told = next(
            (block for block in view.running.blocks if key in block.text and _NONE.search(block.text) and not _INSTRUCTION.search(block.text)), None
        )
    if told is not None:
        return Held(CODE, Band.EXACT, (title_span(view, table), view.span(told)), words=f"{table.name}为空，有说明")
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message=f"{table.name}没有数据，也没有空表说明",
        mend="在表下写明本年度没有该项收入和支出，本表无数据；有数据的补填", evidence=(title_span(view, table),), likely_cause="漏填，或漏写空表说明", subject_key=table.name,
    )  # fmt: skip


def _with_figures(view: View, table: DisclosedTable, said: Block, figures: list[Block]) -> Finding:
    match = _EMPTY.search(said.text)
    start, end = match.span() if match else (0, len(said.text))
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"{table.name}写“{said.text[start:end]}”，表中却有{figures[0].text.strip()}等{len(figures)}个数",
        mend="核对该表是否有数据，改正说明或改正表", evidence=(view.span(said, start, end), view.span(figures[0], 0, len(figures[0].text)), title_span(view, table)),
        likely_cause="套用了没有数据时的说明", stated=said.text[start:end], subject_key=table.name,
    )  # fmt: skip
