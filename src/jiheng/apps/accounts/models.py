"""Departments and their sections as a tree, users, and the roles that users have in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jiheng.apps.accounts.choices import THEMES, OrganisationKind, Role


class Department(models.Model):
    """A department, a unit or 委室 below it, or a finance or audit bureau; `region_code` is six digits of GB/T 2260.

    A finance or audit bureau sees the departments of its region: those whose code begins with its own code without trailing 00.
    """

    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=40)
    code = models.CharField("预算编码", max_length=20, blank=True)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind.choices, default=OrganisationKind.DEPARTMENT)
    region_code = models.CharField("行政区划代码", max_length=6)
    region_name = models.CharField("行政区划", max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, verbose_name="上级", null=True, blank=True, related_name="children")
    is_active = models.BooleanField("在用", default=True)
    version = models.PositiveIntegerField("版次", default=1)

    class Meta:
        """One name once below one parent."""

        verbose_name = "机构"
        ordering = ("region_code", "code", "id")
        constraints = (
            models.UniqueConstraint(fields=("parent", "name"), name="one_name_below_a_parent", violation_error_message="这个机构下已有同名的下级"),
            models.UniqueConstraint(
                fields=("region_code", "name"),
                condition=models.Q(parent=None),
                name="one_name_in_a_region",
                violation_error_message="这个行政区划里已有同名的机构",
            ),
        )
        indexes = (models.Index(fields=("region_code", "kind"), name="department_region"),)

    def __str__(self) -> str:
        """The full name."""
        return self.name

    @property
    def keeps_books(self) -> bool:
        """Whether budget, targets and reports are kept for it: departments and their units."""
        return self.kind in (OrganisationKind.DEPARTMENT, OrganisationKind.UNIT)


class UserManager(BaseUserManager["User"]):
    """Makes users; names are unique without regard to case."""

    def create_user(self, username: str, name: str, password: str | None = None, **columns: Any) -> User:
        """A saved user; without a password nobody can sign in as it."""
        user = User(username=username.strip().lower(), name=name, **columns)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of a typed name."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField("用户名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=80)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    is_active = models.BooleanField("可登录", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    version = models.PositiveIntegerField("版次", default=1)
    theme = models.CharField("界面明暗", max_length=5, choices=THEMES, default="auto")

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """In order of names."""

        verbose_name = "用户"
        ordering = ("username",)

    def __str__(self) -> str:
        """Name and login."""
        return f"{self.name}（{self.username}）"


class Membership(models.Model):
    """A user's role in an organisation; a user may have several."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="用户")
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships", verbose_name="机构")
    role = models.CharField("角色", max_length=10, choices=Role.choices)

    class Meta:
        """One role once."""

        verbose_name = "任职"
        ordering = ("department", "role", "user")
        constraints = (models.UniqueConstraint(fields=("user", "department", "role"), name="one_role_once"),)

    def __str__(self) -> str:
        """Who is what where."""
        return f"{self.user.name}：{self.department.short_name} {self.get_role_display()}"
