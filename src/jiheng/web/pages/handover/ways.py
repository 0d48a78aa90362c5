"""From a place of the case to the page on which it is filled."""

from __future__ import annotations

from django.urls import reverse

from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.web.place import Place


def way_to_field(place: Place, path: str, lasting: str) -> str:
    """The field's place on its page, by its case path and its lasting one; "" for what nobody fills."""
    area = area_of(path)
    return f"{reverse('evaluation:area', kwargs={**place.keys, 'area': area})}#{anchor(lasting)}" if area else ""
