"""Who, when, and on which basis something is stated."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from jiheng.core.period import Period


class Basis(Enum):
    """口径 of a figure in the year's course; last year is a period, not a basis."""

    OPENING = "年初预算"
    ADJUSTMENT = "调整额"
    BUDGET = "全年预算"
    OUTTURN = "执行"
    TARGET = "目标"
    ACTUAL = "实际"

    __hash__ = object.__hash__  # each is one object; the name would be hashed in Python at every look-up of a context


class Context(NamedTuple):
    """Who, when, on which basis, within which funding scope, and of which item a thing is stated.

    `scope` is the funding scope as worded (财政拨款, 一般公共预算, 政府性基金 …; "" = all funds). `item` tells one of many of a
    kind: a subject code with its name, a project's name, an indicator's name.
    """

    subject: str
    period: Period
    basis: Basis | None = None
    scope: str = ""
    item: str = ""
