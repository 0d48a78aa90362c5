"""States of check-ups, self-evaluations, requests and submissions, and what a person may answer to a finding."""

from __future__ import annotations

from django.db import models

CHECK_UP = "check_up"  # the kind of background job that checks a paper


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
    REFUSED = "refused", "负责人退回"
    APPROVED = "approved", "负责人已审批"
    WITH_FINANCE = "with_finance", "财政审核中"
    RETURNED = "returned", "财政退回"
    ACCEPTED = "accepted", "财政已审核"
