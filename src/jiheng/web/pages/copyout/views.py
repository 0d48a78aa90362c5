"""誊录单: the official forms field by field, to be copied into the province's system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.selectors.cases import evaluation_in, evaluation_of
from jiheng.apps.evaluation.selectors.copyout import CopySheet, FormLines, Line, line_in, sheet_of
from jiheng.apps.evaluation.selectors.handover import newest
from jiheng.apps.evaluation.services.copyout import mark_entered, unmark
from jiheng.core.reporting.audit_words import legal_source
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation, Submission

_SHOWN = (("", "全部"), ("left", "未录"), ("done", "已录"), ("over", "超过字数"))
_LIVE = "live"


@in_place()
def sheet(request: HttpRequest, place: Place) -> HttpResponse:
    """One form of the sheet, of the version that was handed over, or of the case as it stands."""
    evaluation = evaluation_of(place.department, place.year)
    if evaluation is None:
        return render(request, "copyout/none.html", {"place": place})
    version, found = _chosen(evaluation, request.GET.get("of", ""))
    form = _form(found, request.GET.get("form", ""))
    shown = request.GET.get("show", "")
    words = request.GET.get("q", "").strip()[:60]
    lines = [line for line in form.lines if _wanted(line, shown) and words in f"{line.field.label}{line.field.text}"] if form else []
    context: dict[str, Any] = {
        "place": place,
        "evaluation": evaluation,
        "version": version,
        "newest": newest(evaluation),
        "sheet": found,
        "form": form,
        "source": legal_source(form.form.source) if form else None,
        "lines": lines,
        "shown": shown,
        "words": words,
        "choices": _SHOWN,
        "of": "" if version else _LIVE,
        "may_mark": place.standing.may(Right.RECORD),
    }
    return render(request, "copyout/sheet.html", context)


@require_POST
@in_place(Right.RECORD)
def mark(request: HttpRequest, place: Place) -> HttpResponse:
    """A field was entered, was not, or a whole form was; htmx takes the row and the progress back."""
    evaluation = evaluation_in(place.department, place.year)
    version, found = _chosen(evaluation, request.POST.get("of", ""))
    whole = request.POST.get("whole", "")
    if whole:
        chosen = next((one for one in found.forms if one.form.id == whole), None)
        if chosen is not None:
            mark_entered(actor=place.user, evaluation=evaluation, fields=[line.field for line in chosen.lines])
        return redirect(_back(request, place, whole))
    form, line = line_in(found, request.POST.get("field", ""))
    if line.is_done:
        unmark(actor=place.user, evaluation=evaluation, field=line.field)
    elif request.POST.get("content") == line.field.content:
        mark_entered(actor=place.user, evaluation=evaluation, fields=[line.field])
    if not request.headers.get("HX-Request"):
        return redirect(_back(request, place, form.form.id))
    fresh = sheet_of(evaluation, version)
    form, line = line_in(fresh, line.field.id)
    context = {"place": place, "sheet": fresh, "form": form, "line": line, "may_mark": True, "of": request.POST.get("of", ""), "swapped": True}
    return render(request, "copyout/row.html", context)


def _chosen(evaluation: SelfEvaluation, of: str) -> tuple[Submission | None, CopySheet]:
    version = None if of == _LIVE else newest(evaluation, whole=True)
    return version, sheet_of(evaluation, version)


def _form(found: CopySheet, id: str) -> FormLines | None:
    """The form asked for, else the first that is not finished."""
    asked = next((one for one in found.forms if one.form.id == id), None)
    return asked or next((one for one in found.forms if one.done < len(one.lines)), found.forms[0] if found.forms else None)


def _wanted(line: Line, shown: str) -> bool:
    match shown:
        case "left":
            return not line.is_done
        case "done":
            return line.is_done
        case "over":
            return bool(line.field.over)
    return True


def _back(request: HttpRequest, place: Place, form: str) -> str:
    query = urlencode({"of": request.POST.get("of", ""), "form": form, "show": request.POST.get("show", "")})
    return f"{reverse('copyout:sheet', kwargs=place.keys)}?{query}"
