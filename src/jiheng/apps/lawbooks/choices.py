"""Where a request for another rule stands, and what a locality may set."""

from __future__ import annotations

from django.db import models


class RequestState(models.TextChoices):
    """Asked for, then granted or refused by finance."""

    ASKED = "asked", "待财政审核"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "不同意"


class Parameter(models.TextChoices):
    """What a locality may set over the pack."""

    BEHIND_YELLOW = "behind.yellow", "执行落后于序时亮黄灯（百分点）"
    BEHIND_RED = "behind.red", "执行落后于序时亮红灯（百分点）"
    APART_YELLOW = "apart.yellow", "目标与执行相差亮黄灯（百分点）"
    APART_RED = "apart.red", "目标与执行相差亮红灯（百分点）"
    DISPOSITION_DAYS = "disposition.days", "预警处置期限（工作日）"
