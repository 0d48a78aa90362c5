"""What is due, the year at a glance, many departments at a glance, and the search."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jiheng.apps.accounts.access import departments, is_administrator, is_reviewer, not_yours, standing
from jiheng.apps.evaluation.choices import SubmissionState
from jiheng.apps.evaluation.selectors.cases import evaluation_of
from jiheng.apps.evaluation.selectors.handover import queue
from jiheng.apps.factstore.selectors import newest_year
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring import selectors
from jiheng.apps.monitoring.choices import Light
from jiheng.apps.monitoring.everywhere import found_everywhere
from jiheng.apps.notices.selectors import notices_of
from jiheng.apps.shared.changes import latest
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.selectors.tables import tables_before
from jiheng.web.doors import way_to
from jiheng.web.pages.monitoring.views import course
from jiheng.web.pages.workbench.calendar import year_calendar
from jiheng.web.pages.workbench.due import due_in
from jiheng.web.pages.workbench.steps import next_step, year_steps
from jiheng.web.place import FIRST_YEAR, LAST_YEAR, Place, in_place, last_place

PAGE = 50
_FEW = 6
_SHORTEST, _LONGEST = 2, 60


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Where the user last was, else where their work begins: many departments, or the newest year of one."""
    last = last_place(request)
    own = departments(request.user)  # type: ignore[arg-type]  # login_required
    if last and own.filter(pk=last[0]).exists():
        return redirect("workbench:year", *last)
    if is_reviewer(request.user):  # type: ignore[arg-type]
        return redirect("workbench:overview")
    first = own.first()
    if first is not None:
        return redirect("workbench:year", first.pk, newest_year(first) or timezone.localdate().year)
    return render(request, "workbench/nothing.html", {"administrator": is_administrator(request.user)})  # type: ignore[arg-type]


@login_required
def department(request: HttpRequest, department: int) -> HttpResponse:
    """The newest year of a department of which anything is known."""
    own = standing(request.user, department).department  # type: ignore[arg-type]  # login_required
    return redirect("workbench:year", own.pk, newest_year(own) or timezone.localdate().year)


@in_place()
def year(request: HttpRequest, place: Place) -> HttpResponse:
    """The year at a glance: what is due, lights, execution against time, calendar, notices, latest changes."""
    today = selectors.today_in(place.year)
    lines, rules = selectors.months(place.department, place.year), rules_of(place.department, place.year)
    alerts = selectors.alerts_of(place.department, place.year, state="running")
    months, undated = year_calendar(place, today, rules, alerts)
    evaluation = evaluation_of(place.department, place.year)
    steps = year_steps(place, evaluation, bool(lines))
    context = {
        "place": place,
        "today": today,
        "is_past": today.year == place.year and today < timezone.localdate(),
        "steps": steps,
        "next": next_step(place, steps),
        "begins": not any(one.is_done for one in steps),
        "due": due_in(place, evaluation, lines, alerts),
        "line": lines[0] if lines else None,
        "alerts": len(alerts),
        "calendar": months,
        "undated": undated,
        "rules": rules,
        "notices": notices_of(place.user)[:_FEW],
        "changes": latest(place.department.pk, _FEW),
    }
    return render(request, "workbench/year.html", {**context, **course(place, lines, rules)})


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Every department that a reviewer sees, one line each, with filters and sums; two questions however many there are."""
    if not is_reviewer(request.user):  # type: ignore[arg-type]  # login_required
        raise not_yours()
    asked = request.GET
    years = selectors.years_of(request.user)  # type: ignore[arg-type]
    typed = asked.get("year", "")
    year = int(typed) if typed.isdigit() and FIRST_YEAR <= int(typed) <= LAST_YEAR else (years[0] if years else timezone.localdate().year)
    chosen = {name: asked.get(name, "").strip() for name in ("q", "region", "light", "late", "order")}
    rows = selectors.year_states(
        request.user,  # type: ignore[arg-type]
        year,
        light=chosen["light"],
        region=chosen["region"],
        words=chosen["q"],
        overdue=bool(chosen["late"]),
        order=chosen["order"] or "region",
    )
    sums = selectors.totals(rows)
    paginator = Paginator(rows, PAGE)
    paginator.count = sums["count"]  # known already; saves a question
    context = {
        "year": year,
        "years": years or [year],
        "chosen": chosen,
        "page": paginator.get_page(asked.get("page")),
        "sums": sums,
        "rate": sums["spent"] / sums["budget"] if sums["budget"] and sums["spent"] is not None else None,
        "lights": Light.choices,
        "orders": [("region", "按区划"), ("name", "按名称"), ("execution", "执行率低的在前"), ("due", "期限近的在前")],
        "all": departments(request.user).count(),  # type: ignore[arg-type]
        "waiting_targets": tables_before(request.user, State.WITH_FINANCE).count(),  # type: ignore[arg-type]
        "waiting_evaluations": queue(request.user, state=SubmissionState.WITH_FINANCE).count(),  # type: ignore[arg-type]
        "today": timezone.localdate(),
        "query": "".join(f"{key}={value}&" for key, value in {"year": year, **chosen}.items() if value),
    }
    return render(request, "workbench/overview.html", context)


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """What of one's own books holds the words."""
    words = request.GET.get("q", "").strip()[:_LONGEST]
    found = found_everywhere(request.user, words) if len(words) >= _SHORTEST else ()  # type: ignore[arg-type]  # login_required
    kinds = [(kind, [(hit, way_to(hit.page, hit.arguments)) for hit in kind.hits]) for kind in found]
    return render(request, "workbench/search.html", {"words": words, "kinds": kinds, "short": len(words) < _SHORTEST})
