"""How far a job is."""

from __future__ import annotations

from django.db import models


class JobState(models.TextChoices):
    """A job waits, runs, and ends in one of three ways; an ended one may be taken up again unless it is done."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


OPEN = (JobState.WAITING, JobState.RUNNING)
