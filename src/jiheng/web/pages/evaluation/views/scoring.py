"""Scores: row by row with working, what a change would bring, and what to do with the points of missing groups."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.selectors.cases import Standing, entries_of, evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.fields import digest
from jiheng.apps.evaluation.selectors.scores import field_of, losses, offers, policy_path, sheet_of, what_if
from jiheng.apps.evaluation.services.entries import write_entry
from jiheng.web.pages.evaluation.page import link_to, page
from jiheng.web.pages.evaluation.posted import typed_in
from jiheng.web.place import Place, in_place


@in_place()
def score(request: HttpRequest, place: Place) -> HttpResponse:
    """Every scored table, row by row, with the choice of policies where groups are missing."""
    evaluation = evaluation_in(place.department, place.year)
    standing = standing_of(evaluation)
    entries = entries_of(evaluation)
    tables = []
    for sheet in standing.scored.sheets if standing.scored else ():
        path = policy_path(standing.compiled, sheet.project)
        tables.append(
            {
                "sheet": sheet,
                "rows": [(one, _way(place, standing, one)) for one in sheet.scores],
                "offers": list(offers(evaluation, standing, sheet.project)),
                "losses": losses(standing.compiled, sheet),
                "path": path,
                "version": entries[path].version if path in entries else 0,
            }
        )
    return page(request, "score", place, evaluation, standing, tables=tables)


@require_POST
@in_place(Right.RECORD)
def policy(request: HttpRequest, place: Place) -> HttpResponse:
    """Choose what is done with the points of missing groups."""
    evaluation = evaluation_in(place.department, place.year)
    path, version = request.POST.get("path", ""), request.POST.get("version", "")
    if path != "policy" and not path.endswith("].policy"):
        raise Http404("没有这一栏")
    chosen = "+".join(dict.fromkeys(word for name in request.POST if name.startswith("policy:") if (word := request.POST[name])))
    try:
        write_entry(actor=place.user, evaluation=evaluation, path=path, text=chosen, version=int(version) if version.isdecimal() else 0)
    except ValidationError as refused:
        for words in refused.messages:
            messages.error(request, words)
    else:
        messages.success(request, "已按所选办法重新分配分值")
    return redirect(f"{reverse('evaluation:score', kwargs=place.keys)}#policy")


@require_POST
@in_place()
def try_value(request: HttpRequest, place: Place, area: str) -> HttpResponse:  # noqa: ARG001  the area is part of the address only
    """What the row being typed would get; nothing is saved."""
    evaluation = evaluation_in(place.department, place.year)
    typed = {one.path: one.text for one in typed_in(request.POST) if digest(one.text) != one.was}
    found = what_if(evaluation, standing_of(evaluation), typed, request.POST.get("row", ""))
    return render(request, "evaluation/what_if.html", {"found": found})


def beside(place: Place, standing: Standing, project: str = "") -> dict[str, Any]:
    """What stands beside every area: the rows that cost most, and what must be mended before anything can be made of the case."""
    compiled = standing.compiled
    found = losses(compiled, sheet_of(standing, project) or sheet_of(standing))
    troubles = [
        {"words": f"{one.what}（{one.mend}）" if one.mend else one.what, "url": link_to(place, one.path, compiled.lasting(one.path))}
        for one in compiled.troubles
    ]
    lost = [{"title": one.title, "lost": one.lost, "url": _area(place, one.area, one.key)} for one in found]
    return {"losses": lost, "troubles": troubles}


def _way(place: Place, standing: Standing, score: Any) -> str:
    path = field_of(standing.compiled, score)
    return link_to(place, path, standing.compiled.lasting(path)) if path else ""


def _area(place: Place, area: str, key: str) -> str:
    return reverse("evaluation:area", kwargs={**place.keys, "area": area}) + (f"#{key}" if key else "")
