"""Writes of a whole page of a self-evaluation: what was touched, and what somebody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.compiling.entries import ACTUAL
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.selectors.fields import digest, words_of
from jiheng.apps.evaluation.services.entries import write_entry
from jiheng.apps.evaluation.titles import place_title
from jiheng.apps.shared.changes import Actor
from jiheng.apps.shared.editing import EditedMeanwhile


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a page sent it: begun at a version, when it read as `was` tells; `why` it departs from the books."""

    path: str
    text: str
    version: int
    was: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Two texts for one place: what stands there now, and what was typed."""

    title: str
    current: Entry
    typed: Typed


@dataclass(slots=True)
class Saved:
    """What became of a page: written entries, places with two texts, and what was refused, in words by path."""

    written: list[Entry] = field(default_factory=list)
    meanwhile: list[Meanwhile] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether everything typed was written."""
        return not self.meanwhile and not self.refused


@transaction.atomic
def save_typed(*, actor: Actor, evaluation: SelfEvaluation, typed: Iterable[Typed]) -> Saved:
    """Write every text that was touched. Places that cannot be written don't hold the others back."""
    saved = Saved()
    for one in _touched(evaluation, typed):
        trouble = _departs(evaluation, one)
        if trouble:
            saved.refused[one.path] = trouble
            continue
        try:
            saved.written.append(write_entry(actor=actor, evaluation=evaluation, path=one.path, text=one.text, version=one.version, why=one.why))
        except EditedMeanwhile as refused:
            saved.meanwhile.append(Meanwhile(place_title(evaluation, one.path), refused.current, one))
        except ValidationError as refused:
            saved.refused[one.path] = "；".join(refused.messages)
    return saved


def _touched(evaluation: SelfEvaluation, typed: Iterable[Typed]) -> Iterator[Typed]:
    sent = list(typed)
    there = {entry.path: entry for entry in evaluation.entries.filter(path__in=[one.path for one in sent]).order_by("path")}
    for one in sent:
        text = one.text.replace("\r\n", "\n").rstrip()
        now = there.get(one.path)
        same_why = (now.why if now else "") == one.why.strip()
        if same_why and (digest(text) == one.was or text == (now.text if now else "")):
            continue
        yield Typed(one.path, text, one.version, one.was, one.why)


def _departs(evaluation: SelfEvaluation, one: Typed) -> str:
    """Why an actual that the books state otherwise is not taken without a reason."""
    if not one.path.endswith(f".{ACTUAL}") or not one.text.strip() or one.why.strip():
        return ""
    books = compile_case(evaluation, {one.path: ""}).sheet
    place = books.place(one.path)
    if place not in books.origins or words_of(books.value(place)) == one.text.strip():
        return ""
    return f"账上是{words_of(books.value(place))}，与填写的{one.text.strip()}不同；请写明不采用账上数的理由"
