"""Work in the background: what was asked, how far it is, and the checkpoint from which it goes on."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.jobs.choices import OPEN, JobState


class Job(models.Model):
    """One piece of work, done in steps; `checkpoint` is saved in the same transaction as the step's own writes."""

    kind = models.CharField("类别", max_length=40)
    title = models.CharField("任务", max_length=120)
    user = models.ForeignKey(User, models.SET_NULL, verbose_name="发起人", null=True, related_name="jobs")
    department = models.ForeignKey(Department, models.CASCADE, verbose_name="部门", null=True, related_name="jobs")
    year = models.PositiveSmallIntegerField("年度", null=True)
    given = models.JSONField("要求", default=dict)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共计", default=0)
    message = models.CharField("说明", max_length=300, blank=True)
    checkpoint = models.JSONField("断点", default=dict)
    result = models.JSONField("结果", default=dict)
    cancel_asked = models.BooleanField("要求取消", default=False)
    tries = models.PositiveSmallIntegerField("次数", default=1)
    task = models.CharField("队列编号", max_length=40, blank=True)
    asked_at = models.DateTimeField("发起时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        """Newest first."""

        verbose_name = "后台任务"
        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "id"), name="job_state"), models.Index(fields=("user", "-id"), name="job_user"))

    def __str__(self) -> str:
        """The title."""
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in OPEN

    @property
    def ratio(self) -> Decimal:
        """How much of it is done, from 0 to 1."""
        return Decimal(self.done) / self.total if self.total else Decimal(self.state == JobState.DONE)


class DailyRun(models.Model):
    """The last day on which a daily kind of job was started."""

    kind = models.CharField("类别", max_length=40, unique=True)
    day = models.DateField("日期", null=True)

    class Meta:
        """By kind."""

        verbose_name = "每日任务"
        ordering = ("kind",)

    def __str__(self) -> str:
        """The kind."""
        return self.kind


class WorkerBeat(models.Model):
    """The last sign of life of a worker, by its name."""

    name = models.CharField("名称", max_length=64, unique=True)
    at = models.DateTimeField("时间")

    class Meta:
        """Newest first."""

        verbose_name = "后台程序"
        ordering = ("-at",)

    def __str__(self) -> str:
        """The name."""
        return self.name
