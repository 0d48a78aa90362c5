"""JH-A-116 标点、字词重复。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, Hit, view_of

CODE = "JH-A-116"
_MARKS = re.compile(r"[，、。；：！？,]{2,}|:，")
_MAY_MEET = re.compile(r"。{3,}|[！？]{1,3}|：：")  # an ellipsis in full stops, and exclamations
# Reduplication that Chinese has (渐渐 天天 是是非非 实实在在) is not listed; only what no sentence needs twice.
_WORDS = re.compile(
    r"(?P<one>[的了是和与为在及并将对由被把])(?P=one)|(?P<two>进行|完成|主要|以及|通过|根据|我们|其中|包括|用于|由于|因为|加强|开展|情况|工作|决算数|预算数|万元|亿元)(?P=two)|[万亿]元元|年度年?度"
)
_NATURAL = re.compile(
    r"的的士|不了了之|了了解|了了然|是是非|[是你我他]是是|一和和|和和[气睦平]|[实自现]在在|将将就|[一相]对对|对对[方照]|主要主要负责"
)
_TYPO = re.compile(r"(?<=[比较与同])上一度|(?<![壮战武勇])士地|布署|按排")
_MOST = 8


@check(
    code=CODE,
    title="标点、字词重复或错漏",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("govbudgetchecker-rules#V33-113 标点与重复词", "seed-ebian-2023#一、（二）1", "sh-final-accounts-2024-b#一"),
)
def doubled(given: AuditInput) -> Iterable[Outcome]:
    """标点不连用（“、、”“。，”），字词不重复（“的的”“万元元”），没有“较上一度”一类错漏字；省略号、破折号和叠词不算。

    Holds: 没有。   Breaks: 顿号、逗号连用（像是漏了一项）为警告，其他为提示。
    Unknown: 没有文字。   Mend: 补上漏写的一项，或删去多余的。
    """
    view = view_of(given.document)
    if not view.running.text:
        yield NotEvaluated(CODE, "没有文字")
        return
    broken = False
    for flat in (view.running, view.cells):
        for finding in _found(flat):
            broken = True
            yield finding
    if not broken:
        yield Held(CODE, Band.EXACT, (view.span(view.running.blocks[0]),), words="没有重复的标点和字词")


def _found(flat: Flat) -> Iterable[Finding]:
    kinds: dict[tuple[str, str], list[Hit]] = {}
    for match in flat.matches(_MARKS):
        if not _MAY_MEET.fullmatch(match.words()):
            kinds.setdefault(("listed" if set(match.words()) <= set("、，,") else "stop", match.words()), []).append(match)
    for match in flat.matches(_WORDS):
        if not _NATURAL.search(flat.text, max(0, match.start() - 1), match.end() + 2):
            kinds.setdefault(("word", match.words()), []).append(match)
    for match in flat.matches(_TYPO):
        kinds.setdefault(("typo", match.words()), []).append(match)
    for (kind, words), matches in kinds.items():
        cause = {"listed": "删去一项时留下了标点，或漏写一项", "typo": "录入笔误"}.get(kind, "修改时没有删净")
        mend = {"listed": "核对是否漏写一项，补上或删去多余标点", "typo": "改正（上一年度、土地、部署、安排）"}.get(kind, "删去重复的标点或字词")
        places = f"（{len(matches)}处）" if len(matches) > 1 else ""
        yield Finding(
            code=CODE, severity=Severity.WARNING if kind == "listed" else Severity.HINT, category=Category.WORDING,
            message=f"{'错漏字' if kind == 'typo' else '标点或字词重复'}：“{_around(flat, matches[0])}”{places}", mend=mend,
            evidence=tuple(flat.span(max(flat.starts[flat.index(match.start())], match.start() - 4), match.end() + 2) for match in matches[:_MOST]),
            likely_cause=cause, stated=words, subject_key=f"{kind}|{words}|{_around(flat, matches[0])}",
        )  # fmt: skip


def _around(flat: Flat, match: Hit) -> str:
    line = flat.index(match.start())
    low = max(flat.starts[line], match.start() - 6)
    return flat.text[low : match.end() + 4].split("\n")[0]
