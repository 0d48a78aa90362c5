"""Words as they are typed: each number in them held against the case, with the way to the fact that it states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.marks import marked
from jiheng.web.pages.evaluation.page import way_of
from jiheng.web.pages.evaluation.posted import typed_in
from jiheng.web.place import Place, in_place


@require_POST
@in_place()
def marks(request: HttpRequest, place: Place, area: str) -> HttpResponse:  # noqa: ARG001  the area is part of the address only
    """The text of one field with its numbers marked; nothing is saved."""
    standing = standing_of(evaluation_in(place.department, place.year))
    path = request.POST.get("row", "")
    text = next((one.text for one in typed_in(request.POST) if one.path == path), "")
    lines = [
        [(run, next((way for fact in run.facts if (way := way_of(place, standing.compiled, fact.origin.block))), "")) for run in line]
        for line in marked(standing, text)
    ]
    return render(request, "evaluation/marked.html", {"lines": lines})
