"""Roles, kinds of organisation, and what a person may be allowed to do."""

from __future__ import annotations

from django.db import models

THEMES = (("auto", "随系统"), ("light", "明"), ("dark", "暗"))


class OrganisationKind(models.TextChoices):
    """What sort of organisation a row of the tree is."""

    DEPARTMENT = "department", "部门"
    UNIT = "unit", "所属单位"
    SECTION = "section", "委室"
    FINANCE = "finance", "财政部门"
    AUDIT = "audit", "审计部门"


class Role(models.TextChoices):
    """What a person does in an organisation."""

    CLERK = "clerk", "填报人"
    SECTION = "section", "委室人员"
    HEAD = "head", "单位负责人"
    FINANCE = "finance", "财政审核人"
    AUDITOR = "auditor", "审计人员（只读）"
    ADMIN = "admin", "系统管理员"


class Right(models.TextChoices):
    """One thing that a role may do with a department's books."""

    VIEW = "view", "查看"
    RECORD = "record", "登记与填报"
    WORK = "work", "登记本委室的工作和进度"
    APPROVE = "approve", "本单位审批"
    REVIEW = "review", "财政审核"
    ADMINISTER = "administer", "管理机构与用户"


# Who may do what, decided here and nowhere else. SECTION works within its own 委室's share of the department's books.
RIGHTS: dict[str, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.VIEW, Right.RECORD, Right.WORK}),
    Role.SECTION: frozenset({Right.VIEW, Right.WORK}),
    Role.HEAD: frozenset({Right.VIEW, Right.APPROVE}),
    Role.FINANCE: frozenset({Right.VIEW, Right.REVIEW}),
    Role.AUDITOR: frozenset({Right.VIEW}),
    Role.ADMIN: frozenset({Right.ADMINISTER}),
}
