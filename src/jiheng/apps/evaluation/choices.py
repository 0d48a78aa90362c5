"""States of check-ups, self-evaluations, requests and submissions, and what a person may answer to a finding."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from jiheng.apps.accounts.choices import Right

# Kinds of background jobs: one checks a paper, one holds a signed file against its version, one makes the files of a case.
CHECK_UP = "check_up"
COMPARE_SIGNED = "compare_signed"
MAKE_PACKAGE = "make_package"


class CheckState(models.TextChoices):
    """How far a check-up is."""

    WAITING = "waiting", "等待"
    DONE = "done", "已完成"
    FAILED = "failed", "未能读取"


class AnswerKind(models.TextChoices):
    """What a person says to a finding."""

    AGREE = "agree", "同意，将更正"
    EXPLAIN = "explain", "有说明"
    NOT_APPLICABLE = "not_applicable", "不适用"


class CaseState(models.TextChoices):
    """Where a self-evaluation stands; it is written in only while it is with the clerk."""

    DRAFT = "draft", "填报中"
    WITH_HEAD = "with_head", "待负责人审批"
    APPROVED = "approved", "已审批，待报送"
    WITH_FINANCE = "with_finance", "已报送财政"
    RETURNED = "returned", "财政退回修改"
    ACCEPTED = "accepted", "财政已审核"


OPEN_CASES = frozenset({CaseState.DRAFT, CaseState.RETURNED})


class RequestState(models.TextChoices):
    """How far a request to a 委室 is."""

    ASKED = "asked", "待填报"
    ANSWERED = "answered", "已填报，待采用"
    RETURNED = "returned", "退回重填"
    TAKEN = "taken", "已采用"
    WITHDRAWN = "withdrawn", "已撤回"


class SubmissionState(models.TextChoices):
    """What became of a version that was handed over."""

    WITH_HEAD = "with_head", "待负责人审批"
    WITHDRAWN = "withdrawn", "填报人撤回"
    REFUSED = "refused", "负责人退回"
    APPROVED = "approved", "负责人已审批"
    WITH_FINANCE = "with_finance", "财政审核中"
    RETURNED = "returned", "财政退回"
    ACCEPTED = "accepted", "财政已审核"


class PackageState(models.TextChoices):
    """How far the files of a case are."""

    WAITING = "waiting", "正在生成"
    DONE = "done", "已生成"
    FAILED = "failed", "没有生成"


class Handing(models.TextChoices):
    """What moves a version that was handed over, and its self-evaluation with it."""

    WITHDRAW = "withdraw", "撤回修改"
    APPROVE = "approve", "审批同意"
    REFUSE = "refuse", "退回填报人"
    SUBMIT = "submit", "报送财政"
    RETURN = "return", "财政退回"
    ACCEPT = "accept", "财政审核通过"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a step leads to which, of the version and of the self-evaluation, and the right that it asks for."""

    origins: tuple[SubmissionState, ...]
    to: SubmissionState
    case: CaseState
    right: Right


# The whole way of a version after it was sent for approval.
HANDOVER: dict[Handing, Transition] = {
    Handing.WITHDRAW: Transition((SubmissionState.WITH_HEAD, SubmissionState.APPROVED), SubmissionState.WITHDRAWN, CaseState.DRAFT, Right.RECORD),
    Handing.APPROVE: Transition((SubmissionState.WITH_HEAD,), SubmissionState.APPROVED, CaseState.APPROVED, Right.APPROVE),
    Handing.REFUSE: Transition((SubmissionState.WITH_HEAD,), SubmissionState.REFUSED, CaseState.DRAFT, Right.APPROVE),
    Handing.SUBMIT: Transition((SubmissionState.APPROVED,), SubmissionState.WITH_FINANCE, CaseState.WITH_FINANCE, Right.RECORD),
    Handing.RETURN: Transition((SubmissionState.WITH_FINANCE,), SubmissionState.RETURNED, CaseState.RETURNED, Right.REVIEW),
    Handing.ACCEPT: Transition((SubmissionState.WITH_FINANCE,), SubmissionState.ACCEPTED, CaseState.ACCEPTED, Right.REVIEW),
}
DROPPED = (SubmissionState.WITHDRAWN, SubmissionState.REFUSED)  # versions that nobody goes by
