"""Lights and the row at a glance, counted anew inside the caller's transaction after every change."""

from __future__ import annotations

from decimal import Decimal

from jiheng.apps.accounts.models import Department
from jiheng.apps.lawbooks.selectors import YearRules, rules_of
from jiheng.apps.monitoring.books import TOTAL
from jiheng.apps.monitoring.choices import RUNNING, Light
from jiheng.apps.monitoring.lights import Ground, Standing, funds_grounds, goal_grounds, indicator_light, worst
from jiheng.apps.monitoring.models import Alert, FundRow, Progress, Snapshot, YearState

_SIX = Decimal("0.000001")
_SHOWN = 3  # names that fit a line


def recount(snapshot: Snapshot, rules: YearRules | None = None) -> list[Ground]:
    """Set and save the lights of a month and of its indicators; returns the grounds."""
    rules = rules or rules_of(snapshot.department, snapshot.year)
    rows = list(snapshot.progress.all())
    changed = []
    for row in rows:
        light, _ = indicator_light(rules, snapshot.month, row.share, row.likelihood, filled=row.filled_at is not None)
        if row.light != light:
            row.light = light
            changed.append(row)
    Progress.objects.bulk_update(changed, ["light"])
    total = snapshot.funds.filter(concept=TOTAL).first()
    spent, budget = (total.spent, total.budget) if total else (None, None)
    filled = [Standing(row.name, row.weight, row.share, row.likelihood) for row in rows if row.filled_at]
    share, found = goal_grounds(rules, filled, total.execution if total else None)
    grounds = [*funds_grounds(rules, snapshot.month, spent, budget), *found]
    snapshot.goal_share = None if share is None else share.quantize(_SIX)
    snapshot.reasons = [{"id": one.id, "light": one.light.value, "text": one.text} for one in [*grounds, *_of_indicators(rows)]]
    known = spent is not None or bool(filled)
    snapshot.light = worst([Light.GREEN if known else Light.NONE, *(one.light for one in grounds), *(row.light for row in rows)])
    snapshot.save(update_fields=["goal_share", "reasons", "light"])
    refresh_state(snapshot.department, snapshot.year)
    return grounds


def _of_indicators(rows: list[Progress]) -> list[Ground]:
    """How many indicators are yellow or red, for the page; each red one has an alert of its own."""
    found = []
    for light in (Light.RED, Light.YELLOW):
        names = [row.name for row in rows if row.light == light]
        if names:
            found.append(
                Ground("indicators", light, f"{len(names)}项指标亮{light.label}：{'、'.join(names[:_SHOWN])}{'等' if len(names) > _SHOWN else ''}")
            )
    return found


def refresh_state(department: Department, year: int) -> None:
    """Write the row at a glance of a department's year out of its newest month and its open alerts."""
    newest = Snapshot.objects.filter(department=department, year=year).first()
    if newest is None:
        YearState.objects.filter(department=department, year=year).delete()
        return
    total = FundRow.objects.filter(snapshot=newest, concept=TOTAL).first()
    running = list(Alert.objects.filter(department=department, year=year, state__in=RUNNING).values_list("due_on", flat=True))
    execution = total.execution if total else None
    values = {
        "month": newest.month,
        "light": newest.light,
        "budget": total.budget if total else None,
        "spent": total.spent if total else None,
        "execution": None if execution is None else execution.quantize(_SIX),
        "goal_share": newest.goal_share,
        "open_alerts": len(running),
        "next_due_on": min((day for day in running if day), default=None),
    }
    YearState.objects.update_or_create(department=department, year=year, defaults=values)
