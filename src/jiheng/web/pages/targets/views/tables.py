"""The list of tables, one table, its bank and its last year, and the queue of those who look over many departments."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import is_reviewer, not_yours
from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.selectors.lines import projects_of
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.selectors.drafting import bank_of, concept_title, sheet_of, shelves_of
from jiheng.apps.targets.selectors.tables import indicators_by_number, indicators_of, table_in, tables_before, tables_of
from jiheng.apps.targets.selectors.telling import told
from jiheng.apps.targets.selectors.versions import approved_numbers, differences_by_name, last_year_rows
from jiheng.apps.targets.services import indicators, tables, workflow
from jiheng.web.pages.targets.answers import done, page, refused_by, to_table
from jiheng.web.pages.targets.forms import GoalForm, TableForm
from jiheng.web.pages.targets.views.rows import form_for, lists_of
from jiheng.web.place import Place, in_place

_PAGE = 50
_ORDERS = {"project": "项目", "state": "状态", "-rows": "指标多的在前"}


@in_place()
def index(request: HttpRequest, place: Place) -> HttpResponse:
    """Every table of the year; a clerk opens new ones here."""
    form = TableForm(request.POST or None)
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        whole = "whole" in request.POST
        if whole or form.is_valid():
            project = "" if whole else form.cleaned_data["project"]
            table = tables.open_table(actor=place.user, department=place.department, year=place.year, project=project)
            return to_table(place, table)
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    order = request.GET.get("order", "project")
    rows = tables_of(place.department, place.year)
    has_whole = rows.filter(project="").exists()
    if words:
        rows = rows.filter(project__icontains=words)
    if state in State.values:
        rows = rows.filter(state=state)
    rows = rows.order_by(order if order in _ORDERS else "project", "project")
    context = {
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "query": _query(request),
        "words": words,
        "state": state,
        "order": order,
        "orders": _ORDERS,
        "states": State.choices,
        "form": form,
        "has_whole": has_whole,
        "may_record": place.standing.may(Right.RECORD),
        "projects": [one.name for one in projects_of(place.department, place.year)],
    }
    return render(request, "targets/index.html", {"place": place, **context})


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Tables of every department in reach in every state, those that wait for finance first."""
    if not is_reviewer(request.user):  # type: ignore[arg-type]  # login_required
        raise not_yours()
    state = request.GET.get("state", "")
    words = request.GET.get("q", "").strip()
    rows = tables_before(request.user, state if state in State.values else "", words)  # type: ignore[arg-type]
    context = {"page": Paginator(rows, _PAGE).get_page(request.GET.get("page")), "query": _query(request)}
    return render(request, "targets/queue.html", {**context, "state": state, "words": words, "states": State.choices})


@in_place()
def editor(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """One table: goal, groups with sums, rows with hints; a clerk writes here while it is open."""
    own = table_in(place.department, place.year, table)
    sheet = sheet_of(own, list(indicators_of(own)), hinted=own.is_open)
    first = {"level1": request.GET.get("level1", ""), "level2": request.GET.get("level2", ""), "weight": "0"}
    troubles = workflow.submission_troubles(own) if own.is_open else []
    more = {**lists_of(own, place), "approved_numbers": approved_numbers(own) if own.is_open else ()}
    return page(request, "table", place, own, sheet=sheet, add=form_for(own, short=True, initial=first), troubles=troubles, **more)


@in_place(Right.RECORD)
def goal(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """The overall goal."""
    own = table_in(place.department, place.year, table)
    form = GoalForm(request.POST or None, initial={"goal": own.goal, "version": own.version})
    if request.method == "POST" and form.is_valid():
        try:
            tables.edit_goal(actor=place.user, table=own, version=form.cleaned_data["version"], goal=form.cleaned_data["goal"])
        except EditedMeanwhile as meanwhile:
            form.show_meanwhile(meanwhile.current)
        except ValidationError as refused:
            refused_by(form, refused)
        else:
            return to_table(place, own)
    return page(request, "goal", place, own, form=form)


@require_POST
@in_place(Right.RECORD)
def remove(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Delete a table that was never approved."""
    own = table_in(place.department, place.year, table)
    if done(request, lambda: tables.remove_table(actor=place.user, table=own), f"已删除{own}"):
        return HttpResponseRedirect(reverse("targets:index", kwargs=place.keys))
    return to_table(place, own)


@in_place()
def last_year(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Last year's indicators beside this year's; an empty table takes them over."""
    own = table_in(place.department, place.year, table)
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        if done(request, lambda: tables.copy_last_year(actor=place.user, table=own), "已从上年复制，请逐项核对指标值和分值"):
            return to_table(place, own)
    rows = list(indicators_of(own))
    return page(request, "last_year", place, own, found=differences_by_name(last_year_rows(own), rows), has_rows=bool(rows))


@in_place()
def bank(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Common indicators to pick from."""
    own = table_in(place.department, place.year, table)
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        chosen = request.POST.getlist("pick")
        if done(
            request, lambda: indicators.pick_indicators(actor=place.user, table=own, numbers=chosen), f"已选用{len(chosen)}项，请填写指标值和分值"
        ):
            return to_table(place, own)
    words, shelf = request.GET.get("q", "").strip(), request.GET.get("shelf", "")
    there = {row.name for row in indicators_of(own)}
    entries = [(entry, concept_title(entry.concept), entry.name in there) for entry in bank_of(own, shelf, words)]
    found = Paginator(entries, _PAGE).get_page(request.GET.get("page"))
    return page(request, "bank", place, own, page=found, query=_query(request), words=words, shelf=shelf, shelves=shelves_of(own))


@in_place()
def changes(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """The log of changes of a table."""
    own = table_in(place.department, place.year, table)
    found = Paginator(history(own), _PAGE).get_page(request.GET.get("page"))
    return page(request, "history", place, own, page=found, told=told(found), query="")


@in_place()
def entries(request: HttpRequest, place: Place) -> HttpResponse:
    """The indicators that a figure came from, by their numbers."""
    numbers = [int(word) for word in request.GET.get("ids", "").split(",") if word.isdecimal()][:500]
    rows = list(indicators_by_number(place.department, place.year, numbers))
    tables_there = {row.table.pk: row.table for row in rows}
    links = {pk: reverse("targets:versions", kwargs={**place.keys, "table": pk}) for pk in tables_there}
    return render(request, "targets/entries.html", {"place": place, "rows": rows, "links": links})


def _query(request: HttpRequest) -> str:
    kept = [(key, str(value)) for key, value in request.GET.items() if key != "page" and value]
    return f"{urlencode(kept)}&" if kept else ""
