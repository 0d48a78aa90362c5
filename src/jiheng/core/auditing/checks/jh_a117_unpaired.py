"""JH-A-117 括号、引号、书名号不成对。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of

CODE = "JH-A-117"
_PAIRS = {"（": "）", "(": "）", "“": "”", "《": "》", "【": "】", "〔": "〕", "「": "」"}
_CLOSERS = {"）": "）", ")": "）", "”": "”", "》": "》", "】": "】", "〕": "〕", "」": "」"}
_MARKS = re.compile(r"[（()）“”《》【】〔〕「」]")
_NUMBERED = re.compile(r"(?:^|[\s：:；;。，,])[\da-zA-Z一二三四五六七八九十]{1,3}\Z")
_ENDS = tuple("。！？；：，、")


@check(
    code=CODE,
    title="括号、引号、书名号不成对",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("govbudgetchecker-rules#V33-113 标点", "sh-final-accounts-2024-b#十、预算绩效管理情况"),
)
def unpaired(given: AuditInput) -> Iterable[Outcome]:
    """一段之内，括号、引号、书名号应成对；条目号“1）”和跨段的不算，全角半角互相配对。

    Holds: 都成对。   Breaks: 缺前半或后半。
    Unknown: 段落在标点以外断开，可能是换页截断。   Mend: 补上另一半。
    """
    view = view_of(given.document)
    if not view.running.text:
        yield NotEvaluated(CODE, "没有文字")
        return
    broken = False
    for flat in (view.running, view.cells):
        for outcome in _judge(flat):
            broken = True
            yield outcome
    if not broken:
        yield Held(CODE, Band.EXACT, (view.span(view.running.blocks[0]),), words="括号、引号都成对")


def _judge(flat: Flat) -> Iterable[Outcome]:
    carried: list[str] = []  # what the block before, but for captions, left open
    last = -1
    for number in sorted({flat.index(match.start()) for match in flat.matches(_MARKS)}):
        text = flat.blocks[number].text
        if _is_caption(text):
            continue
        carried, last = carried if all(_is_caption(between.text) for between in flat.blocks[last + 1 : number]) else [], number
        opened: list[tuple[str, int]] = []
        lone: list[tuple[str, int]] = []
        for match in _MARKS.finditer(text):
            mark, at = match[0], match.start()
            if mark in _PAIRS:
                opened.append((_PAIRS[mark], at))
            elif opened and opened[-1][0] == _CLOSERS[mark]:
                opened.pop()
            elif any(wanted == _CLOSERS[mark] for wanted, _ in opened):
                while opened[-1][0] != _CLOSERS[mark]:
                    lone.append(opened.pop())
                opened.pop()
            elif _CLOSERS[mark] in carried:
                carried.remove(_CLOSERS[mark])
            elif not (mark in ")）" and _NUMBERED.search(text, max(0, at - 5), at)):
                lone.append((mark, at))
        lone += [one for one in opened if _is_open_here(flat, number, one[0])]
        carried = [wanted for wanted, _ in opened]
        for _, at in sorted(lone, key=lambda one: one[1]):
            low = flat.starts[number]
            if text.rstrip().endswith(_ENDS) or len(text) < 60 or number + 1 == len(flat.blocks):
                yield Finding(
                    code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"“{text[at]}”没有配对：{text[max(0, at - 8) : at + 12]}", mend="补上缺的一半，或删去多余的一半",
                    evidence=(flat.span(low + max(0, at - 6), low + min(len(text), at + 8)),), likely_cause="漏打或误删", stated=text[at], subject_key=f"{text[at]}|{text[max(0, at - 8) : at + 12]}",
                )  # fmt: skip
            else:
                yield NotEvaluated(CODE, "段落像是被换页截断", (flat.span(low + at, low + at + 1),))


def _is_caption(text: str) -> bool:
    """Whether a line is a table's caption, pieced together."""
    return "单位：" in text and len(text) < 20


def _is_open_here(flat: Flat, number: int, wanted: str) -> bool:
    """Whether the next block does not close what this one leaves open."""
    following = flat.blocks[number + 1].text if number + 1 < len(flat.blocks) else ""
    opener = next(mark for mark, closer in _PAIRS.items() if closer == wanted)
    close, reopen = following.find(wanted), following.find(opener)
    return close < 0 or (0 <= reopen < close)
