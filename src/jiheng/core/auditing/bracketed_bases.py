"""Rates of counts whose base stands in brackets beside them: 达标102个，占53.1%（194个）; 占教师总数（180人）的35.1%; 95.2%（120/126）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Severity
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

_OPEN, _BRACKET_OF = re.compile(r"\s?[（(]"), re.compile(r"[）)]\s?的\s?(?:比例为|比重为|比例|比重)?$")
_FRACTION = re.compile(r"\s?[（(]\s?(?P<part>\d{1,7})\s?[/／]\s?(?P<whole>\d{1,7})\s?[）)]")
_SHARE = re.compile(r"[\u4e00-\u9fff]{0,8}[，,]?\s?约?占比?(?:总数|全部|总量)?的?(?:比例|比重)?(?:约|为|是|达到?|[:：])*\s?")
_RATE = re.compile(r"[\u4e00-\u9fff]{0,8}[，,]\s?[\u4e00-\u9fff]{2,8}[率比](?:约|为|是|达到?|[:：])*\s?")
_BASE = re.compile(
    r"(?:共|总数?|总计|合计|全部?|基数|应[\u4e00-\u9fff]{0,4}|抽[检查样]|检[查测]|参[与加]|发放)(?:[\u4e00-\u9fff]{0,4})(?:为|[:：])?\s?$"
)
_OTHERWISE = re.compile("上[年月期]|去年|同期|同比|目标|计划|增|减|其中|以上|不[低少]")
_NAMES_WHOLE = re.compile(r"占(?P<what>[\u4e00-\u9fff]{1,12})\s?[（(][\u4e00-\u9fff]{0,4}$")
_NAMED = re.compile("率[为达到约是]*$")
_CALLED = 16
_REACH = 40  # characters between a count and its rate
_NO_COUNTS = ("money", "ratio", "score", "rate", "multiple", "time")
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Read:
    """What a rate is of, by its brackets."""

    part: Decimal
    whole: Decimal
    facts: tuple[Fact, ...]
    sure: bool


def bracketed_bases(given: AuditInput, code: str) -> Iterator[Held | Finding]:
    """What there is to say of each rate of counts whose base stands in brackets."""
    text = given.document.text
    counts: dict[str, list[Fact]] = {}
    rates: list[Fact] = []
    for fact in given.statements.facts:
        unit, start, end = fact.figure.unit, fact.origin.start, fact.origin.end
        if not fact.origin.block.startswith("p") or fact.figure.is_hedged:
            continue
        if unit.is_ratio and (_OPEN.match(text, end) or _BRACKET_OF.search(text[max(0, start - 8) : start])):
            rates.append(fact)
        elif unit.key and unit.dimension not in _NO_COUNTS and not fact.concept.startswith("change."):
            counts.setdefault(fact.origin.block, []).append(fact)
    for rate in rates:
        beside = [
            fact for fact in counts.get(rate.origin.block, ())
            if abs(fact.origin.start - rate.origin.start) <= 2 * _REACH
        ]  # fmt: skip
        read = _fraction(rate, text) or _base_before(rate, beside, text) or _base_behind(rate, beside, text) or _both_behind(rate, beside, text)
        if read is not None and 0 < read.part <= read.whole and not _of_several(rate, read, beside, text):
            yield _judge(rate, read, code)


def _of_several(rate: Fact, read: _Read, beside: Sequence[Fact], text: str) -> bool:
    """Whether a share is of several counts told one after another: 机关56人、事业100人，占在职人员（180人）|的86.7%."""
    if not read.facts:
        return False
    part = read.facts[0]
    made, last = read.part, part
    for one in reversed([fact for fact in beside if fact.origin.end <= part.origin.start]):
        if one.figure.unit.base != part.figure.unit.base or re.search("[。；;%％]", text[one.origin.end : last.origin.start]):
            return False
        made, last = made + one.figure.value, one
        if (Interval.point(made) / Interval.point(read.whole)).meets(rate.figure.range):
            return True
    return False


def _fraction(rate: Fact, text: str) -> _Read | None:
    found = _FRACTION.match(text, rate.origin.end)
    return _Read(Decimal(found["part"]), Decimal(found["whole"]), (), sure=True) if found else None


def _base_before(rate: Fact, beside: Sequence[Fact], text: str) -> _Read | None:
    """高级职称56人，占教师总数（180人）|的31.1%."""
    before = [fact for fact in beside if fact.origin.end <= rate.origin.start]
    if len(before) < _TWO or not _BRACKET_OF.fullmatch(text, before[-1].origin.end, rate.origin.start):
        return None
    part, whole = before[-2:]
    named = _NAMES_WHOLE.search(text, part.origin.end, whole.origin.start)
    between = text[part.origin.end : whole.origin.start]
    alike = part.figure.unit.base == whole.figure.unit.base and len(between) <= _REACH and not re.search("[。；%％]", between)
    return _Read(part.figure.value, whole.figure.value, (part, whole), sure=True) if named and alike else None


def _base_behind(rate: Fact, beside: Sequence[Fact], text: str) -> _Read | None:
    """达标102个，占53.1%|（194个）; 签约85户，签约率94.4%|（应签约90户）."""
    before = [fact for fact in beside if fact.origin.end <= rate.origin.start]
    inside = _inside(rate, beside, text)
    if not before or len(inside) != 1 or before[-1].figure.unit.key != inside[0].figure.unit.key:
        return None
    part, whole = before[-1], inside[0]
    said = text[_open_behind(rate, text) : whole.origin.start]
    based = bool(_BASE.search(said))
    bare = _SHARE.fullmatch(text, part.origin.end, rate.origin.start)
    named = _RATE.fullmatch(text, part.origin.end, rate.origin.start)
    # 已开展调查102个村，已开展调查率53.1%（194个）: the rate bears the name of its part
    own = named is not None and not said.strip() and text[max(0, part.origin.start - _CALLED) : part.origin.start].endswith(_stem(named[0]))
    told = (bare and (based or not said.strip())) or (based and named) or own
    if _OTHERWISE.search(said) or not told:
        return None
    return _Read(part.figure.value, whole.figure.value, (part, whole), sure=based) if whole.figure.value > part.figure.value else None


def _stem(words: str) -> str:
    """What a rate is called, without 率 and what links it: 已开展调查率为 → 已开展调查."""
    return re.split("[，,]", words)[-1].strip().rstrip("为是达到约：: ").rstrip("率比") or "\n"


def _both_behind(rate: Fact, beside: Sequence[Fact], text: str) -> _Read | None:
    """合格率95.5%|（抽检400批次，合格382批次）."""
    inside = _inside(rate, beside, text)
    named = _NAMED.search(text[max(0, rate.origin.start - 4) : rate.origin.start])
    if len(inside) != _TWO or inside[0].figure.unit.key != inside[1].figure.unit.key or not named:
        return None
    part, whole = sorted(inside, key=lambda fact: fact.figure.value)
    said = re.split("[（(，,、；]", text[max(0, whole.origin.start - 12) : whole.origin.start])[-1]
    other = text[_open_behind(rate, text) : inside[1].origin.end]
    return _Read(part.figure.value, whole.figure.value, (part, whole), sure=False) if _BASE.search(said) and not _OTHERWISE.search(other) else None


def _open_behind(rate: Fact, text: str) -> int:
    opened = _OPEN.match(text, rate.origin.end)
    return opened.end() if opened else rate.origin.end


def _inside(rate: Fact, beside: Sequence[Fact], text: str) -> list[Fact]:
    """The counts in the bracket right behind a rate."""
    opened = _open_behind(rate, text)
    closed = next((at for at in range(opened, min(len(text), opened + _REACH)) if text[at] in "）)"), -1)
    return [fact for fact in beside if opened <= fact.origin.start and fact.origin.end <= closed]


def _judge(rate: Fact, read: _Read, code: str) -> Held | Finding:
    expected = Interval.point(read.part) / Interval.point(read.whole)
    exact = read.part / read.whole
    facts = (rate, *read.facts)
    evidence: tuple[Span, ...] = tuple(fact.origin for fact in facts)
    unit = rate.figure.unit
    working = f"{read.part.normalize():f} ÷ {read.whole.normalize():f} = {words.in_unit(exact, unit, Decimal('0.0001'))}，印作{rate.figure.text}"
    if expected.meets(rate.figure.range):
        return Held(code, Band.ROUNDING, evidence, facts, working)
    right = words.in_unit(exact, unit, rate.figure.step)
    habit = words.cut_off(rate.figure, exact)
    return Finding(
        code,
        Severity.ERROR if read.sure and not rate.repair and not habit else Severity.WARNING,
        Category.ACCURACY,
        f"{rate.label or '比率'}印作{rate.figure.text}，按{read.part.normalize():f}÷{read.whole.normalize():f}应为{right}",
        "核对分子、分母的口径，或更正比率",
        evidence,
        likely_cause=habit,
        facts=facts,
        working=(working,),
        **words.compared(rate.figure, exact, expected),
    )
