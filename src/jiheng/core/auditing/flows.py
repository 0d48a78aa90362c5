"""What was left of a year by the words of its flows: 上年结余A，上级补助收入B，支出C，上解支出D，年终结余E."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from jiheng.core.auditing import causes
from jiheng.core.auditing.addable import is_change
from jiheng.core.auditing.brackets import depth
from jiheng.core.auditing.list_readings import AMONG
from jiheng.core.auditing.list_shape import CLAUSE, Shape
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

_LEFT = re.compile(r"(?:结余|结转(?:下年)?|结转结余|结转和结余|年末)(?:资金|支出|余额|额|数|为|是|约|[：:\s])*$")
_BEFORE = re.compile(r"(?:上年|年初|期初|去年|(?:19|20)\d\d年(?:末|底|滚存)?(?!收支))[^，。；\d]{0,10}结[余转]|结[余转](?:资金)?(?:年初|期初|上年)")
_IN_OR_OUT = re.compile(
    "(?P<loss>支出|上解(?!收入)|调出|还本|补充|安排预算稳定|结转下年|结余分配|增设|分配)|(?P<gain>上级[^，。；\\d]{0,8}补助支出|收入|补助|调入|转贷|动用|结余|结转)"
)
_TOTAL = re.compile("合计|总计|累计|总量|总额|总财力|总收入|总支出|可用财力")
_AGAIN = re.compile("加|减")  # what is told behind the kinds of a total, and is none of them
_PAUSE = re.compile("[，,。；;、]")
_NEAR = 30  # characters before the first figure of a line
_UNSURE = re.compile("当年|本年|结转下年(?!.*结余)")  # what is left of the year alone, or told as one more use of its money
_AGAINST = re.compile(
    r"(?:收支(?:总[量计])?(?:品迭|相抵)[后]?|(?:总?收入(?:总[量计])?|收入合计)减(?:去)?[^，。；\d]{0,6}支出(?:总[量计])?后?)[，,]?[^，。；\d]{0,12}?"
    r"(?:(?P<lack>赤字|缺口|差额)|结余(?:结转)?|结转(?:结余|下年(?:支出|使用)?)?|滚存结余)(?:资金|额|数|为|是|[：:\s])*$"
)
_FAR = 1500  # characters
_SIDES = 2  # what came in and what went out
_SENTENCE = re.compile("[。；;]")
_LEAST = 3  # an opening balance, what came in and what went out


def flows(lines: Iterable[Sequence[Fact]], text: str) -> Iterator[Shape]:
    """Each balance that its own line leads up to: what was left before, what came in and what went out.

    Where more than one reading is possible, only one that adds up, or that misses by a slip of the pen, is meant.
    """
    for line in lines:
        money = [fact for fact in line if fact.figure.unit.is_money and not is_change(fact)]
        begin = 0
        for at in range(len(money)):
            words = _words(money, at, text)
            if not _LEFT.search(words) or _BEFORE.search(words):
                continue
            shape = _balance(money[begin : at + 1], text)
            begin = at + 1
            if shape is not None:
                yield shape


def totals_apart(facts: Sequence[Fact], text: str) -> Iterator[Shape]:
    """What is left, or lacking, of the totals of income and of spending that stand last before it, in whatever paragraph."""
    totals: dict[int, Fact] = {}
    money = [fact for fact in facts if fact.figure.unit.is_money and not is_change(fact)]
    for at, fact in enumerate(money):
        words = _words(money, at, text)
        last = _PAUSE.split(words)[-1]
        against = _AGAINST.search(words)
        if against is not None and len(totals) == _SIDES and not any(one.figure.is_hedged for one in (fact, *totals.values())):
            came, went = totals[1], totals[-1]
            near = 0 < fact.origin.start - min(came.origin.start, went.origin.start) <= _FAR
            parts = (went, came) if against["lack"] else (came, went)
            if near and len({one.context.period for one in (*parts, fact)}) == 1:
                shape = Shape(fact, parts, (1, -1), adds_up=False, plain=True)
                yield replace(shape, adds_up=shape.total.meets(fact.figure.range))
        ways = list(_IN_OR_OUT.finditer(last))
        sign = (1 if ways[-1]["gain"] else -1) if ways else 0
        if sign and _TOTAL.search(last):
            totals[sign] = fact
        elif sign and not AMONG.search(words) and (_SENTENCE.search(words) or money[at - 1].origin.block != fact.origin.block):
            totals.pop(sign, None)  # another account begins


def _words(facts: Sequence[Fact], at: int, text: str) -> str:
    """What stands between a figure and the one before it."""
    start = facts[at].origin.start
    before = facts[at - 1].origin.end if at else max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    return text[before:start]


def _balance(facts: Sequence[Fact], text: str) -> Shape | None:
    words = [_words(facts, at, text) for at in range(len(facts))]
    if AMONG.search(words[-1]):
        return None
    begins = [0, *(at for at in range(1, len(facts) - _LEAST + 1) if _SENTENCE.search(words[at]))]
    ways = list(product(begins, (False, True), (False, True)))
    readings = [one for begin, clauses, besides in ways if (one := _read(facts[begin:], words[begin:], text, clauses, besides))]
    fitting = next((one.shape for one in readings if one.shape.adds_up), None)
    if fitting is not None or not readings:
        return fitting
    slipped = next((one.shape for one in readings if causes.one_slip_apart(one.shape.whole.figure, one.shape.exact)), None)
    return slipped or next((one.shape for one in readings if one.plain and not _UNSURE.search(words[-1])), None)


class _Reading(NamedTuple):
    """One way to read a balance; `plain` where the figures before it allow no other."""

    shape: Shape
    plain: bool


def _read(facts: Sequence[Fact], words: Sequence[str], text: str, whole_clauses: bool, besides: bool) -> _Reading | None:
    """What makes the last figure; behind 其中 the rest of a clause divides the figure before it, or only the next one does.

    An opening balance told behind the total of income is in it, or stands `besides`: 总收入200万元，总支出770万元。年初结余760万元，年末结余190万元.
    """
    parts: dict[int, list[Fact]] = {1: [], -1: []}
    totalled: set[int] = set()
    openings, nested, divided = 0, False, False
    for fact, told in zip(facts[:-1], words, strict=False):
        nested = bool(AMONG.search(told)) or (nested and whole_clauses and not CLAUSE.search(told))
        divided |= nested
        if nested or depth(text[facts[0].origin.start : fact.origin.start]) > 0:
            continue
        ways = list(_IN_OR_OUT.finditer(told))
        if not ways or fact.figure.is_hedged:
            return None
        before = bool(_BEFORE.search(told))
        sign = 1 if before or ways[-1]["gain"] else -1
        if _TOTAL.search(told):
            if sign in totalled:
                return None
            divided |= not _make(parts[sign], fact)
            parts[sign] = []
            totalled.add(sign)
        elif (sign in totalled and not (before and besides) and not _AGAIN.search(_PAUSE.split(told)[-1])) or any(
            one.figure.is_same(fact.figure) for one in parts[sign]
        ):
            divided = True
            continue
        openings += before
        parts[sign].append(fact)
    if not (openings or 1 in totalled) or not all(parts.values()) or len(facts) <= _LEAST - len(totalled):
        return None
    signs = (*(1 for _ in parts[1]), *(-1 for _ in parts[-1]))
    shape = Shape(facts[-1], (*parts[1], *parts[-1]), signs, adds_up=False, plain=True)
    at_once = openings and not _SENTENCE.search(text, facts[0].origin.end, facts[-1].origin.start)
    plain = not divided and openings <= 1 and (bool(at_once) if besides else len(totalled) != 1)
    return _Reading(replace(shape, adds_up=shape.total.meets(shape.whole.figure.range)), plain)


def _make(parts: Sequence[Fact], total: Fact) -> bool:
    """Whether figures told before a total make it; none may be told."""
    made = Interval.point(Decimal(0))
    for part in parts:
        made = made + part.figure.range_within(total.figure)
    return not parts or made.meets(total.figure.range)
