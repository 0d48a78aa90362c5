"""The hand-over: sent, decided by the head, signed, submitted, answered; versions with their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiheng.api.answers import ANY, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Key, Number, Text, Year
from jiheng.api.v1.checkup import ChangesOut, changes_told
from jiheng.api.v1.handed_shapes import OpinionLine, SubmissionLine, SubmissionOut
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import HANDOVER, CaseState, Handing
from jiheng.apps.evaluation.comparing import changes_between, stale_of
from jiheng.apps.evaluation.handed_documents import document_names, document_of
from jiheng.apps.evaluation.selectors import handover as selectors
from jiheng.apps.evaluation.selectors.cases import evaluation_in
from jiheng.apps.evaluation.services import handover as services
from jiheng.apps.tokens.choices import Area

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import Submission

router = Router(auth=TokenFor(Area.EVALUATION), tags=["handover"])
HERE = "/departments/{department}/{year}/handover"
ONE = f"{HERE}/versions/{{number}}"
Said = Annotated[Text, Field(max_length=500)]


class AgainstOut(Schema):
    """One thing that stands against sending; an error of the self-audit may be explained by its fingerprint."""

    kind: Literal["case", "score", "audit"]
    text: str
    mend: str
    path: str
    fingerprint: str


class ExplanationOut(Schema):
    """Why an error of the self-audit stays."""

    fingerprint: str
    words: str


class ExplainedOut(ExplanationOut):
    """An error of the self-audit that stays, and why."""

    error: str


class ReadinessOut(Schema):
    """Where the self-evaluation stands on its way; while it is with the clerk, what stands against sending it."""

    state: CaseState
    is_open: bool
    is_ready: bool
    against: list[AgainstOut]
    explained: list[ExplainedOut]
    reminders: list[str]


class ExplainIn(Body):
    """Why an error of the self-audit stays."""

    fingerprint: Annotated[Text, Field(min_length=1, max_length=16)]
    words: Annotated[Text, Field(min_length=1, max_length=500)]


class SendIn(Body):
    """What is said to the head."""

    words: Said = ""


class StepIn(Body):
    """An opinion; who refuses must give one."""

    opinion: Said = ""


class SubmitIn(Body):
    """What was compared by eye where no program could, and why a difference stands."""

    by_eye: Annotated[list[Literal["code", "pages", "figures", "seal"]], Field(max_length=4)] = []
    note: Said = ""


class ReplyIn(Body):
    """The clerk's answer to an opinion."""

    answer: Annotated[Text, Field(min_length=1, max_length=500)]


class FieldChangeOut(Schema):
    """A field that differs; empty where one of the two has none."""

    path: str
    title: str
    before: str
    after: str


class ScoreChangeOut(Schema):
    """A row whose points differ."""

    form: str
    title: str
    before: Number | None
    after: Number | None


class VersionChangesOut(Schema):
    """What a version says otherwise than the one before it."""

    before: int
    fields: list[FieldChangeOut]
    scores: list[ScoreChangeOut]
    audit: ChangesOut


_STEPS = {"approve": Handing.APPROVE, "refuse": Handing.REFUSE, "withdraw": Handing.WITHDRAW}


def version_of(request: HttpRequest, department: int, year: int, number: int, right: Right = Right.VIEW) -> Submission:
    """One version of a department's year.

    Raises: Http404.
    """
    return selectors.submission_in(place(request, department, right).department, year, number)


@router.get(HERE, response=ReadinessOut, summary="报审的状况")
def readiness(request: HttpRequest, department: Key, year: Year) -> Any:
    """What stands against sending."""
    found = evaluation_in(place(request, department).department, year)
    told = selectors.readiness_of(found) if found.is_open else None
    explained = [{"error": one.text, "fingerprint": one.fingerprint, "words": said.words} for one, said in (told.answered if told else ())]
    return {
        "state": found.state,
        "is_open": found.is_open,
        "is_ready": told is not None and told.is_ready,
        "against": list(told.against) if told else [],
        "explained": explained,
        "reminders": list(told.reminders) if told else [],
    }


