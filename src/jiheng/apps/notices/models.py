"""Notices inside the application: one row for each person who is told."""

from __future__ import annotations

from django.db import models

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.notices.choices import NoticeKind


class Notice(models.Model):
    """What a person is told about a department's year.

    `page` and `arguments` name where it leads; `key` keeps one event from being told twice.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="收件人")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    kind = models.CharField("类别", max_length=8, choices=NoticeKind.choices)
    title = models.CharField("标题", max_length=120)
    text = models.CharField("内容", max_length=500, blank=True)
    page = models.CharField("去处", max_length=60, blank=True)
    arguments = models.JSONField("去处参数", default=dict, blank=True)
    key = models.CharField("事由", max_length=80)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        """Newest first; one event once to one person."""

        verbose_name = "通知"
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="one_notice_of_an_event"),)
        indexes = (models.Index(fields=("user", "read_at"), name="notice_unread"),)

    def __str__(self) -> str:
        """Its title."""
        return self.title
