"""States of a check-up, and what a person may answer to a finding."""

from __future__ import annotations

from django.db import models


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
