"""Amounts that a sentence tells once more in another unit (1918968元，即191.90万元), and that are not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jiheng.core.auditing import causes
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.facts.fact import Fact

_AGAIN = re.compile(r"\s*[，,（(]?\s*(?:即|折合|合|折算为|换算为|也就是|等于)(?:人民币)?\s*[:：]?\s*")
_SAID = ("即", "合", "折算", "换算", "也就是", "等于")
_EACH = re.compile(r"每|[人户]均|单价|标准")  # 每人1200元，合36万元: so many of them
_WORDS = 12
_NEAR = Decimal("0.1")  # of one another: farther apart they are of two things


def told_in_units(given: AuditInput) -> Iterator[tuple[Fact, Fact]]:
    """Each amount, and the one right behind it that should be the same in another unit."""
    text = given.document.text
    if not any(word in text for word in _SAID):
        return
    for one, other in pairwise(given.in_order):
        if not (one.figure.unit.is_money and other.figure.unit.is_money) or one.figure.unit.factor == other.figure.unit.factor:
            continue
        if one.figure.is_hedged or other.figure.is_hedged or one.figure.range.meets(other.figure.range):
            continue
        if (
            other.origin.start - one.origin.end <= _WORDS
            and _AGAIN.fullmatch(text, one.origin.end, other.origin.start)
            and not _EACH.search(text, max(0, one.origin.start - _WORDS), one.origin.start)
        ):
            apart = abs(one.figure.value - other.figure.value)
            if apart <= _NEAR * one.figure.value or causes.sure_slip(other.figure, one.figure.value):
                yield one, other


def is_cut_off(one: Fact, other: Fact) -> bool:
    """Whether two amounts differ by no more than a step of the coarser one, as they do where digits are cut off."""
    return abs(one.figure.value - other.figure.value) < max(one.figure.base_step, other.figure.base_step)
