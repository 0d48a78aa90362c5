"""What waits for a person in a department's year, by what they may do there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import RequestState as AskedState
from jiheng.apps.evaluation.selectors.requests import WAITING, is_late, may_answer, visible_requests
from jiheng.apps.lawbooks.choices import RequestState
from jiheng.apps.lawbooks.selectors import local_values, pack_choices
from jiheng.apps.monitoring import selectors
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.selectors.tables import tables_of
from jiheng.web.doors import way_to
from jiheng.web.pages.workbench.handed import handed

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation
    from jiheng.apps.monitoring.models import Alert
    from jiheng.web.place import Place

# Whose turn it is with a target table, and what they do.
_TARGETS = {
    State.DRAFT: (Right.RECORD, "编好后提交"),
    State.RETURNED: (Right.RECORD, "被退回，待修改"),
    State.WITH_HEAD: (Right.APPROVE, "待您审批"),
    State.WITH_FINANCE: (Right.REVIEW, "待财政审核"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: what, where it is done, until when, and whether that is over."""

    title: str
    url: str
    until: date | None = None
    is_late: bool = False


def due_in(place: Place, evaluation: SelfEvaluation | None, months: Iterable[selectors.MonthLine], alerts: Iterable[Alert]) -> list[Due]:
    """Everything that waits for the person, what is late first; `months` are those opened, `alerts` those running."""
    return sorted(
        [
            *_targets(place),
            *_monitoring(place, months),
            *_alerts(place, alerts),
            *_requests(place),
            *_asked(place),
            *(Due(*one) for one in handed(place, evaluation)),
        ],
        key=lambda one: (not one.is_late, one.until or date.max),
    )


def _targets(place: Place) -> Iterator[Due]:
    for table in tables_of(place.department, place.year):
        right, words = _TARGETS.get(State(table.state), (None, ""))
        if right is not None and place.standing.may(right):
            yield Due(
                f"{table}：{words}",
                way_to("targets:table", {**place.keys, "number": table.pk, "table": table.pk}) or way_to("facts:list", place.keys),
            )


def _monitoring(place: Place, months: Iterable[selectors.MonthLine]) -> Iterator[Due]:
    if not place.standing.may(Right.WORK):
        return
    own = None if place.standing.may(Right.RECORD) else place.standing.sections
    counts: dict[int, int] = {}
    for row in selectors.to_fill(place.department, place.year, own):
        counts[row.snapshot.month] = counts.get(row.snapshot.month, 0) + 1
    for month, count in counts.items():
        yield Due(f"1—{month}月有{count}项指标进度待填", reverse("monitoring:month", args=[*place.keys.values(), month]))
    if place.standing.may(Right.RECORD):
        for line in months:
            if line.snapshot.state == "open" and line.snapshot.month not in counts:
                yield Due(
                    f"1—{line.snapshot.month}月监控已填完，待报送", reverse("monitoring:month", args=[*place.keys.values(), line.snapshot.month])
                )


def _alerts(place: Place, alerts: Iterable[Alert]) -> Iterator[Due]:
    wanted = {"open": Right.RECORD, "asked": Right.APPROVE}
    for row in alerts:
        if place.standing.may(wanted[row.state]):
            words = "待处置" if row.state == "open" else "处置待您审批"
            yield Due(f"{row}：{words}", reverse("monitoring:alert", args=[*place.keys.values(), row.pk]), row.due_on, row.is_late)


def _asked(place: Place) -> Iterator[Due]:
    """What the person's 委室 was asked for, and what the clerk may take over."""
    for row in visible_requests(place.standing, place.year):
        waits = row.state in WAITING and may_answer(place.standing, row)
        if waits or (row.state == AskedState.ANSWERED and place.standing.may(Right.RECORD)):
            words = "请填报" if waits else f"{row.section.short_name}已填报，待采用"
            yield Due(
                f"{row}：{words}", reverse("requests:request", args=[*place.keys.values(), row.pk]), row.due_on if waits else None, is_late(row)
            )


def _requests(place: Place) -> Iterator[Due]:
    if place.standing.may(Right.REVIEW):
        for rows in (pack_choices(place.department, place.year), local_values(place.department, place.year)):
            for row in rows.filter(state=RequestState.ASKED):
                yield Due(f"{row}：待审核", reverse("rules:year", kwargs=place.keys))
