"""From a place of the case to the page on which it is filled, and from what changed to where it comes from now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.apps.evaluation.compiling.sheet import Sheet
from jiheng.web.doors import way_to
from jiheng.web.place import Place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.comparing import Stale
    from jiheng.core.casefile.case_changes import FieldChange

_FEW = 30


@dataclass(frozen=True, slots=True)
class ShownStale:
    """The first of what changed, each with the way to where it comes from now, and how many more there are."""

    rows: tuple[tuple[FieldChange, str], ...]
    more: int


def way_to_field(place: Place, path: str, lasting: str) -> str:
    """The field's place on its page, by its case path and its lasting one; "" for what nobody fills."""
    area = area_of(path)
    return f"{reverse('evaluation:area', kwargs={**place.keys, 'area': area})}#{anchor(lasting)}" if area else ""


def way_to_entry(place: Place, keys: Mapping[str, str], lasting: str) -> str:
    """The same by the lasting path alone, through the keys that a version keeps of its rows."""
    return way_to_field(place, Sheet(keys=dict(keys)).place(lasting), lasting) if lasting else ""


def shown_stale(place: Place, stale: Sequence[Stale]) -> ShownStale | None:
    """What a page shows of what changed; None where nothing did."""
    rows = tuple((one.change, _way(place, one)) for one in stale[:_FEW])
    return ShownStale(rows, max(0, len(stale) - _FEW)) if rows else None


def _way(place: Place, one: Stale) -> str:
    """To the fact, else to where the field is filled."""
    if one.origin is not None and one.origin.kind == "fact":
        return way_to("facts:fact", {"number": one.origin.id})
    return way_to_field(place, one.change.path, one.path)
