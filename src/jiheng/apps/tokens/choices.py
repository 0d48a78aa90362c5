"""What a token may be used for: areas of the API, to read or also to write."""

from __future__ import annotations

from django.db import models

LONGEST_DAYS = 366


class Area(models.TextChoices):
    """One part of the application, as the API and the scopes of tokens name it."""

    ORGANISATIONS = "organisations", "机构与用户"
    BUDGET = "budget", "预算与执行"
    TARGETS = "targets", "绩效目标"
    MONITORING = "monitoring", "双监控"
    RULES = "rules", "规则"
    CHECKUP = "checkup", "报告体检"
    EVALUATION = "evaluation", "绩效自评"
    FACTS = "facts", "数字与来处"
    FILES = "files", "文件"
    JOBS = "jobs", "后台任务"
    NOTICES = "notices", "通知"
    CHANGES = "changes", "变更记录"
    SEARCH = "search", "检索"
    WEBHOOKS = "webhooks", "事件推送"


class Access(models.TextChoices):
    """How far a scope reaches; writing includes reading."""

    READ = "read", "只读"
    WRITE = "write", "读写"


def scope(area: Area | str, access: Access | str) -> str:
    """The name of a scope.

    Example:
        >>> scope(Area.BUDGET, Access.READ)
        'budget:read'
    """
    return f"{Area(area).value}:{Access(access).value}"


SCOPES: dict[str, str] = {scope(area, access): f"{area.label}（{access.label}）" for area in Area for access in Access}
