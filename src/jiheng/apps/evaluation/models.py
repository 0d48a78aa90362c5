"""Reports that people had checked: the paper, its versions, and the answers that stay with the paper."""

from __future__ import annotations

from django.db import models

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.evaluation.choices import AnswerKind, CheckState
from jiheng.apps.library.models import KeptFile


class Paper(models.Model):
    """A report that is checked again and again while it is mended."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="papers", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=200)
    made_at = models.DateTimeField("首次核对", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "受检报告"
        ordering = ("-id",)
        indexes = (models.Index(fields=("department", "year"), name="paper_place"),)

    def __str__(self) -> str:
        """The title."""
        return self.title


class CheckUp(models.Model):
    """One version of a paper as it was checked; `result` is `jiheng.audit/1`, `counts` the findings by severity."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="checkups", verbose_name="报告")
    version = models.PositiveSmallIntegerField("版次")
    file = models.ForeignKey(KeptFile, models.PROTECT, verbose_name="文件")
    pack = models.CharField("规则包", max_length=60, blank=True)
    state = models.CharField("状态", max_length=8, choices=CheckState.choices, default=CheckState.WAITING)
    trouble = models.CharField("未能读取的原因", max_length=500, blank=True)
    counts = models.JSONField("问题数", default=dict)
    result = models.JSONField("结果", default=dict)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="提交人", related_name="+")
    asked_at = models.DateTimeField("提交时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        """Versions of a paper, newest first."""

        verbose_name = "体检"
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("paper", "version"), name="one_version_of_a_paper"),)

    def __str__(self) -> str:
        """Paper and version."""
        return f"{self.paper.title} 第{self.version}版"


class Answer(models.Model):
    """What a person said to a finding of a paper; it stays with the finding's fingerprint over all versions."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="answers", verbose_name="报告")
    fingerprint = models.CharField("指纹", max_length=16)
    kind = models.CharField("答复", max_length=16, choices=AnswerKind.choices)
    words = models.CharField("说明", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="答复人", related_name="+")
    at = models.DateTimeField("答复时间", auto_now=True)

    class Meta:
        """One answer to a finding; an earlier one is in the log of changes."""

        verbose_name = "答复"
        constraints = (models.UniqueConstraint(fields=("paper", "fingerprint"), name="one_answer_to_a_finding"),)

    def __str__(self) -> str:
        """The kind and the words."""
        return f"{self.get_kind_display()} {self.words}".strip()

    @property
    def department_id(self) -> int:
        """Whose paper it is, for the log of changes."""
        return self.paper.department_id
