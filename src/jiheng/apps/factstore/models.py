"""Facts as rows: what each source stated, so that it can be found, followed and replaced as a whole."""

from __future__ import annotations

from django.db import models

from jiheng.apps.accounts.models import Department


class FactRow(models.Model):
    """One fact of a department's year; `source` names who posted it, `entries` the rows it was derived from.

    Units: `value` and `step` are in the printed unit, as exact decimal text; `number` repeats value in the base unit for sorting only.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="facts", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    concept = models.CharField("概念", max_length=80)
    label = models.CharField("名称", max_length=120)
    basis = models.CharField("口径", max_length=8, blank=True)
    scope = models.CharField("资金范围", max_length=40, blank=True)
    item = models.CharField("分项", max_length=120, blank=True)
    first_month = models.PositiveSmallIntegerField("起月", null=True)
    last_month = models.PositiveSmallIntegerField("止月", null=True)
    value = models.CharField("数值", max_length=40)
    step = models.CharField("印出的最小单位", max_length=40)
    unit = models.CharField("单位", max_length=20, blank=True)
    source = models.CharField("来源", max_length=40)
    ledger = models.CharField("台账", max_length=40)
    entries = models.JSONField("记录编号", default=list)
    working = models.CharField("算法", max_length=300, blank=True)
    posted_at = models.DateTimeField("过账时间", auto_now=True)

    class Meta:
        """Found by place, then by concept."""

        verbose_name = "事实"
        ordering = ("concept", "basis", "item", "last_month", "id")
        indexes = (
            models.Index(fields=("department", "year", "concept"), name="fact_place"),
            models.Index(fields=("department", "year", "source"), name="fact_source"),
        )

    def __str__(self) -> str:
        """Name, basis and value."""
        return f"{self.label}{self.basis}{self.value}{self.unit}"
