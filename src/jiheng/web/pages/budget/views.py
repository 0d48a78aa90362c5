"""The year in four stages, month by month, and every payment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.selectors.books import carry_over
from jiheng.apps.budget.selectors.lines import find_payments, lines_of
from jiheng.apps.budget.selectors.totals import Stages, grouped, months_by_line, months_paid, public_note, totals, unsplit
from jiheng.core.facts.subjects import subject_name
from jiheng.web.place import Place, in_place

PAGE = 100
_ROWS = (("total", 0), ("basic", 0), ("personnel", 1), ("public", 1), ("project", 0))
_THREE = (("three", 0), ("abroad", 1), ("vehicle", 1), ("vehicle_purchase", 2), ("vehicle_running", 2), ("reception", 1))


@in_place()
def overview(request: HttpRequest, place: Place) -> HttpResponse:
    """Four stages of the totals with bars against time, the identity of balances, and what is still to do."""
    lines = list(lines_of(place.department, place.year))
    found = totals(lines)
    projects = grouped([line for line in lines if line.project], lambda line: line.project.name if line.project else "")
    context: dict[str, Any] = {
        "rows": [(found[key], level) for key, level in _ROWS] + [(stages, 1) for stages in projects.values()],
        "three": [(found[key], level) for key, level in _THREE],
        "funds": [found[key] for key in ("general", "fund", "capital", "own") if found[key].ids],
        "total": found["total"],
        "lines": lines,
        "unsplit": unsplit(lines),
        "public_note": public_note(lines),
        "over": [line for line in lines if line.left < 0],  # type: ignore[attr-defined]  # annotated by lines_of
        "may_record": place.standing.may(Right.RECORD),
        "time": share_of_year(place.year),
        "carry": carry_over(place.department, place.year),
    }
    return render(request, "budget/overview.html", context)


@in_place()
def months(request: HttpRequest, place: Place) -> HttpResponse:
    """Execution month by month: in all, and of each project and of 基本支出; one line of the table is one of them."""
    lines = list(lines_of(place.department, place.year))
    run = months_paid(place.department, place.year)
    by_line = months_by_line(place.department, place.year)
    way = request.GET.get("by", "project")
    names = {
        "project": lambda line: line.project.name if line.project else "基本支出",
        "economic": lambda line: f"{line.economic} {subject_name(line.economic)}".strip() or "未分款",
        "function": lambda line: f"{line.function} {subject_name(line.function)}",
    }
    name = names.get(way, names["project"])
    groups = grouped(lines if way not in ("economic", "function") else sorted(lines, key=name), name)
    rows = [(stages, [sum((by_line.get(number, {}).get(month, Decimal(0)) for number in stages.ids), Decimal(0)) for month in range(1, 13)])
            for stages in groups.values()]  # fmt: skip
    whole = totals(lines, ["total"])["total"]
    each = {one.month: one for one in run}
    context = {
        "rows": rows, "way": way, "whole": whole, "run": run, "months": range(1, 13),
        "by_month": [each[month].paid if month in each else None for month in range(1, 13)],
        "cumulative": [each[month].cumulative if month in each else None for month in range(1, 13)],
        "rates": [each[month].cumulative / whole.budget if month in each and whole.budget else None for month in range(1, 13)],
        "ways": {"project": "按项目", "economic": "按经济分类", "function": "按功能分类"},
        "option": _chart(whole, {month: one.cumulative for month, one in each.items()}),
    }  # fmt: skip
    return render(request, "budget/months.html", context)


@in_place()
def payments(request: HttpRequest, place: Place) -> HttpResponse:
    """Every payment of the year, by words, month and line."""
    words, month, line = request.GET.get("q", "").strip(), _number(request.GET.get("month")), _number(request.GET.get("line"))
    order = request.GET.get("order", "")
    rows = find_payments(place.department, place.year, words, month, line)
    rows = rows.order_by(*{"amount": ("-amount", "-id"), "voucher": ("voucher", "id")}.get(order, ("-paid_on", "-id")))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = "".join(f"{key}={value}&" for key, value in (("q", words), ("month", month or ""), ("line", line or ""), ("order", order)) if value)
    context = {"page": page, "words": words, "month": month, "order": order, "line": line, "query": query, "months": range(1, 13)}
    return render(request, "budget/payments.html", context)


def share_of_year(year: int) -> Decimal:
    """How much of the year is over today: what execution is held against."""
    today = timezone.localdate()
    if today.year != year:
        return Decimal(int(today.year > year))
    return Decimal(today.timetuple().tm_yday) / Decimal(366 if year % 4 == 0 else 365)


def _chart(whole: Stages, cumulative: dict[int, Decimal]) -> dict[str, Any]:
    # A chart is looked at, not read: it may have whole 万元 as plain numbers; the table beside it has the exact ones.
    def plain(amount: Decimal) -> str:
        return f"{amount / 10_000:.2f}"

    return {
        "xAxis": {"type": "category", "data": [f"{month}月" for month in range(1, 13)]},
        "yAxis": {"type": "value", "name": "万元"},
        "series": [
            {"name": "累计执行", "type": "line", "data": [plain(cumulative[month]) if month in cumulative else None for month in range(1, 13)]},
            {"name": "序时进度", "type": "line", "symbol": "none", "lineStyle": {"type": "dashed"},
             "data": [plain(whole.budget * month / 12) for month in range(1, 13)]},
        ],
    }  # fmt: skip


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
