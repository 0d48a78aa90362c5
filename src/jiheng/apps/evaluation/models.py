"""Checked reports and the answers to them; self-evaluations, entered and handed over."""

from __future__ import annotations

from django.db import models

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.evaluation.choices import OPEN_CASES, AnswerKind, CaseState, CheckState, PackageState, RequestState, SubmissionState
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


class SelfEvaluation(models.Model):
    """A department's self-evaluation of a year: what the books and the approved targets state, and the entries beside them.

    `places` are the decimals to which amounts in 万元 are printed; `last_year` is the report that the writing began from.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="self_evaluations", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=12, choices=CaseState.choices, default=CaseState.DRAFT)
    places = models.PositiveSmallIntegerField("金额小数位", default=2)
    last_year = models.ForeignKey(KeptFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上年报告")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="建立人", null=True)
    opened_at = models.DateTimeField("建立时间", auto_now_add=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """One a year."""

        verbose_name = "部门整体支出绩效自评"
        ordering = ("-year", "department")
        constraints = (models.UniqueConstraint(fields=("department", "year"), name="one_self_evaluation_a_year"),)
        indexes = (models.Index(fields=("year", "state"), name="self_evaluation_state"),)

    def __str__(self) -> str:
        """Year and what it is."""
        return f"{self.year}年度部门整体支出绩效自评"

    @property
    def is_open(self) -> bool:
        """Whether the clerk may write in it."""
        return self.state in OPEN_CASES


class OfEvaluation(models.Model):
    """A row of a self-evaluation, which each names in a column `evaluation` of its own."""

    evaluation: models.ForeignKey[SelfEvaluation, SelfEvaluation]

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def department_id(self) -> int:
        """Whose it is, for the log of changes."""
        return self.evaluation.department_id


class Entry(OfEvaluation):
    """What a person wrote at one place of a self-evaluation.

    `path` is that of the case format, with what a person knows in place of numbers: `narrative[basic]`, `indicators[17].actual` (17 is the
    indicator's number), `projects[委员培训].conclusion`. Where the books state the figure, an entry stands only at an indicator's actual.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="entries", verbose_name="自评")
    path = models.CharField("位置", max_length=200)
    text = models.TextField("内容", blank=True)
    why = models.CharField("不采用账上数的理由", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人", null=True)
    at = models.DateTimeField("填写时间", auto_now=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """One at each place."""

        verbose_name = "填报内容"
        ordering = ("evaluation", "path")
        constraints = (models.UniqueConstraint(fields=("evaluation", "path"), name="one_entry_at_a_place"),)

    def __str__(self) -> str:
        """Where it stands."""
        return self.path


class StillGood(OfEvaluation):
    """Words of last year's report that a person found to be true of this year too.

    `text` is a mark with what stands before it.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="still_good", verbose_name="自评")
    path = models.CharField("位置", max_length=200)
    text = models.CharField("内容", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="确认人")
    at = models.DateTimeField("确认时间", auto_now_add=True)

    class Meta:
        """Said once."""

        verbose_name = "沿用上年的内容"
        constraints = (models.UniqueConstraint(fields=("evaluation", "path", "text"), name="still_good_once"),)

    def __str__(self) -> str:
        """The words."""
        return self.text


class Request(OfEvaluation):
    """A value or words that the clerk asks a 委室 for; taken over, they become the entry at `path`."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="requests", verbose_name="自评")
    path = models.CharField("位置", max_length=200)
    title = models.CharField("请填报", max_length=200)
    section = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="责任委室")
    words = models.CharField("要求", max_length=500, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    answer = models.TextField("填报的内容", blank=True)
    remark = models.CharField("退回意见", max_length=500, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    asked_at = models.DateTimeField("发起时间", auto_now_add=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    answered_at = models.DateTimeField("填报时间", null=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """What is due first stands first."""

        verbose_name = "委室填报任务"
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("section", "state"), name="request_section"),)

    def __str__(self) -> str:
        """What is asked."""
        return self.title


class Submission(OfEvaluation):
    """A self-evaluation as it was handed over: the case frozen as text, never changed afterwards.

    `code` is printed on the documents; `sha256` is of `case`; `compared` what the signed scan says against it; `to_copy` the fields of its copy-out
    sheet, each with the hash of what is to be entered.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="submissions", verbose_name="自评")
    number = models.PositiveIntegerField("版次")
    code = models.CharField("版本码", max_length=40, unique=True)
    case = models.TextField("案卷")
    sha256 = models.CharField("SHA-256", max_length=64)
    pack = models.CharField("规则包", max_length=60)
    total = models.CharField("自评得分", max_length=12, blank=True)
    grade = models.CharField("等级", max_length=10, blank=True)
    findings = models.JSONField("自查问题数", default=dict)
    keys = models.JSONField("各行的编号", default=dict)
    to_copy = models.JSONField("誊录栏目", default=dict)
    answered = models.JSONField("对自查错误的说明", default=list)
    state = models.CharField("状态", max_length=12, choices=SubmissionState.choices, default=SubmissionState.WITH_HEAD)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="送审人")
    sent_at = models.DateTimeField("送审时间", auto_now_add=True)
    words = models.CharField("送审说明", max_length=500, blank=True)
    head = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审批人")
    head_at = models.DateTimeField("审批时间", null=True)
    head_opinion = models.CharField("审批意见", max_length=500, blank=True)
    signed = models.ForeignKey(KeptFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签章件")
    compared = models.JSONField("签章件比对", default=dict)
    submitted_at = models.DateTimeField("报送时间", null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="财政审核人")
    decided_at = models.DateTimeField("财政审核时间", null=True)
    opinion = models.CharField("财政审核意见", max_length=1000, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)

    class Meta:
        """Newest first; one number once."""

        verbose_name = "送审版本"
        ordering = ("evaluation", "-number")
        constraints = (models.UniqueConstraint(fields=("evaluation", "number"), name="one_number_of_a_submission"),)
        indexes = (models.Index(fields=("state",), name="submission_state"),)

    def __str__(self) -> str:
        """Which version of what."""
        return f"{self.evaluation}第{self.number}版"

    @property
    def case_name(self) -> str:
        """What its case file is called."""
        return f"{self.evaluation.department.short_name}{self.evaluation.year}.yaml"


class MadePackage(OfEvaluation):
    """The files of a case, made in the background: of a version, else of the case as it stood when asked for.

    `sha256` is of the case, which is kept here where no version keeps it; `files` are names and sizes, `archive` the hash of the bytes of all.
    """

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="packages", verbose_name="自评")
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="packages", verbose_name="送审版本")
    name = models.CharField("案卷文件名", max_length=200)
    case = models.TextField("案卷", blank=True)
    sha256 = models.CharField("案卷的SHA-256", max_length=64)
    program = models.CharField("程序", max_length=60)
    state = models.CharField("状态", max_length=8, choices=PackageState.choices, default=PackageState.WAITING)
    trouble = models.CharField("没有生成的原因", max_length=500, blank=True)
    files = models.JSONField("文件", default=list)
    typed = models.JSONField("没有依据的数", default=list)
    archive = models.CharField("全部文件的SHA-256", max_length=64, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="要求人")
    asked_at = models.DateTimeField("要求时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        """Newest first."""

        verbose_name = "材料包"
        ordering = ("-id",)
        indexes = (models.Index(fields=("evaluation", "submission", "-id"), name="package_newest"),)

    def __str__(self) -> str:
        """Of which case or version."""
        return f"{self.submission or self.evaluation}的材料"

    @property
    def text(self) -> str:
        """The case."""
        return self.submission.case if self.submission else self.case

    @property
    def code(self) -> str:
        """The version's code; "" for a case as it stood."""
        return self.submission.code if self.submission else ""

    @property
    def is_waiting(self) -> bool:
        """Whether it is being made."""
        return self.state == PackageState.WAITING

    @property
    def is_done(self) -> bool:
        """Whether its files are there."""
        return self.state == PackageState.DONE


class AuditAnswer(OfEvaluation):
    """Why an error that the self-audit found stays in a self-evaluation; it stays with the finding's fingerprint."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="audit_answers", verbose_name="自评")
    fingerprint = models.CharField("指纹", max_length=16)
    words = models.CharField("说明", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="说明人", related_name="+")
    at = models.DateTimeField("说明时间", auto_now=True)

    class Meta:
        """One answer to a finding; an earlier one is in the log of changes."""

        verbose_name = "对自查错误的说明"
        constraints = (models.UniqueConstraint(fields=("evaluation", "fingerprint"), name="one_answer_to_a_self_audit"),)

    def __str__(self) -> str:
        """The words."""
        return self.words[:60]


class SubmissionOpinion(models.Model):
    """What finance wants mended at one place of a submission, and what the clerk answered."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="opinions", verbose_name="送审版本")
    path = models.CharField("位置", max_length=200, blank=True)
    title = models.CharField("事项", max_length=200)
    text = models.CharField("意见", max_length=500)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        """In the order written."""

        verbose_name = "财政审核意见"
        ordering = ("submission", "id")

    def __str__(self) -> str:
        """About what."""
        return f"对“{self.title}”的意见"

    @property
    def department_id(self) -> int:
        """Whose it is, for the log of changes."""
        return self.submission.department_id


class CopyMark(OfEvaluation):
    """A field of the copy-out sheet that somebody entered in the province's system; good only while its content is the same."""

    evaluation = models.ForeignKey(SelfEvaluation, models.CASCADE, related_name="copy_marks", verbose_name="自评")
    field = models.CharField("栏目", max_length=200)
    content = models.CharField("内容的SHA-256", max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    at = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        """One at each field."""

        verbose_name = "誊录标记"
        constraints = (models.UniqueConstraint(fields=("evaluation", "field"), name="one_mark_of_a_field"),)

    def __str__(self) -> str:
        """Which field."""
        return self.field