@router.post(f"{HERE}/explanations", response=ExplanationOut, summary="说明自查错误")
def explain(request: HttpRequest, department: Key, year: Year, data: ExplainIn) -> Any:
    """Say why an error of the self-audit stays."""
    own = place(request, department, Right.RECORD)
    return services.explain_error(actor=user_of(request), evaluation=evaluation_in(own.department, year), **data.dict())


@router.get(f"{HERE}/versions", response=list[SubmissionLine], summary="送审的各版")
def versions(request: HttpRequest, department: Key, year: Year) -> Any:
    """Every version, newest first."""
    return list(selectors.submissions_of(evaluation_in(place(request, department).department, year)))


@router.post(f"{HERE}/versions", response=SubmissionOut, summary="送负责人审批")
def send(request: HttpRequest, department: Key, year: Year, data: SendIn) -> Any:
    """Freeze the case as a version and ask the head."""
    own = place(request, department, Right.RECORD)
    return services.send(actor=user_of(request), evaluation=evaluation_in(own.department, year), words=data.words)


@router.get(ONE, response=SubmissionOut, summary="一版")
def version(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """One version with its decisions and opinions."""
    return version_of(request, department, year, number)


@router.post(f"{ONE}/steps/{{action}}", response=SubmissionOut, summary="审批、退回、撤回")
def step(
    request: HttpRequest, department: Key, year: Year, number: Key, action: Literal["approve", "refuse", "withdraw"], data: StepIn
) -> Any:  # fmt: skip
    """Move a version on or back."""
    row, actor = version_of(request, department, year, number, HANDOVER[_STEPS[action]].right), user_of(request)
    if action == "withdraw":
        return services.withdraw(actor=actor, submission=row)
    act = services.approve if action == "approve" else services.refuse
    return act(actor=actor, submission=row, opinion=data.opinion)


@router.post(f"{ONE}/signed", response=SubmissionOut, summary="上传签章件")
def bring_signed(request: HttpRequest, department: Key, year: Year, number: Key, file: File[UploadedFile]) -> Any:
    """Keep the signed and sealed file; it is compared in the background."""
    row = version_of(request, department, year, number, Right.RECORD)
    return services.bring_signed(actor=user_of(request), submission=row, name=file.name or "", data=file.read())


@router.post(f"{ONE}/submission", response=SubmissionOut, summary="报送财政")
def submit(request: HttpRequest, department: Key, year: Year, number: Key, data: SubmitIn) -> Any:
    """Hand an approved and signed version to finance."""
    row = version_of(request, department, year, number, Right.RECORD)
    return services.submit(actor=user_of(request), submission=row, **data.dict())


@router.put(f"{ONE}/opinions/{{opinion}}", response=OpinionLine, summary="答复财政意见")
def answer(request: HttpRequest, department: Key, year: Year, number: Key, opinion: Key, data: ReplyIn) -> Any:
    """The clerk's answer to one opinion."""
    row = version_of(request, department, year, number, Right.RECORD)
    return services.answer_opinion(actor=user_of(request), submission=row, number=opinion, answer=data.answer)


@router.get(f"{ONE}/stale", response=list[FieldChangeOut], summary="送审后账上的变动")
def stale(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """What the books and entries give otherwise now."""
    return [one.change for one in stale_of(version_of(request, department, year, number))]


@router.get(f"{ONE}/changes", response=VersionChangesOut, summary="与前一版相比")
def changes(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """What a version says otherwise than the one that finance saw before it."""
    row = version_of(request, department, year, number)
    before = selectors.earlier(row)
    if before is None:
        raise Http404("这是第一版，没有更早的版本可以比较")
    told = changes_between(before, row)
    return {"before": before.number, "fields": list(told.fields), "scores": list(told.scores), "audit": changes_told(told.audit)}


@router.get(f"{ONE}/documents", response=list[str], summary="一版的文件")
def documents(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """Names of the documents of a version."""
    return list(document_names(version_of(request, department, year, number)))


@router.get(f"{ONE}/documents/{{name}}", summary="一份文件", openapi_extra=a_file(ANY))
def document(request: HttpRequest, department: Key, year: Year, number: Key, name: str) -> Any:
    """One document, always the same bytes, each page with the version's code."""
    kept, data = document_of(version_of(request, department, year, number), name)
    return as_file(data, ANY, kept)
