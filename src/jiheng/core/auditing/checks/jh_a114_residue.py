"""JH-A-114 占位符和排版残留。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, Hit, view_of
from jiheng.core.documents.block import BlockKind

CODE = "JH-A-114"
_RESIDUE = re.compile(
    r"(?P<word>\[bookmark:[^\]]{0,40}\]|\[(?:if|endif|image|图片|批注)[^\]]{0,30}\]|Error! (?:Reference|Bookmark|No text)[^。\n]{0,40}|错误[!！]\s*(?:未找到引用源|未定义书签|未指定书签|链接无效)[。.]?"
    r"|(?:HYPERLINK|PAGEREF|MERGEFORMAT|_GoBack|_Toc\d+)[^\u4e00-\u9fff\n]{0,30}|\ufffd+|&nbsp;|</?(?:p|br|span|div|td)\b[^>]{0,40}>)"
    r"|(?P<blank>(?<![\dA-Za-zＸ×])(?:[XxＸｘ]{2,}|[×✕]{2,})(?![A-Za-zＸ×]|\d{2})|[_＿]{2,}(?=\s*(?:万元|元|年|月|日|%|％|个|人|次|项|件|（|，|。))|(?:为|共|支出|收入|预算|占)[_＿]{2,}"
    r"|\{\{?[\u4e00-\u9fff_a-zA-Z]{1,16}\}?\}|\$\{[^}]{1,30}\}|(?:此处|在此|请|（|\()(?:填写|填列|填报|插入|补充|粘贴)(?!单位|说明|人|日期|时间|时|要求|口径|范围|内容|表|质量|工作|情况|数据|完整|报)"
    r"|待(?:补充|核实后填|填写|完善数据)|TODO|Lorem ipsum|【[^】\n]{0,12}(?:填|单位名称|部门名称|金额|具体数|名称|写明)[^】\n]{0,12}】)"
)
_CAUSE = {"word": "由Word等软件带出的书签、域代码或网页代码", "blank": "套用模板没有填完"}
_MOST = 8


@check(
    code=CODE,
    title="占位符和排版残留",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("govbudgetchecker-rules#V33-112 占位符", "seed-lusong-2023#六、（一）3"),
)
def residue(given: AuditInput) -> Iterable[Outcome]:
    """公开的文本不应留有××、____、{单位}、“此处填写”、书签和“错误!未找到引用源”。

    Holds: 没有残留。   Breaks: 有占位符、软件残留或没有删去的批注。
    Unknown: 没有文字。   Mend: 补填内容，删去残留。
    """
    view = view_of(given.document)
    if not view.running.text and not view.cells.text:
        yield NotEvaluated(CODE, "没有文字")
        return
    broken = False
    for flat in (view.running, view.cells):
        for finding in _found(flat):
            broken = True
            yield finding
    comments = [block for block in given.document.blocks if block.kind is BlockKind.COMMENT and block.text]
    if comments:
        broken = True
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.WORDING, message=f"文件里还有{len(comments)}条批注没有删去", mend="处理批注后删去，再定稿",
            evidence=tuple(view.span(block) for block in comments[:_MOST]), likely_cause="没有定稿", subject_key="批注",
        )  # fmt: skip
    if not broken:
        flat = view.running if view.running.text else view.cells
        yield Held(CODE, Band.EXACT, (view.span(flat.blocks[0]),), words="没有占位符和排版残留")


def _found(flat: Flat) -> Iterable[Finding]:
    kinds: dict[tuple[str, str], list[Hit]] = {}
    for match in flat.matches(_RESIDUE):
        kinds.setdefault((match.match.lastgroup or "blank", match.words().strip()[:12]), []).append(match)
    for (kind, words), matches in kinds.items():
        count = f"（{len(matches)}处）" if len(matches) > 1 else ""
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.WORDING, message=f"{'软件残留' if kind == 'word' else '占位符没有填'}：“{words}”{count}",
            mend="删去残留" if kind == "word" else "补填实际内容", evidence=tuple(flat.span(match.start(), match.end()) for match in matches[:_MOST]),
            likely_cause=_CAUSE[kind], stated=words, subject_key=f"{kind}|{words}",
        )  # fmt: skip
