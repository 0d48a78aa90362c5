"""Requests to the 委室: asked, answered, taken over into the self-evaluation, returned, called back, reminded of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.access import Standing, not_yours, people, section_people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.accounts.selectors import sections
from jiheng.apps.evaluation.choices import RequestState
from jiheng.apps.evaluation.compiling.entries import declared
from jiheng.apps.evaluation.models import Entry, Request, SelfEvaluation
from jiheng.apps.evaluation.selectors.requests import WAITING, askable, may_answer
from jiheng.apps.evaluation.services.entries import LONGEST, write_entry
from jiheng.apps.evaluation.services.proving import EVIDENCE, attach_evidence
from jiheng.apps.library import services as library
from jiheng.apps.library.models import Evidence
from jiheng.apps.library.selectors import evidence_in, evidence_of
from jiheng.apps.library.services import content_of
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.apps.shared.changes import record, state_of
from jiheng.apps.shared.editing import row_for_edit

SOON = timedelta(days=3)  # before the due day a reminder goes out


@transaction.atomic
def ask(
    *, standing: Standing, evaluation: SelfEvaluation, wishes: Sequence[tuple[str, int]], words: str = "", due_on: date | None = None
) -> list[Request]:
    """Ask sections for places: pairs of path and section's number; each section is told once.

    Raises: ValidationError naming what cannot be asked.
    """
    standing.need(Right.RECORD)
    if not evaluation.is_open:
        raise ValidationError(f"自评{evaluation.get_state_display()}，不能再征集；请先撤回")
    if not wishes:
        raise ValidationError("请至少勾选一项要征集的内容")
    if due_on is not None and due_on < timezone.localdate():
        raise ValidationError({"due_on": "期限已经过去；请写今天或以后的日期"})
    known = {one.path: one for one in askable(evaluation)}
    own = {section.pk: section for section in sections(standing.department)}
    made = []
    for path, section in wishes:
        place = known.get(path)
        if place is None:
            raise ValidationError("有一项已不在目标表里；请刷新页面后重选")
        if section not in own:
            raise ValidationError(f"{place.title}：请选择责任委室")
        if place.asked:
            raise ValidationError(f"{place.title}已经在征集中；需要改动请打开那一项")
        row = Request(evaluation=evaluation, path=path, title=place.title[:200], section=own[section], words=words.strip()[:500], due_on=due_on)
        row.asked_by = standing.user
        row.save()
        record(actor=standing.user, action="向委室征集", thing=row)
        made.append(row)
    for section, rows in _by_section(made).items():
        shown = "；".join(row.title for row in rows)
        until = f"，请在{due_on:%m月%d日}前填报" if due_on else ""
        _tell(rows[0], section_people(own[section]), NoticeKind.DUE, f"ask:{rows[0].pk}", f"征集自评内容{len(rows)}项{until}", shown)
    return made


@transaction.atomic
def answer(*, standing: Standing, request: Request, version: int, text: str) -> Request:
    """Fill a request in; the clerk is told.

    Raises: Http404 for those who were not asked; EditedMeanwhile; ValidationError.
    """
    if not may_answer(standing, request):
        raise not_yours()
    row = _edit(request, version, (*WAITING, RequestState.ANSWERED), "已不能填报")
    if not text.strip():
        raise ValidationError({"answer": "请填写内容；确实没有的，写明原因"})
    if len(text) > LONGEST:
        raise ValidationError({"answer": f"内容有{len(text)}字，超过{LONGEST}字；请精简或作为附件上传"})
    before = state_of(row)
    row.answer, row.answered_by, row.answered_at, row.state = text.strip(), standing.user, timezone.now(), RequestState.ANSWERED
    row.save()
    record(actor=standing.user, action="填报征集内容", thing=row, before=before)
    clerks = people(standing.department, Right.RECORD)
    _tell(row, clerks, NoticeKind.RESULT, f"answered:{row.pk}:{row.version}", f"{row.section}已填报：{row.title}", row.answer)
    return row


def takes_evidence(request: Request) -> str:
    """Where the evidence of a request goes when its answer is taken over; "" where the place takes none."""
    path = f"{request.path.rpartition('.')[0]}.{EVIDENCE}"
    field = declared(path)
    return path if field is not None and field.key == EVIDENCE else ""


@transaction.atomic
def attach_proof(
    *, standing: Standing, request: Request, name: str, data: bytes, title: str = "", dated: date | None = None, sample: int | None = None
) -> Evidence:
    """Bring a file with an answer.

    Raises: Http404 for those who were not asked; ValidationError.
    """
    _need_open(standing, request)
    given = {"name": name, "data": data, "title": title, "dated": dated, "sample": sample}
    where = {"department": standing.department, "year": request.evaluation.year, "thing": request}
    return library.attach(actor=standing.user, **where, **given)  # type: ignore[arg-type]  # by their names


@transaction.atomic
def remove_proof(*, standing: Standing, request: Request, number: int, why: str) -> None:
    """Take a file off an answer, saying why.

    Raises: Http404; ValidationError.
    """
    _need_open(standing, request)
    library.detach(actor=standing.user, evidence=evidence_in(request, number), why=why)


@transaction.atomic
def take(*, standing: Standing, request: Request, version: int, entry_version: int) -> Entry:
    """Take an answer over: it becomes the entry at its place, begun at the version of what stands there (0: nothing).

    Raises: EditedMeanwhile for the request or for the entry; ValidationError.
    """
    standing.need(Right.RECORD)
    row = _edit(request, version, (RequestState.ANSWERED,), "不能采用")
    before = state_of(row)
    entry = write_entry(actor=standing.user, evaluation=row.evaluation, path=row.path, text=row.answer, version=entry_version)
    path = takes_evidence(row)
    known = set(Entry.objects.filter(evaluation=row.evaluation, path=path).values_list("text", flat=True))
    for proof in evidence_of(row) if path else ():
        if not any(proof.title in text.splitlines() for text in known):
            given = {"name": proof.file.name, "data": content_of(proof.file), "title": proof.title, "dated": proof.dated, "sample": proof.sample}
            attach_evidence(actor=standing.user, evaluation=row.evaluation, path=path, **given)  # type: ignore[arg-type]  # by their names
    row.state = RequestState.TAKEN
    row.save()
    record(actor=standing.user, action="采用委室填报", thing=row, before=before)
    return entry


@transaction.atomic
def send_back(*, standing: Standing, request: Request, version: int, remark: str) -> Request:
    """Give an answer back to be mended.

    Raises: EditedMeanwhile; ValidationError without a remark.
    """
    standing.need(Right.RECORD)
    row = _edit(request, version, (RequestState.ANSWERED, RequestState.TAKEN), "不能退回")
    if not remark.strip():
        raise ValidationError({"remark": "请写明哪里要改，委室才知道怎么填"})
    before = state_of(row)
    row.state, row.remark = RequestState.RETURNED, remark.strip()[:500]
    row.save()
    record(actor=standing.user, action="退回委室填报", thing=row, before=before, reason=row.remark)
    _tell(row, section_people(row.section), NoticeKind.DUE, f"back:{row.pk}:{row.version}", f"请重新填报：{row.title}", row.remark)
    return row


@transaction.atomic
def withdraw(*, standing: Standing, request: Request, version: int) -> Request:
    """Call a request back.

    Raises: EditedMeanwhile; ValidationError once it was taken over.
    """
    standing.need(Right.RECORD)
    row = _edit(request, version, (*WAITING, RequestState.ANSWERED), "不能撤回")
    before = state_of(row)
    row.state = RequestState.WITHDRAWN
    row.save()
    record(actor=standing.user, action="撤回征集", thing=row, before=before)
    return row


def remind_requests(*, day: date | None = None) -> int:
    """Tell sections of what is due within three days, and them and the clerk of what is late; each once. Returns how many."""
    today = day or timezone.localdate()
    rows = list(Request.objects.filter(state__in=WAITING, due_on__lte=today + SOON).select_related("section", "evaluation__department"))
    for row in rows:
        if row.due_on is None:
            continue
        late = row.due_on < today
        users = {user.pk: user for user in section_people(row.section)}
        if late:
            users |= {user.pk: user for user in people(row.evaluation.department, Right.RECORD)}
        words = f"应在{row.due_on:%Y年%m月%d日}前填报"
        kind, key = (NoticeKind.OVERDUE, f"late:{row.pk}:{row.due_on}") if late else (NoticeKind.DUE, f"soon:{row.pk}:{row.due_on}")
        _tell(row, list(users.values()), kind, key, f"{'填报逾期' if late else '填报将到期'}：{row.title}", words)
    return len(rows)


def _need_open(standing: Standing, request: Request) -> None:
    if not may_answer(standing, request):
        raise not_yours()
    if request.state not in (*WAITING, RequestState.ANSWERED):
        raise ValidationError(f"这一项{request.get_state_display()}，材料不能再动")


def _edit(request: Request, version: int, states: tuple[RequestState, ...], refused: str) -> Request:
    row = row_for_edit(Request, request.pk, version)
    if row.state not in states:
        raise ValidationError(f"这一项{row.get_state_display()}，{refused}")
    return row


def _by_section(rows: Sequence[Request]) -> dict[int, list[Request]]:
    found: dict[int, list[Request]] = {}
    for row in rows:
        found.setdefault(row.section_id, []).append(row)
    return found


def _tell(row: Request, users: Iterable[User], kind: NoticeKind, key: str, title: str, text: str) -> None:
    department: Department = row.evaluation.department
    year = row.evaluation.year
    where = {"department": department.pk, "year": year, "number": row.pk}
    notify(
        users=users,
        kind=kind,
        key=f"request-{key}",
        title=title,
        text=text,
        page="requests:request",
        arguments=where,
        department=department,
        year=year,
    )
