"""The log of changes: the list with its filters, one change side by side, the history of one object."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import is_administrator, is_reviewer
from jiheng.apps.accounts.changelog import Asked, kinds_of_objects, object_changes, told, visible_change, visible_changes
from jiheng.apps.jobs.services import start_job
from jiheng.web.place import for_administrators

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jiheng.apps.shared.models import ChangeEntry

PAGE = 50


@login_required
def changes(request: HttpRequest) -> HttpResponse:
    """Lines that one may read; the log is long, so pages go on from a line's number and nothing is counted."""
    given = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "department", "first", "last")}
    asked = Asked(given["q"], given["kind"], given["department"], _day(given["first"]), _day(given["last"]))
    shown = _page(request, visible_changes(request.user, asked))  # type: ignore[arg-type]  # login_required
    query = urlencode({name: value for name, value in given.items() if value})
    kinds = kinds_of_objects()
    shown |= {"kinds": kinds, "names": dict(kinds), "query": f"{query}&" if query else "", "has_filter": bool(query), **given}
    shown["may_prove"] = is_administrator(request.user)  # type: ignore[arg-type]
    shown["may_filter_departments"] = shown["may_prove"] or is_reviewer(request.user)  # type: ignore[arg-type]
    return render(request, "changes/list.html", shown)


@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """One change, before and after side by side."""
    entry = visible_change(request.user, number)  # type: ignore[arg-type]
    shown = {"entry": entry, "columns": told([entry])[0][1], "kind": dict(kinds_of_objects()).get(entry.kind, entry.kind)}
    return render(request, "changes/change.html", shown)


@login_required
def thing(request: HttpRequest, kind: str, thing: str) -> HttpResponse:
    """The history of one object, each change with its columns."""
    shown = _page(request, object_changes(request.user, kind, thing))  # type: ignore[arg-type]
    shown["told"] = told(shown["rows"])
    shown["kind"] = dict(kinds_of_objects()).get(kind, kind)
    return render(request, "changes/object.html", shown)


@require_POST
@for_administrators
def prove(request: HttpRequest) -> HttpResponse:
    """Start proving the whole log, in the background."""
    return redirect("jobs:job", start_job(actor=request.user, kind="prove_changes").pk)  # type: ignore[arg-type]


def _page(request: HttpRequest, rows: QuerySet[ChangeEntry]) -> dict[str, Any]:
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    return {"rows": found[:PAGE], "older": found[PAGE - 1].pk if len(found) > PAGE else None, "is_first": not before}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
