"""JH-A-115 模板的说明文字和选项没有删。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of

CODE = "JH-A-115"
_UP, _DOWN = "增加|增长|上升|提高|大于|高于|多于", "减少|下降|降低|小于|低于|少于"
_INSTRUCTION = re.compile(
    r"(?P<kept>仍保留该表格式|在本表下方作下述说明|作下述说明[:：])[^。\n]{0,30}"
    r"|列明[\u4e00-\u9fff]{2,8}\d+|[（(](?:请|需|应)(?:按|根据|结合|逐项|详细|写明|说明|列明|填)[^）)\n]{2,40}[）)]|[（(]\d{3,5}字(?:以内|左右)[)）]|[（(](?:不超过|不少于)\d{2,5}字[)）]"
    r"|[（(](?:如有|若有|没有的?|无此项)[^）)\n]{0,12}(?:请|则|可|的)[^）)\n]{0,20}(?:删|填|写|说明)[^）)\n]{0,10}[）)]"
)
_CHOICE = re.compile(
    rf"(?:{_UP})\s*[（(](?:或)?(?:{_DOWN})[)）]|(?:{_DOWN})\s*[（(](?:或)?(?:{_UP})[)）]|(?:{_UP})\s*[/／]\s*(?:{_DOWN})(?=\s*[\d（(]|[^\n，。]{{0,8}}\d)|(?:{_DOWN})\s*[/／]\s*(?:{_UP})(?=\s*\d)"
    r"|(?:大于|小于|高于|低于|等于)[^，。；\n]{0,10}[（(]或[^）)\n]{2,14}[)）]|[（(]或(?:与[^）)\n]{1,8})?(?:持平|大于|小于|增加|减少)[^）)\n]{0,10}[)）]"
)
_NUMBER_NEAR = re.compile(r"\d|原因")
_REACH = 24


@check(
    code=CODE,
    title="模板的说明文字或选项没有删",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("sh-final-accounts-2024-a#政府性基金预算表、国有资本经营预算表", "sh-final-accounts-2024-b#七、三公经费"),
)
def template_left(given: AuditInput) -> Iterable[Outcome]:
    """填报说明（“仍保留该表格式，并作下述说明”“列明……”“2000字以内”）和二选一的字样（“下降（增长）”）应删去或选定。

    Holds: 没有这类字样。   Breaks: 留有填报说明，或没有选定增减方向。
    Unknown: 没有文字。   Mend: 删去说明文字；选定一个方向。
    """
    view = view_of(given.document)
    if not view.running.text:
        yield NotEvaluated(CODE, "没有文字")
        return
    broken = False
    for match in _INSTRUCTION.finditer(view.running.text):
        broken = True
        yield _finding(view.running, match, "模板的填报说明没有删去", "删去这句填报说明，只保留本单位的情况")
    for match in _CHOICE.finditer(view.running.text):
        if _NUMBER_NEAR.search(view.running.text, match.end(), match.end() + _REACH):
            broken = True
            yield _finding(view.running, match, "二选一的字样没有选定", "按实际增减选定一个，删去另一个")
    if not broken:
        yield Held(CODE, Band.EXACT, (view.span(view.running.blocks[0]),), words="没有模板残留文字")


def _finding(flat: Flat, match: re.Match[str], what: str, mend: str) -> Finding:
    start, end = match.start(), match.end()
    if match.re is _INSTRUCTION and match["kept"]:
        start = max(flat.text.rfind(mark, 0, start) for mark in "。；\n") + 1
    text = flat.text[start:end].strip()
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.WORDING, message=f"{what}：“{text}”", mend=mend, evidence=(flat.span(start, end),),
        likely_cause="套用模板没有改完", stated=text, subject_key=f"{what}|{text}",
    )  # fmt: skip
