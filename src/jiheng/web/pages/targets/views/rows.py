"""Indicators of a table: adding, editing with live hints, moving, removing, cancelling."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import not_yours
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import sections
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.apps.targets.selectors.drafting import bank_of, concept_title, heads_of, hints_for_row, seconds_of, sheet_of
from jiheng.apps.targets.selectors.tables import indicator_in, indicators_of, table_in, tables_of
from jiheng.apps.targets.selectors.telling import told
from jiheng.apps.targets.selectors.versions import approved_numbers
from jiheng.apps.targets.services import indicators
from jiheng.apps.targets.services.evidence import attach_evidence, may_prove, remove_evidence
from jiheng.web.components.evidence import EvidenceForm, evidence_saved
from jiheng.web.pages.targets.answers import done, page, refused_by, to_table
from jiheng.web.pages.targets.forms import CancelForm, IndicatorForm
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.targets.models import Indicator, TargetTable

UNITS = ("次", "件", "个", "人", "人次", "条", "篇", "期", "场", "天", "个工作日", "月", "%", "元", "万元")


def form_for(table: TargetTable, data: Any = None, row: Indicator | None = None, **kwargs: Any) -> IndicatorForm:
    """The form of a row of this table, with what it may choose from."""
    heads = heads_of(table)
    heads = (*heads, *(head for head in ([row.level1] if row else []) if head not in heads))
    known = dict.fromkeys([entry.concept for entry in bank_of(table) if entry.concept] + ([row.concept] if row and row.concept else []))
    offered: dict[str, Any] = {
        "heads": heads,
        "sections": tuple((one.pk, one.name) for one in sections(table.department)),
        "concepts": tuple((concept, concept_title(concept)) for concept in known),
    }
    return IndicatorForm.of(row, **offered, **kwargs) if row is not None and data is None else IndicatorForm(data, **offered, **kwargs)


@in_place(Right.RECORD)
def add(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """A new row: short at the table's foot, whole on its own page."""
    own = table_in(place.department, place.year, table)
    short = request.POST.get("short") == "1"
    first = {"level1": request.GET.get("level1", ""), "level2": request.GET.get("level2", ""), "weight": "0"}
    form = form_for(own, request.POST or None, short=short, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            row = indicators.add_indicator(actor=place.user, table=own, columns=form.columns())
        except ValidationError as refused:
            refused_by(form, refused)
        else:
            return to_table(place, own, f"?{urlencode({'level1': row.level1, 'level2': row.level2})}#add")
    if short:
        sheet = sheet_of(own, list(indicators_of(own)))
        return page(
            request,
            "table",
            place,
            own,
            status=422,
            sheet=sheet,
            add=form,
            troubles=[],
            approved_numbers=approved_numbers(own),
            **lists_of(own, place),
        )
    return page(request, "row", place, own, form=form, **lists_of(own, place))


@in_place()
def edit(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """One indicator: to read, and to write while the table is open."""
    own = table_in(place.department, place.year, table)
    row = indicator_in(own, number)
    form = form_for(own, request.POST or None, row)
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        if form.is_valid():
            version = form.cleaned_data["version"] or 0
            try:
                indicators.edit_indicator(actor=place.user, table=own, number=row.pk, version=version, columns=form.columns())
            except EditedMeanwhile as meanwhile:
                form.show_meanwhile(meanwhile.current)
            except ValidationError as refused:
                refused_by(form, refused)
            else:
                following = _unwritten(own, row) if "next" in request.POST else None
                if following is not None:
                    messages.success(request, f"已保存“{row.name}”")
                    return HttpResponseRedirect(reverse("targets:edit", kwargs={**place.keys, "table": own.pk, "number": following.pk}))
                return to_table(place, own, f"#row-{row.pk}")
    return _row_page(request, place, own, row, form, waiting=_unwritten(own, row))


@require_POST
@in_place()
def evidence(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """Bring a file as evidence of a row, or take one off; by the clerk, or by the 委室 that answers for the row."""
    own = table_in(place.department, place.year, table)
    row = indicator_in(own, number)
    if not may_prove(place.standing, row):
        raise not_yours()
    proof = EvidenceForm(request.POST, request.FILES)
    attach, remove = partial(attach_evidence, actor=place.user, row=row), partial(remove_evidence, actor=place.user, row=row)
    if evidence_saved(request, proof, attach, remove):
        return HttpResponseRedirect(f"{reverse('targets:edit', kwargs={**place.keys, 'table': own.pk, 'number': row.pk})}#evidence")
    return _row_page(request, place, own, row, form_for(own, None, row), proof, status=422)


def _unwritten(own: TargetTable, row: Indicator) -> Indicator | None:
    """The next row without a target, after this one or else before it."""
    rows = list(indicators_of(own))
    here = [one.pk for one in rows].index(row.pk)
    return next((one for one in (*rows[here + 1 :], *rows[:here]) if not one.target.strip() and one.cancelled_on is None), None)


def _row_page(
    request: HttpRequest,
    place: Place,
    own: TargetTable,
    row: Indicator,
    form: IndicatorForm,
    proof: EvidenceForm | None = None,
    status: int = 200,
    waiting: Indicator | None = None,
) -> HttpResponse:
    more: dict[str, Any] = {
        "waiting": waiting,
        "approved": row.pk in approved_numbers(own),
        "concept": concept_title(row.concept),
        "changes": told(history(row)[:20]),
        "evidence": list(evidence_of(row)),
        "evidence_form": (proof or EvidenceForm()) if may_prove(place.standing, row) else None,
        "evidence_url": reverse("targets:evidence", kwargs={**place.keys, "table": own.pk, "number": row.pk}),
    }
    return page(request, "row", place, own, status=status, row=row, form=form, **more, **lists_of(own, place))


@require_POST
@in_place(Right.RECORD)
def hints(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Hints on a row as it is being typed, beside the sums that it would make."""
    own = table_in(place.department, place.year, table)
    number = request.POST.get("number", "")
    row = indicator_in(own, int(number)) if number.isdecimal() else None
    form = form_for(own, request.POST, row, short=request.POST.get("short") == "1")
    form.is_valid()
    found = hints_for_row(own, row, {name: value for name, value in form.cleaned_data.items() if name != "version"})
    return render(request, "targets/hints.html", {"found": found})


@require_POST
@in_place(Right.RECORD)
def move(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """One place up or down within the first level."""
    own = table_in(place.department, place.year, table)
    done(request, lambda: indicators.move_indicator(actor=place.user, table=own, number=number, up=request.POST.get("way") == "up"))
    return to_table(place, own, f"#row-{number}")


@require_POST
@in_place(Right.RECORD)
def remove(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """Delete a row that was never approved."""
    own = table_in(place.department, place.year, table)
    row = indicator_in(own, number)
    done(request, lambda: indicators.remove_indicator(actor=place.user, table=own, number=number), f"已删除“{row.name}”")
    return to_table(place, own)


@in_place(Right.RECORD)
def cancel(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """Take an approved indicator out of the year."""
    own = table_in(place.department, place.year, table)
    row = indicator_in(own, number)
    form = CancelForm(request.POST or None, initial={"on": timezone.localdate(), "version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            indicators.cancel_indicator(actor=place.user, table=own, number=number, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            form.show_meanwhile(meanwhile.current)
        except ValidationError as refused:
            refused_by(form, refused)
        else:
            return to_table(place, own, f"#row-{number}")
    return page(request, "cancel", place, own, row=row, form=form)


@require_POST
@in_place(Right.RECORD)
def restore(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """Take a cancellation back."""
    own = table_in(place.department, place.year, table)
    done(request, lambda: indicators.restore_indicator(actor=place.user, table=own, number=number))
    return to_table(place, own, f"#row-{number}")


def lists_of(table: TargetTable, place: Place) -> dict[str, Any]:
    """What the inputs suggest."""
    projects = [one.project for one in tables_of(place.department, place.year) if one.project]
    return {"seconds": seconds_of(table), "units": UNITS, "projects": projects}
