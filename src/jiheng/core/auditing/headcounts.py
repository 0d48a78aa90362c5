"""Head-counts of the unit as its running text and tables state them, and the indicators that are about its staff."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.score_tables import name_of
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator

_OWN = ("staff.actual", "staff.total", "staff.retired")
_STAFF = re.compile("职工|在职|干部|机关人员|工作人员|编内|人员工资|人员经费|工资|福利|薪酬|社保|单位运转|机关运转|正常运转|基本支出|办公")
_OTHERS = re.compile("委员|群众|学员|居民|村民|贫困|对象|学生|企业|培训|代表|老人|儿童|参会|参加|走访|慰问|志愿")
_OWN_WORDS = re.compile("本部门|本单位|我单位|我局|机关|全体|人员总数|共有|现有|实有|干部职工")


class Headcounts:
    """Every statement of how many people the unit has in its own year, to be asked for a number."""

    def __init__(self, given: AuditInput) -> None:
        """The first statement of each number and kind stands for those that repeat it."""
        year = given.statements.period.year
        told = [
            fact for fact in given.statements.facts
            if fact.figure.unit.is_people and not fact.figure.is_hedged and fact.context.period.year == year
            and (fact.concept in _OWN or (not fact.concept and _OWN_WORDS.search(fact.label)))
        ]  # fmt: skip
        self._kinds: dict[str, dict[Decimal, Fact]] = {}
        self._first: dict[Decimal, Fact] = {}
        for fact in told:
            self._kinds.setdefault(fact.concept, {}).setdefault(fact.figure.value, fact)
            self._first.setdefault(fact.figure.value, fact)
        self._values = sorted(self._first)

    def equal(self, value: Decimal) -> Fact | None:
        """The first statement of this number."""
        return self._first.get(value)

    def summed(self, value: Decimal) -> tuple[Fact, Fact] | None:
        """Those in post and those retired who together are so many."""
        retired = self._kinds.get("staff.retired", {})
        pairs = ((one, retired.get(value - number)) for number, one in self._kinds.get("staff.actual", {}).items())
        return next(((one, other) for one, other in pairs if other is not None), None)

    def nearest(self, value: Decimal) -> Fact | None:
        """The statement of the number that differs least, the earlier one of two."""
        at = bisect_left(self._values, value)
        near = [self._first[number] for number in self._values[max(0, at - 1) : at + 1]]
        return min(near, key=lambda fact: (abs(fact.figure.value - value), fact.origin.start), default=None)


def is_of_staff(row: StatedIndicator) -> bool:
    """Whether an indicator is about the unit's own people: their pay, their offices."""
    name = name_of(row)
    return _STAFF.search(name) is not None and _OTHERS.search(name) is None
