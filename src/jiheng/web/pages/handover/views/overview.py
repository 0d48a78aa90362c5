"""Where a year's self-evaluation stands on its way: what stands against sending, the versions, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import CaseState
from jiheng.apps.evaluation.selectors import handover as selectors
from jiheng.apps.evaluation.selectors.cases import evaluation_in, evaluation_of
from jiheng.apps.evaluation.services import handover as services
from jiheng.web.pages.handover.forms import SendForm
from jiheng.web.pages.handover.ways import way_to_entry, way_to_field
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation

_STEPS = (
    ("填报", (CaseState.DRAFT, CaseState.RETURNED)),
    ("负责人审批", (CaseState.WITH_HEAD,)),
    ("签章报送", (CaseState.APPROVED,)),
    ("财政审核", (CaseState.WITH_FINANCE,)),
    ("完成", (CaseState.ACCEPTED,)),
)


def steps_of(evaluation: SelfEvaluation) -> list[tuple[str, str]]:
    """Each step of the way with "done", "now" or ""."""
    now = next(place for place, (_, states) in enumerate(_STEPS) if evaluation.state in states)
    over = evaluation.state == CaseState.ACCEPTED
    return [(name, "done" if at < now or over else "now" if at == now else "") for at, (name, _) in enumerate(_STEPS)]


@in_place()
def overview(request: HttpRequest, place: Place) -> HttpResponse:
    """The way of the year's self-evaluation; a clerk sends it for approval here."""
    evaluation = evaluation_of(place.department, place.year)
    if evaluation is None:
        return render(request, "handover/none.html", {"place": place})
    form = SendForm(request.POST or None)
    refused: list[str] = []
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        if form.is_valid():
            try:
                made = services.send(actor=place.user, evaluation=evaluation, words=form.cleaned_data["words"])
            except ValidationError as trouble:
                refused = trouble.messages
            else:
                messages.success(request, f"已送负责人审批：第{made.number}版，版本码{made.code}")
                return redirect("handover:submission", *place.keys.values(), made.number)
    readiness = selectors.readiness_of(evaluation) if evaluation.is_open else None
    context: dict[str, Any] = {
        "place": place,
        "evaluation": evaluation,
        "steps": steps_of(evaluation),
        "readiness": readiness,
        "against": [(one, way_to_field(place, one.path, readiness.compiled.lasting(one.path))) for one in readiness.against] if readiness else [],
        "versions": selectors.submissions_of(evaluation),
        **_returned(place, evaluation),
        "may_send": evaluation.is_open and place.standing.may(Right.RECORD),
        "form": form,
        "refused": refused,
    }
    return render(request, "handover/overview.html", context, status=422 if refused or form.errors else 200)


def _returned(place: Place, evaluation: SelfEvaluation) -> dict[str, Any]:
    """What finance said when it returned the last version, each opinion with the way to its field."""
    row = selectors.newest(evaluation, whole=True) if evaluation.state == CaseState.RETURNED else None
    if row is None:
        return {}
    return {"returned": row, "opinions": [(one, way_to_entry(place, row.keys, one.path)) for one in row.opinions.all()]}


@require_POST
@in_place(Right.RECORD)
def explain(request: HttpRequest, place: Place) -> HttpResponse:
    """Say why an error of the self-audit stays."""
    evaluation = evaluation_in(place.department, place.year)
    fingerprint, words = request.POST.get("fingerprint", "")[:16], request.POST.get("words", "")
    try:
        services.explain_error(actor=place.user, evaluation=evaluation, fingerprint=fingerprint, words=words)
    except ValidationError as trouble:
        for one in trouble.messages:
            messages.error(request, one)
    else:
        messages.success(request, "已保存说明，负责人和财政会看到")
    return redirect("handover:overview", *place.keys.values())
