"""JH-A-101 编号断号、重号。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.numbering import Break, Lists, Marker, markers, printed
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import View, view_of
from jiheng.core.documents.span import Span

CODE = "JH-A-101"
_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_LONG = 3  # a list worth telling of when it runs on
_FAR = 4  # a jump so wide is an extract or a number that is no list number


@check(
    code=CODE,
    title="编号断号、重号",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("gb-t-9704-2012#7.3.3 层次序数", "seed-nansha-2022#二、（一）"),
)
def numbering(given: AuditInput) -> Iterable[Outcome]:
    """标题和条目的编号应依次连续；“7.”“7、”视为同一写法，另起一列从1开始不算断号。

    Holds: 编号连续（含句中的“1.…；2.…”“一是…二是…”）。   Breaks: 缺号或重号。
    Unknown: 文本从中间截取，第一个编号不是一。   Mend: 补上漏写的条目或改正编号。
    """
    view = view_of(given.document)
    found = list(markers(view.running.blocks))
    by_words = [marker for marker in found if marker.style == "is"]
    others = [marker for marker in found if marker.style != "is"]
    first = min((marker.order for marker in others), default=0)
    for group, nested in ((others, False), (by_words, True)):
        lists = Lists(nested=nested)
        lists.follow(group)
        for run in lists.done:
            if len(run.markers) >= _LONG:
                words = f"编号{printed(run.markers[0])}至{printed(run.last)}连续"
                yield Held(CODE, Band.EXACT, (_span(view, run.markers[0]), _span(view, run.last)), words=words)
        for broken in lists.breaks:
            yield from _judge(view, broken, first)


def _judge(view: View, broken: Break, first: int) -> Iterable[Outcome]:
    at, after = broken.at, broken.after
    if after is None:
        if at.style != "is" and (at.order == first or at.number >= _FAR):
            yield NotEvaluated(CODE, f"文本从“{printed(at)}”开始，像是节选，编号无从核对", (_span(view, at),))
        elif at.number == 2 and not _stands_before(view, at, 1, max(0, at.order - 3)):
            yield _finding(view, at, None, f"这一列从“{printed(at)}”开始，没有第1项", "第1项漏写，或编号应从1开始")
        return
    if at.number > after.number + 1:
        missing = list(range(after.number + 1, at.number))
        if len(missing) >= _FAR:
            yield NotEvaluated(CODE, f"“{printed(after)}”之后是“{printed(at)}”，相隔过远，不像同一列", (_span(view, at),))
        elif not all(_stands_before(view, at, number, after.order) for number in missing):
            lost = "、".join(str(number) for number in missing)
            yield _finding(view, at, after, f"“{printed(after)}”之后是“{printed(at)}”，缺第{lost}项", "删去一条后没有重排，或漏写了一条")
    elif at.number == after.number:
        yield _finding(view, at, after, f"编号“{printed(at)}”重复", "增加条目后没有重排，或后一条应为下一个号")
    else:
        yield _finding(view, at, after, f"“{printed(after)}”之后又回到“{printed(at)}”", "条目移动后没有重排")


def _stands_before(view: View, at: Marker, number: int, since: int) -> bool:
    """Whether the missing number stands inside the text or a table cell between: the layout hides it, it is not lost."""
    if at.style == "is":
        said = re.compile(rf"(?:^|[。；;，,：:\s*])(?:其|第)?{_numeral(number)}[^一二三四五六七八九十百千万亿]")
        return any(said.search(block.text) for block in view.running.blocks[since : at.order + 1])
    pattern = re.compile(rf"(?<!\d){number}\s*[.、．)）]|[（(]{number}[）)]" if at.style not in ("cn", "pcn") else rf"{_numeral(number)}\s*[、.）)]")
    between = view.running.blocks[since : at.order]
    if any(pattern.search(block.text, 4) for block in between):
        return True
    low, high = view.running.blocks[since].document_index(0), at.block.document_index(0)
    return any(pattern.match(cell.text) for cell in view.cells.blocks if low < cell.document_index(0) < high)


def _numeral(number: int) -> str:
    """A number below a hundred as lists write it: 九, 十, 十一, 二十, 二十三."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + _DIGITS[ones]


def _span(view: View, marker: Marker) -> Span:
    text = marker.block.text
    ends = [at for mark in "，。；：,;" if (at := text.find(mark, marker.end)) > 0]
    return view.span(marker.block, marker.start, min([*ends, len(text), marker.end + 30]))


def _finding(view: View, at: Marker, after: Marker | None, message: str, cause: str) -> Finding:
    evidence = (_span(view, at),) if after is None else (_span(view, at), _span(view, after))
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.WORDING, message=message, mend="核对是否漏写或多写条目，并重排编号", evidence=evidence,
        likely_cause=cause, stated=printed(at), expected=f"第{after.number + 1 if after else 1}项", subject_key=f"{at.style}|{at.number}|{evidence[0].text}",
    )  # fmt: skip
