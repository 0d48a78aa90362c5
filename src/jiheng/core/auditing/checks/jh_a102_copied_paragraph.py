"""JH-A-102 段落重复粘贴。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.similarity import Overlap, clauses, overlaps
from jiheng.core.auditing.structure import ReportKind, View, bare, run_in, view_of
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.span import Span

CODE = "JH-A-102"
_SHORTEST = 60
_NEAR = (60, 85)  # percent of the longer and of the shorter paragraph
_EXACT = 95
_RUN = 60  # so many shared characters are worth a hint
_GLOSSARY = re.compile(r"名词解释|名词说明|附件|职责|职能")
_SUMMARY = re.compile(r"综述|结论|摘要|概述|小结|总体情况")


@check(
    code=CODE,
    title="段落重复粘贴",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-nansha-2022#一、（二）与（三）", "seed-ebian-2023#三、（一）与（二）"),
)
def copied_paragraph(given: AuditInput) -> Iterable[Outcome]:
    """一个段落只应出现一次：整段重复多为粘贴到了错的标题下；结论与正文的摘要式重复只作提示，名词解释不查。

    Holds: 没有重复的长段。   Breaks: 两段全同或大半相同，或除数字外全同。
    Unknown: 没有足够长的段落。   Mend: 删去误贴的一段，按该标题改写内容。
    """
    view = view_of(given.document)
    blocks = [block for block in view.running.blocks if _counts(view, block)]
    if len(blocks) < 2:
        yield NotEvaluated(CODE, "没有两个以上的长段，无从比较")
        return
    disclosed = view.kind in (ReportKind.ACCOUNTS, ReportKind.BUDGET)
    shared: dict[tuple[str, str], list[tuple[Block, Block, Overlap]]] = defaultdict(list)
    copied = False
    for overlap in overlaps([clauses(block.text) for block in blocks]):
        first, second = blocks[overlap.first], blocks[overlap.second]
        low, high = sorted(overlap.shares())
        if low >= _EXACT or (low >= _NEAR[0] and high >= _NEAR[1] and not disclosed):
            copied = True
            yield _copied(view, first, second, overlap)
        elif min(overlap.masked_shares()) >= _EXACT and not disclosed and min(overlap.length) >= _SHORTEST:
            copied = True
            yield _renumbered(view, first, second)
        elif overlap.same >= _RUN and not disclosed:
            shared[_title(view, first), _title(view, second)].append((first, second, overlap))
    for (one, other), pairs in shared.items():
        yield _hint(view, one, other, pairs)
    if not copied:
        yield Held(CODE, Band.EXACT, (view.span(blocks[0]),), words=f"{len(blocks)}个长段没有整段重复")


def _counts(view: View, block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) < _SHORTEST:
        return False
    return not any(_GLOSSARY.search(title) for title in view.paths[block.id].path)


def _title(view: View, block: Block) -> str:
    return bare(run_in(block.text)) or bare(view.paths[block.id].title)


def _place(view: View, block: Block, other: Block) -> str:
    """A paragraph's title, with the title above it when the other paragraph stands under the same words."""
    title, path = _title(view, block), view.paths[block.id].path
    return f"{bare(path[-2])}·{title}" if title == _title(view, other) and len(path) > 1 else title


def _headed(view: View, block: Block) -> tuple[Span, ...]:
    heading = view.paths[block.id].heading
    return (view.span(heading),) if heading else ()


def _copied(view: View, first: Block, second: Block, overlap: Overlap) -> Finding:
    one, other = _title(view, first), _title(view, second)
    alike = min(overlap.shares()) >= _EXACT
    summed = _summarised(view, first, second) and not alike
    where = f"“{_place(view, second, first)}”下的一段与“{_place(view, first, second)}”下的一段"
    misplaced = one != other and alike
    return Finding(
        code=CODE, severity=Severity.HINT if summed else Severity.WARNING, category=Category.WORDING,
        message=where + ("全文相同" if alike else "大半相同"), mend=f"核对哪一段属于本标题，删去误贴的一段{'，补写“' + other + '”应有的内容' if misplaced else ''}",
        evidence=(view.span(second, 0, len(second.text)), *_headed(view, second), view.span(first, 0, len(first.text))),
        likely_cause="复制粘贴后没有改写", subject_key=f"{first.text[:40]}|{other}",
    )  # fmt: skip


def _summarised(view: View, first: Block, second: Block) -> bool:
    return any(_SUMMARY.search(title) for block in (first, second) for title in view.paths[block.id].path)


def _renumbered(view: View, first: Block, second: Block) -> Finding:
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.WORDING,
        message=f"“{_place(view, second, first)}”下的一段除数字外与“{_place(view, first, second)}”下的一段完全相同", mend="分别写明各自的内容；确为同一事项的，核对两处数字",
        evidence=(view.span(second), *_headed(view, second), view.span(first)), likely_cause="套用另一段文字，只改了数字", subject_key=f"{first.text[:40]}|{second.text[:40]}",
    )  # fmt: skip


def _hint(view: View, one: str, other: str, pairs: list[tuple[Block, Block, Overlap]]) -> Finding:
    spans: list[Span] = []
    for first, second, overlap in pairs[:4]:
        mine, theirs = max(overlap.shared, key=lambda pair: len(pair[0].words))
        spans += [view.span(second, theirs.start, theirs.end), view.span(first, mine.start, mine.end)]
    size = sum(overlap.same for _, _, overlap in pairs)
    return Finding(
        code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"“{other}”与“{one}”有{size}字相同",
        mend="一处写详、一处写要点，避免整句重复", evidence=tuple(spans), likely_cause="前后照抄", subject_key=f"{one}|{other}",
    )  # fmt: skip
