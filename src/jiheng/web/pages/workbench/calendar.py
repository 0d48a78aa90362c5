"""The year's calendar: the pack's steps and checkpoints, and the deadlines of alerts, by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jiheng.core.rulepack.yearly import beginnings

if TYPE_CHECKING:
    from jiheng.apps.lawbooks.selectors import YearRules
    from jiheng.apps.monitoring.models import Alert
    from jiheng.web.place import Place


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: year and month, words, and whether it rests on a rule that was read."""

    year: int
    month: int
    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its events; `is_now` for the month that the year is looked at from."""

    year: int
    month: int
    events: tuple[Event, ...]
    is_now: bool


def year_calendar(place: Place, today: date, rules: YearRules, alerts: Iterable[Alert]) -> tuple[tuple[Month, ...], tuple[Event, ...]]:
    """The months that hold something, and what has no month."""
    events = [*_rules(rules, place.year), *_alerts(alerts)]
    dated: dict[tuple[int, int], list[Event]] = {}
    for event in events:
        if event.month:
            dated.setdefault((event.year, event.month), []).append(event)
    now = (today.year, today.month)
    months = tuple(Month(year, month, tuple(some), (year, month) == now) for (year, month), some in sorted(dated.items()))
    return months, tuple(event for event in events if not event.month)


def _rules(rules: YearRules, of: int) -> Iterator[Event]:
    for moment in rules.resolved.pack.scoring.calendar:
        verified = moment.ground.verified
        begins = beginnings(moment.when, of)
        for year, month in begins:
            yield Event(year, month, f"{moment.what}（{moment.when}）", verified)
        if not begins:  # what follows an event, or is done every month, is said once
            yield Event(of, 0, f"{moment.when}：{moment.what}", verified)
    for point in rules.checkpoints:
        yield Event(of, point.month, f"月末支出进度应达{(point.progress * 100).normalize():f}%", point.ground.verified)


def _alerts(alerts: Iterable[Alert]) -> Iterator[Event]:
    for row in alerts:
        if row.due_on:
            yield Event(row.due_on.year, row.due_on.month, f"{row.due_on.day}日前处置：{row}", row.due_known)
