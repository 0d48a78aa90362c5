"""Where a department's year stands on its way from the budget to the self-evaluation, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.selectors.opening import readiness

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation
    from jiheng.web.place import Place

_WAY = (
    ("登记预算", "budget:overview", "先把批复的预算登记进账册：可以从表格导入，也可以逐笔填写。后面各步的数都从这里来。"),
    ("编报目标", "targets:index", "预算登记后，编制部门整体和各项目的绩效目标，逐级送审。"),
    ("建立监控", "monitoring:year", "目标批准后，建立一期监控，填各指标到这个月的完成值。"),
    ("开展自评", "evaluation:index", "年度终了，建立自评；账册、目标和监控里的数自动带入。"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year: its page, whether it is done, whether it is next, and what is done there."""

    title: str
    url: str
    is_done: bool
    is_next: bool
    words: str


def year_steps(place: Place, evaluation: SelfEvaluation | None, has_month: bool) -> tuple[Step, ...]:
    """The steps in their order; the first that is not done comes next."""
    ready = readiness(place.department, place.year)
    done = (
        ready.facts > 0,
        ready.approved > 0 and not ready.waiting,
        has_month,
        evaluation is not None and not evaluation.is_open,
    )
    following = next((number for number, one in enumerate(done) if not one), None)
    return tuple(
        Step(title, reverse(page, kwargs=place.keys), one, number == following, words)
        for number, ((title, page, words), one) in enumerate(zip(_WAY, done, strict=True))
    )


def next_step(place: Place, steps: tuple[Step, ...]) -> Step | None:
    """The step that comes next, for who may do it."""
    return next((one for one in steps if one.is_next), None) if place.standing.may(Right.RECORD) else None
