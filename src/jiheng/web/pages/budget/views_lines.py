"""Lines as a tree, one line with its adjustments and payments, and the forms of all three."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.selectors.lines import documents_of, find_adjustments, find_lines, line_in, line_row_in, lines_of, projects_of
from jiheng.apps.budget.selectors.totals import totals
from jiheng.apps.budget.services import lines as services
from jiheng.apps.budget.services.documents import attach_document, remove_document
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.shared.changes import history
from jiheng.web.components.evidence import EvidenceForm, evidence_saved
from jiheng.web.pages.budget.forms import ROW_FORMS, AdjustmentForm, LineForm, PaymentForm, subject_lists, text_of
from jiheng.web.pages.budget.saving import begun, saved, to, to_next
from jiheng.web.pages.budget.tree import WAYS, branches
from jiheng.web.place import Place, in_place

PAGE = 200
# What somebody who opens the lines wants to register; the line's page has a form of that name.
ERRANDS = {"payment": "支付", "adjustment": "调整"}


@in_place()
def lines(request: HttpRequest, place: Place) -> HttpResponse:
    """The tree of lines, and the form of a new one at its foot."""
    form = None
    if place.standing.may(Right.RECORD):
        projects = projects_of(place.department, place.year)
        form = LineForm(request.POST or None, projects=projects)
        if request.method == "POST" and saved(_with_project(form, place), services.add_line, **_where(place)):
            messages.success(request, "已新增预算明细")
            return to_next(place, "lines")
        begun(form, "added" in request.GET)
    words, way = request.GET.get("q", "").strip(), request.GET.get("by", "function")
    way = way if way in WAYS else "function"
    return _tree(request, list(find_lines(place.department, place.year, words)), {"words": words, "way": way, "form": form})


@in_place()
def entries(request: HttpRequest, place: Place) -> HttpResponse:
    """The lines behind a figure, by their numbers."""
    wanted = set(_numbers(request.GET.get("ids", "")))
    found = [line for line in lines_of(place.department, place.year) if line.pk in wanted]
    return _tree(request, found, {"words": "", "way": "function", "form": None, "entries": True})


def _tree(request: HttpRequest, found: list[Any], context: dict[str, Any]) -> HttpResponse:
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    first = (page.number - 1) * PAGE
    errand = request.GET.get("for", "") if request.GET.get("for") in ERRANDS else ""
    keep = {key: request.GET[key] for key in ("q", "by", "ids", "for") if request.GET.get(key)}
    context |= {
        "errand": errand,
        "errands": ERRANDS,
        "branches": list(branches(found, context["way"], first, first + PAGE)),
        "page": page,
        "query": "".join(f"{key}={value}&" for key, value in keep.items()),
        "ways": WAYS,
        "whole": totals(found, ["total"])["total"],
    }
    if context["form"]:
        context |= subject_lists()
    return render(request, "budget/lines.html", context)


@in_place()
def line(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """One line: its stages, adjustments and payments with forms to add, and what was changed."""
    return _line(request, place, number)


@require_POST
@in_place(Right.RECORD)
def add_adjustment(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """A new adjustment of a line."""
    form = AdjustmentForm(request.POST, prefix="a")
    found = line_in(place.department, place.year, number)
    if saved(form, services.add_adjustment, actor=place.user, line=found):
        messages.success(request, "已登记预算调整")
        return to(place, "line", number=number)
    return _line(request, place, number, adjustment=form)


@require_POST
@in_place(Right.RECORD)
def add_payment(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """A new payment from a line."""
    form = PaymentForm(request.POST, prefix="p")
    found = line_in(place.department, place.year, number)
    if saved(form, services.add_payment, actor=place.user, line=found):
        messages.success(request, "已登记支付")
        return to(place, "line", number=number)
    return _line(request, place, number, payment=form)


def _line(request: HttpRequest, place: Place, number: int, **forms: Any) -> HttpResponse:
    found = line_in(place.department, place.year, number)
    context: dict[str, Any] = {"line": found, "adjustments": documents_of(found.adjustments.all()), "changes": history(found)[:30]}
    context["page"] = Paginator(found.payments.order_by("-paid_on", "-id"), 50).get_page(request.GET.get("page"))
    if place.standing.may(Right.RECORD):
        context |= {"adjustment": AdjustmentForm(prefix="a"), "payment": PaymentForm(prefix="p"), **forms}
    return render(request, "budget/line.html", context)


@in_place(Right.RECORD)
def edit_line(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Change a line, or take it out while nothing happened to it."""
    found = line_in(place.department, place.year, number)
    form = LineForm(request.POST or None, projects=projects_of(place.department, place.year), row=found)
    given = {**_where(place), "number": number, "version": _version(request), "why": request.POST.get("why", "")}
    if request.method == "POST" and "remove" in request.POST:
        try:
            services.remove_line(**given)
        except ValidationError as trouble:
            form = LineForm(projects=projects_of(place.department, place.year), row=found)
            messages.error(request, "；".join(trouble.messages))
        else:
            messages.success(request, "已删除预算明细")
            return to(place, "lines")
    elif request.method == "POST" and saved(_with_project(form, place), services.edit_line, **given):
        messages.success(request, "已保存")
        return to(place, "line", number=number)
    return render(request, "budget/edit.html", {"form": form, "row": found, "line": found, "changes": history(found)[:30], **subject_lists()})


