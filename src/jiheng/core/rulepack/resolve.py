"""Which pack binds: a pack with all that it stands on, and the pack of a region and form at a date; who overrode whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from jiheng.core.errors import LawbookError
from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.scoring_rules import ScoringRules

NATION = "national/2020"  # the floor that every region stands on
_BY_ID = ("policies", "lights")  # handed down one by one
_OWN = {"cases", "stated", "companions", "forms"}  # not handed down: a pack proves and names only itself


@dataclass(frozen=True, slots=True)
class Override:
    """A value of a lower pack that a pack above replaced: what, by which pack, and whose it was."""

    what: str
    by: str
    over: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A pack with everything it stands on put in, the packs from the region down to the nation, and what was overridden."""

    pack: RulePack
    chain: tuple[str, ...]
    overrides: tuple[Override, ...]


@lru_cache(maxsize=64)
def resolve(id: str) -> Resolved:
    """The pack of an id over the packs it extends.

    Raises: LawbookError JH-P-031 (no such pack), JH-P-033 (packs extend each other in a circle).
    """
    chain: list[str] = []
    at = id
    while at:
        if at in chain:
            mend = "改正其中一个的 extends"
            raise LawbookError("JH-P-033", f"规则包互相依据：{'→'.join((*chain, at))}", where=f"lawbook/packs/{id}.yaml", mend=mend)
        chain.append(at)
        at = load_pack(at).extends
    pack = load_pack(chain[-1])
    whose = dict.fromkeys(_stated(pack), pack.id)
    overrides: list[Override] = []
    for upper in reversed(chain[:-1]):
        above = load_pack(upper)
        for what in _stated(above):
            if what in whose:
                overrides.append(Override(what, upper, whose[what]))
            whose[what] = upper
        pack = lay_over(above, pack)
    return Resolved(pack, tuple(chain), tuple(overrides))


def pack_for(pack: RulePack, form: str) -> RulePack:
    """The pack that scores a form (department, project): itself, or the companion that it names for the form."""
    other = pack.scoring.companions.get(form, "")
    if not other or form in pack.scoring.forms:
        return pack
    return resolve(other).pack


def binding(region: str, form: str, day: date) -> Resolved | None:
    """The pack of a region (湖南岳阳, else 湖南, else the nation) for a form at a date; the latest that was in force.

    A region is told by the beginning of its name.
    """
    best: tuple[int, date, str] | None = None
    for id in list_packs():
        pack = load_pack(id)
        own = "" if pack.region == "全国" else pack.region
        in_force = pack.valid_from <= day and (pack.valid_to is None or day <= pack.valid_to)
        if not in_force or not region.startswith(own) or form not in resolve(id).pack.scoring.forms:
            continue
        rank = (len(own), pack.valid_from, id)
        best = max(best, rank) if best is not None else rank
    return None if best is None else resolve(best[2])


def lay_over(above: RulePack, below: RulePack) -> RulePack:
    """One pack with what it does not say taken from the pack below it."""
    codes = {one.code for one in above.relations}
    kept = tuple(one for one in below.relations if one.code not in codes)
    changes: dict[str, Any] = {
        "relations": kept + above.relations,
        "sources": tuple(dict.fromkeys(above.sources + below.sources)),
        "gaps": above.gaps + below.gaps,
        "scoring": _scoring(above.scoring, below.scoring),
    }
    # Fields of other rooms (outline, layouts …): what the upper pack leaves empty comes from below.
    for field in fields(RulePack):
        if field.name not in changes and not getattr(above, field.name) and field.name not in ("extends", "valid_to"):
            changes[field.name] = getattr(below, field.name)
    return replace(above, **changes)


def _scoring(above: ScoringRules, below: ScoringRules) -> ScoringRules:
    said = above.stated
    changes: dict[str, Any] = {}
    for field in fields(ScoringRules):
        name = field.name
        if name in _OWN:
            continue
        mine, theirs = getattr(above, name), getattr(below, name)
        if name == "uses":
            changes[name] = {**theirs, **mine}
        elif name in _BY_ID:
            changes[name] = mine + tuple(one for one in theirs if one.id not in {own.id for own in mine})
        elif name == "grades_ground":
            changes[name] = mine if "grades" in said else theirs
        elif name not in said:
            changes[name] = theirs
    changes["forms"] = above.forms or below.forms
    changes["companions"] = above.companions or below.companions
    return replace(above, **changes)


def _stated(pack: RulePack) -> list[str]:
    """What a pack says, by name; relations by code, methods, policies each for itself."""
    scoring = pack.scoring
    single = [f"scoring.{name}" for name in sorted(scoring.stated - {"methods", *_BY_ID} - _OWN)]
    methods = [f"scoring.methods.{kind}" for kind in scoring.uses]
    policies = [f"scoring.policies.{one.id}" for one in scoring.policies]
    lights = [f"scoring.lights.{one.id}" for one in scoring.lights]
    return [*(one.code for one in pack.relations), *single, *methods, *policies, *lights]


def overridden(resolved: Resolved) -> Mapping[str, tuple[Override, ...]]:
    """What was overridden, by the pack that lost it."""
    found: dict[str, list[Override]] = {}
    for one in resolved.overrides:
        found.setdefault(one.over, []).append(one)
    return {pack: tuple(ones) for pack, ones in found.items()}
