"""Organisations: the tree, one of them, adding, editing, dissolving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts import services
from jiheng.apps.accounts.choices import OrganisationKind
from jiheng.apps.accounts.regions import search_regions
from jiheng.apps.accounts.selectors import below, organisation_tree, posts_in
from jiheng.apps.accounts.selectors import organisation as organisation_of
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.web.components.forms import Form
from jiheng.web.pages.organisations.forms import MOST, GrantForm, OrganisationForm
from jiheng.web.place import for_administrators

PAGE = 50


@for_administrators
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation as a tree of two levels."""
    given = {"q": request.GET.get("q", "").strip(), "kind": request.GET.get("kind", ""), "all": request.GET.get("all", "")}
    rows = organisation_tree(words=given["q"], kind=given["kind"], with_inactive=bool(given["all"]))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "kinds": OrganisationKind.choices, "query": query_of(given), **given, "show_all": given["all"]}
    return render(request, "organisations/list.html", shown)


@for_administrators
def organisation(request: HttpRequest, number: int, *, grant_form: Form | None = None) -> HttpResponse:
    """One organisation with what is below it and who works in it."""
    row = organisation_of(number)
    shown = {"row": row, "below": below(row), "posts": posts_in(row), "grant_form": grant_form or GrantForm()}
    return render(request, "organisations/organisation.html", shown)


@for_administrators
def add(request: HttpRequest) -> HttpResponse:
    """A new organisation, below `?parent=` when that is given."""
    asked = request.POST.get("parent") or request.GET.get("parent") or ""
    parent = organisation_of(int(asked)) if asked.isdecimal() else None
    start = {"region_code": parent.region_code, "region_name": parent.region_name} if parent else {}
    form = OrganisationForm(request.POST or None, parent_kind=parent.kind if parent else "", initial=start)
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        kind = OrganisationKind(form.cleaned_data["kind"])
        try:
            made = services.add_department(actor=request.user, kind=kind, parent=parent, **form.columns())  # type: ignore[arg-type]
        except ValidationError as wrong:
            complain(form, wrong)
        else:
            messages.success(request, f"已新增{made.get_kind_display()}“{made.name}”")
            return redirect("organisations:organisation", made.pk)
    return render(request, "organisations/edit.html", {"form": searching(request, form), "parent": parent, "row": None})


@for_administrators
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change an organisation's columns."""
    row = organisation_of(number)
    start = {name: getattr(row, name) for name in ("kind", "name", "short_name", "code", "region_code", "region_name", "version")}
    form = OrganisationForm(request.POST or None, parent_kind=row.parent.kind if row.parent else "", initial=start)
    if request.method == "POST" and "find" not in request.POST and form.is_valid():
        columns = {**form.columns(), "kind": form.cleaned_data["kind"]}
        try:
            services.edit_department(actor=request.user, number=number, version=form.cleaned_data["version"] or 0, **columns)  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            form.add_error(None, meanwhile.messages[0])
            form.show_meanwhile(meanwhile.current)
        except ValidationError as wrong:
            complain(form, wrong)
        else:
            messages.success(request, "已保存")
            return redirect("organisations:organisation", number)
    return render(request, "organisations/edit.html", {"form": searching(request, form), "parent": row.parent, "row": row})


@require_POST
@for_administrators
def set_active(request: HttpRequest, number: int) -> HttpResponse:
    """Dissolve an organisation, or bring it back; its books stay to be read."""
    row = organisation_of(number)
    is_active = not row.is_active
    services.edit_department(
        actor=request.user,  # type: ignore[arg-type]  # for_administrators
        number=number,
        version=row.version,
        is_active=is_active,
        reason=request.POST.get("reason", "").strip(),
    )
    messages.success(request, f"“{row.name}”已{'恢复使用' if is_active else '停用；账册仍可查看，不能再登记'}")
    return redirect("organisations:organisation", number)


@for_administrators
def regions(request: HttpRequest) -> HttpResponse:
    """What the typed words find, for htmx."""
    return render(request, "organisations/regions.html", {"regions": search_regions(request.GET.get("region", ""), MOST), "chosen": ""})


def searching(request: HttpRequest, form: OrganisationForm) -> OrganisationForm:
    """The form while its region is being looked for without script: what else is missing is not complained of yet."""
    if "find" in request.POST:
        form.errors.clear()
    return form


def complain(form: Form, wrong: ValidationError) -> None:
    """What a service refused, at the fields that the form has."""
    said: dict[str, Any] = wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}
    for name, sentences in said.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def query_of(given: dict[str, str]) -> str:
    """A list's filters, as they stand before the page in an address."""
    from urllib.parse import urlencode  # noqa: PLC0415  only here

    told = urlencode({name: value for name, value in given.items() if value})
    return f"{told}&" if told else ""
