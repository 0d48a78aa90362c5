"""Movements that one sentence states: a budget and its adjustments, a balance and the year's income and spending."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import DEPRECIATED, OTHER_FLOWS, ROLL_FORWARD

_BALANCES = (
    ("carry.opening", "income.current", "spend.current", "carry.closing"),
    ("carry.opening.appropriation", "income.appropriation", "spend.appropriation", "carry.closing.appropriation"),
)

# What is carried over of one thing alone; a unit's own name (金湾片区, 执法支队) says nothing of the kind.
_OF_MONEY = re.compile("款|[资基租罚奖押证积税股]金|费|支出|收[入支费]|[预决核]算|项目|结[转余]")
_NET_ASSETS, _DEBTS = ("assets.total", "assets.net"), "assets.liabilities"
_NET = ("净值", "净额", "账面价值")


class Movement(NamedTuple):
    """A figure and the signed figures that lead to it."""

    whole: Fact
    parts: tuple[Fact, ...]
    signs: tuple[int, ...]
    why: str


def adjusted(facts: Sequence[Fact], moves: Mapping[str, int]) -> Movement | None:
    """年初 ± 调整 = 执行 (+ 结余), where one sentence states them of one thing; `moves` gives the adjustments' directions."""
    adjustments = [fact for fact in facts if fact.id in moves]
    if not adjustments:
        return None
    about = (adjustments[0].concept, adjustments[0].context.item)
    own = [fact for fact in facts if (fact.concept, fact.context.item) == about]
    opening = [fact for fact in own if fact.context.basis is Basis.OPENING]
    budget = [fact for fact in own if fact.context.basis is Basis.BUDGET]
    outturn = [fact for fact in own if fact.context.basis is Basis.OUTTURN]
    if len(opening) != 1 or len(budget or outturn) != 1:
        return None
    left = [] if budget else [fact for fact in facts if fact.concept.startswith("carry.") and fact.figure.unit.is_money and fact.figure.value]
    whole, parts = (budget or outturn)[0], (opening[0], *adjustments, *left)
    signs = (1, *(moves[fact.id] for fact in adjustments), *(-1 for _ in left))
    gap = whole.figure.value - sum(sign * part.figure.value for part, sign in zip(parts, signs, strict=True))
    besides = [fact for fact in facts if gap and fact.figure.value == gap and fact.figure.unit.is_money and fact not in (whole, *parts)]
    if besides:  # 批复90万元，经批准继续使用3万元，追加7万元，全年预算100万元
        return Movement(whole, (*parts, besides[0]), (*signs, 1), "年初预算±调整")
    return Movement(whole, parts, signs, "年初预算±调整")


def depreciated(facts: Sequence[Fact]) -> Movement | None:
    """Original value - depreciation = net value of the fixed assets, one after the other in one sentence."""
    for original, worn, net in zip(facts, facts[1:], facts[2:], strict=False):
        told = (original.concept, worn.concept) == (
            "assets.fixed.original",
            "assets.fixed.depreciation",
        ) and original.context.period == net.context.period
        if told and net.figure.unit.is_money and net.label.endswith(_NET):
            return Movement(net, (original, worn), (1, -1), DEPRECIATED)
    return None


def left_of_assets(facts: Sequence[Fact]) -> Movement | None:
    """Assets - debts = net assets, one after the other in one sentence."""
    for assets, debts, net in zip(facts, facts[1:], facts[2:], strict=False):
        named = (assets.concept, net.concept) == _NET_ASSETS and (debts.concept == _DEBTS or debts.label.endswith("负债"))
        if named and assets.context.period == net.context.period and debts.figure.unit.is_money:
            return Movement(net, (assets, debts), (1, -1), DEPRECIATED)
    return None


def rolled_forward(facts: Sequence[Fact]) -> Movement | None:
    """年初结转 + 本年收入 - 本年支出 = 年末结转, where one sentence states all four once, of one year and nothing in particular."""
    for names in _BALANCES:
        found = [[fact for fact in facts if fact.concept == name and fact.figure.unit.is_money] for name in names]
        if any(len(some) != 1 for some in found):
            continue
        opening, income, spending, closing = (some[0] for some in found)
        four = (opening, income, spending, closing)
        scopes = {fact.context.scope for fact in four} - {""}  # said once, it holds for the sentence
        if len({fact.context.period for fact in four}) > 1 or len(scopes) > 1 or any(fact.context.item for fact in four[1:]):
            continue
        if _OF_MONEY.search(opening.context.item) or {income.context.basis, spending.context.basis, closing.context.basis} != {Basis.OUTTURN}:
            continue
        flows = [fact for fact in facts if fact.concept in OTHER_FLOWS]
        signs = (1, 1, -1, *(1 if fact.concept == OTHER_FLOWS[0] else -1 for fact in flows))
        return Movement(closing, (opening, income, spending, *flows), signs, ROLL_FORWARD)
    return None
