"""JH-A-323 “×个方面：一是……二是……”：条数与所写不同。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.listings import NUMBER, count_points, number_of
from jiheng.core.auditing.phrases import Said, said
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import Block

CODE = "JH-A-323"
_POINTS = "方面|举措|措施|做法|特点|亮点|问题|不足|环节|步骤|阶段|任务|原因|原则|条|点|建议|经验|职责|职能"
_CLAIM = re.compile(f"(?P<n>{NUMBER})(?:个|大|项|条|点|类)?(?P<what>{_POINTS})(?P<after>[^。；;\\n]{{0,16}}?)(?:[：:。，,]|$)")
_ITEM = re.compile("^\\s*(?:[（(]?(?P<zh>[一二三四五六七八九十]{1,2})(?:[）)、.．]|是)|[（(]?(?P<digit>\\d{1,2})[）)、.．])")
_NEAR = 12
_FAR = 4000  # points further off belong to something else


@check(
    code=CODE,
    title="条数与所写不同",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-ebian-2023#三、（二）打造“火塘协商”品牌",),
)
def listed_points(given: AuditInput) -> Iterable[Outcome]:
    """“三个方面：一是……二是……三是”“以下×项：1.……”：后面数出的条数应与所写相同。

    Holds: 相同。   Breaks: 多于或少于所写。
    Unknown: 后面没有紧接着编号的条目。   Mend: 补全条目，或更正所写的数。
    """
    blocks = list(given.document.running())
    places = {block.id: at for at, block in enumerate(blocks)}
    for one in said(
        given.document,
        _CLAIM,
        "方面",
        "措施",
        "举措",
        "做法",
        "特点",
        "亮点",
        "问题",
        "不足",
        "环节",
        "步骤",
        "阶段",
        "任务",
        "条",
        "点",
        "建议",
        "职责",
    ):
        own = number_of(one.group("n"))
        if own is None or own < 2 or re.search('第$|[“"]$', one.block.text[: one.match.start()]):
            continue
        found = _here(one)
        if not found and one.match.end() == len(one.block.text) and one.match.group().endswith(("：", ":")):
            found = _below(blocks[places[one.block.id] + 1 :])
            if not found:
                yield NotEvaluated(CODE, f"“{one.match.group()}”后面没有编号的条目", (one.span,))
                continue
        if not found:
            continue
        if found == own:
            yield Held(CODE, Band.EXACT, (one.span,), (), f"{one.group('what')}{own}条")
            continue
        yield Finding(
            CODE, Severity.WARNING, Category.WORDING,
            f"写“{one.match.group().strip('：:，,。')}”，后面数出{found}条", "补全条目，或更正所写的数", (one.span,),
            likely_cause="漏写了一条，或编号不连续" if found < own else "后来增加了条目而没有改数", expected=f"{own}条", stated=f"{found}条",
        )  # fmt: skip


def _here(one: Said) -> int:
    """Points that begin right after the words, in the same block."""
    rest = one.block.text[one.match.end() : one.match.end() + _FAR]
    start = rest.find("一是")
    return count_points(rest[start:]) if 0 <= start <= _NEAR and not re.search("[。；;]", rest[:start]) else 0


def _below(blocks: list[Block]) -> int:
    """Numbered blocks that follow, counted from the first while they go on."""
    style, count = "", 0
    for block in blocks:
        match = _ITEM.match(block.text)
        if match is None:
            if not count:
                return 0
            continue
        own = "zh" if match["zh"] else "digit"
        number = number_of(match[own])
        if not count and number == 1:
            style, count = own, 1
        elif own == style and number == count + 1:
            count += 1
        elif (count and own == style) or not count or own != style:
            break
    return count
