"""The files of `lawbook/concepts`: entries → Concept.

A family file maps id → entry: its labels joined by ；, or a mapping with the fields of Concept. `defaults` of a file gives
kind, parts, source, context, an id `prefix`, and `subjects` (科目: see `_doubtful`). A missing parent follows from the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from jiheng.core.errors import LawbookError
from jiheng.core.facts.concept import Concept
from jiheng.core.law import Citation
from jiheng.core.lawbook import list_yaml, load_yaml

_SURE_SUBJECT = re.compile(r".{2,}(?:支出|事务|缴费|公积金|离退休|单位医疗|补贴|补助|年金|经费|费|费用|工资|助学金|抚恤金|奖励金|购置|购建)$")


def read_concepts() -> dict[str, Concept]:
    """Every concept of the lawbook by its id, in the order of the files.

    Raises: LawbookError JH-P-002 or JH-P-011 when a file cannot be used.
    """
    entries: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for name in list_yaml("concepts"):
        data = dict(load_yaml(name) or {})
        defaults = data.pop("defaults", {})
        for key, entry in data.items():
            id = f"{defaults.get('prefix', '')}{key}"
            if id in entries:
                raise LawbookError("JH-P-011", f"概念“{id}”重复", where=f"lawbook/{name}", mend="保留一处")
            entries[id] = (entry if isinstance(entry, dict) else {"labels": str(entry)}, defaults)
    parents = {id: _parent(id, entry, entries) for id, (entry, _) in entries.items()}
    above = set(parents.values())
    owned = {label for entry, defaults in entries.values() if not defaults.get("subjects") for label in _words(entry.get("labels"))}
    concepts: dict[str, Concept] = {}
    for id, (entry, defaults) in entries.items():
        labels, ambiguous = _words(entry.get("labels")), _words(entry.get("ambiguous"))
        context = _words(entry.get("context", defaults.get("context")))
        if defaults.get("subjects"):
            context = _upper(parents, entries, id)
            ambiguous += _doubtful(id, labels, ambiguous, owned)
        concepts[id] = Concept(
            id=id,
            labels=labels + tuple(label for label in ambiguous if label not in labels),
            kind=entry.get("kind") or defaults.get("kind", ""),
            parent=parents[id],
            parts=bool(entry.get("parts", defaults.get("parts"))) and id in above,
            ambiguous=ambiguous,
            context=context,
            code=str(entry.get("code") or _code(id)),
            numerator=entry.get("numerator", ""),
            denominator=entry.get("denominator", ""),
            sources=_cited(entry.get("source", defaults.get("source", ""))),
        )
    return concepts


def _words(value: str | None) -> tuple[str, ...]:
    return tuple(value.split("；")) if value else ()


@cache
def _cited(places: str) -> tuple[Citation, ...]:
    return tuple(Citation(*place.split("#", 1)) for place in _words(places))


def _code(id: str) -> str:
    last = id.rpartition(".")[2]
    return last if last.isdigit() else ""


def _parent(id: str, entry: dict[str, Any], known: Iterable[str]) -> str:
    """The parent as given (- for none), else the id without its last part or a code without its last two digits."""
    if given := entry.get("parent"):
        return "" if given == "-" else str(given)
    above = id[:-2] if len(_code(id)) > 3 else id.rpartition(".")[0]
    return above if above in known else ""


def _upper(parents: dict[str, str], entries: dict[str, tuple[dict[str, Any], dict[str, Any]]], id: str) -> tuple[str, ...]:
    """Names of the subjects above one: the context in which its own name is sure."""
    names: tuple[str, ...] = ()
    while _code(id := parents[id]):
        names += _words(entries[id][0].get("labels"))
    return names


def _doubtful(id: str, labels: tuple[str, ...], listed: tuple[str, ...], owned: set[str]) -> tuple[str, ...]:
    """Names of a subject that count only in a whole cell or after the subject above: short, everyday or used before.

    A class (类) may also be named without its last word 支出.
    """
    others = [label for label in labels if label not in listed]
    doubtful = tuple(label for label in others if label in owned or not _SURE_SUBJECT.match(label))
    owned.update(others)
    stem = labels[0].removesuffix("支出")
    return doubtful + ((stem,) if len(_code(id)) == 3 and len(stem) > 2 and stem != labels[0] else ())
