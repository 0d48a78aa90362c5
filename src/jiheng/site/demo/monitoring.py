"""Two months of monitoring for each sample year, out of its books and approved targets; one alert waits for the head."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from jiheng.apps.accounts.access import standing
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring.services import alerts, filling
from jiheng.core.rulepack.workdays import days_after

if TYPE_CHECKING:
    from jiheng.apps.accounts.access import Standing
    from jiheng.site.demo.people import Sample

_MONTHS = (6, 9)
_REPORTED_AFTER = 10  # days after the month's end
_DISPOSED_AFTER = 5  # working days after the alert
_SUMMARY = "人员和公用支出按月均衡；会议、调研类项目集中在下半年，进度受活动安排影响。各委室已逐项核对完成值。"
_MEASURES = "逐项排出后几个月的用款计划，每月核对；进度偏慢的项目由责任委室说明。"


def load_monitoring(sample: Sample) -> None:
    """Open, fill and report the months that the pack names, else June and September; dispose of what they warn of."""
    year = int(sample.case["year"])
    clerk, head = (standing(user, sample.department.pk) for user in (sample.clerk, sample.head))
    named = [point.month for point in rules_of(sample.department, year).checkpoints][:2]
    rows = [*sample.case.get("indicators", ()), *(row for project in sample.case.get("projects", ()) for row in project.get("indicators", ()))]
    stated = {str(row["level"][-1]): row for row in rows}
    for place, month in enumerate(named or _MONTHS):
        try:
            snapshot = filling.open_month(standing=clerk, year=year, month=month)
        except ValidationError:
            return  # the case states neither a budget nor targets, so there is nothing to monitor
        for row in snapshot.progress.all():
            filling.fill(standing=clerk, progress=row, version=row.version, values=_progress(stated.get(row.name, {}), row.target, row.unit, month))
        snapshot.refresh_from_db()
        day = date(year, month, 28) + timedelta(days=3 + _REPORTED_AFTER)
        alerts.report(standing=clerk, snapshot=snapshot, version=snapshot.version, summary=_SUMMARY, measures=_MEASURES, day=day)
        _dispose(clerk, head, snapshot, day, leave_last=place > 0)


def _dispose(clerk: Standing, head: Standing, snapshot: Any, day: date, *, leave_last: bool) -> None:
    rows = list(snapshot.alerts.order_by("pk"))
    asked_on = days_after(day, _DISPOSED_AFTER, working=True).day
    for row in rows:
        reason = "活动集中在下半年，用款计划已排到月，年底可以完成；责任委室每月报告进度。"
        asked = alerts.dispose(standing=clerk, alert=row, version=row.version, disposition="continue", reason=reason, day=asked_on)
        if not (leave_last and row is rows[-1]):
            decided_on = days_after(asked_on, 1, working=True).day
            alerts.decide(standing=head, alert=asked, version=asked.version, approved=True, opinion="同意，按月跟踪。", day=decided_on)


def _progress(row: dict[str, Any], target: str, unit: str, month: int) -> dict[str, str]:
    """What stood there at the month's end, derived from the year's outturn: counts in proportion, rates and words as they were."""
    done = _number(row.get("actual", target))
    is_count = done is not None and unit not in ("%", "％") and row.get("relation", "≥") not in ("≤", "定性")
    if done is not None and is_count:
        whole = Decimal(1) if done == done.to_integral_value() else Decimal("0.01")
        actual = f"{(done * month / 12).quantize(whole, ROUND_DOWN):f}"
    else:
        actual = "按计划推进" if done is None else f"{done:f}"
    said = {"actual": actual, "expected": str(row.get("actual", target)), "likelihood": "certain"}
    aim = _number(target)
    if is_count and done is not None and aim is not None and done < aim:
        reason = str(row.get("reason") or "活动安排在下半年")[:200]
        return {**said, "likelihood": "possible", "reason_class": "other", "reason": reason}
    return said


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
