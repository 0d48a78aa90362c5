"""Kinds of notices."""

from __future__ import annotations

from django.db import models


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    DUE = "due", "待办"
    WARNING = "warning", "预警"
    OVERDUE = "overdue", "逾期"
    RESULT = "result", "结果"
