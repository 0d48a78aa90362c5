"""What people are reminded of: alerts whose days are nearly over, and what the pack's calendar puts into a month."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from jiheng.apps.accounts.access import people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import Department
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring.choices import RUNNING, AlertState
from jiheng.apps.monitoring.models import Alert
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.services import notify
from jiheng.core.rulepack.yearly import beginnings

SOON = timedelta(days=3)


@transaction.atomic
def tell_soon(department: Department, day: date) -> int:
    """Tell whose turn it is of alerts that must be disposed of within three days; each once at each turn."""
    rows = list(Alert.objects.filter(department=department, state__in=RUNNING, due_on__gte=day, due_on__lte=day + SOON))
    for row in rows:
        is_open = row.state == AlertState.OPEN
        where = {"department": department.pk, "year": row.year, "number": row.pk}
        notify(
            users=people(department, Right.RECORD if is_open else Right.APPROVE), kind=NoticeKind.DUE, key=f"soon:{row.pk}:{row.state}",
            title=f"{row.due_on:%m月%d日}前须{'处置' if is_open else '审批处置'}：{row.title}", text=row.text,
            page="monitoring:alert", arguments=where, department=department, year=row.year,
        )  # fmt: skip
    return len(rows)


@transaction.atomic
def tell_month(department: Department, day: date) -> int:
    """Tell clerk and head what the calendar puts into the month, once in it; what lasts several months is told when it begins."""
    told = 0
    for year in (day.year - 1, day.year, day.year + 1):
        moments = [
            moment for moment in rules_of(department, year).resolved.pack.scoring.calendar if (day.year, day.month) in beginnings(moment.when, year)
        ]
        if not moments:
            continue
        users = {user.pk: user for right in (Right.RECORD, Right.APPROVE) for user in people(department, right)}
        notify(
            users=users.values(), kind=NoticeKind.DUE, key=f"month:{department.pk}:{year}:{day:%Y-%m}",
            title=f"{day.month}月要办：{moments[0].what}" + (f"等{len(moments)}项" if len(moments) > 1 else ""),
            text="；".join(f"{moment.what}（{moment.when}{'' if moment.ground.verified else '，依据未核实'}）" for moment in moments),
            page="workbench:year", arguments={"department": department.pk, "year": year}, department=department, year=year,
        )  # fmt: skip
        told += 1
    return told
