"""Import in three steps: choose a file, read the report row by row, write it; and the templates to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.importing.accounts.plan import SHOWN
from jiheng.apps.budget.importing.asked import accounts_plan_of, kept_table, plan_of
from jiheng.apps.budget.importing.columns import UNITS
from jiheng.apps.budget.importing.kinds import ACCOUNTS, ACCOUNTS_TITLE, COLUMNS, KINDS, template
from jiheng.apps.budget.importing.planned import Plan
from jiheng.apps.budget.services.accounts import take_over
from jiheng.apps.budget.services.importing import write_plan
from jiheng.apps.library.services import keep_file
from jiheng.core.reporting.workbook.blank import blank_workbook
from jiheng.web.components.forms import Form
from jiheng.web.pages.budget.book_forms import PAGES
from jiheng.web.pages.budget.saving import to
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.library.models import KeptFile

PAGE = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Files(forms.FileInput):
    """One file or several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  Django's own signature
        """All files that were chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files; each is held to what a single one is held to."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files."""
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class FileForm(Form):
    """A table to import; of final accounts also several."""

    kind = forms.ChoiceField(label="导入什么", choices=(*KINDS.items(), (ACCOUNTS, ACCOUNTS_TITLE)))
    unit = forms.ChoiceField(
        label="金额单位",
        choices=[(unit, unit) for unit in UNITS],
        help_text="与文件里的金额一致；预算多为万元，结算中心的支付明细多为元。决算公开表按表上写的单位",
    )
    file = FilesField(
        label="文件",
        help_text="xlsx、xls 或 csv（GBK、GB18030、UTF-8 都可以），取第一个有内容的工作表；决算公开表取全部工作表，也可以一次选几个文件",
    )

    def clean(self) -> dict[str, Any]:
        """Several files only where they are read together."""
        given = super().clean() or {}
        if len(given.get("file", ())) > 1 and given.get("kind") != ACCOUNTS:
            self.add_error("file", "一次选一个文件；只有决算公开表可以几个文件一起导入")
        return given


@in_place(Right.RECORD)
def choose(request: HttpRequest, place: Place) -> HttpResponse:
    """The first step: the files are kept, nothing of them is written into the book."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                kept = [keep_file(actor=place.user, department=place.department, name=one.name, data=one.read()) for one in form.cleaned_data["file"]]
        except ValidationError as trouble:
            form.add_error("file", trouble.messages)
        else:
            address = reverse("budget:import_report", kwargs={**place.keys, "number": kept[0].pk})
            also = "".join(f"&also={one.pk}" for one in kept[1:])
            return HttpResponseRedirect(f"{address}?kind={form.cleaned_data['kind']}&unit={quote(form.cleaned_data['unit'])}{also}")
    return render(request, "budget/import.html", {"form": form, "kinds": KINDS})


@in_place(Right.RECORD)
def report(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """The second step: what would change, row by row; the third: write it."""
    kept = kept_table(place.user, place.department, number)
    asked = request.POST if request.method == "POST" else request.GET
    kind, unit = asked.get("kind", "lines"), asked.get("unit", "万元")
    if kind == ACCOUNTS:
        return _accounts(request, place, [kept, *(kept_table(place.user, place.department, int(one)) for one in _numbers(asked.getlist("also")))])
    if kind not in KINDS or unit not in UNITS:
        raise Http404("没有这种导入")
    chosen = {column.key: asked.get(f"column-{column.key}", "") for column in COLUMNS[kind] if asked.get(f"column-{column.key}")}
    plan = plan_of(place.department, place.year, kind, kept, unit, chosen)
    if request.method == "POST":
        try:
            written = write_plan(actor=place.user, department=place.department, year=place.year, plan=plan, unit=unit, file_name=kept.name)
        except ValidationError as trouble:
            messages.error(request, "；".join(trouble.messages))
        else:
            messages.success(request, f"已写入{written}行；手工登记过的没有改动")
            return to(place, "book", book=kind) if kind in PAGES else to(place, "payments" if kind == "payments" else "lines")
    return render(request, "budget/import_report.html", _shown(request, plan, chosen) | {"kept": kept, "kind": kind, "unit": unit})


def _accounts(request: HttpRequest, place: Place, kept: list[KeptFile]) -> HttpResponse:
    """The nine tables of final accounts against the book; what is ticked is taken over."""
    plan = accounts_plan_of(place.department, place.year, kept)
    ticked = request.POST.getlist("take")
    if request.method == "POST":
        named = "、".join(one.name for one in kept)
        try:
            written = take_over(actor=place.user, department=place.department, year=place.year, plan=plan, keys=ticked, file_name=named)
        except ValidationError as trouble:
            messages.error(request, "；".join(trouble.messages))
        else:
            messages.success(request, f"已写入{written}项；手工登记过的没有改动")
            return to(place, "overview")
    state = request.GET.get("state", "")
    context = {
        "plan": plan,
        "kept": kept,
        "rows": [row for row in plan.rows if not state or row.state == state],
        "shown": SHOWN,
        "state": state,
        "ticked": ticked if request.method == "POST" else [row.key for row in plan.rows],
        "base": f"kind={ACCOUNTS}&" + "".join(f"also={one.pk}&" for one in kept[1:]),
    }
    return render(request, "budget/import_accounts.html", context)


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts[:20] if text.isascii() and text.isdecimal() and len(text) < 19]


def _shown(request: HttpRequest, plan: Plan, chosen: dict[str, str]) -> dict[str, Any]:
    state = request.GET.get("state", "")
    rows = [row for row in plan.rows if not state or row.state == state]
    columns = [(column, plan.head.get(column.key, "")) for column in COLUMNS[plan.kind]]
    keep = {key: request.GET[key] for key in ("kind", "unit") if key in request.GET} | {f"column-{key}": head for key, head in chosen.items()}
    query = "".join(f"{key}={quote(value)}&" for key, value in keep.items())
    return {
        "plan": plan,
        "columns": columns,
        "chosen": chosen,
        "title": KINDS[plan.kind],
        "state": state,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "base": query,
        "query": f"{query}state={quote(state)}&" if state else query,
        "shown": [column for column, head in columns if head],
    }


@in_place()
def template_file(request: HttpRequest, place: Place, kind: str) -> HttpResponse:  # noqa: ARG001  an address of the place
    """Our template with its dictionary, to fill in."""
    if kind not in KINDS:
        raise Http404("没有这个模板")
    answer = HttpResponse(blank_workbook(f"{KINDS[kind]}导入模板", template(kind)), content_type=_XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{KINDS[kind]}导入模板.xlsx')}"
    return answer
