"""What every page of a self-evaluation shows, and the links from a figure to where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.apps.evaluation.choices import CaseState
from jiheng.apps.evaluation.selectors.areas import area_ids
from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.evaluation.selectors.handover import opinions_at
from jiheng.web.place import Place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.compiling.compile import Compiled
    from jiheng.apps.evaluation.compiling.sheet import Origin
    from jiheng.apps.evaluation.models import SelfEvaluation

TONES = {"accepted": "good", "returned": "bad", "with_head": "warn", "with_finance": "warn"}


def page(
    request: HttpRequest, template: str, place: Place, evaluation: SelfEvaluation, standing: Standing, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the year's self-evaluation."""
    sheet = whole(standing)
    shared = {
        "place": place,
        "evaluation": evaluation,
        "standing": standing,
        "sheet": sheet,
        "areas": area_ids(standing),
        "tone": TONES.get(evaluation.state, ""),
        "may_write": evaluation.is_open and place.standing.may(Right.RECORD),
        "opinions": opinions_at(evaluation) if evaluation.state == CaseState.RETURNED else {},
    }
    return render(request, f"evaluation/{template}.html", {**shared, **context}, status=status)


def whole(standing: Standing) -> Any:
    """The department's scored table; None where nothing can be scored yet."""
    return next((one for one in standing.scored.sheets if not one.project), None) if standing.scored else None


def way_to_origin(place: Place, origin: Origin | None) -> str:
    """The page on which a value's origin stands; "" where there is none to show."""
    if origin is None:
        return ""
    if origin.kind == "fact":
        return reverse("facts:fact", args=[origin.id])
    if origin.kind == "target":
        return reverse("targets:entries", kwargs=place.keys) + f"?ids={origin.id}" if origin.id else reverse("targets:index", kwargs=place.keys)
    if origin.kind == "book":
        return reverse("budget:lines", kwargs=place.keys)
    return ""


def link_to(place: Place, path: str, lasting: str) -> str:
    """The field of a case path; the overview for what nobody fills."""
    area = area_of(path)
    if not area:
        return reverse("evaluation:index", kwargs=place.keys)
    return reverse("evaluation:area", kwargs={**place.keys, "area": area}) + f"#{anchor(lasting)}"


def way_of(place: Place, compiled: Compiled, path: str) -> str:
    """Where the value at a case path comes from: the fact or the approved target behind it, else the field where it was typed."""
    origin = compiled.origins.get(path) or next((one for key, one in compiled.origins.items() if key.startswith((f"{path}.", f"{path}["))), None)
    return way_to_origin(place, origin) or (link_to(place, path, compiled.lasting(path)) if origin is not None else "")
