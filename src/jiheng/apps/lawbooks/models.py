"""Requests of a department for its year: another pack than the region's, or a local value of a parameter."""

from __future__ import annotations

from django.db import models

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.lawbooks.choices import Parameter, RequestState


class Request(models.Model):
    """What was asked for, on which ground, and what finance decided."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="+", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    document = models.CharField("依据文件", max_length=200)
    reason = models.CharField("理由", max_length=500)
    state = models.CharField("状态", max_length=8, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人")
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    opinion = models.CharField("审核意见", max_length=500, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """Each kind has a table of its own."""

        abstract = True


class PackChoice(Request):
    """Another pack for the year; the latest that was granted binds."""

    pack = models.CharField("规则包", max_length=60)

    class Meta:
        """Newest first."""

        verbose_name = "规则包选用"
        ordering = ("-id",)
        indexes = (models.Index(fields=("department", "year", "state"), name="pack_choice_place"),)

    def __str__(self) -> str:
        """Which pack for which year."""
        return f"{self.year}年选用{self.pack}"


class LocalValue(Request):
    """A local value of one parameter; the latest that was granted counts.

    Units: percentage points or working days, as the parameter says.
    """

    parameter = models.CharField("参数", max_length=20, choices=Parameter.choices)
    value = models.DecimalField("取值", max_digits=6, decimal_places=2)

    class Meta:
        """Newest first."""

        verbose_name = "本地参数"
        ordering = ("-id",)
        indexes = (models.Index(fields=("department", "year", "state"), name="local_value_place"),)

    def __str__(self) -> str:
        """Which parameter has which value."""
        return f"{self.year}年{self.get_parameter_display()}{self.value.normalize():f}"
