"""The audit of the report as it would be now, and the field that made each finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiheng.apps.evaluation.selectors.cases import Standing, evaluation_in, standing_now
from jiheng.apps.evaluation.selectors.live import PlacedFinding, look_over
from jiheng.web.pages.evaluation.page import link_to, page
from jiheng.web.place import Place, in_place

_MOST = 8


@in_place()
def findings(request: HttpRequest, place: Place) -> HttpResponse:
    """Every finding with the way to its field; for htmx the few that matter most, those of the shown area first."""
    evaluation = evaluation_in(place.department, place.year)
    standing = standing_now(evaluation)
    looked = look_over(standing)
    if "tile" in request.GET and request.headers.get("HX-Request"):
        return render(request, "evaluation/findings_tile.html", {"place": place, "looked": looked})
    if not request.headers.get("HX-Request"):
        return page(request, "findings", place, evaluation, standing, lines=_lines(place, standing, looked.findings), looked=looked)
    area = request.GET.get("area", "")
    order = sorted(looked.findings, key=lambda one: (one.area != area, one.finding.severity.value != "error", one.finding.severity.value == "hint"))
    lines = _lines(place, standing, order[:_MOST])
    context = {"place": place, "lines": lines, "more": max(0, len(order) - _MOST), "looked": looked, "area": area}
    return render(request, "evaluation/findings_beside.html", context)


def _lines(place: Place, standing: Standing, found: Sequence[PlacedFinding]) -> list[dict[str, Any]]:
    """Findings as the page shows them, each with the way to its field."""
    return [
        {"finding": one.finding, "url": link_to(place, one.path, standing.compiled.lasting(one.path) if one.path else ""), "area": one.area}
        for one in found
    ]
