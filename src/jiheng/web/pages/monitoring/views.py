"""Months of monitoring: the year at a glance, one month, one indicator, one row of funds, the report as a file."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import sections
from jiheng.apps.factstore.selectors import facts_by_number
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring import selectors
from jiheng.apps.monitoring.books import TOTAL, books_of
from jiheng.apps.monitoring.choices import Light
from jiheng.apps.monitoring.reports import month_file
from jiheng.apps.monitoring.services import alerts, filling
from jiheng.web.charts.execution import execution_chart
from jiheng.web.components.figures import entries_url
from jiheng.web.components.forms import amount_text
from jiheng.web.pages.monitoring.forms import BackForm, FundForm, OpenForm, ProgressForm, ReportForm
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.lawbooks.selectors import YearRules
    from jiheng.apps.monitoring.models import FundRow

PAGE = 60


@in_place()
def year(request: HttpRequest, place: Place) -> HttpResponse:
    """Every month that was opened, the course of the year, and a form to open the next month."""
    form = OpenForm(request.POST or None, initial={"month": selectors.today_in(place.year).month})
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        if form.is_valid():
            try:
                opened = filling.open_month(standing=place.standing, year=place.year, month=form.cleaned_data["month"])
                messages.success(request, f"已建立{opened}，各委室已收到填报通知")
                return redirect("monitoring:month", *place.keys.values(), opened.month)
            except ValidationError as refused:
                form.refuse(refused)
    lines, rules = selectors.months(place.department, place.year), rules_of(place.department, place.year)
    context = {"place": place, "form": form, "lines": lines, "rules": rules}
    return render(request, "monitoring/year.html", {**context, **course(place, lines, rules)})


def course(place: Place, lines: Iterable[selectors.MonthLine], rules: YearRules) -> dict[str, Any]:
    """The year's course as a chart and as the rows of its table."""
    books = books_of(place.department, place.year, 12)
    total = next((one.amounts.get("budget") for one in books.funds if one.concept == TOTAL), None)
    spent = {month: amount / total for month, amount in books.by_month.items()} if total else {}
    goals = {line.snapshot.month: line.snapshot.goal_share for line in lines if line.snapshot.goal_share is not None}
    points = {one.month: one.progress for one in rules.checkpoints}
    rows = [
        {
            "month": month,
            "amount": books.by_month.get(month),
            "url": reverse("facts:fact", args=[books.month_facts[month]]) if month in books.month_facts else "",
            "rate": spent.get(month),
            "time": Decimal(month) / 12,
            "goal": goals.get(month),
            "point": points.get(month),
        }
        for month in range(1, 13)
    ]
    return {"chart": execution_chart(spent, goals, points) if spent else None, "course": rows, "budget": total}


@in_place()
def month(request: HttpRequest, place: Place, month: int) -> HttpResponse:
    """One month: funds, lights with their grounds, forecast, indicators."""
    return _month(request, place, month)


@require_POST
@in_place(Right.RECORD)
def take(request: HttpRequest, place: Place, month: int) -> HttpResponse:
    """Take the funds anew."""
    snapshot = selectors.month_of(place.department, place.year, month)
    try:
        filling.take_again(standing=place.standing, snapshot=snapshot, version=snapshot.version)
        messages.success(request, "已按账册重新取数")
    except ValidationError as refused:
        messages.error(request, "；".join(refused.messages))
    return redirect("monitoring:month", *place.keys.values(), month)


@require_POST
@in_place(Right.RECORD)
def report(request: HttpRequest, place: Place, month: int) -> HttpResponse:
    """Report the month; alerts are issued."""
    form = ReportForm(request.POST)
    snapshot = selectors.month_of(place.department, place.year, month)
    if form.is_valid():
        try:
            data = form.cleaned_data
            alerts.report(standing=place.standing, snapshot=snapshot, version=data["version"], summary=data["summary"], measures=data["measures"])
            messages.success(request, "已报送；亮灯的已发出预警")
            return redirect("monitoring:month", *place.keys.values(), month)
        except ValidationError as refused:
            form.refuse(refused)
    return _month(request, place, month, report_form=form)


