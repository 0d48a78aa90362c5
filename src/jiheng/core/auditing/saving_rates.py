"""Rates of what was saved by procurement beside the amount saved and the amount bought: 采购额900万元，节约100万元，节约率10%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.facts.fact import Fact

_SAVED = re.compile(r"节[约省支](?:财政性?)?(?:资金|金额|采购资金)?(?:共|约|达|为|了|[:：]|\s)*$")
_RATE = re.compile(r"\s?[，,；;（(]\s?(?:资金|采购|综合|平均)?节[约省支]率(?:为|达到?|是|约|[:：]|\s)*")
_BOUGHT = re.compile("采购|中标|成交|合同")
_OTHERWISE = re.compile("上年|去年|同期|其中")
_WORDS = 14
_SENTENCES = re.compile("[。\n]")
_MOST = 8  # figures before an amount saved


def saving_rates(given: AuditInput, code: str) -> Iterator[Held | Finding]:
    """What there is to say of each rate of savings: a share of the budget, or of what was bought and saved together."""
    text = given.document.text
    if "节约率" not in text and "节省率" not in text and "节支率" not in text:
        return
    facts = [fact for fact in given.in_order if fact.origin.block.startswith("p")]
    for at, (saved, rate) in enumerate(pairwise(facts)):
        if not (saved.figure.unit.is_money and rate.figure.unit.is_ratio) or saved.figure.is_hedged or rate.figure.is_hedged:
            continue
        if not _RATE.fullmatch(text, saved.origin.end, rate.origin.start) or not _SAVED.search(text, saved.origin.start - _WORDS, saved.origin.start):
            continue
        near = [fact for fact in facts[max(0, at - _MOST) : at] if fact.figure.unit.is_money and fact.figure.value > saved.figure.value]
        near = [fact for fact in near if not _SENTENCES.search(text, fact.origin.end, saved.origin.start) and not fact.concept.startswith("change.")]
        bought = [fact for fact in near if _is_bought(fact, text)]
        if bought and not any(fact.figure.is_hedged for fact in near) and not _is_cut_off(rate, saved, bought[-1]):
            yield _judge(rate, saved, bought, near, code)


def _is_bought(fact: Fact, text: str) -> bool:
    said = re.split("[，,；;。]", text[max(0, fact.origin.start - 2 * _WORDS) : fact.origin.start])[-1]
    return bool(_BOUGHT.search(said)) and not _OTHERWISE.search(said)


def _is_cut_off(rate: Fact, saved: Fact, whole: Fact) -> bool:
    """Whether a rate is one of both that the amounts make, its last digits cut off: 18.75%印作18%."""
    both = (saved.figure.value / (whole.figure.value + base) for base in (0, saved.figure.value))
    return any(rate.figure.range.high <= exact < rate.figure.value + rate.figure.base_step for exact in both)


def _judge(rate: Fact, saved: Fact, bought: list[Fact], near: list[Fact], code: str) -> Held | Finding:
    of = saved.figure.range
    for fact in near:
        if any((of / base).meets(rate.figure.range) for base in (fact.figure.range, fact.figure.range + of)):
            facts = (rate, saved, fact)
            return Held(
                code, Band.ROUNDING, tuple(one.origin for one in facts), facts, f"{words.plain(saved)}与{words.plain(fact)}：节约率{rate.figure.text}"
            )
    whole, unit = bought[-1], rate.figure.unit
    both = [saved.figure.value / base for base in (whole.figure.value, whole.figure.value + saved.figure.value)]
    shown = [words.in_unit(value, unit, rate.figure.step) for value in both]
    facts = (rate, saved, whole)
    return Finding(
        code,
        Severity.WARNING,
        Category.ACCURACY,
        f"节约率印作{rate.figure.text}，按{words.plain(saved)}与{words.plain(whole)}计算，{whole.figure.text}是预算时应为{shown[0]}，是采购额时应为{shown[1]}",
        "核对预算金额、采购金额和节约金额，更正节约率",
        tuple(fact.origin for fact in facts),
        facts=facts,
        expected=shown[1],
        stated=rate.figure.text,
        working=(f"{words.plain(saved)} ÷ {words.plain(whole)} = {words.in_unit(both[0], unit, rate.figure.step)}",),
    )
