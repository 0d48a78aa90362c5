"""JH-A-220 指标表缺少效益或满意度一组，而没有说明分数怎样重新分配。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import ScoreTable, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span

CODE = "JH-A-220"
_ROWS = 3
_MOST = 80  # points read at least, else a page of the table may be missing
_NOTE = re.compile(
    r"(?:未设置?|没有设置?|不设|不涉及|无|取消)[^。；]{0,12}(?:效益|满意度)|(?:分值|权重|分数)[^。；]{0,10}(?:调整|重新分配|分摊|调增|并入|移到|转入)|重新分配[^。；]{0,8}(?:分|权重)"
)
_DENIED = re.compile(r"(?:无法|不能|未|没有|没)[^。；，]{0,4}$")


@check(
    code=CODE,
    title="指标表缺少效益或满意度一组，而没有说明分数怎样重新分配",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-wangcheng-2020#六", "mof-self-evaluation-2020#指标权重", "mof-indicators-2021#指标设置"),
)
def group_missing(given: AuditInput) -> Iterable[Outcome]:
    """有产出指标的自评表，还有效益指标和满意度指标；确不需要的，写明分数怎样重新分配。

    Holds: 各组齐全，或写明了重新分配。   Breaks: 没有效益或满意度一组，也没有说明。
    Unknown: 一级指标不是产出、效益、满意度这一类；表没有读全。   Mend: 补设该组指标，或写明分数转到哪一组及依据。
    """
    for table in tables_of(given):
        rows = table.weighed
        groups = list(dict.fromkeys(row.level[0] for row in rows if row.level[0]))
        if len(rows) < _ROWS or not any("产出" in group for group in groups):
            continue
        evidence = _heads(table, groups)
        missing = _missing(table, groups)
        if not missing:
            yield Held(CODE, Band.EXACT, evidence, (), f"一级指标：{'、'.join(groups)}")
        elif not _is_whole(table):
            yield NotEvaluated(CODE, f"没有读到{'、'.join(missing)}，表可能没有读全", evidence)
        elif note := _note(given):
            yield Held(CODE, Band.EXACT, (*evidence, note), (), f"没有{'、'.join(missing)}，已作说明")
        else:
            yield Finding(
                CODE,
                Severity.WARNING,
                Category.COMPLETENESS,
                f"指标表只有{'、'.join(groups)}，没有{'、'.join(missing)}，也没有说明其分数怎样重新分配",
                f"补设{'、'.join(missing)}；确不需要的，写明分数转到哪一组、依据什么",
                evidence,
                likely_cause="系统或表格不允许留空，分数挤进了别的组",
                expected="产出、效益、满意度各有指标，或写明重新分配",
                stated="、".join(groups),
                subject_key="缺少" + "、".join(missing),
            )


def _missing(table: ScoreTable, groups: list[str]) -> list[str]:
    levels = {level for row in table.rows for level in row.level}
    missing = []
    if not any(re.search("效益|效果|效应|影响|效能", group) for group in groups) and not any("效益" in level for level in levels):
        missing.append("效益指标")
    if not any("满意" in level for level in levels):
        missing.append("满意度指标")
    return missing


def _heads(table: ScoreTable, groups: list[str]) -> tuple[Span, ...]:
    """The first row of each group."""
    firsts = [next(row for row in table.rows if row.level[0] == group) for group in groups]
    return tuple(span for row in firsts for span in spans_of(row, "name")[:1])


def _is_whole(table: ScoreTable) -> bool:
    if table.total is not None:
        return True
    return sum(row.weight.number for row in table.rows if row.weight is not None) >= _MOST


def _note(given: AuditInput) -> Span | None:
    """Where the running text says that a group was left out and how its points went elsewhere."""
    for block in given.document.running():
        found = _NOTE.search(block.text)
        if found and not _DENIED.search(block.text[: found.start()]):
            return given.document.span(block, found.start(), found.end())
    return None
