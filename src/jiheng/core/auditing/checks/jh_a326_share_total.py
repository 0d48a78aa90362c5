"""JH-A-326 分项列全而占比之和不是100%。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.judged_ratios import ratios_judged
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.told_shares import is_bare, is_of_plan
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval
from jiheng.core.period import Period

CODE = "JH-A-326"
_ONE = Decimal(1)
_ZERO = Decimal(0)
_FINE = Decimal("0.01")
_FEW_KINDS = ("three.total", "spend.basic")  # of which a report names every kind
_SEVERAL = 3  # shares of names alone that are a division
_NEAR = Decimal("0.25")  # shares that make less or more are of several things
_NAME_ALONE = re.compile(r"\s*[，,、；;]\s*[^，,；;。\n\d]{2,24}(?:占\s*(?:比(?:为|达)?)?|(?<=其他)类?|(?<=其它)类?|(?<=其他类))\s*")
_LEFT = re.compile("其[他它余]")


@check(
    code=CODE,
    title="占比之和不是100%",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#五、（二）一般公共预算财政拨款支出决算结构情况",),
)
def share_total(given: AuditInput) -> Iterable[Outcome]:
    """分项金额之和等于合计时，各分项占比之和应为100%（每个占比允许半步的取整）。

    Holds: 占比之和在取整之内为100%。   Breaks: 占比之和不含100%；并列各项占同一数的比重合计超过100%。
    Unknown: 分项没有列全，或有的分项没有占比。   Mend: 逐项按“分项÷合计”重算占比。
    """
    of_wholes = (ratio for ratio in given.statements.ratios if ratio.words.startswith("占") and not is_of_plan(ratio))
    shares = {ratio.part.id: ratio.rate for ratio in of_wholes if ratio.part is not None}
    yield from _above_all(given)
    yield from _names_alone(given)
    yield from _all_kinds(given)
    found = [one for one in ratios_judged(given) if isinstance(one, Finding)]
    told = {one.facts[0].id for one in found}
    doubtful = {one.facts[0].id for one in found if one.severity is Severity.WARNING}  # they may be shares of another whole
    for one in given.statements.sums:
        rates = [shares[part.id] for part in one.parts if part.id in shares]
        if len(rates) < 2 or any(sign < 0 for sign in one.signs) or not one.whole.figure.value:
            continue  # of nothing no part has a share
        evidence = tuple(rate.origin for rate in rates)
        parts = sum((part.figure.range for part in one.parts), Interval.point(_ZERO))
        if len(rates) < len(one.parts) or not parts.meets(one.whole.figure.range):
            yield NotEvaluated(CODE, f"{one.whole.label}{one.whole.figure.text}的分项没有列全或没有逐项写占比", evidence)
            continue
        own = shares.get(one.whole.id)
        if own is not None and sum((rate.figure.range for rate in rates), Interval.point(_ZERO)).meets(own.figure.range):
            continue  # 甲90万元，占总额的60%；其中乙占总额的40%、丙占20%: of what 甲 is a share of
        wrong = [rate.id for rate in rates if rate.id in told]
        yield _judge(one.whole, one.parts, rates, sure=not wrong or any(id not in doubtful for id in wrong))


def _above_all(given: AuditInput) -> Iterable[Outcome]:
    """Shares "of the same" whose parts lie side by side in the lawbook: together they cannot be more than all of it."""
    taxonomy = load_taxonomy()
    groups: dict[tuple[str, str, Period, Basis | None], dict[str, tuple[Fact, Fact]]] = defaultdict(dict)
    for stated in given.statements.ratios:
        part, whole = stated.part, stated.words.removeprefix("占").strip("的比重例率")
        if part is None or not part.concept or part.context.item or not stated.words.startswith("占") or not whole or is_of_plan(stated):
            continue
        parent = taxonomy.concept(part.concept).parent
        if parent and taxonomy.concept(parent).parts:
            key = whole, parent, part.context.period, part.context.basis
            groups[key].setdefault(part.concept, (part, stated.rate))
    for (whole, *_), told in groups.items():
        rates = [rate for _, rate in told.values()]
        total = sum((rate.figure.range for rate in rates), Interval.point(_ZERO))
        if len(rates) < 2 or total.low <= _ONE:
            continue
        exact = sum((rate.figure.value for rate in rates), _ZERO)
        shown = words.in_unit(exact, rates[0].figure.unit)
        parts = [part for part, _ in told.values()]
        yield Finding(
            CODE, Severity.ERROR if is_sure((*parts, *rates)) else Severity.WARNING, Category.ACCURACY,
            f"{'、'.join(part.label for part in parts)}占{whole}的比重合计{shown}，超过100%", "逐项按“分项÷合计”重算占比", tuple(rate.origin for rate in rates),
            expected="不超过100%", stated=shown, difference=words.in_unit(exact - _ONE, rates[0].figure.unit, _FINE), facts=tuple(rates),
            working=(f"{' + '.join(words.plain(rate) for rate in rates)} = {shown}",),
        )  # fmt: skip


def _all_kinds(given: AuditInput) -> Iterable[Outcome]:
    """Bare shares that one paragraph tells of every kind that the lawbook knows of a whole, which is printed nowhere near."""
    taxonomy = load_taxonomy()
    groups: dict[tuple[str, str, Period, Basis | None], dict[str, tuple[Fact, Fact]]] = defaultdict(dict)
    for stated in given.statements.ratios:
        part = stated.part
        if part is None or stated.whole is not None or not part.concept or part.context.item or not is_bare(stated):
            continue
        if (parent := taxonomy.concept(part.concept).parent) in _FEW_KINDS:
            groups[stated.rate.origin.block, parent, part.context.period, part.context.basis][part.concept] = part, stated.rate
    for (_, parent, *_), told in groups.items():
        parts, rates = [part for part, _ in told.values()], [rate for _, rate in told.values()]
        if len(told) < len(taxonomy.children(parent)) or not any(part.figure.value for part in parts) or _are_judged(given, rates):
            continue
        total = sum((rate.figure.range for rate in rates), Interval.point(_ZERO))
        exact = sum((rate.figure.value for rate in rates), _ZERO)
        shown = words.in_unit(exact, rates[0].figure.unit)
        evidence = tuple(rate.origin for rate in rates)
        working = f"{' + '.join(words.plain(rate) for rate in rates)} = {shown}"
        if total.holds(_ONE):
            yield Held(CODE, Band.EXACT if exact == _ONE else Band.ROUNDING, evidence, tuple(rates), working)
            continue
        whole = sum((part.figure.value for part in parts), _ZERO)
        should = "、".join(
            f"{part.label}应为{words.in_unit(part.figure.value / whole, rate.figure.unit, rate.figure.step)}" for part, rate in told.values()
        )
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY, f"{taxonomy.concept(parent).label}的各项占比合计{shown}，不是100%", "逐项按“分项÷合计”重算占比", evidence,
            likely_cause=f"按各项之和{should}", expected="100%", stated=shown, difference=words.in_unit(abs(exact - _ONE), rates[0].figure.unit, _FINE),
            facts=tuple(rates), working=(working,),
        )  # fmt: skip


def _are_judged(given: AuditInput, rates: list[Fact]) -> bool:
    """Whether a printed whole has been found of one of these shares."""
    own = {rate.id for rate in rates}
    return any(one.facts[0].id in own for one in ratios_judged(given) if isinstance(one, (Finding, Held)))


def _names_alone(given: AuditInput) -> Iterable[Outcome]:
    """Shares told one after another of names alone, down to what is left (咨询类占60%，…，其他占3%): they are all there is."""
    text = given.document.text
    told = {one.rate.id for one in given.statements.ratios if is_bare(one)}
    rates = (fact for fact in given.statements.facts if fact.id in told or (fact.figure.unit.is_ratio and not fact.concept.startswith("change.")))
    shares = sorted(rates, key=lambda rate: rate.origin.start)
    run: list[Fact] = []
    for rate in (*shares, None):
        between = text[run[-1].origin.end : rate.origin.start] if run and rate is not None else ""
        if run and (rate is None or not _NAME_ALONE.fullmatch(between)):
            if len(run) >= _SEVERAL and run[0].id in told and _LEFT.search(text, run[-2].origin.end, run[-1].origin.start):
                yield from _judge_alone(run)
            run = []
        if rate is not None:
            run.append(rate)


def _judge_alone(rates: list[Fact]) -> Iterable[Outcome]:
    total = sum((rate.figure.range for rate in rates), Interval.point(_ZERO))
    exact = sum((rate.figure.value for rate in rates), _ZERO)
    evidence = tuple(rate.origin for rate in rates)
    shown = words.in_unit(exact, rates[0].figure.unit)
    working = f"{' + '.join(words.plain(rate) for rate in rates)} = {shown}"
    if total.holds(_ONE):
        yield Held(CODE, Band.EXACT if exact == _ONE else Band.ROUNDING, evidence, tuple(rates), working)
    elif abs(exact - _ONE) <= _NEAR:
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"{len(rates)}项占比从第一项列到“其他”，合计{shown}，不是100%", "逐项核对占比，改正写错的一项", evidence,
            expected="100%", stated=shown, difference=words.in_unit(abs(exact - _ONE), rates[0].figure.unit, _FINE), facts=tuple(rates), working=(working,),
        )  # fmt: skip


def _judge(whole: Fact, parts: tuple[Fact, ...], rates: list[Fact], *, sure: bool) -> Outcome:
    total = sum((rate.figure.range for rate in rates), Interval.point(_ZERO))
    exact = sum((rate.figure.value for rate in rates), _ZERO)
    evidence = tuple(rate.origin for rate in rates)
    unit = rates[0].figure.unit
    shown = words.in_unit(exact, unit)
    working = f"{' + '.join(words.plain(rate) for rate in rates)} = {shown}"
    if total.holds(_ONE):
        return Held(CODE, Band.EXACT if exact == _ONE else Band.ROUNDING, evidence, tuple(rates), working)
    wrong = [
        f"{part.label}应为{words.in_unit(part.figure.value / whole.figure.value, unit, rate.figure.step)}"
        for part, rate in zip(parts, rates, strict=True)
        if whole.figure.value and not (part.figure.range / whole.figure.range).meets(rate.figure.range)
    ]
    return Finding(
        CODE, Severity.ERROR if sure and is_sure((whole, *parts, *rates)) else Severity.WARNING, Category.ACCURACY,
        f"{whole.label}{whole.figure.text}的各分项占比合计{shown}，不是100%", "逐项按“分项÷合计”重算占比", evidence,
        likely_cause="、".join(wrong), expected="100%", stated=shown, difference=words.in_unit(abs(exact - _ONE), unit, _FINE),
        facts=(*rates, whole), working=(working,),
    )  # fmt: skip
