"""Files that people bring, and what they prove: reports to check, evidence, approvals; bytes are kept once, by their hash."""

from __future__ import annotations

from django.db import models

from jiheng.apps.accounts.models import Department, User


class KeptFile(models.Model):
    """One file as a department brought it; two with the same bytes share them on disk.

    Units: `size` in bytes; `sha256` in hex.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="files", verbose_name="部门")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("大小")
    media_type = models.CharField("类型", max_length=100)
    kept_at = models.DateTimeField("保存时间", auto_now_add=True)
    kept_by = models.ForeignKey(User, models.PROTECT, verbose_name="保存人", null=True, related_name="+")

    class Meta:
        """Newest first."""

        verbose_name = "文件"
        ordering = ("-id",)

    def __str__(self) -> str:
        """The file's name."""
        return self.name


class Evidence(models.Model):
    """A kept file as proof of one row of some book: `kind` is the row's model label, `number` its key.

    The room that owns the row decides who may attach and remove; here nothing is known of indicators or adjustments.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="部门")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("所证明的对象类别", max_length=60)
    number = models.PositiveBigIntegerField("所证明的对象编号")
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", verbose_name="文件")
    title = models.CharField("材料名称", max_length=200)
    dated = models.DateField("材料日期", null=True, blank=True)
    sample = models.PositiveIntegerField("样本量", null=True, blank=True)
    attached_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        """As attached; found by what they prove."""

        verbose_name = "佐证材料"
        ordering = ("id",)
        indexes = (models.Index(fields=("kind", "number"), name="evidence_of_row"),)

    def __str__(self) -> str:
        """Its title."""
        return self.title
