"""Target tables with their indicators, the versions that approvals froze, and finance's reviews with their opinions."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.targets.choices import OPEN, Collection, Relation, State

_WEIGHT = (MinValueValidator(Decimal(0), "分值不能小于零"), MaxValueValidator(Decimal(100), "一项指标的分值不超过100分"))


class TargetTable(models.Model):
    """The targets of a department's year, or of one of its projects by name; `project` "" is the department as a whole.

    While a change in the year is open, `change_reason` says why; the version in force stays in force until the change is approved.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="target_tables", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    project = models.CharField("项目", max_length=120, blank=True)
    goal = models.TextField("年度总体目标", blank=True, max_length=2000)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    change_reason = models.CharField("调整原因", max_length=500, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """One table for the department, one for each project."""

        verbose_name = "绩效目标表"
        ordering = ("year", "project", "id")
        constraints = (models.UniqueConstraint(fields=("department", "year", "project"), name="one_table_of_a_project"),)
        indexes = (models.Index(fields=("year", "state"), name="targets_waiting"),)

    def __str__(self) -> str:
        """Year and whose table it is."""
        return f"{self.year}年{self.project or '部门整体'}绩效目标表"

    @property
    def is_open(self) -> bool:
        """Whether the clerk may write in it."""
        return self.state in OPEN


class Indicator(models.Model):
    """One third-level indicator. `weight` in points; `concept` names the figure of the books that will give its actual."""

    table = models.ForeignKey(TargetTable, models.CASCADE, related_name="indicators", verbose_name="绩效目标表")
    place = models.PositiveIntegerField("顺序")
    level1 = models.CharField("一级指标", max_length=40)
    level2 = models.CharField("二级指标", max_length=40, blank=True)
    name = models.CharField("三级指标", max_length=100)
    explanation = models.CharField("指标解释", max_length=300, blank=True)
    relation = models.CharField("指标性质", max_length=2, choices=Relation.choices, default=Relation.AT_LEAST)
    target = models.CharField("指标值", max_length=100, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    weight = models.DecimalField("分值", max_digits=5, decimal_places=2, default=Decimal(0), validators=_WEIGHT)
    target_basis = models.CharField("指标值设定依据", max_length=200, blank=True)
    collection = models.CharField("完成值取值方式", max_length=12, choices=Collection.choices, blank=True)
    data_source = models.CharField("数据来源", max_length=120, blank=True)
    evidence = models.CharField("佐证资料", max_length=200, blank=True)
    scoring_note = models.CharField("赋分规则", max_length=200, blank=True)
    section = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任委室")
    linked_project = models.CharField("对应项目", max_length=120, blank=True)
    concept = models.CharField("取数概念", max_length=80, blank=True)
    bank_id = models.CharField("指标库编号", max_length=60, blank=True)
    is_core = models.BooleanField("核心指标", default=False)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancel_approval = models.CharField("取消的批准文件", max_length=120, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=300, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """In the order of the table."""

        verbose_name = "绩效指标"
        ordering = ("table", "place", "id")
        indexes = (models.Index(fields=("table", "place"), name="indicator_place"), models.Index(fields=("section",), name="indicator_section"))

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def target_words(self) -> str:
        """Sign, target and unit as the table prints them."""
        sign = "" if self.relation == Relation.QUALITATIVE or not self.target else self.relation
        return f"{sign}{self.target}{self.unit}"


class Review(models.Model):
    """One review by finance: points and notes by the pack's items, what they sum to, and what was decided."""

    table = models.ForeignKey(TargetTable, models.CASCADE, related_name="reviews", verbose_name="绩效目标表")
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审核人")
    at = models.DateTimeField("审核时间")
    pack = models.CharField("规则包", max_length=60)
    points = models.JSONField("各项得分", default=dict)
    notes = models.JSONField("各项意见", default=dict)
    total = models.CharField("总分", max_length=12, blank=True)
    grade = models.CharField("等级", max_length=10, blank=True)
    leads_to = models.CharField("处理", max_length=100, blank=True)
    opinion = models.CharField("总体意见", max_length=1000, blank=True)
    is_approval = models.BooleanField("批准", default=False)

    class Meta:
        """Newest first."""

        verbose_name = "绩效目标审核"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Of which table, with which result."""
        return f"{self.table}审核：{'批准' if self.is_approval else '退回'}"


class Opinion(models.Model):
    """What finance wants mended in one indicator, and what the clerk answered."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="opinions", verbose_name="审核")
    indicator = models.ForeignKey(Indicator, models.SET_NULL, null=True, related_name="opinions", verbose_name="绩效指标")
    name = models.CharField("指标名称", max_length=100)
    text = models.CharField("意见", max_length=500)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        """In the order of the table."""

        verbose_name = "指标审核意见"
        ordering = ("review", "id")

    def __str__(self) -> str:
        """About which indicator."""
        return f"对“{self.name}”的意见"


class TargetVersion(models.Model):
    """What an approval froze: the goal and every indicator as they stood; never changed afterwards. `seal` is the hash of it."""

    table = models.ForeignKey(TargetTable, models.CASCADE, related_name="versions", verbose_name="绩效目标表")
    number = models.PositiveIntegerField("版本")
    in_force_from = models.DateField("生效日期")
    approved_at = models.DateTimeField("批准时间")
    approved_by = models.CharField("批准人", max_length=80)
    reason = models.CharField("调整原因", max_length=500, blank=True)
    goal = models.TextField("年度总体目标", blank=True)
    content = models.JSONField("指标", default=list)
    seal = models.CharField("封印", max_length=64)

    class Meta:
        """Newest first; one number once."""

        verbose_name = "绩效目标版本"
        ordering = ("table", "-number")
        constraints = (models.UniqueConstraint(fields=("table", "number"), name="one_number_of_a_version"),)

    def __str__(self) -> str:
        """Which version of what."""
        return f"{self.table}第{self.number}版"
