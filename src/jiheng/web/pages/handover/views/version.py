"""One version that was handed over: what it says, its documents, its decisions, what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import HANDOVER, Handing, SubmissionState
from jiheng.apps.evaluation.comparing import changes_between, stale_of
from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT
from jiheng.apps.evaluation.selectors import handover as selectors
from jiheng.apps.evaluation.selectors.packages import holds, job_of, version_package
from jiheng.apps.evaluation.services import handover as services
from jiheng.apps.shared.changes import history
from jiheng.core.errors import JihengError
from jiheng.web.pages.handover.forms import DecisionForm, SignedForm, SubmitForm
from jiheng.web.pages.handover.views.documents import DOCUMENTS
from jiheng.web.pages.handover.views.overview import steps_of
from jiheng.web.pages.handover.ways import shown_stale, way_to_entry
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import Submission

_TONES = {
    SubmissionState.ACCEPTED: "good", SubmissionState.RETURNED: "bad", SubmissionState.REFUSED: "bad", SubmissionState.WITH_HEAD: "warn",
    SubmissionState.WITH_FINANCE: "warn",
}  # fmt: skip
_GONE = (SubmissionState.WITHDRAWN, SubmissionState.REFUSED, SubmissionState.RETURNED)


@in_place()
def submission(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """The version with everything that can be done about it."""
    return _page(request, place, selectors.submission_in(place.department, place.year, number))


@require_POST
@in_place()
def step(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Approve, refuse or take back."""
    row = selectors.submission_in(place.department, place.year, number)
    acts: dict[str, tuple[Callable[[], object], Handing, str]] = {
        "approve": (lambda: services.approve(actor=place.user, submission=row, opinion=words), Handing.APPROVE, "已审批同意，填报人会收到通知"),
        "refuse": (lambda: services.refuse(actor=place.user, submission=row, opinion=words), Handing.REFUSE, "已退回填报人"),
        "withdraw": (lambda: services.withdraw(actor=place.user, submission=row), Handing.WITHDRAW, "已撤回，可以继续修改；再送审时生成新的一版"),
    }
    found = acts.get(request.POST.get("action", ""))
    if found is None:
        raise Http404("没有这一步")
    act, kind, said = found
    place.standing.need(HANDOVER[kind].right)
    form = DecisionForm(request.POST)
    words = request.POST.get("opinion", "")
    if form.is_valid():
        try:
            act()
        except ValidationError as refused:
            form.add_error("opinion", refused.messages)
        else:
            messages.success(request, said)
            return _to(place, row)
    return _page(request, place, selectors.submission_in(place.department, place.year, number), deciding=form)


@require_POST
@in_place(Right.RECORD)
def signed(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Take the signed and sealed file."""
    row = selectors.submission_in(place.department, place.year, number)
    form = SignedForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.bring_signed(actor=place.user, submission=row, name=file.name, data=file.read())
        except ValidationError as refused:
            form.add_error("file", refused.messages)
        else:
            messages.success(request, "签章件已保存，正在与已审批的版本比对")
            return _to(place, row)
    return _page(request, place, row, signing=form)


@require_POST
@in_place(Right.RECORD)
def submit(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Hand the signed version to finance."""
    row = selectors.submission_in(place.department, place.year, number)
    form = SubmitForm(request.POST, compared=row.compared)
    if form.is_valid():
        try:
            services.submit(actor=place.user, submission=row, by_eye=form.cleaned_data.get("by_eye", ()), note=form.cleaned_data.get("note", ""))
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已报送财政")
            return _to(place, row)
    return _page(request, place, selectors.submission_in(place.department, place.year, number), submitting=form)


@require_POST
@in_place(Right.RECORD)
def answer(request: HttpRequest, place: Place, number: int, opinion: int) -> HttpResponse:
    """The clerk's answer to one opinion of finance."""
    row = selectors.submission_in(place.department, place.year, number)
    try:
        services.answer_opinion(actor=place.user, submission=row, number=opinion, answer=request.POST.get("answer", ""))
    except ValidationError as refused:
        for words in refused.messages:
            messages.error(request, words)
    else:
        messages.success(request, "已保存答复")
    return _to(place, row)


@in_place()
def changes(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """What this version says otherwise than the one before it."""
    row = selectors.submission_in(place.department, place.year, number)
    before = selectors.earlier(row)
    if before is None:
        raise Http404("这是第一版，没有更早的版本可以比较")
    told, trouble = None, ""
    try:
        told = changes_between(before, row)
    except JihengError as refused:
        trouble = refused.line()
    answered = list(before.opinions.all())
    context = {"place": place, "row": row, "before": before, "told": told, "trouble": trouble, "answered": answered, "tone": _tone(row)}
    return render(request, "handover/changes.html", context | {"earlier": before})


def _page(
    request: HttpRequest,
    place: Place,
    row: Submission,
    *,
    deciding: DecisionForm | None = None,
    signing: SignedForm | None = None,
    submitting: SubmitForm | None = None,
) -> HttpResponse:
    may = place.standing.may
    state = row.state
    made = version_package(row)
    stale = shown_stale(place, () if state in _GONE else stale_of(row))
    context: dict[str, Any] = {
        "place": place,
        "row": row,
        "evaluation": row.evaluation,
        "tone": _tone(row),
        "steps": steps_of(row.evaluation),
        "earlier": selectors.earlier(row),
        "documents": DOCUMENTS,
        "signed_document": SIGNED_DOCUMENT,
        "opinions": [(one, way_to_entry(place, row.keys, one.path) if row.evaluation.is_open else "") for one in row.opinions.all()],
        "stale": stale,
        # While it is on its way and nothing changed, what the pages of the self-evaluation show is what this version says.
        "is_now": stale is None and state not in _GONE and not row.evaluation.is_open,
        "made": made if made is not None and holds(made) else None,
        "failed": made if made is not None and not holds(made) else None,
        "job": job_of(made) if made is not None and made.is_waiting else None,
        "may_decide": state == SubmissionState.WITH_HEAD and may(Right.APPROVE),
        "may_withdraw": state in HANDOVER[Handing.WITHDRAW].origins and may(Right.RECORD),
        "may_sign": state == SubmissionState.APPROVED and may(Right.RECORD),
        "may_review": state == SubmissionState.WITH_FINANCE and may(Right.REVIEW),
        "may_answer": state == SubmissionState.RETURNED and row.evaluation.is_open and may(Right.RECORD),
        "is_comparing": row.compared.get("state") == "waiting",
        "deciding": deciding or DecisionForm(),
        "signing": signing or SignedForm(),
        "submitting": submitting or SubmitForm(compared=row.compared),
        "history": history(row),
        "fill": reverse("evaluation:index", kwargs=place.keys),
    }
    refused = any(form is not None and form.errors for form in (deciding, signing, submitting))
    return render(request, "handover/submission.html", context, status=422 if refused else 200)


def _tone(row: Submission) -> str:
    return _TONES.get(SubmissionState(row.state), "")


def _to(place: Place, row: Submission) -> HttpResponse:
    return redirect("handover:submission", *place.keys.values(), row.number)
