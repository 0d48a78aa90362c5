"""JH-A-124 单位名称前后写法不一。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of

CODE = "JH-A-124"
_SHORTEST = 6
_TAIL = 4  # characters by which other spellings of a name are looked for
_OWN_REPORT = r"\s*(?:本级)?\s*(?:19|20)\d\d\s*年度?(?:部门|单位|整体|财政|收入|支出|政府|预算|决算|无|“|国有)"
_NOT_IN_NAME = re.compile(r"[^\u4e00-\u9fff]")
_MOST = 6


@check(
    code=CODE,
    title="单位名称前后写法不一",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("govbudgetchecker-rules#R006 单位全称一致", "sh-final-accounts-2024-b#第二部分、七、八、九"),
)
def unit_name(given: AuditInput) -> Iterable[Outcome]:
    """单位全称应前后一致：差一两个字，或表头、段首自称时漏了行政区。

    Holds: 全称处处相同。   Breaks: 出现差一两个字的名称，或“名称＋年度”处漏字、多字。
    Unknown: 没有读出单位名称。   Mend: 统一为批准的全称。
    """
    view = view_of(given.document)
    name = re.sub(r"\s", "", given.statements.subject)
    if len(name) < _SHORTEST or _NOT_IN_NAME.search(name):
        yield NotEvaluated(CODE, "没有读出单位全称")
        return
    flat = view.running
    same = [match.start() for match in re.finditer(re.escape(name), flat.text)]
    if len(same) < 2:
        yield NotEvaluated(CODE, "单位全称只出现一次，无从比较")
        return
    others = _spellings(flat, name)
    for spelling, places in others.items():
        yield Finding(
            code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"单位名称写作“{spelling}”（{len(places)}处），别处写作“{name}”", mend="统一为批准的单位全称",
            evidence=(*(flat.span(at, at + len(spelling)) for at in places[:_MOST]), flat.span(same[0], same[0] + len(name))), likely_cause="漏字、错字，或沿用旧名称",
            expected=name, stated=spelling, subject_key=spelling,
        )  # fmt: skip
    if not others:
        yield Held(CODE, Band.EXACT, tuple(flat.span(at, at + len(name)) for at in same[:3]), words=f"“{name}”出现{len(same)}次，写法一致")


def _spellings(flat: Flat, name: str) -> dict[str, list[int]]:
    """Other spellings: one or two characters changed in a name of the same length; a part dropped where the unit names itself."""
    found: dict[str, list[int]] = {}
    tail, text, size = name[-_TAIL:], flat.text, len(name)
    own = re.compile(re.escape(tail) + _OWN_REPORT)
    for match in re.finditer(re.escape(tail[-2:]), text):
        start = match.end() - size
        spelling = text[max(0, start) : match.end()]
        if spelling != name and len(spelling) == size and not _NOT_IN_NAME.search(spelling) and _changed(name, spelling):
            found.setdefault(spelling, []).append(start)
    for match in own.finditer(text):
        end = match.start() + _TAIL
        low = max(text.rfind(mark, 0, end) for mark in "\n，。；：、分") + 1
        spelling = text[low:end].strip()
        start = end - len(spelling)
        if (
            spelling != name
            and not spelling.endswith(name)
            and len(spelling) < size
            and _is_part(spelling, name)
            and text[start - 1 : start] in ("\n", "")
        ):
            found.setdefault(spelling, []).append(start)
    return found


def _changed(name: str, other: str) -> bool:
    unlike = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return len(unlike) == 1 and len(name) >= 8 and name[0] == other[0] and not (set(unlike[0]) <= set("一二三四五六七八九十东西南北上下"))


def _is_part(short: str, name: str) -> bool:
    """Whether a name keeps beginning and end and has lost a run between: some district of a city."""
    if len(short) < _SHORTEST or short[0] != name[0]:
        return False
    head = next((at for at, (a, b) in enumerate(zip(short, name, strict=False)) if a != b), len(short))
    return head >= 2 and name.endswith(short[head:]) and not Counter(short) - Counter(name)
