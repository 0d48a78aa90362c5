"""What is due, and the year at a glance."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jiheng.apps.accounts.access import departments, is_administrator
from jiheng.web.place import Place, in_place, last_place


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The department's year that the user last looked at, else their first department and this year."""
    last = last_place(request)
    own = departments(request.user)  # type: ignore[arg-type]  # login_required
    if last and own.filter(pk=last[0]).exists():
        return redirect("workbench:year", *last)
    first = own.first()
    if first is not None:
        return redirect("workbench:year", first.pk, timezone.localdate().year)
    return render(request, "workbench/nothing.html", {"administrator": is_administrator(request.user)})  # type: ignore[arg-type]


@in_place()
def year(request: HttpRequest, place: Place) -> HttpResponse:
    """The year at a glance."""
    return render(request, "workbench/year.html", {"place": place})


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What of one's own books holds the words."""
    return render(request, "workbench/search.html", {"words": request.GET.get("q", "").strip()})
