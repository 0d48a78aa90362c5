"""What the words of a share say, and what it may be a share of by its number."""

from __future__ import annotations

import re

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio

TELLING = 3  # digits of a rate
_PLANNED = re.compile("任务|计划(?!生育)|目标|指标|年初预算|全年预算|预算数|预算总?额")


def is_share(stated: StatedRatio) -> bool:
    """Whether the words say 占."""
    return stated.words.startswith("占")


def is_of_plan(stated: StatedRatio) -> bool:
    """Whether a share is of what was planned (占任务数的56%): it tells how far the work has gone, and no part of a whole."""
    return _PLANNED.search(stated.words) is not None


def is_bare(stated: StatedRatio) -> bool:
    """Whether the words say 占 without saying of what."""
    return is_share(stated) and not stated.words.removeprefix("占").strip("的比重例率")


def is_share_of(stated: StatedRatio, whole: Fact) -> bool:
    """Whether a share may be one of a whole, by their numbers."""
    part, rate = stated.part, stated.rate.figure
    if part is None or not part.figure.value or not rate.value or part.figure.unit.base != whole.figure.unit.base:
        return False
    return (part.figure.range / whole.figure.range).meets(rate.range)


def is_of_another(stated: StatedRatio, part: Fact) -> bool:
    """Whether a share is that of another figure."""
    return stated.part is not None and stated.part.figure.value not in (0, part.figure.value)


def is_telling(stated: StatedRatio, part: Fact) -> bool:
    """Whether a share of another figure, printed with three digits or more, tells what it is a share of."""
    figure = stated.rate.figure
    return is_of_another(stated, part) and not figure.is_hedged and len(figure.number.normalize().as_tuple().digits) >= TELLING
