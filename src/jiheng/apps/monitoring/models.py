"""A month's monitoring: the funds and the indicators as they stood, the lights, the alerts and what became of them."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils import timezone

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.monitoring.choices import RUNNING, AlertState, Disposition, Light, Likelihood, ReasonClass, SnapshotState
from jiheng.apps.shared.money import MoneyField

_MONTHS = [(month, f"{month}月") for month in range(1, 13)]


class Snapshot(models.Model):
    """The state at a month's end. `reasons` are the grounds of the light, `forecast` the year-end as it was foreseen."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="snapshots", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("截至月份", choices=_MONTHS)
    pack = models.CharField("规则包", max_length=60)
    state = models.CharField("状态", max_length=10, choices=SnapshotState.choices, default=SnapshotState.OPEN)
    light = models.CharField("灯", max_length=6, choices=Light.choices, default=Light.NONE)
    reasons = models.JSONField("亮灯依据", default=list, blank=True)
    forecast = models.JSONField("年底预计", default=dict, blank=True)
    goal_share = models.DecimalField("目标实现程度", max_digits=9, decimal_places=6, null=True, blank=True)
    summary = models.TextField("运行情况分析", blank=True, max_length=2000)
    measures = models.TextField("下一步措施", blank=True, max_length=2000)
    taken_at = models.DateTimeField("取数时间")
    reported_on = models.DateField("报送日期", null=True, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送人")
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """One a month, newest first."""

        verbose_name = "运行监控"
        ordering = ("-year", "-month")
        constraints = (models.UniqueConstraint(fields=("department", "year", "month"), name="one_snapshot_a_month"),)

    def __str__(self) -> str:
        """Of which months."""
        return f"{self.year}年1—{self.month}月运行监控"


class FundRow(models.Model):
    """One row of the funds. Amounts are those of the books when they were taken; the numbers of facts lead to their entries.

    Units: 元.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="funds", verbose_name="运行监控")
    place = models.PositiveSmallIntegerField("顺序")
    concept = models.CharField("概念", max_length=80)
    item = models.CharField("项目", max_length=120, blank=True)
    title = models.CharField("资金", max_length=140)
    opening = MoneyField("年初预算数", null=True, blank=True)
    budget = MoneyField("全年预算数", null=True, blank=True)
    spent = MoneyField("累计执行数", null=True, blank=True)
    expected = MoneyField("全年预计执行数", null=True, blank=True)
    facts = models.JSONField("事实编号", default=dict, blank=True)

    class Meta:
        """In the order of the form."""

        verbose_name = "监控资金"
        ordering = ("snapshot", "place")
        constraints = (models.UniqueConstraint(fields=("snapshot", "concept", "item"), name="one_fund_row_of_an_item"),)

    def __str__(self) -> str:
        """Which funds."""
        return self.title

    @property
    def execution(self) -> Decimal | None:
        """Spent of the year's budget."""
        return self.spent / self.budget if self.spent is not None and self.budget else None


class Progress(models.Model):
    """One indicator at the date. The target is that of the version in force when the month was opened."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="progress", verbose_name="运行监控")
    place = models.PositiveIntegerField("顺序")
    key = models.CharField("指标编号", max_length=160)
    level1 = models.CharField("一级指标", max_length=40, blank=True)
    level2 = models.CharField("二级指标", max_length=40, blank=True)
    name = models.CharField("三级指标", max_length=120)
    project = models.CharField("项目", max_length=120, blank=True)
    relation = models.CharField("指标性质", max_length=2, blank=True)
    target = models.CharField("年度指标值", max_length=120)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    weight = models.DecimalField("分值", max_digits=5, decimal_places=2, default=Decimal(0))
    section = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任委室")
    actual = models.CharField("完成值", max_length=120, blank=True)
    expected = models.CharField("全年预计完成值", max_length=120, blank=True)
    reason_class = models.CharField("偏差原因类别", max_length=10, choices=ReasonClass.choices, blank=True)
    reason = models.CharField("偏差原因说明", max_length=500, blank=True)
    likelihood = models.CharField("完成目标可能性", max_length=10, choices=Likelihood.choices, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)
    share = models.DecimalField("实现程度", max_digits=9, decimal_places=6, null=True, blank=True)
    light = models.CharField("灯", max_length=6, choices=Light.choices, default=Light.NONE)
    filled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="填报人")
    filled_at = models.DateTimeField("填报时间", null=True, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """In the order of the target table."""

        verbose_name = "指标进度"
        ordering = ("snapshot", "place")
        constraints = (models.UniqueConstraint(fields=("snapshot", "key"), name="one_progress_of_an_indicator"),)
        indexes = (models.Index(fields=("section", "light"), name="progress_section"),)

    def __str__(self) -> str:
        """Which indicator."""
        return self.name

    @property
    def target_words(self) -> str:
        """Sign, target and unit as the form prints them."""
        return f"{'' if self.relation == '定性' else self.relation}{self.target}{self.unit}"


class Alert(models.Model):
    """An alert, the days within which it must be disposed of, and what was decided.

    `subject` "spend" is the department as a whole, else an indicator.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="alerts", verbose_name="运行监控")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    subject = models.CharField("预警对象编号", max_length=160)
    title = models.CharField("预警对象", max_length=120)
    light = models.CharField("灯", max_length=6, choices=Light.choices)
    text = models.CharField("预警内容", max_length=500)
    issued_on = models.DateField("发出日期")
    due_on = models.DateField("处置期限", null=True, blank=True)
    due_known = models.BooleanField("放假安排已核实", default=True)
    state = models.CharField("状态", max_length=10, choices=AlertState.choices, default=AlertState.OPEN)
    disposition = models.CharField("处置", max_length=10, choices=Disposition.choices, blank=True)
    amount = MoneyField("调减金额", null=True, blank=True)
    reason = models.CharField("处置理由", max_length=500, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处置人")
    asked_on = models.DateField("提出日期", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人")
    decided_on = models.DateField("审批日期", null=True, blank=True)
    opinion = models.CharField("审批意见", max_length=500, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """What is due first stands first."""

        verbose_name = "预警"
        ordering = ("due_on", "id")
        constraints = (models.UniqueConstraint(fields=("snapshot", "subject"), name="one_alert_of_a_subject"),)
        indexes = (
            models.Index(fields=("department", "year", "state"), name="alert_place"),
            models.Index(fields=("state", "due_on"), name="alert_due"),
        )

    def __str__(self) -> str:
        """About what."""
        return f"{self.title}预警"

    @property
    def is_late(self) -> bool:
        """Whether it should have been disposed of before today."""
        return self.state in RUNNING and self.due_on is not None and self.due_on < timezone.localdate()


class YearState(models.Model):
    """One row for a department's year: the newest monitoring at a glance, so that a thousand departments are one question.

    Units: amounts in 元; shares of one.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="year_states", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("截至月份")
    light = models.CharField("灯", max_length=6, choices=Light.choices, default=Light.NONE)
    budget = MoneyField("全年预算数", null=True, blank=True)
    spent = MoneyField("累计执行数", null=True, blank=True)
    execution = models.DecimalField("执行率", max_digits=12, decimal_places=6, null=True, blank=True)
    goal_share = models.DecimalField("目标实现程度", max_digits=9, decimal_places=6, null=True, blank=True)
    open_alerts = models.PositiveIntegerField("未处置预警", default=0)
    next_due_on = models.DateField("最近期限", null=True, blank=True)

    class Meta:
        """One for a year."""

        verbose_name = "年度监控状态"
        ordering = ("department",)
        constraints = (models.UniqueConstraint(fields=("department", "year"), name="one_state_of_a_year"),)
        indexes = (models.Index(fields=("year", "light"), name="state_light"), models.Index(fields=("year", "next_due_on"), name="state_due"))

    def __str__(self) -> str:
        """Whose year."""
        return f"{self.year}年监控状态"
