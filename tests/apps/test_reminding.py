"""Once a day: what is overdue, what is due soon, what the month brings; each once."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

from jiheng.apps.jobs.models import Job
from jiheng.apps.jobs.services import start_daily
from jiheng.apps.monitoring import background
from jiheng.apps.monitoring.models import Alert, Snapshot
from jiheng.apps.monitoring.services import reminding
from jiheng.apps.notices.selectors import notices_of

YEAR = 2026


@pytest.fixture
def alert(office) -> Alert:
    snapshot = Snapshot.objects.create(department=office.department, year=YEAR, month=6, taken_at=timezone.now())
    return Alert.objects.create(
        snapshot=snapshot, department=office.department, year=YEAR, subject="spend", title="部门整体", light="red", text="进度慢",
        issued_on=date(YEAR, 9, 1), due_on=date(YEAR, 9, 14),
    )  # fmt: skip


def titles(user) -> list[str]:
    return [one.title for one in notices_of(user).order_by("pk")]


def live(*days: date) -> None:
    """The days go by, and each day the worker is started twice."""
    for day in days:
        start_daily(day=day)
        start_daily(day=day)


def test_an_alert_is_told_when_its_days_are_nearly_over_and_when_they_are_over(office, alert):
    live(*(date(YEAR, 9, day) for day in range(9, 18)))
    assert titles(office.clerk) == ["09月14日前须处置：部门整体", "预警处置逾期：部门整体"]
    assert titles(office.head) == titles(office.finance) == ["预警处置逾期：部门整体"]
    assert titles(office.section) == []
    counts = {job.given["day"]: (job.state, job.result["soon"], job.result["overdue"]) for job in Job.objects.filter(kind="remind")}
    assert [counts[f"2026-09-{day:02d}"] for day in (10, 11, 14, 15)] == [("done", 0, 0), ("done", 1, 0), ("done", 1, 0), ("done", 0, 1)]


def test_whose_turn_it_is_is_reminded(office, alert):
    Alert.objects.filter(pk=alert.pk).update(state="asked")
    live(date(YEAR, 9, 14))
    assert (titles(office.head), titles(office.clerk)) == (["09月14日前须审批处置：部门整体"], [])


def test_the_months_of_the_calendar_are_told_once_when_they_begin(office, monkeypatch):
    moments = [
        SimpleNamespace(when="次年2—5月", what="自评", ground=SimpleNamespace(verified=False)),
        SimpleNamespace(when="每月", what="监控", ground=SimpleNamespace(verified=True)),
    ]
    rules = SimpleNamespace(resolved=SimpleNamespace(pack=SimpleNamespace(scoring=SimpleNamespace(calendar=moments))))
    monkeypatch.setattr(reminding, "rules_of", lambda *_: rules)
    live(date(YEAR, 1, 31), date(YEAR, 2, 1), date(YEAR, 2, 2), date(YEAR, 3, 1))
    told = notices_of(office.clerk).get()
    assert (told.title, told.text, told.year) == ("2月要办：自评", "自评（次年2—5月，依据未核实）", YEAR - 1)
    assert told.arguments == {"department": office.department.pk, "year": YEAR - 1}
    assert titles(office.head) == ["2月要办：自评"]
    assert titles(office.finance) == []


def test_it_goes_on_step_by_step_and_leaves_dissolved_departments_alone(office, other, alert, monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE", 1)
    live(date(YEAR, 9, 20))
    job = Job.objects.get(kind="remind")
    assert (job.state, job.done, job.result["overdue"]) == ("done", 2, 1)
    office.department.is_active = False
    office.department.save()
    live(date(YEAR, 9, 21))
    job = Job.objects.get(kind="remind", given__day="2026-09-21")
    assert (job.done, job.result["overdue"]) == (1, 0)
