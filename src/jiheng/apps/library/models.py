"""Files that people bring: reports to check, evidence, approvals; the bytes are kept once, by their hash."""

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
