"""Writes of accounts: organisations, users, roles, passwords; each leaves its line in the log of changes."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.choices import OrganisationKind, Role
from jiheng.apps.accounts.models import Department, Membership, User
from jiheng.apps.shared.changes import Actor, Program, record, state_of
from jiheng.apps.shared.editing import row_for_edit


def add_department(*, actor: Actor, kind: OrganisationKind, parent: Department | None = None, **columns: str) -> Department:
    """A new organisation below `parent`; `columns` are name, short_name, code, region_code, region_name.

    Raises: ValidationError when columns do not fit together.
    """
    return save_department(actor=actor, department=Department(kind=kind, parent=parent, **columns))


@transaction.atomic
def save_department(*, actor: Actor, department: Department, reason: str = "") -> Department:
    """Save a new or changed organisation; a section takes its parent's region.

    Raises: ValidationError when columns do not fit together.
    """
    before = state_of(Department.objects.get(pk=department.pk)) if department.pk else None
    if department.parent and department.kind == OrganisationKind.SECTION:
        department.region_code, department.region_name = department.parent.region_code, department.parent.region_name
    department.full_clean()
    department.save()
    record(actor=actor, action="修改机构" if before else "新增机构", thing=department, before=before, department_id=department.pk, reason=reason)
    return department


@transaction.atomic
def edit_department(*, actor: Actor, number: int, version: int, reason: str = "", **columns: Any) -> Department:
    """Change an organisation's columns, begun at a version.

    Raises: EditedMeanwhile; ValidationError when columns do not fit together.
    """
    department = row_for_edit(Department, number, version)
    for name, value in columns.items():
        setattr(department, name, value)
    return save_department(actor=actor, department=department, reason=reason)


@transaction.atomic
def edit_user(*, actor: Actor, number: int, version: int, **columns: str) -> User:
    """Change a user's name or telephone, begun at a version.

    Raises: EditedMeanwhile; ValidationError.
    """
    user = row_for_edit(User, number, version)
    before = {name: getattr(user, name) for name in columns}
    for name, value in columns.items():
        setattr(user, name, value)
    user.full_clean(exclude=["password"])
    user.save()
    record(actor=actor, action="修改用户", thing=user, before=before, after=dict(columns))
    return user


@transaction.atomic
def add_user(*, actor: Actor, username: str, name: str, phone: str = "", password: str = "", hashed: str = "") -> tuple[User, str]:
    """A new user and their first password, which must be changed at the first sign-in and is kept nowhere.

    `hashed` stands in for a password that many users share: its hash is slow to make by design.

    Raises: ValidationError when the name is taken or unusable.
    """
    wanted = username.strip().lower()
    if User.objects.filter(username=wanted).exists():
        raise ValidationError({"username": f"用户名 {wanted} 已经有人用了，请换一个，如加上单位简称"})
    first = password or f"{secrets.token_urlsafe(9)}-7"
    user = User.objects.create_user(username, name, None if hashed else first, phone=phone)
    if hashed:
        user.password = hashed
        user.save()
    record(actor=actor, action="新增用户", thing=user, after={"username": user.username, "name": user.name})
    return user, first


@transaction.atomic
def change_password(*, user: User, password: str) -> User:
    """Set the user's own new password.

    Raises: ValidationError when it is too weak.
    """
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.save()
    record(actor=user, action="修改密码", thing=user, after={"username": user.username})
    return user


@transaction.atomic
def reset_password(*, actor: Actor, user: User) -> str:
    """A new first password for a user who lost theirs; shown once."""
    first = f"{secrets.token_urlsafe(9)}-7"
    user.set_password(first)
    user.must_change_password = True
    user.save()
    record(actor=actor, action="重置密码", thing=user, after={"username": user.username})
    return first


@transaction.atomic
def set_active(*, actor: Actor, user: User, is_active: bool) -> User:
    """Let a user sign in, or no longer.

    Raises: ValidationError when nobody would be left to manage accounts, or one would shut oneself out.
    """
    if not is_active:
        _keep_an_administrator(actor, user)
    before = {"is_active": user.is_active}
    user.is_active = is_active
    user.version += 1
    user.save(update_fields=["is_active", "version"])
    record(actor=actor, action="启用用户" if is_active else "停用用户", thing=user, before=before, after={"is_active": is_active})
    return user


@transaction.atomic
def set_theme(*, user: User, theme: str) -> User:
    """Keep whether the user wants light or dark pages."""
    user.theme = theme
    user.full_clean(exclude=["password"])
    user.save(update_fields=["theme"])
    return user


@transaction.atomic
def first_administrator() -> tuple[User, str] | None:
    """The administrator of a site where nobody is yet, with a first password to be told once; None where somebody is."""
    if User.objects.exists():
        return None
    actor = Program("首次启动")
    home = add_department(
        actor=actor, kind=OrganisationKind.FINANCE, name="本站管理", short_name="管理", region_code="000000", region_name="（未设）"
    )
    user, first = add_user(actor=actor, username="admin", name="系统管理员")
    grant(actor=actor, user=user, department=home, role=Role.ADMIN)
    return user, first


@transaction.atomic
def grant(*, actor: Actor, user: User, department: Department, role: Role) -> Membership:
    """Give a user a role in an organisation."""
    membership, is_new = Membership.objects.get_or_create(user=user, department=department, role=role)
    if is_new:
        record(actor=actor, action="授予角色", thing=membership, department_id=department.pk)
    return membership


@transaction.atomic
def revoke(*, actor: Actor, membership: Membership, reason: str = "") -> None:
    """Take a role away.

    Raises: ValidationError when nobody would be left to manage accounts, or one would shut oneself out.
    """
    if membership.role == Role.ADMIN:
        _keep_an_administrator(actor, membership.user, membership)
    record(
        actor=actor, action="收回角色", thing=membership, before=state_of(membership), after={}, department_id=membership.department_id, reason=reason
    )
    membership.delete()


def _keep_an_administrator(actor: Actor, user: User, membership: Membership | None = None) -> None:
    posts = Membership.objects.select_for_update().filter(role=Role.ADMIN, user__is_active=True)
    held = [post for post in posts if post.user_id == user.pk]
    if not held or (membership is not None and len(held) > 1):
        return
    if actor.pk == user.pk:
        raise ValidationError("不能收回自己的管理权或停用自己，否则您将无法再进入管理；请由另一位系统管理员操作")
    if len(posts) == len(held):
        raise ValidationError("这是最后一位系统管理员；请先把管理员角色授予另一位用户，再停用或收回")
