"""Income with balances, and the small books: one page for all of them, one for a book, one for a row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import sections
from jiheng.apps.budget.selectors.books import carry_over, income_by_source, row_in, rows_of
from jiheng.apps.budget.services import books as services
from jiheng.apps.shared.changes import history
from jiheng.web.components.figures import wan
from jiheng.web.components.forms import AmountField
from jiheng.web.pages.budget.book_forms import PAGES, BookPage
from jiheng.web.pages.budget.forms import BookForm, RowChoice, text_of
from jiheng.web.pages.budget.saving import begun, saved, to, to_next
from jiheng.web.place import Place, in_place

PAGE = 100
_SMALL = ("projects", "staff", "counts", "purchases", "assets", "buildings")
_SHORT = 12
_STAGES = ("opening", "adjustment", "budget", "received")


@in_place()
def income(request: HttpRequest, place: Place) -> HttpResponse:
    """Income by source in its stages, balances, and whether the year closes."""
    sources = income_by_source(place.department, place.year)
    context = {
        "sources": sources,
        "sums": [
            (sum(getattr(one, name) for one in sources), ",".join(one.entries[name] for one in sources if name in one.entries)) for name in _STAGES
        ],
        "rows": [(one.name, [(getattr(one, name), one.entries.get(name, "")) for name in _STAGES]) for one in sources],
        "carry": carry_over(place.department, place.year),
        "balances": _table(PAGES["balances"], list(rows_of("balances", place.department, place.year))),
        "balances_page": PAGES["balances"],
    }
    return render(request, "budget/income.html", context)


@in_place()
def small_books(request: HttpRequest, place: Place) -> HttpResponse:
    """Each small book with its first rows."""
    books = []
    for name in _SMALL:
        rows = rows_of(name, place.department, place.year)
        some = list(rows[: _SHORT + 1])
        books.append((PAGES[name], _table(PAGES[name], some[:_SHORT]), len(some) > _SHORT))
    return render(request, "budget/small_books.html", {"books": books})


@in_place()
def book(request: HttpRequest, place: Place, book: str) -> HttpResponse:
    """A book's rows, those behind a figure when it asks for them, and the form of a new one."""
    page_of = _page_of(book)
    form = _form(page_of, place, request) if place.standing.may(Right.RECORD) else None
    if form is not None and request.method == "POST" and saved(_chosen(form, place), services.add_row, book=book, **_where(place)):
        messages.success(request, f"已登记{page_of.title}")
        return to_next(place, "book", book=book)
    if form is not None:
        begun(form, "added" in request.GET)
    words = request.GET.get("q", "").strip()
    rows = rows_of(book, place.department, place.year, words)
    wanted = [int(part) for part in request.GET.get("ids", "").split(",") if part.isascii() and part.isdecimal() and len(part) < 12]
    if wanted:
        rows = rows.filter(pk__in=wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    keep = {key: request.GET[key] for key in ("q", "ids") if request.GET.get(key)}
    context = {
        "page": page,
        "page_of": page_of,
        "table": _table(page_of, list(page.object_list)),
        "form": form,
        "words": words,
        "wanted": wanted,
        "query": "".join(f"{key}={value}&" for key, value in keep.items()),
    }
    return render(request, "budget/book.html", context)


@in_place()
def row(request: HttpRequest, place: Place, book: str, number: int) -> HttpResponse:
    """One row with its history; a clerk changes it or takes it out with a reason."""
    page_of = _page_of(book)
    found = row_in(book, place.department, place.year, number)
    form = None
    if place.standing.may(Right.RECORD):
        form = _form(page_of, place, request, found)
        given = {**_where(place), "book": book, "number": number, "version": _version(request), "why": request.POST.get("why", "")}
        if request.method == "POST" and "remove" in request.POST:
            try:
                services.remove_row(**given)
            except ValidationError as trouble:
                messages.error(request, "；".join(trouble.messages))
                return HttpResponseRedirect(request.path)
            messages.success(request, "已删除，原来的内容留在变更记录里")
            return to(place, "book", book=book)
        if request.method == "POST" and saved(_chosen(form, place), services.edit_row, **given):
            messages.success(request, "已保存")
            return to(place, "book", book=book)
    context = {"form": form, "row": found, "page_of": page_of, "changes": history(found)[:30], "table": _table(page_of, [found])}
    return render(request, "budget/edit.html", context)


def _table(page: BookPage, rows: list[Any]) -> dict[str, Any]:
    """Heads, cells and sums of a book's table; an amount is marked as a number."""
    fields = page.form.base_fields
    shown = {name: field for name, field in fields.items() if name != "note" or any(row.note for row in rows)}
    heads = [(field.label, _is_number(field)) for field in shown.values()]
    cells = [(row, [(text_of(row, name, field), _is_number(field)) for name, field in shown.items()]) for row in rows]
    amounts = [name for name, field in shown.items() if isinstance(field, AmountField)]
    sums = []
    if len(rows) > 1 and amounts and page.name != "income":
        for place, name in enumerate(shown):
            said = wan(sum((getattr(row, name) or Decimal(0) for row in rows), Decimal(0))) if name in amounts else ""
            sums.append((said or ("合计" if place == 0 else ""), name in amounts))
    return {"heads": heads, "cells": cells, "sums": sums, "wan": bool(amounts)}


def _is_number(field: Any) -> bool:
    return isinstance(field, AmountField) or hasattr(field, "max_value")


def _form(page: BookPage, place: Place, request: HttpRequest, found: Any = None) -> BookForm:
    form = page.form(request.POST or None, row=found)
    for field in form.fields.values():
        if isinstance(field, RowChoice):
            field.offer(sections(place.department))
    return form


def _chosen(form: BookForm, place: Place) -> BookForm:
    """The form whose chosen 委室 is the row itself."""
    if form.is_valid() and form.cleaned_data.get("section"):
        form.cleaned_data["section"] = sections(place.department).filter(pk=form.cleaned_data["section"]).first()
    return form


def _page_of(book: str) -> BookPage:
    if book not in PAGES:
        raise Http404("没有这一本账")
    return PAGES[book]


def _where(place: Place) -> dict[str, Any]:
    return {"actor": place.user, "department": place.department, "year": place.year}


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
