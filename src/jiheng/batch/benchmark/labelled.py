"""A labelled report: its text, the facts and relations that a person read in it, and where in the text they stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from jiheng.core.errors import JihengError

Place = tuple[int, int]
_BLANKS = " \t\u3000\r"


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A printed quantity as a person read it; `place` is None where the label points at no single place."""

    text: str
    place: Place | None
    value: str
    unit: str
    concept: str | None
    basis: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class LabelledRelation:
    """A statement between figures: places of the result and, per operand, all places where it may stand."""

    kind: str
    truth: str
    words: str
    result: Place | None
    operands: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """One report of a labelled set."""

    id: str
    format: str
    data: bytes
    facts: tuple[LabelledFact, ...]
    relations: tuple[LabelledRelation, ...]


def load_report(path: Path, seeds: Path) -> LabelledReport:
    """A labelled report from its YAML; `file:` names a text in the folder of seeds. Raises: JihengError JH-U-006."""
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        text = data["text"] if "text" in data else (seeds / str(data["file"])).read_text("utf-8")
        facts = tuple(_fact(text, one) for one in data["facts"])
        relations = tuple(_relation(text, one, facts) for one in data["relations"])
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as trouble:
        raise JihengError(
            "JH-U-006", "不能使用这份标注", where=path.name, mend=f"格式见 tests/labelled/README.md（{type(trouble).__name__}: {trouble}）"
        ) from trouble
    return LabelledReport(str(data["id"]), "txt", text.encode(), facts, relations)


def _fact(text: str, label: dict[str, Any]) -> LabelledFact:
    concept, basis, year = label.get("concept"), label.get("basis"), label.get("year")
    return LabelledFact(str(label["text"]), _place(text, label, str(label["text"])), str(label["value"]), str(label["unit"]), concept, basis, year)


def _place(text: str, label: dict[str, Any], printed: str) -> Place | None:
    """The one place that `near`, or `line` and `nth`, points at."""
    if "near" in label:
        near = str(label["near"])
        if text.count(near) != 1 or near.count(printed) != 1:
            return None
        start = text.index(near) + near.index(printed)
        return start, start + len(printed)
    if "line" in label:
        return _in_line(text, str(label["line"]).strip(_BLANKS), int(label.get("nth", 1)), printed)
    if text.count(printed) == 1:
        start = text.index(printed)
        return start, start + len(printed)
    return None


def _in_line(text: str, wanted: str, nth: int, printed: str) -> Place | None:
    at = seen = 0
    for line in text.split("\n"):
        if line.strip(_BLANKS) == wanted:
            seen += 1
            if seen == nth:
                if printed not in wanted:
                    return None
                start = at + line.index(wanted) + wanted.index(printed)
                return start, start + len(printed)
        at += len(line) + 1
    return None


def _relation(text: str, label: dict[str, Any], facts: tuple[LabelledFact, ...]) -> LabelledRelation:
    printed = str(label["is"])
    named = [fact.place for fact in facts if fact.text == printed and fact.place]
    result = _place(text, label, printed) or (named[0] if len(named) == 1 else None)
    operands = tuple(_operand(text, str(one), facts, result) for one in label["of"])
    words = f"{label['kind']}: {'、'.join(map(str, label['of']))} → {printed}"
    return LabelledRelation(str(label["kind"]), str(label["truth"]), words, result, operands)


def _operand(text: str, printed: str, facts: tuple[LabelledFact, ...], result: Place | None) -> tuple[Place, ...]:
    """Where an operand may stand: the labelled figures printed so, else wherever the text has it; never the result itself."""
    found = [fact.place for fact in facts if fact.text == printed and fact.place and fact.place != result]
    if not found and text.count(printed) == 1:
        found = [(text.index(printed), text.index(printed) + len(printed))]
    return tuple(found)
