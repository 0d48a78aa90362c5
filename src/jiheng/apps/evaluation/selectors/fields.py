"""One field of a self-evaluation as it is filled: what is asked, what stands there and where that came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from jiheng.apps.evaluation.areas import anchor
from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.apps.evaluation.compiling.entries import declared
from jiheng.apps.evaluation.compiling.sheet import Origin
from jiheng.apps.evaluation.models import Entry
from jiheng.core.casefile.case_fields import CASE, Field, Kind
from jiheng.core.rulepack.outline_files import load_layouts

_LONG = frozenset({Kind.TEXTS, Kind.LIST})
_LONG_FIELDS = frozenset(
    {"target", "achieved", "content", "reason", "over_reason", "conclusion", "low_execution_reason", "note", "projects_difference"}
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field at its lasting path.

    `stands` is the value in force in words; `origin` says where it came from. What the books state is not typed (`is_typed` False), save an
    indicator's actual. `limit` is the longest text that the official form takes. `suggestion` may be taken over by one click.
    """

    path: str
    title: str
    declared: Field
    stands: str = ""
    origin: Origin | None = None
    entry: Entry | None = None
    troubles: tuple[str, ...] = ()
    limit: int = 0
    suggestion: str = ""
    suggested_by: str = ""
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its anchor on the page."""
        return anchor(self.path)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.entry.text if self.entry else ""

    @property
    def version(self) -> int:
        """Of the entry; 0 where there is none."""
        return self.entry.version if self.entry else 0

    @property
    def was(self) -> str:
        """By which a save tells whether the text was touched."""
        return digest(self.text)

    @property
    def written(self) -> int:
        """How many characters were typed, line ends apart, as the official form counts them."""
        return length(self.text)

    @property
    def is_stated(self) -> bool:
        """Whether the books or the targets state it, and no entry is laid over."""
        return self.origin is not None and self.origin.kind in ("fact", "book", "target", "rules")

    @property
    def is_long(self) -> bool:
        """Whether it takes several lines."""
        return self.declared.kind in _LONG or (self.declared.key in _LONG_FIELDS and not self.path.startswith("counts["))

    @property
    def is_filled(self) -> bool:
        """Whether anything stands there."""
        return bool(self.stands.strip())

    @property
    def is_wanted(self) -> bool:
        """Whether it must be filled and is not."""
        return self.declared.required and not self.is_filled

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """The words to choose from, each as the case has it and as it is called."""
        return tuple((word, word_named(self.declared, word)) for word in self.declared.words if word)

    @property
    def hint(self) -> str:
        """The note of the format without its keys: people read 业务工作, not business."""
        note = self.declared.note
        for word in self.declared.words:
            note = note.replace(f"{word} ", "") if word.isascii() and word else note
        return note


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes the rows of a self-evaluation's fields."""

    compiled: Compiled
    entries: Mapping[str, Entry]
    limits: Mapping[str, int] = field(default_factory=dict)
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, compiled: Compiled, entries: Mapping[str, Entry]) -> Fields:
        """With the limits of the pack's forms and the troubles by lasting path."""
        said: dict[str, tuple[str, ...]] = {}
        for trouble in compiled.troubles:
            path = compiled.lasting(trouble.path)
            said[path] = (*said.get(path, ()), f"{trouble.what}（{trouble.mend}）" if trouble.mend else trouble.what)
        return cls(compiled, entries, limits_of(compiled.pack), said)

    def row(self, path: str, title: str = "", **more: Any) -> FieldRow:
        """The row at a lasting path of the case format.

        Raises: LookupError for a path that the format does not have.
        """
        known = declared(path)
        if known is None:
            raise LookupError(path)
        sheet = self.compiled.sheet
        place = sheet.place(path)
        origin = sheet.origins.get(place)
        stands = words_of(sheet.value(place), "" if origin is not None and origin.kind == "entry" else known.unit)
        made = FieldRow(path, title or known.title, known, stands, origin, self.entries.get(path), self.said.get(path, ()), self._limit(path))
        return replace(made, **more) if more else made

    def group(self, path: str, field: Field, skip: tuple[str, ...] = ()) -> list[FieldRow]:
        """The single fields of a group."""
        return [self.row(f"{path}.{one.key}" if path else one.key) for one in field.fields if one.kind not in _COMPOSED and one.key not in skip]

    def _limit(self, path: str) -> int:
        head, _, last = path.rpartition(".")
        if head.startswith("projects["):
            return self.limits.get(f"project.{last}", 0)
        return self.limits.get(path, 0)


_COMPOSED = frozenset({Kind.GROUP, Kind.LIST, Kind.AMOUNTS, Kind.MONTHS, Kind.ANY})


def limits_of(pack: str) -> dict[str, int]:
    """The longest text of each field of the case that the pack's official forms take, in characters."""
    found: dict[str, int] = {}
    for layout in load_layouts(pack):
        for row in layout.rows:
            for cell in row.cells:
                if cell.limit and cell.kind == "field":
                    found[cell.of] = min(cell.limit, found.get(cell.of, cell.limit))
    return found


def digest(text: str) -> str:
    """A short mark of a text; line ends count alike, as browsers send them."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]


def word_named(field: Field, word: str) -> str:
    """A word of the format as people call it, by its note (business 业务工作) or the field of that name."""
    said = re.search(rf"\b{re.escape(word)} ([^、；，\s]+)", field.note) if word else None
    if said is not None:
        return said[1]
    named = next((one.title for one in CASE.field("spend").fields if one.key == word), "") if field.kind is Kind.WORD else ""
    return named or word


def length(text: str) -> int:
    """Characters of a text, line ends apart."""
    return len(text.replace("\r", "").replace("\n", "").strip())


def words_of(value: Any, unit: str = "") -> str:
    """A value of the case as a page prints it."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "\n".join(words_of(one) if not isinstance(one, dict) else "：".join(str(part) for part in one.values()) for one in value)
    text = str(value)
    return f"{text}{unit}" if unit and text[-1:].isdigit() else text
