"""JH-A-108 附件与正文不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.similarity import likeness
from jiheng.core.auditing.structure import View, bare, view_of
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.span import Span

CODE = "JH-A-108"
_LIST = re.compile(r"^附\s*(?:件|表)\s*[:：]\s*(?:(?P<number>\d{1,2})\s*[.．、:：]?\s*(?!\d))?(?P<name>.+)$")
_LABEL = re.compile(r"^附\s*(?:件|表)\s*(?P<number>\d{1,2}(?:[-—]\d{1,2})?)?\s*[:：]?\s*(?P<name>.{0,60})$")
_ITEM = re.compile(r"^\s*(?P<number>\d{1,2})\s*[.．、]\s*(?P<name>.{2,60})$")
_SIGNED = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月|(?:办公室|委员会|局|中心|院|处|委|办|部)$")
_SEE = re.compile(r"(?:详见|具体见|见|附后的?)附(?:件|表)\d{0,2}")
_ALIKE = 60
_NEAR = 6


@dataclass(frozen=True, slots=True)
class _Named:
    """An attachment that the text names."""

    number: str
    name: str
    span: Span
    order: int


@dataclass(frozen=True, slots=True)
class _Attached:
    """An attachment that is there: its label and its title."""

    number: str
    name: str
    span: Span


@check(
    code=CODE,
    title="附件缺失，或编号与正文不符",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("gb-t-9704-2012#7.3.4 附件说明、7.3.7 附件", "seed-lusong-2023#附件", "seed-nansha-2022#五、附件"),
)
def attachments(given: AuditInput) -> Iterable[Outcome]:
    """正文列出的附件应随文附上，序号和名称与附件上标的一致；附上的附件正文都应列出。

    Holds: 名称、序号对应。   Breaks: 附件没有附上，或序号不同，或附上的表正文没有列。
    Unknown: 正文没有附件说明。   Mend: 补上附件，统一序号和名称。
    """
    view = view_of(given.document)
    named = _named(view)
    if not named:
        yield _mentioned(view)
        return
    attached = _attached(view, max(one.order for one in named))
    missing = [one for one in named if not _match(one, attached) and not _in_table(view, one)]
    moved = [(one, other) for one in named if (other := _match(one, attached)) and one.number and other.number and one.number != other.number]
    unlisted = [other for other in attached if other.number and not any(_match(one, [other]) for one in named)]
    for one in missing:
        yield _finding(
            f"正文列有附件“{one.name}”，文件中没有", "随文附上该附件，或说明在何处公开", (one.span,), "附件没有一并提交", one.name, expected=one.name,
        )  # fmt: skip
    if moved or unlisted:
        told = [f"“{one.name}”正文列为附件{one.number}，表上标附件{other.number}" for one, other in moved]
        told += [f"附件{other.number}“{other.name}”正文没有列" for other in unlisted]
        evidence = (*(one.span for one in named), *(other.span for _, other in moved), *(other.span for other in unlisted))
        yield _finding("；".join(told), "按附件说明的顺序统一编号，附件逐个列入附件说明", evidence, "从成套表格中摘出几张，编号没有改", "序号")
    if not missing and not moved and not unlisted:
        yield Held(CODE, Band.EXACT, tuple(one.span for one in named), words=f"正文所列{len(named)}个附件都已附上")


def _mentioned(view: View) -> Outcome:
    """Without a list: what “详见附件” points at should be somewhere below."""
    flat = view.running
    found = _SEE.search(flat.text)
    if not found:
        return NotEvaluated(CODE, "正文没有附件说明")
    span = flat.span(found.start(), found.end())
    if _attached(view, flat.index(found.start())) or any(True for _ in view.document.tables()):
        return Held(CODE, Band.EXACT, (span,), words="正文提到的附件或附表随文附上")
    return _finding(f"正文写“{found[0]}”，文件中没有附件", "随文附上该附件，或说明在何处公开", (span,), "附件没有一并提交", found[0])


def _named(view: View) -> list[_Named]:
    """What “附件：…” below the text or a section “附件” lists; the last such list counts."""
    found: list[_Named] = []
    blocks = view.running.blocks
    for order, block in enumerate(blocks):
        title = bare(block.text)
        opens = _LIST.match(block.text.strip())
        if opens and order > len(view.head) - 1:
            found = [_entry(view, block, order, opens["number"] or "", opens["name"])]
            found += _following(view, order + 1)
        elif title in ("附件", "附表") and block.kind is BlockKind.HEADING:
            found = _following(view, order + 1, any_name=True)
    return found


def _following(view: View, order: int, *, any_name: bool = False) -> list[_Named]:
    found: list[_Named] = []
    for at, block in enumerate(view.running.blocks[order : order + _NEAR], order):
        text = block.text.strip()
        item = _ITEM.match(text)
        if item and not _SIGNED.search(text):
            found.append(_entry(view, block, at, item["number"], item["name"]))
        elif any_name and not found and 4 <= len(text) <= 40 and not _SIGNED.search(text) and not _LABEL.match(text):
            found.append(_entry(view, block, at, "", text))
        else:
            break
    return found


def _entry(view: View, block: Block, order: int, number: str, name: str) -> _Named:
    return _Named(number, name.strip().strip("《》").rstrip("。；;"), view.span(block, 0, len(block.text)), order)


def _attached(view: View, since: int) -> list[_Attached]:
    """Labels “附件2” after the list, each with the title in it or below it."""
    found: list[_Attached] = []
    blocks = view.running.blocks
    for order in range(since + 1, len(blocks)):
        label = _LABEL.match(blocks[order].text.strip())
        if not label or len(blocks[order].text) > 60 or "。" in blocks[order].text:
            continue
        name = label["name"].strip() or (blocks[order + 1].text.strip() if order + 1 < len(blocks) else "")
        found.append(_Attached(label["number"] or "", name, view.span(blocks[order], 0, len(blocks[order].text))))
    return found


def _match(one: _Named, attached: list[_Attached]) -> _Attached | None:
    """The attachment of that name; of that number where it has no name to go by."""
    ranked = sorted(attached, key=lambda other: -likeness(_plain(one.name), _plain(other.name)))
    if ranked and (likeness(_plain(one.name), _plain(ranked[0].name)) >= _ALIKE or _plain(one.name) in _plain(ranked[0].name)):
        return ranked[0]
    return None


def _plain(name: str) -> str:
    return re.sub(r"[（(].*?[）)]|\s|(?:19|20)\d\d年?度?|[《》]", "", name)


def _in_table(view: View, one: _Named) -> bool:
    """Whether a table after the list, or a line above it, bears the attachment's name."""
    low = one.span.end
    lines = [block.text for block in view.running.blocks[one.order + 1 :] if len(block.text) <= 60]
    lines += [line for table in view.document.tables() if table.document_index(0) > low for line in table.caption.split("\n")]
    return any(likeness(_plain(one.name), _plain(line)) >= _ALIKE for line in lines)


def _finding(message: str, mend: str, evidence: tuple[Span, ...], cause: str, key: str, expected: str = "") -> Finding:
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message=message, mend=mend, evidence=evidence, likely_cause=cause,
        expected=expected, subject_key=f"附件|{key}",
    )  # fmt: skip
