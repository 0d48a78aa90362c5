"""Addresses that want to be told of events, and each telling with its tries."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.webhooks.choices import DeliveryState, Event


class Hook(models.Model):
    """An address that is told of events of one department, or, without `department`, of every one.

    The secret of its signatures follows from `salt` and the site's key, so that it stands nowhere in the database.
    """

    department = models.ForeignKey(Department, models.CASCADE, related_name="+", verbose_name="单位", null=True, blank=True)
    address = models.URLField("地址", max_length=300)
    events = models.JSONField("事件", default=list)
    salt = models.CharField("盐", max_length=32)
    is_active = models.BooleanField("启用", default=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "推送地址"
        ordering = ("-id",)

    def __str__(self) -> str:
        """The address."""
        return self.address


class Delivery(models.Model):
    """One event on its way to one address: written in the transaction of what happened, sent afterwards."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries", verbose_name="推送地址")
    key = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField("事件", max_length=24, choices=Event.choices)
    payload = models.JSONField("内容")
    state = models.CharField("状态", max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次推送", default=timezone.now)
    status = models.PositiveSmallIntegerField("对方回答", null=True, blank=True)
    said = models.CharField("说明", max_length=200, blank=True)
    made_at = models.DateTimeField("发生时间", auto_now_add=True)
    done_at = models.DateTimeField("送达时间", null=True, blank=True)

    class Meta:
        """Newest first; the worker asks for what is due."""

        verbose_name = "推送"
        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "next_try_at"), name="delivery_due"),)

    def __str__(self) -> str:
        """Which event."""
        return self.get_event_display()
