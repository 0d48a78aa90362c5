"""Lists that print more than the parts of one whole: parts of a part in brackets, or a second division of the same money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.list_shape import JOINS
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Parted, StatedSum
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

_LEAST, _NEAR, _BEHIND = 2, 3, 60
_OUT = re.compile(r"(?:调出|剔除|扣除|减去?|退回)[^，。；\d]{0,40}$")
_LEFT, _INCOME = "carry.closing", "收入"
_POSTS = "staff.quota"
_FUND_INCOME, _REFUNDED = "income.appropriation.fund", re.compile("土地(?:使用权)?出让|退库")
_CAME_IN, _AID = "income.", "spend.economic.303"
_SPENT_ON = frozenset(("spend.basic.personnel", "spend.basic.public", "spend.project"))


def own_parts(stated: StatedSum, text: str) -> tuple[Fact, ...] | None:
    """The parts that make the whole to the last digit when the rest is left out; None where there are none.

    What 及 or 和 joins to the parts before it belongs to them.
    Left out are the parts of a part that follow it and make it (甲9万元（中央5万元，省4万元），乙3万元), what is left at the year's end behind all that
    was spent, and a second division of the same money (其中人员8万元，公用4万元，财政补助7万元，其他收入5万元).
    """
    if any(sign < 0 for sign in stated.signs) or len(stated.parts) <= _LEAST:
        return None
    outer = _outer(stated.parts)
    if len(outer) < len(stated.parts) and len(outer) >= _LEAST and _make(outer, stated.whole):
        return outer
    if stated.whole.concept == _POSTS and len({part.concept for part in stated.parts}) == len(stated.parts):
        return None  # 编制42人，其中行政19人、全部补助事业23人、自收自支13人: each is a kind of its own
    for count in range(_LEAST, len(stated.parts)):
        parts, rest = stated.parts[:count], stated.parts[count:]
        left = all(part.concept.startswith(_LEFT) for part in rest) or not stated.whole.concept  # 限额9万元，其中…，余额8万元
        left = left and _INCOME not in stated.whole.label  # what is left of last year is a source of income
        if (
            _make(parts, stated.whole)
            and not JOINS.match(text, parts[-1].origin.end, rest[0].origin.start)
            and (left or second_division(stated, parts) is not None)
        ):
            return parts
    return None


def may_hold_other_money(stated: StatedSum, given: AuditInput) -> bool:
    """Whether spending differs from its kinds by what is paid to persons, which 人员支出 may hold, or by another fund."""
    concepts = {part.concept for part in stated.parts}
    if not concepts >= _SPENT_ON:
        return False
    paid = tuple(part for part in stated.parts if part.concept != _AID)
    if len(paid) < len(stated.parts) and _make(paid, stated.whole):
        return True
    gap = stated.whole.figure.value - stated.exact
    return gap > 0 and any(fact.figure.value == gap and fact.concept.startswith(_CAME_IN) for fact in given.statements.facts)


def is_net_of_refunds(fact: Fact, given: AuditInput) -> bool:
    """Whether income of a government's funds, out of which land is refunded, may be less than a part of it, or below zero."""
    return fact.concept == _FUND_INCOME and _REFUNDED.search(given.document.text) is not None


def taken_out(stated: Parted, facts: Sequence[Fact], text: str) -> Fact | None:
    """The last part, or the figure right behind, that is taken out: 调入16亿元（含甲12亿元、乙5亿元，调出|1亿元）; of spending it is a part."""
    before, last = (fact.origin for fact in (stated.whole, *stated.parts)[-2:])
    gap = stated.exact - stated.whole.figure.value
    if gap <= 0 or min(stated.signs) < 0 or stated.whole.concept.startswith("spend."):
        return None
    if gap == 2 * stated.parts[-1].figure.value and _OUT.search(text, before.end, last.start):
        return stated.parts[-1]
    behind = (fact for fact in facts if fact.origin.block == last.block and 0 <= fact.origin.start - last.end <= _BEHIND and fact.figure.value == gap)
    return next((fact for fact in behind if _OUT.search(text, last.end, fact.origin.start)), None)


def goes_on_beside(stated: StatedSum, facts: Sequence[Fact]) -> Fact | None:
    """The figure before a whole that the whole and its last parts make: 限额6.1亿元，包括甲1.7亿元，其中丙0.5亿元，乙|4.4亿元."""
    whole, rest = stated.whole, Decimal(0)
    near = [fact for fact in facts if fact.origin.block == whole.origin.block and fact.origin.end <= whole.origin.start][-_NEAR:]
    for part in reversed(stated.parts[1:] if whole.figure.value > 0 and min(stated.signs) > 0 else ()):
        rest += part.figure.value
        for fact in near:
            if fact.figure.unit.base == whole.figure.unit.base and fact.figure.value == whole.figure.value + rest:
                return fact
    return None


