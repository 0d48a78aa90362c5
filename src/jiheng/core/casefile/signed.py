"""A signed and sealed file held against the approved version: figures by what they mean, passages word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from jiheng.core.casefile.audit_json import fact_json
from jiheng.core.casefile.compare import FigureChange, figure_changes
from jiheng.core.casefile.version_code import codes_in
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.reading.extract.statements import state

_AROUND = 14  # characters shown on each side of what differs
_LONGEST = 300
_UNREAD = ("JH-F-021", "JH-F-024", "JH-F-029")  # pages that the reader could not read, or not whole
_BESIDE = (BlockKind.HEADER, BlockKind.FOOTER, BlockKind.COMMENT)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that differ, with a few around them; "" where one side has nothing there."""

    place: str
    approved: str
    signed: str


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure that differs, and where the signed file prints it."""

    change: FigureChange
    place: str


@dataclass(frozen=True, slots=True)
class SignedComparison:
    """What a signed file says otherwise, the codes of versions that it bears, and the pages not read."""

    codes: tuple[str, ...]
    figures: tuple[PlacedFigure, ...]
    passages: tuple[Passage, ...]
    unread: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether everything could be read and nothing differs."""
        return not (self.figures or self.passages or self.unread)


def compare_signed(approved: Document, signed: Document, year: int) -> SignedComparison:
    """The signed file against the approved one.

    Both are read by their printed text alone: what an unsigned file carries along besides proves nothing about a signed one.
    """
    # A number that no concept is known for is named by its own sentence, and the passages tell of that.
    facts = [[fact for fact in state(document, year).facts if fact.concept] for document in (approved, signed)]
    before, after = ([fact_json(fact) for fact in some] for some in facts)
    places = {_meaning(one): fact.origin.locator.words() for one, fact in zip(after, facts[1], strict=True)}
    elsewhere = {_meaning(one): fact.origin.locator.words() for one, fact in zip(before, facts[0], strict=True)}
    figures = []
    for change in figure_changes(before, after):
        key = (change.label, change.basis, change.year)
        found = next((places[*key, text] for text in change.after.split("、") if (*key, text) in places), "")
        gone = next((elsewhere[*key, text] for text in change.before.split("、") if (*key, text) in elsewhere), "")
        figures.append(PlacedFigure(change, found or (f"已审批版{gone}" if gone else "")))
    unread = tuple(note.message for note in signed.notes if note.code in _UNREAD)
    return SignedComparison(codes_in(signed.text), tuple(figures), tuple(_passages(approved, signed)), unread)


def _meaning(fact: dict[str, object]) -> tuple[object, ...]:
    return fact["label"], fact["basis"] or "", fact["year"], "".join(str(fact["text"]).split())


def _passages(approved: Document, signed: Document) -> Iterator[Passage]:
    before, after = (list(_lines(document)) for document in (approved, signed))
    matcher = SequenceMatcher(None, [text for text, _ in before], [text for text, _ in after], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = ("".join(text for text, _ in lines) for lines in (before[first:last], after[start:end]))
        if old != new:  # else the same words stand in other lines or cells
            place = after[start][1] if start < end else after[start - 1][1] + "之后" if start else "文首"
            yield Passage(place, *_shown(old, new))


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """Each paragraph and each cell without blanks, with its place."""
    for block in document.blocks:
        if block.kind in _BESIDE:
            continue
        for one in (cell.block for cell in block.cells) if block.kind is BlockKind.TABLE else (block,):
            text = "".join(one.text.split())
            if text:
                yield text, _place(one)


def _place(block: Block) -> str:
    return block.locator().words()


def _shown(old: str, new: str) -> tuple[str, str]:
    """Both texts cut to what differs and a few characters around it."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return _cut(old, start, len(old) - tail), _cut(new, start, len(new) - tail)


def _cut(text: str, start: int, end: int) -> str:
    if not text:
        return ""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    shown = text[first:last]
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST] + "…"
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")
