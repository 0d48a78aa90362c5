"""Alerts: the list with what is overdue, one alert with its disposition and the head's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring import selectors
from jiheng.apps.monitoring.books import TOTAL
from jiheng.apps.monitoring.choices import RUNNING, AlertState, Disposition, Light
from jiheng.apps.monitoring.services import alerts as services
from jiheng.apps.shared.changes import history
from jiheng.core.rulepack.workdays import workdays_between
from jiheng.web.components.forms import amount_text
from jiheng.web.pages.monitoring.forms import DecideForm, DisposeForm
from jiheng.web.pages.monitoring.views import sources_of
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.monitoring.models import Alert

PAGE = 50


@in_place()
def alerts(request: HttpRequest, place: Place) -> HttpResponse:
    """Every alert of the year, what is due first at the head."""
    asked = request.GET
    chosen = {"state": asked.get("state", ""), "light": asked.get("light", ""), "q": asked.get("q", "").strip()}
    rows = selectors.alerts_of(place.department, place.year, state=chosen["state"], light=chosen["light"], words=chosen["q"])
    context = {
        "place": place,
        "page": Paginator(rows, PAGE).get_page(asked.get("page")),
        "chosen": chosen,
        "query": "".join(f"{key}={value}&" for key, value in chosen.items() if value),
        "states": [("running", "未处置"), ("overdue", "已逾期"), *AlertState.choices],
        "lights": [(Light.YELLOW.value, "黄灯"), (Light.RED.value, "红灯")],
        "rules": rules_of(place.department, place.year),
    }
    return render(request, "monitoring/alerts.html", context)


@in_place()
def alert(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """One alert; the clerk disposes, the head decides."""
    row = selectors.alert_of(place.department, place.year, number)
    may_dispose = row.state == AlertState.OPEN and place.standing.may(Right.RECORD)
    may_decide = row.state == AlertState.ASKED and place.standing.may(Right.APPROVE)
    first = {"disposition": row.disposition, "reason": row.reason, "amount": amount_text(row.amount), "version": row.version}
    dispose_form = DisposeForm(request.POST if "dispose" in request.POST else None, initial=first)
    decide_form = DecideForm(request.POST if "approve" in request.POST or "return" in request.POST else None, initial={"version": row.version})
    if request.method == "POST":
        form = dispose_form if "dispose" in request.POST else decide_form
        place.standing.need(Right.RECORD if form is dispose_form else Right.APPROVE)
        if form.is_valid():
            data = form.cleaned_data
            try:
                if form is dispose_form:
                    amount = data["amount"].value if data["amount"] is not None else None
                    said = {"disposition": data["disposition"], "reason": data["reason"], "amount": amount}
                    services.dispose(standing=place.standing, alert=row, version=data["version"], **said)
                    messages.success(request, "已提出处置，等负责人审批")
                else:
                    approved = "approve" in request.POST
                    services.decide(standing=place.standing, alert=row, version=data["version"], approved=approved, opinion=data["opinion"])
                    messages.success(request, "已同意处置" if approved else "已退回")
                return redirect("monitoring:alert", *place.keys.values(), row.pk)
            except ValidationError as refused:
                form.refuse(refused)
    today = selectors.today_in(place.year)
    context = {
        "place": place,
        "row": row,
        "source": _spending(place, row),
        "may_dispose": may_dispose,
        "may_decide": may_decide,
        "dispose_form": dispose_form,
        "decide_form": decide_form,
        "history": history(row),
        "left": workdays_between(today, row.due_on) if row.due_on and row.state in RUNNING else None,
        "leads": _leads(place, row.disposition) if row.state == AlertState.CLOSED else [],
        "rules": rules_of(place.department, place.year),
    }
    return render(request, "monitoring/alert.html", context)


def _leads(place: Place, disposition: str) -> list[tuple[str, str]]:
    """Where an adjustment or a cancellation goes on: the books and the targets."""
    found = []
    if disposition in (Disposition.ADJUST, Disposition.CANCEL):
        for name, title in (("budget:lines", "在预算账册登记调整"), ("targets:index", "修改绩效目标（已发起年中调整）")):
            try:
                found.append((reverse(name, kwargs=place.keys), title))
            except NoReverseMatch:
                continue
    return found


def _spending(place: Place, row: Alert) -> str:
    """Where the spending that the alert was weighed against is listed."""
    total = [one for one in row.snapshot.funds.all() if one.concept == TOTAL]
    return next((ways["spent"] for ways in sources_of(place, total).values() if ways.get("spent")), "")
