"""What changed between two audits of the same report: findings mended, left and new, and figures that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of one meaning that the two versions print differently; "" where a version does not print it."""

    label: str
    basis: str
    year: int | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings by what became of them, each as `jiheng.audit/1` has it, and the figures that changed."""

    mended: tuple[Json, ...]
    left: tuple[Json, ...]
    new: tuple[Json, ...]
    figures: tuple[FigureChange, ...]


def compare(before: Json, after: Json) -> Comparison:
    """Two results of `audit_json`, told apart by fingerprints of findings and by concept, basis, year and label of figures."""
    old, new = ({one["fingerprint"]: one for one in result["findings"]} for result in (before, after))
    return Comparison(
        mended=tuple(one for key, one in old.items() if key not in new),
        left=tuple(one for key, one in new.items() if key in old),
        new=tuple(one for key, one in new.items() if key not in old),
        figures=figure_changes(before["facts"], after["facts"]),
    )


def figure_changes(before: Sequence[Json], after: Sequence[Json]) -> tuple[FigureChange, ...]:
    """Figures of one meaning that two lists of facts (as `fact_json` gives them) print differently."""
    old, new = _by_meaning(before), _by_meaning(after)
    changes = []
    for meaning in dict.fromkeys((*old, *new)):
        was, is_now = old.get(meaning, ()), new.get(meaning, ())
        gone = [text for text in was if text not in is_now]
        come = [text for text in is_now if text not in was]
        if gone or come:
            _, label, basis, year = meaning
            changes.append(FigureChange(label, basis or "", year, "、".join(gone), "、".join(come)))
    return tuple(changes)


def _by_meaning(facts: Sequence[Json]) -> dict[tuple[Any, ...], tuple[str, ...]]:
    texts: dict[tuple[Any, ...], dict[str, None]] = {}
    for fact in facts:
        meaning = (fact["concept"], fact["label"], fact["basis"], fact["year"])
        texts.setdefault(meaning, {})["".join(fact["text"].split())] = None
    return {meaning: tuple(found) for meaning, found in texts.items()}
