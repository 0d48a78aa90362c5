"""Events that may be told, and how far a delivery is."""

from __future__ import annotations

from datetime import timedelta

from django.db import models


class Event(models.TextChoices):
    """What happened; the name that other programs see."""

    TARGETS_SUBMITTED = "targets.submitted", "绩效目标提交单位审批"
    TARGETS_ENDORSED = "targets.endorsed", "绩效目标报财政审核"
    TARGETS_RETURNED = "targets.returned", "绩效目标被退回"
    TARGETS_APPROVED = "targets.approved", "绩效目标批准"
    MONITORING_REPORTED = "monitoring.reported", "运行监控报送"
    ALERT_RAISED = "alert.raised", "发出预警"
    ALERT_CLOSED = "alert.closed", "预警处置完毕"
    CHECKUP_FINISHED = "checkup.finished", "报告体检完成"
    EVALUATION_SENT = "evaluation.sent", "绩效自评送单位负责人审批"
    EVALUATION_REFUSED = "evaluation.refused", "绩效自评被单位负责人退回"
    EVALUATION_APPROVED = "evaluation.approved", "绩效自评经单位负责人审批"
    EVALUATION_SUBMITTED = "evaluation.submitted", "绩效自评报送财政"
    EVALUATION_RETURNED = "evaluation.returned", "绩效自评被财政退回"
    EVALUATION_ACCEPTED = "evaluation.accepted", "绩效自评经财政审核通过"
    PROBE = "probe", "试推送"


# What an address may be registered for; a probe is sent only when somebody asks.
TOLD = tuple(event for event in Event if event is not Event.PROBE)


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    WAITING = "waiting", "待推送"
    DONE = "done", "已送达"
    GIVEN_UP = "given_up", "已放弃"


# After each failed try, how long to wait; after the last it is given up.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 21600, 86400))
