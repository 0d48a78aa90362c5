"""The one log of changes: every figure and decision, who, when, before, after, why; each row sealed with the one before."""

from __future__ import annotations

from django.db import models


class ChangeEntry(models.Model):
    """One change, never edited and never deleted; `seal` is the hash of its content and of the seal before it.

    The person is kept by number and name, so that the log outlives accounts.
    """

    at = models.DateTimeField("时间")
    user_id = models.BigIntegerField("操作人编号", null=True)
    user_name = models.CharField("操作人", max_length=80)
    department_id = models.BigIntegerField("部门编号", null=True)
    kind = models.CharField("对象类别", max_length=60)
    object_id = models.CharField("对象编号", max_length=40)
    object_name = models.CharField("对象", max_length=200)
    action = models.CharField("操作", max_length=30)
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)
    reason = models.CharField("原因", max_length=500, blank=True)
    seal = models.CharField("封印", max_length=64, unique=True)

    class Meta:
        """Newest first; found by object and by department."""

        verbose_name = "变更记录"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("kind", "object_id"), name="change_object"),
            models.Index(fields=("department_id", "-id"), name="change_department"),
        )

    def __str__(self) -> str:
        """Who did what to what."""
        return f"{self.user_name} {self.action} {self.object_name}"
