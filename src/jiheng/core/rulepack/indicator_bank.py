"""Common indicators to pick from: the lawbook's bank, and those that a pack itself sets (共性指标)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jiheng.core.errors import LawbookError
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.law import Citation
from jiheng.core.lawbook import list_yaml, load_yaml
from jiheng.core.rulepack.scoring_rules import ScoringRules

_FOLDER = "indicators"
_LEVELS = f"{_FOLDER}/levels.yaml"
_FIELDS = {"id", "level", "name", "relation", "unit", "concept", "collection", "data_source", "evidence", "source"}


@dataclass(frozen=True, slots=True)
class CommonIndicator:
    """An indicator to pick: `level` are first and second level, `concept` the figure that will give its actual ("" by hand).

    `shelf` names the part of the bank that it stands on; `weight` is what a pack sets for it, as text.
    """

    id: str
    shelf: str
    level: tuple[str, str]
    name: str
    relation: str = "≥"
    unit: str = ""
    concept: str = ""
    collection: str = ""
    data_source: str = ""
    evidence: str = ""
    weight: str = ""
    sources: tuple[Citation, ...] = ()


@lru_cache(maxsize=1)
def second_levels() -> dict[str, tuple[str, ...]]:
    """The usual second levels below each first level."""
    return {entry["head"]: tuple(entry["seconds"]) for entry in load_yaml(_LEVELS)["levels"]}


def bank_for(department: str, rules: ScoringRules) -> tuple[CommonIndicator, ...]:
    """What a department may pick: the shelves that fit its name, then the pack's own items, each name once."""
    found: dict[str, CommonIndicator] = {}
    for shelf, fits, entries in _shelves():
        if not fits or re.search(fits, department):
            found |= {entry.id: entry for entry in entries if entry.shelf == shelf}
    names = {entry.name for entry in found.values()}
    return (*found.values(), *(entry for entry in _items(rules) if entry.name not in names))


@lru_cache(maxsize=1)
def _shelves() -> tuple[tuple[str, str, tuple[CommonIndicator, ...]], ...]:
    """Every shelf of the bank: title, the names that it fits, its indicators; those that fit only some departments first."""
    shelves = []
    seen: set[str] = set()
    for file in list_yaml(_FOLDER):
        if file == _LEVELS:
            continue
        data = load_yaml(file)
        entries = tuple(_entry(entry, data, file) for entry in data["indicators"])
        for entry in entries:
            if entry.id in seen:
                _fail(file, f"编号“{entry.id}”用了两次", "换一个编号")
            seen.add(entry.id)
        shelves.append((data["title"], data.get("fits", ""), entries))
    return tuple(sorted(shelves, key=lambda shelf: not shelf[1]))


def _entry(data: Any, shelf: Any, file: str) -> CommonIndicator:
    if unknown := set(data) - _FIELDS:
        _fail(file, f"“{data.get('id')}”有不认识的字段{'、'.join(sorted(unknown))}", "只用" + "、".join(sorted(_FIELDS)))
    level = tuple(data["level"])
    if len(level) != 2 or level[1] not in second_levels().get(level[0], ()):
        _fail(file, f"“{data['id']}”的级次“{'/'.join(level)}”不在 levels.yaml 中", "写一级、二级指标的名称")
    concept = str(data.get("concept", ""))
    if concept and concept not in load_taxonomy():
        _fail(file, f"“{data['id']}”的概念“{concept}”不存在", "用 jiheng concepts 查概念编号")
    text = {name: str(data.get(name, "")) for name in ("name", "relation", "unit", "collection", "data_source", "evidence")}
    doc, _, article = str(data.get("source", shelf["source"])).partition("#")
    return CommonIndicator(
        id=str(data["id"]), shelf=str(shelf["title"]), level=(level[0], level[1]), concept=concept, sources=(Citation(doc, article),), **text
    )


def _items(rules: ScoringRules) -> Iterator[CommonIndicator]:
    """A pack's own items; what a formula or a person gives for them at the year's end is the pack's business."""
    for item in rules.items:
        yield CommonIndicator(
            id=f"pack.{item.id}",
            shelf="规则包共性指标",
            level=item.level[:2],
            name=item.title,
            evidence="、".join(item.demands),
            weight="" if item.weight is None else f"{item.weight:f}",
            sources=item.ground.sources,
        )


def _fail(file: str, what: str, mend: str) -> None:
    raise LawbookError("JH-P-052", what, where=f"lawbook/{file}", mend=mend)