@in_place()
def edit_row(request: HttpRequest, place: Place, number: int, kind: str) -> HttpResponse:
    """Look at an adjustment or a payment with its history; change it or take it out with a reason."""
    found = line_row_in(kind, place.department, place.year, number)
    form = None
    if place.standing.may(Right.RECORD):
        form = ROW_FORMS[kind](request.POST or None, row=found)
        given = {**_where(place), "kind": kind, "number": number, "version": _version(request)}
        why = request.POST.get("why", "")
        if request.method == "POST" and "remove" in request.POST:
            try:
                services.remove_row(**given, why=why)
            except ValidationError as trouble:
                messages.error(request, "；".join(trouble.messages))
                return HttpResponseRedirect(request.path)
            messages.success(request, "已删除，原来的内容留在变更记录里")
            return to(place, "line", number=found.line_id)
        if request.method == "POST" and saved(form, services.edit_row, **given, why=why):
            messages.success(request, "已保存")
            return to(place, "line", number=found.line_id)
    return _row_page(request, place, kind, found, form)


@in_place()
def adjustments(request: HttpRequest, place: Place) -> HttpResponse:
    """Every adjustment of the year, or those behind a figure, each with its line and its documents."""
    words, order, lines = (request.GET.get(name, "").strip() for name in ("q", "order", "lines"))
    found = find_adjustments(place.department, place.year, words, _numbers(lines))
    ordered = found.order_by(*{"amount": ("-amount", "-id"), "document": ("document", "id")}.get(order, ("-decided_on", "-id")))
    page = Paginator(ordered, 100).get_page(request.GET.get("page"))
    query = "".join(f"{key}={value}&" for key, value in (("q", words), ("order", order), ("lines", lines)) if value)
    context: dict[str, Any] = {"page": page, "rows": documents_of(page.object_list), "words": words, "order": order, "lines": lines, "query": query}
    context["whole"] = found.aggregate(total=Sum("amount"))["total"]
    return render(request, "budget/adjustments.html", context)


@require_POST
@in_place(Right.RECORD)
def documents(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Bring an adjustment's approval document, or take one off."""
    found = line_row_in("adjustments", place.department, place.year, number)
    paper = EvidenceForm(request.POST, request.FILES, sampled=False)
    attach, remove = partial(attach_document, actor=place.user, row=found), partial(remove_document, actor=place.user, row=found)
    if evidence_saved(request, paper, attach, remove):
        return to(place, "adjustment", number=number)
    return _row_page(request, place, "adjustments", found, ROW_FORMS["adjustments"](row=found), paper, status=422)


def _row_page(
    request: HttpRequest, place: Place, kind: str, found: Any, form: Any, paper: EvidenceForm | None = None, status: int = 200
) -> HttpResponse:
    fields = ROW_FORMS[kind].base_fields
    pairs = [(field.label, text_of(found, name, field)) for name, field in fields.items()]
    context: dict[str, Any] = {"form": form, "row": found, "line": found.line, "changes": history(found)[:30], "pairs": pairs}
    if kind == "adjustments":
        context["evidence"] = list(evidence_of(found))
        context["evidence_form"] = (paper or EvidenceForm(sampled=False)) if place.standing.may(Right.RECORD) else None
        context["evidence_url"] = reverse("budget:documents", kwargs={**place.keys, "number": found.pk})
    return render(request, "budget/edit.html", context, status=status)


def _with_project(form: LineForm, place: Place) -> LineForm:
    """The form whose cleaned project is the row itself; a number of another year's project finds none."""
    if form.is_valid() and form.cleaned_data.get("project"):
        form.cleaned_data["project"] = projects_of(place.department, place.year).filter(pk=form.cleaned_data["project"]).first()
    return form


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.isascii() and part.isdecimal() and len(part) < 12]


def _where(place: Place) -> dict[str, Any]:
    return {"actor": place.user, "department": place.department, "year": place.year}


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