def of_the_year(stated: StatedSum) -> StatedSum:
    """The list without what was carried over, where the year's own income makes 收入合计 without it."""
    if stated.whole.concept != "income.current" or any(sign < 0 for sign in stated.signs):
        return stated
    own = tuple(part for part in stated.parts if part.concept != "carry.opening")
    total = Interval.point(Decimal(0))
    for part in own:
        total = total + part.figure.range
    made = bool(own) and len(own) < len(stated.parts) and total.meets(stated.whole.figure.range)
    return replace(stated, parts=own, signs=(1,) * len(own)) if made else stated


def without_inner(stated: StatedSum) -> StatedSum | None:
    """The list without the parts of a part that follow it and make it; None where there are none."""
    if any(sign < 0 for sign in stated.signs):
        return None
    outer = _outer(stated.parts)
    return replace(stated, parts=outer, signs=(1,) * len(outer)) if len(outer) < len(stated.parts) else None


def opens_with_whole(stated: StatedSum) -> bool:
    """Whether a list in a sentence opens with its whole under another name, and the other parts make it.

    支出100万元，其中：甲类100万元，乙60万元，丙40万元
    """
    first, *rest = stated.parts
    if len(rest) < _LEAST or any(sign < 0 for sign in stated.signs) or not stated.origin.block.startswith("p"):
        return False
    total = Interval.point(Decimal(0))
    for part in rest:
        total = total + part.figure.range
    return first.figure.value == stated.whole.figure.value and total.meets(stated.whole.figure.range)


def leaves_some_out(listed: Parted, parts: Sequence[Fact]) -> bool:
    """Whether of a list that adds up one part alone is anything, and the wording tells another one behind the noughts.

    收入90万元，其中拨款90万元，基金0万元，结余6万元
    """
    *rest, last = parts
    told = [part for part in rest if part.figure.value]
    return bool(last.figure.value) and len(told) == 1 and sum(bool(part.figure.value) for part in listed.parts) == 1 and last not in listed.parts


def _make(parts: tuple[Fact, ...], whole: Fact) -> bool:
    return sum(part.figure.value for part in parts) == whole.figure.value


def second_division(stated: StatedSum, own: tuple[Fact, ...]) -> StatedSum | None:
    """What stands behind the parts that make a whole, where it divides the same money again.

    收入100万元，其中人员80万元，公用20万元，财政补助90万元，其他收入10万元. Where nothing names the whole, the two divisions are of two kinds.
    """
    rest = tuple(part for part in stated.parts if part not in own)
    first, then = ({part.concept.partition(".")[0] for part in some} for some in (own, rest))
    family = stated.whole.concept.partition(".")[0] or ("" if first & then or len(then) > 1 else next(iter(then), ""))
    again = len(rest) >= _LEAST and stated.parts[: len(own)] == own and all(part.concept.partition(".")[0] == family for part in rest)
    return replace(stated, parts=rest, signs=(1,) * len(rest)) if family and again else None


def printed_total(stated: StatedSum, sums: tuple[StatedSum, ...]) -> Fact | None:
    """The whole of another list whose part was taken for the whole of this one, where these parts make it to the last digit."""
    if any(sign < 0 for sign in stated.signs) or len(stated.parts) < _LEAST:
        return None
    wholes = (other.whole for other in sums if any(part is stated.whole for part in other.parts))
    return next((whole for whole in wholes if _make(stated.parts, whole)), None)


def _outer(parts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The parts without those that follow another and make it."""
    kept: list[Fact] = []
    at = 0
    while at < len(parts):
        kept.append(parts[at])
        last = len(parts) if parts[at].figure.value else 0  # several that are none make none
        ends = (end for end in range(at + 1 + _LEAST, last + 1) if _divide(parts[at + 1 : end], parts[at]))
        at = next(ends, at + 1)
    return tuple(kept)


def _divide(parts: tuple[Fact, ...], whole: Fact) -> bool:
    """Whether several parts that are not nought make a whole; 一般用车1辆、执法用车0辆、其他用车1辆 are all of one list."""
    return _make(parts, whole) and sum(bool(part.figure.value) for part in parts) >= _LEAST


def are_siblings(parts: Sequence[Fact]) -> bool:
    """Whether all parts are kinds of one thing, so that none of them divides another."""
    taxonomy = load_taxonomy()
    parents = {taxonomy.concept(part.concept).parent if part.concept else "" for part in parts}
    return len(parents) == 1 and "" not in parents and len({part.concept for part in parts}) == len(parts)
