"""Where a figure came from: the entries behind a fact, and every fact of a year."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiheng.apps.accounts.access import standing
from jiheng.apps.factstore.selectors import facts_of, visible_fact
from jiheng.web.components.figures import entries_url
from jiheng.web.place import Place, in_place

PAGE = 100


@login_required
def fact(request: HttpRequest, number: int) -> HttpResponse:
    """One fact: value, context, how it came about, and the entries that it follows from."""
    row = visible_fact(request.user, number)  # type: ignore[arg-type]  # login_required
    place = Place(standing(request.user, row.department_id), row.year)  # type: ignore[arg-type]
    request.place = place  # type: ignore[attr-defined]  # the frame of the page reads it
    return render(request, "facts/fact.html", {"fact": row, "entries": entries_url(row, place.keys), "place": place})


@in_place()
def facts(request: HttpRequest, place: Place) -> HttpResponse:
    """Every fact of the year, whoever stated it."""
    rows = facts_of(place.department, place.year)
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(label__icontains=words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "facts/list.html", {"page": page, "words": words, "query": f"q={words}&" if words else "", "place": place})
