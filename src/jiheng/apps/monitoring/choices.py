"""Lights, states, and the words of the monitoring form (监控表 of 财预〔2019〕136号)."""

from __future__ import annotations

from django.db import models


class Light(models.TextChoices):
    """How things stand."""

    NONE = "none", "未填"
    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"


# Which light is worse.
RANK = {Light.NONE: 0, Light.GREEN: 1, Light.YELLOW: 2, Light.RED: 3}


class SnapshotState(models.TextChoices):
    """Where a month's monitoring stands."""

    OPEN = "open", "填报中"
    REPORTED = "reported", "已报送"


class ReasonClass(models.TextChoices):
    """Classes of reasons of a deviation."""

    FUNDS = "funds", "经费保障"
    RULES = "rules", "制度保障"
    PEOPLE = "people", "人员保障"
    HARDWARE = "hardware", "硬件条件保障"
    OTHER = "other", "其他"


class Likelihood(models.TextChoices):
    """Whether the target will be met."""

    CERTAIN = "certain", "确定能"
    POSSIBLE = "possible", "有可能"
    IMPOSSIBLE = "impossible", "完全不可能"


class Disposition(models.TextChoices):
    """What is done about a alert."""

    CONTINUE = "continue", "继续执行"
    ADJUST = "adjust", "调整"
    CANCEL = "cancel", "取消"


class AlertState(models.TextChoices):
    """Where a alert stands."""

    OPEN = "open", "待处置"
    ASKED = "asked", "待负责人审批"
    CLOSED = "closed", "已处置"
    WITHDRAWN = "withdrawn", "已撤销"


# States in which something is still to be done, and the clock runs.
RUNNING = (AlertState.OPEN, AlertState.ASKED)