@require_POST
@in_place()
def back(request: HttpRequest, place: Place, month: int) -> HttpResponse:
    """Give a reported month back."""
    if not place.standing.may(Right.REVIEW):
        place.standing.need(Right.APPROVE)
    form = BackForm(request.POST)
    if form.is_valid():
        try:
            snapshot = selectors.month_of(place.department, place.year, month)
            alerts.send_back(standing=place.standing, snapshot=snapshot, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"])
            messages.success(request, "已退回填报人")
            return redirect("monitoring:month", *place.keys.values(), month)
        except ValidationError as refused:
            form.refuse(refused)
    return _month(request, place, month, back_form=form)


def sources_of(place: Place, funds: list[FundRow]) -> dict[int, dict[str, str]]:
    """Where the entries behind each amount are listed, by the row's number and the amount's name."""
    facts = facts_by_number(place.department, {number for row in funds for number in row.facts.values()})
    return {row.pk: {name: entries_url(facts[number], place.keys) for name, number in row.facts.items() if number in facts} for row in funds}


def _month(request: HttpRequest, place: Place, month: int, **forms: Any) -> HttpResponse:
    snapshot = selectors.month_of(place.department, place.year, month)
    asked = request.GET
    section = int(asked["section"]) if asked.get("section", "").isdigit() else None
    words, light = asked.get("q", "").strip(), asked.get("light", "")
    rows = selectors.progress_rows(snapshot, section=section, light=light, words=words)
    page = Paginator(rows, PAGE).get_page(asked.get("page"))
    funds = list(snapshot.funds.all())
    ways = sources_of(place, funds)
    may_fill = snapshot.state == "open" and place.standing.may(Right.WORK)
    own = None if place.standing.may(Right.RECORD) else set(place.standing.sections)
    context = {
        "place": place,
        "snapshot": snapshot,
        "time": Decimal(month) / 12,
        "funds": [(row, ways.get(row.pk, {})) for row in funds],
        "total": next((row for row in funds if row.concept == TOTAL), None),
        "forecast": {key: Decimal(value) if key in ("low", "middle", "high") else value for key, value in snapshot.forecast.items()},
        "page": page,
        "query": "".join(f"{key}={value}&" for key, value in (("section", section or ""), ("light", light), ("q", words)) if value),
        "fillable": {row.pk for row in page if may_fill and (own is None or row.section_id in own)},
        "sections": sections(place.department),
        "lights": Light.choices,
        "chosen": {"section": section, "light": light, "q": words},
        "alerts": list(snapshot.alerts.all()),
        "may_record": snapshot.state == "open" and place.standing.may(Right.RECORD),
        "may_send_back": snapshot.state == "reported" and (place.standing.may(Right.APPROVE) or place.standing.may(Right.REVIEW)),
        "report_form": ReportForm(initial={"summary": snapshot.summary, "measures": snapshot.measures, "version": snapshot.version}),
        "back_form": BackForm(initial={"version": snapshot.version}),
        "rules": rules_of(place.department, place.year),
        "unfilled": snapshot.progress.filter(filled_at=None).count(),
    }
    return render(request, "monitoring/month.html", {**context, **forms})


@in_place(Right.WORK)
def progress(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Fill in one indicator, then the next that is not filled."""
    row = selectors.progress_of(place.department, place.year, number)
    filling.need_own(place.standing, row.section_id)
    form = ProgressForm(request.POST or None, initial={name: getattr(row, name) for name in (*filling.FILLED, "version")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            values = {name: data[name] for name in filling.FILLED}
            saved = filling.fill(standing=place.standing, progress=row, version=data["version"], values=values)
            messages.success(request, f"已保存“{saved}”：{saved.get_light_display()}")
            own = None if place.standing.may(Right.RECORD) else place.standing.sections
            following = selectors.to_fill(place.department, place.year, own).filter(snapshot=row.snapshot_id).first()
            if following and "next" in request.POST:
                return redirect("monitoring:progress", *place.keys.values(), following.pk)
            return redirect("monitoring:month", *place.keys.values(), row.snapshot.month)
        except ValidationError as refused:
            form.refuse(refused)
    context = {"place": place, "row": row, "form": form, "before": selectors.last_filled(row), "time": Decimal(row.snapshot.month) / 12}
    return render(request, "monitoring/progress.html", context)


@in_place(Right.RECORD)
def fund(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """What the year is expected to come to on one row."""
    row = selectors.fund_of(place.department, place.year, number)
    form = FundForm(request.POST or None, initial={"expected": amount_text(row.expected), "version": row.snapshot.version})
    if request.method == "POST" and form.is_valid():
        figure = form.cleaned_data["expected"]
        try:
            amount = None if figure is None else figure.value
            filling.set_expected(standing=place.standing, fund=row, expected=amount, version=form.cleaned_data["version"])
            messages.success(request, "已保存全年预计执行数")
            return redirect("monitoring:month", *place.keys.values(), row.snapshot.month)
        except ValidationError as refused:
            form.refuse(refused)
    return render(request, "monitoring/fund.html", {"place": place, "row": row, "form": form})


@in_place()
def file(request: HttpRequest, place: Place, month: int, kind: str) -> HttpResponse:  # noqa: ARG001  in_place needs the request
    """The month's report and form as a file."""
    snapshot = selectors.month_of(place.department, place.year, month)
    made = month_file(snapshot, kind)
    if made is None:
        raise Http404("只有 docx、pdf、xlsx 三种")
    answer = HttpResponse(made.content, content_type=made.mime)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{made.quoted}"
    return answer
