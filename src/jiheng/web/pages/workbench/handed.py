"""What waits of a self-evaluation on its way: approvals, submissions, returns, changed books, fields to copy out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import CaseState, SubmissionState
from jiheng.apps.evaluation.comparing import stale_of
from jiheng.apps.evaluation.selectors.copyout import left_to_copy
from jiheng.apps.evaluation.selectors.handover import may_be_stale, newest

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation, Submission
    from jiheng.web.place import Place

# Whose turn it is with a version, and what they do.
_TURNS = {
    SubmissionState.WITH_HEAD: (Right.APPROVE, "待您审批"),
    SubmissionState.APPROVED: (Right.RECORD, "已审批，待上传签章件并报送"),
    SubmissionState.WITH_FINANCE: (Right.REVIEW, "待财政审核"),
    SubmissionState.RETURNED: (Right.RECORD, "财政退回，待修改和答复"),
}
_HELD = (SubmissionState.APPROVED, SubmissionState.WITH_FINANCE, SubmissionState.ACCEPTED)


def handed(place: Place, evaluation: SelfEvaluation | None) -> Iterator[tuple[str, str]]:
    """What to do and where, for the person's part in it."""
    if evaluation is None:
        return
    row = newest(evaluation)
    if evaluation.state == CaseState.DRAFT and place.standing.may(Right.RECORD):
        words = "负责人退回，请修改后再送审" if row is not None and row.state == SubmissionState.REFUSED else "填报中，请继续填写"
        yield f"{evaluation}：{words}", reverse("evaluation:index", kwargs=place.keys)
    if row is None:
        return
    way = reverse("handover:submission", kwargs={**place.keys, "number": row.number})
    right, words = _TURNS.get(SubmissionState(row.state), (None, ""))
    taken_up = row.state == SubmissionState.RETURNED and evaluation.state != CaseState.RETURNED
    if right is not None and place.standing.may(right) and not taken_up:
        yield f"自评第{row.number}版：{words}", way
    if row.state in _HELD and place.standing.may(Right.RECORD):
        yield from _after(place, row, way)


def _after(place: Place, row: Submission, way: str) -> Iterator[tuple[str, str]]:
    if may_be_stale(row) and (stale := stale_of(row)):
        yield f"自评第{row.number}版之后账上有变动：{len(stale)}个栏目已不一致", f"{way}#stale"
    if left := left_to_copy(row):
        yield f"誊录单还有{left}栏未录", reverse("copyout:sheet", kwargs=place.keys)
