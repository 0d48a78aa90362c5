"""Tokens by which programs act for a user; only the hash of a token is kept."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.tokens.choices import Access, Area, scope


class ApiToken(models.Model):
    """A token of a user: what it may be used for, where, and until when.

    `public` is the part that tells tokens apart in lists and logs; `digest` is the SHA-256 of the whole. Without `departments`
    it reaches whatever the user reaches.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="用户")
    name = models.CharField("用途", max_length=80)
    public = models.CharField("公开部分", max_length=12, unique=True)
    digest = models.CharField("摘要", max_length=64, unique=True)
    scopes = models.JSONField("权限范围", default=list)
    departments = models.ManyToManyField(Department, related_name="+", verbose_name="限于单位", blank=True)
    made_at = models.DateTimeField("签发时间", auto_now_add=True)
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    used_from = models.CharField("最近使用的地址", max_length=45, blank=True)

    class Meta:
        """Newest first."""

        verbose_name = "接口令牌"
        ordering = ("-id",)

    def __str__(self) -> str:
        """What it is for, and which it is."""
        return f"{self.name}（{self.public}…）"

    @property
    def is_live(self) -> bool:
        """Whether it can still be used."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def reaches(self, area: Area, access: Access) -> bool:
        """Whether a scope of it covers this; writing includes reading."""
        wanted = {scope(area, Access.WRITE), scope(area, access)}
        return bool(wanted & set(self.scopes))
