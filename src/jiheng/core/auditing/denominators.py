"""Which printed figure a stated rate may be a share of: by the words, by kin, by what stands beside it; likeliest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jiheng.core.auditing.addable import digits
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.phrases import named_again
from jiheng.core.auditing.told_shares import TELLING, is_bare, is_of_another, is_share, is_share_of, is_telling
from jiheng.core.documents.block import BlockKind
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.period import Period

_SIDE_BY_SIDE = 120  # characters
_NEAREST = 12  # figures of one thing before and behind a rate
_AROUND = 60  # figures of any thing
_PARAGRAPH = 300  # characters in which shares stand beside one another
_PAGE = 1200  # characters in which shares of the same whole are sought
_WITNESSES, _SEVERAL = 2, 3  # shares that show a whole, and that make it
_BESIDE = 6  # amounts looked at before a part
_TELLING_WORDS = 8  # characters between a part and its share, beside what it is a share of
_NEARLY_ALL, _TENTH = Decimal("0.9"), 10
_ENDING = 4  # characters with which two longer names end alike
_NAMING = 3  # characters that name a whole
_GENERAL = re.compile("全(?:省|市|县|区|国|镇|乡|校|院|局|系统)|本(?:年度?|省|市|县|区|级|部门|单位)|当年|年度|总|系统|实现|地方|完成|[收支]?合计")
_FUNDS = ("both.", "income.", "spend.", "carry.", "budget.", "three.", "procurement.")
_OWN_PLAN = re.compile("占(?:了|其)?(?:年初|全年|总)预算|占预算(?:数|总额)")  # 支出60万元，占总预算比|67%
_PLANS = (Basis.BUDGET, Basis.OPENING)
_COUNTED = ("count", "people", "person_times")
_COUNTS = ("总数", "总量", "总人数", "总件数")
_SIDES = ("收入", "支出", *_COUNTS)  # what a share is of, where nothing narrower is said
_VAGUE = re.compile(
    "总数|总量|总人数|总件数|同期|财政|公共|一般|预算|地方|决算|收入|支出|合计|总额|总计|全部|本年度?|当年|年度|部门|单位|本级|省级|市级|区级|县级|承办|交办|办理|受理|收到|登记|立案|提案|建议|项目|人数|件数|[到了总全]"
)
_WHOLE = re.compile(r"|.*\.(?:total|current|local_revenue)|.*\.appropriation(?:\.general)?")  # no single kind of spending, of income
_BODY = re.compile("(?:[省市县区镇乡局委厅办院校馆站所队会]|街道|中心|学校|医院|机关)$")
_Key = tuple[str, Period, Basis | None, str]


@dataclass(slots=True)
class _Row:
    """Figures in the order of the document."""

    facts: list[Fact] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.starts.append(fact.origin.start)

    def near(self, start: int, most: int) -> list[Fact]:
        """The nearest to a place, nearest first."""
        at = bisect_left(self.starts, start)
        return sorted(self.facts[max(0, at - most) : at + most], key=lambda fact: abs(fact.origin.start - start))


class Denominators:
    """The figures of one document, to be asked for the denominator of each rate."""

    def __init__(self, given: AuditInput) -> None:
        """Sorts the document's facts and rates once."""
        self._named: dict[_Key, _Row] = defaultdict(_Row)
        self._funds: dict[str, _Row] = defaultdict(_Row)
        for fact in given.in_order:
            dimension = fact.figure.unit.dimension
            self._named[fact.concept, fact.context.period, fact.context.basis, dimension].add(fact)
            if fact.concept.startswith(_FUNDS) and not fact.figure.is_hedged and fact.figure.value:
                self._funds[dimension].add(fact)
        self._amounts = [fact for fact in given.in_order if fact.figure.unit.is_money]
        self._counts: dict[str, _Row] = defaultdict(_Row)
        for fact in given.in_order:
            if fact.figure.unit.key and fact.figure.unit.dimension in _COUNTED and fact.origin.block.startswith("p"):
                self._counts[fact.figure.unit.key].add(fact)
        self._text = given.document.text
        self._money = _Row(self._amounts, [fact.origin.start for fact in self._amounts])
        self._shares = sorted((one for one in given.statements.ratios if is_share(one)), key=lambda one: one.rate.origin.start)
        self._fits: dict[tuple[int, int], bool] = {}
        self._share_starts = [one.rate.origin.start for one in self._shares]
        self._place = {block.id: place for place, block in enumerate(given.document.blocks)}
        self._sections: list[int] = []
        for block in given.document.blocks:
            above = self._sections[-1] if self._sections else 0
            self._sections.append(above + (block.kind is not BlockKind.PARAGRAPH and block.kind is not BlockKind.FOOTER))

    def of(self, stated: StatedRatio, part: Fact) -> tuple[list[Fact], bool]:
        """Printed figures that may be the denominator, likeliest first; and whether the words name it beyond doubt."""
        if stated.whole is not None:
            return [stated.whole], True
        if is_share(stated) and not (part.context.basis is Basis.OUTTURN and _OWN_PLAN.match(stated.words)):
            hits = load_taxonomy().find(stated.words)
            if not hits:
                return [fact for fact in self._parents(part) if fact.id not in self._with_shares(stated)], False
            found = self._like(part, hits[-1].concept.id, (part.context.basis,))
            if not part.figure.unit.is_money:  # 立案174件，实际立案72件: the one that comes near
                found.sort(key=lambda fact: abs(fact.figure.value * stated.rate.figure.value - part.figure.value))
            return found, _one_value(found)
        wanted = (Basis.OPENING,) if "年初" in stated.words else (Basis.BUDGET,) if re.search("调整|全年", stated.words) else _PLANS
        found = [fact for fact in self._like(part, part.concept, wanted) if fact.context.item == part.context.item]
        return found, _one_value(found) and len(wanted) == 1

    def called(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The one larger amount before a share that the words before its own number call as the share's words do: 占全省财务总收入."""
        name = _GENERAL.sub("", stated.words.removeprefix("占")).strip("的比重例率额数")
        if not is_share(stated) or len(name) < _NAMING:
            return []
        start = stated.rate.origin.start
        larger = [
            fact for fact in self._amounts[max(0, bisect_left(self._money.starts, start) - _AROUND) : bisect_left(self._money.starts, start)]
            if fact.figure.value > part.figure.value and fact.figure.unit.base == part.figure.unit.base and not fact.concept.startswith("change.")
        ]  # fmt: skip
        for ending in dict.fromkeys((name, name[-_ENDING:])):  # 占红十字系统财务收入 of what a 红十字会 calls its 财务收入
            found = [
                fact for fact in larger
                if _GENERAL.sub("", fact.origin.quote.rpartition(fact.figure.text)[0]).rstrip("为是达共约：: ").rstrip("额数").endswith(ending)
            ]  # fmt: skip
            if found and ending != name:
                found = [fact for fact in found if 2 * abs(fact.figure.value * stated.rate.figure.value - part.figure.value) <= part.figure.value]
            if found:
                return found[-1:] if _one_value(found) else []
        return []

    def before_alone(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The only larger number that stands before a part of which a bare share is told in one sentence: 总规模90万元，纳入方案60万元，占比67%."""
        if not is_bare(stated) or part.origin.block != stated.rate.origin.block:
            return []
        row = self._money if part.figure.unit.is_money else self._counts.get(part.figure.unit.key, _Row())
        at = bisect_left(row.starts, part.origin.start)
        near = [
            fact for fact in row.facts[max(0, at - _BESIDE) : at]
            if fact.origin.block == part.origin.block and part.origin.start - fact.origin.end <= _SIDE_BY_SIDE and not self._parted(fact, part)
        ]  # fmt: skip
        alone = (
            len(near) == 1
            and near[0].id not in self._with_shares(stated)
            and near[0].figure.unit.base == part.figure.unit.base
            and near[0].figure.value > part.figure.value
        )
        return near if alone and not near[0].concept.startswith("change.") and near[0].context.period == part.context.period else []

    def _with_shares(self, stated: StatedRatio) -> set[str]:
        """The figures near a share of which one is told as well: 群众体育占总数28%, 竞技体育占总数72%."""
        return {one.part.id for one in self._near(stated.rate.origin.start, _PARAGRAPH) if one.part is not None}

    def _parted(self, one: Fact, other: Fact) -> bool:
        return "。" in self._text[one.origin.end : other.origin.start]

    def is_beside(self, stated: StatedRatio, part: Fact, whole: Fact, wholes: Iterable[Fact]) -> bool:
        """Whether plan, outturn and rate are printed side by side, so that the rate can only be of these two."""
        rate = stated.rate
        block = rate.origin.block
        places = sorted(fact.origin.start for fact in (rate, part, whole))
        alike = (part.concept, part.context.item) == (whole.concept, whole.context.item)
        if is_share(stated) or not alike or not block == part.origin.block == whole.origin.block or places[-1] - places[0] > _SIDE_BY_SIDE:
            return False
        if part.context.basis is not Basis.OUTTURN or whole.context.basis not in _PLANS:
            return False
        opening = whole.context.basis is Basis.OPENING and "年初" in whole.origin.quote and "年初" not in stated.words
        return not opening and _one_value(fact for fact in wholes if fact.origin.block == block or fact.context.basis is Basis.BUDGET)

    def shown(self, stated: StatedRatio, wholes: Iterable[Fact]) -> Fact | None:
        """The whole that a share beside is, in the same words, a share of, and of no other that is in question."""
        if not is_share(stated):
            return None
        start = stated.rate.origin.start
        distinct: dict[object, Fact] = {}
        for whole in wholes:
            if whole.figure.value:
                distinct.setdefault((whole.figure.range, whole.figure.unit.base), whole)
        for other in self._near(start, _PARAGRAPH):
            if other is not stated and other.words == stated.words:
                fitting = [fact for fact in distinct.values() if self._is_share(other, fact)]
                if _one_value(fitting):
                    return fitting[0]
        return None

    def agreed(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The one printed amount that several other shares "of the same" are shares of, where the words name none that is printed."""
        if not is_share(stated) or not stated.words.removeprefix("占").strip("的比重例率"):
            return []
        start, base = stated.rate.origin.start, part.figure.unit.base
        same = [one for one in self._near(start, _PAGE) if one is not stated and one.words == stated.words and is_of_another(one, part)]
        alike = [one for one in same if is_telling(one, part)]
        for row in (self._funds[part.figure.unit.dimension], self._money):
            found = [fact for fact in row.near(start, _AROUND) if fact.figure.unit.base == base and fact.figure.value and not fact.figure.is_hedged]
            fitting = [
                fact for fact in found
                if any(self._is_share(one, fact) for one in alike)
                and (sum(self._is_share(one, fact) for one in same) >= _WITNESSES or _make([part, *(one.part for one in same)], fact))
            ]  # fmt: skip
            if fitting:
                break
        family = part.concept.split(".")[0]
        fitting.sort(key=lambda fact: fact.concept.split(".")[0] != family)
        return fitting[:1] if _one_value(fitting) else []

    def summed(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The amount before them that the figures of several bare shares (占比75%) in one paragraph add up to."""
        rate, base = stated.rate, part.figure.unit.base
        if not is_bare(stated):
            return []
        alike = [one for one in self._near(rate.origin.start, _PARAGRAPH) if one.words == stated.words and one.rate.origin.block == rate.origin.block]
        parts = [one.part for one in alike if one.part is not None and one.part.figure.unit.base == base]
        several = len({id(one) for one in parts})
        if several < _WITNESSES:
            return []
        total = sum((one.figure.range for one in parts[1:]), parts[0].figure.range)
        exact = sum(one.figure.value for one in parts)
        first = min(one.origin.start for one in parts)
        fitting = [
            fact for fact in self._before(part, first, _PARAGRAPH)
            if total.meets(fact.figure.range) and (several >= _SEVERAL or (fact.figure.value == exact and digits(fact) >= TELLING))
        ]  # fmt: skip
        return fitting[-1:] if _one_value(fitting) else []

    def _before(self, part: Fact, start: int, reach: int) -> list[Fact]:
        """The figures of a part's sort that stand so far before a place: amounts of money, or what is counted by one word."""
        row = self._money if part.figure.unit.is_money else self._counts.get(part.figure.unit.key, _Row())
        found = row.facts[bisect_left(row.starts, start - reach) : bisect_left(row.starts, start)]
        return [fact for fact in found if fact.figure.unit.base == part.figure.unit.base and not fact.concept.startswith("change.")]

    def bracketed(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The amount right before the bracket in which several bare shares are told: 公用经费12万元（办公费3万元，占25%；差旅费…，占…）."""
        start = stated.rate.origin.start
        opened = max(self._text.rfind(mark, max(0, start - _PAGE), start) for mark in "（(")
        closed = max(self._text.rfind(mark, max(0, opened), start) for mark in "）)")
        if not is_bare(stated) or opened < 0 or closed > opened or part.origin.start < opened:
            return []
        before = self._before(part, opened, _SIDE_BY_SIDE)[-1:]
        siblings = [
            one
            for one in self._near(start, _PAGE)
            if one.rate.origin.start > opened and one.rate.origin.block == stated.rate.origin.block and is_bare(one)
        ]
        at = bool(before) and not self._text[before[0].origin.end : opened].strip()
        return before if at and len(siblings) >= _WITNESSES and before[0].figure.value > part.figure.value else []

    def counted(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """What counts are shares of: the count called as the words say (占举报的32%), or the one that all bare shares come nearest to."""
        if not is_share(stated) or part.figure.unit.is_money or part.figure.unit.is_ratio:
            return []
        near = [fact for fact in self._before(part, part.origin.start, _PAGE) if fact.figure.value > part.figure.value]
        name = _GENERAL.sub("", stated.words.removeprefix("占")).strip("的比重例率量数")
        if name:
            called = [fact for fact in near if _called(fact) == name] or [fact for fact in near if _called(fact).endswith(name)]
            if len({fact.figure.value for fact in called}) > 1:  # 电话举报122件、微信举报411件 are parts of what is called so
                rate = stated.rate.figure.value
                called = [fact for fact in called if abs(fact.figure.value * rate - part.figure.value) * _TENTH <= part.figure.value]
            return called[-1:] if _one_value(called) else []
        block = stated.rate.origin.block
        beside = [one for one in self._near(stated.rate.origin.start, _PARAGRAPH) if is_bare(one) and one.rate.origin.block == block]
        told = [
            (one.part.figure.value, one.rate.figure.value)
            for one in beside
            if one.part is not None and one.part.figure.unit.base == part.figure.unit.base
        ]
        parts, rates = sum(value for value, _ in told), sum(rate for _, rate in told)
        if len(told) < _WITNESSES or not _NEARLY_ALL <= rates <= 2 - _NEARLY_ALL:
            return []
        fitting = [fact for fact in near if abs(fact.figure.value * rates - parts) * _TENTH <= parts]
        return [min(fitting, key=lambda fact: abs(fact.figure.value * rates - parts))] if fitting else []

    def general(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The largest figure before a share, best of its own sentence, that its words call by its side or total: 占财政支出, 占总收入."""
        name = stated.words.removeprefix("占").strip("的比重例率")
        side = next((side for side in _SIDES if side in name), "")
        start = stated.rate.origin.start
        beside = start - part.origin.end <= len(stated.words) + _TELLING_WORDS or named_again(self._text, part, start)
        if not is_share(stated) or not side or _VAGUE.sub("", name) or part.origin.block != stated.rate.origin.block or not beside:
            return []
        if side in _COUNTS and part.figure.unit.is_money:
            return []
        least, year, told = part.figure.value, part.context.period.year, self._with_shares(stated)
        near = [fact for fact in self._before(part, start, _PAGE) if fact.figure.value > least and fact.context.period.year == year]
        if side in _COUNTS:  # of what is counted, parts stand before their whole as often as it before them
            rate = stated.rate.figure.value
            near = [fact for fact in near if abs(fact.figure.value * rate - part.figure.value) * _TENTH <= part.figure.value]
        named = [fact for fact in near if side in _COUNTS or (_side_of(fact) == side and _WHOLE.fullmatch(fact.concept))]
        here = [fact for fact in named if fact.origin.block == stated.rate.origin.block]
        here = here or [fact for fact in named if fact.origin.block == named[-1].origin.block]
        here = [fact for fact in here if fact.id not in told and "。" not in self._text[fact.origin.end : part.origin.start]] or here
        return [max(here, key=lambda fact: fact.figure.value)] if here else []

    def itemized(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """The amount above a list, on lines of its own or in one paragraph, of which its other bare shares are shares.

        Two of them show it, or one where the items add up to it.
        """
        if not is_bare(stated):
            return []
        listed = self._items(stated, part)
        if len(listed) < _WITNESSES:
            return []
        parts = [one.part for one in listed if one.part is not None]
        total = sum((one.figure.range for one in parts[1:]), parts[0].figure.range)
        first = min(one.origin.start for one in parts)
        before = [
            fact for fact in self._amounts
            if first - _PAGE <= fact.origin.start < first and fact.figure.unit.base == part.figure.unit.base and fact.figure.value
        ]  # fmt: skip
        others = [one for one in listed if one is not stated and one.part is not None and one.part.figure.value]
        opening = self._place.get(min(listed, key=lambda one: one.rate.origin.start).rate.origin.block, 0) - 1
        for fact in reversed(before):
            beside = self._place.get(fact.origin.block, -1) == opening  # the line that opens the list: to it shares of few digits bear witness too
            shown = sum(self._is_share(one, fact) for one in others if beside or is_telling(one, part))
            if shown >= _WITNESSES or (shown and total.meets(fact.figure.range)):
                return [fact]
        return []

    def _items(self, stated: StatedRatio, part: Fact) -> list[StatedRatio]:
        """The shares, one on each line or all on one, that stand in one list with a bare share: said alike, of the same side, no heading between."""
        here = self._section(stated)
        family = part.concept.partition(".")[0]
        near = [one for one in self._near(stated.rate.origin.start, _PAGE) if one.words == stated.words and self._section(one) == here]
        alike = [one for one in near if one.part is not None and one.part.concept.partition(".")[0] == family]
        blocks = [one.rate.origin.block for one in alike]
        return alike if len(set(blocks)) in (1, len(blocks)) and len(alike) == len(near) else []

    def _section(self, stated: StatedRatio) -> int:
        place = self._place.get(stated.rate.origin.block)
        return -1 if place is None else self._sections[place]

    def _near(self, start: int, reach: int) -> list[StatedRatio]:
        return self._shares[bisect_left(self._share_starts, start - reach) : bisect_left(self._share_starts, start + reach)]

    def fitting(self, rate: Fact, part: Fact) -> list[Fact]:
        """Printed figures that as denominators would give the stated rate."""
        return [
            fact for fact in self._funds[part.figure.unit.dimension].near(rate.origin.start, _AROUND)
            if fact is not part and fact.figure.value != part.figure.value and (part.figure.range / fact.figure.range).meets(rate.figure.range)
        ]  # fmt: skip

    def larger(self, rate: Fact, part: Fact) -> Fact | None:
        """The nearest amount printed before a part of which the rate is a share."""
        before = (fact for fact in reversed(self._amounts) if part.origin.start - _PAGE <= fact.origin.start < part.origin.start)
        return next((fact for fact in before if fact.figure.value and (part.figure.range / fact.figure.range).meets(rate.figure.range)), None)

    def rivals(self, stated: StatedRatio, part: Fact) -> list[Fact]:
        """Figures before a bare 占 in its paragraph that give the rate: a part of a part may be a share of either."""
        rate = stated.rate
        if not is_bare(stated):
            return []
        earlier = (fact for fact in self.fitting(rate, part) if fact.origin.block == rate.origin.block and fact.origin.start < part.origin.start)
        return [fact for fact in earlier if fact.concept != part.concept]

    def _is_share(self, stated: StatedRatio, whole: Fact) -> bool:
        """Whether a share is of a whole: asked again for every other share beside it."""
        key = id(stated), id(whole)
        if key not in self._fits:
            self._fits[key] = is_share_of(stated, whole)
        return self._fits[key]

    def _like(self, part: Fact, concept: str, bases: Iterable[Basis | None]) -> list[Fact]:
        start = part.origin.start
        rows = (self._named.get((concept, part.context.period, basis, part.figure.unit.dimension)) for basis in bases)
        found = [fact for row in rows if row is not None for fact in row.near(start, _NEAREST) if fact is not part and fact.figure.value]
        if not concept:
            found = [fact for fact in found if fact.label == part.label]  # figures without a concept are of one thing only by their name
        return sorted(found, key=lambda fact: abs(fact.origin.start - start))

    def _parents(self, part: Fact) -> list[Fact]:
        """The printed figures of what the part belongs to, nearest kin first."""
        for parent in load_taxonomy().ancestors(part.concept) if part.concept else ():
            alike = self._like(part, parent, (part.context.basis,))
            found = [fact for fact in alike if not fact.context.item]
            if not found and len({fact.context.item for fact in alike}) == 1 and _BODY.search(alike[0].context.item):
                found = alike  # 某某镇三公经费: of the one body that tells of it
            if found:
                return found
        return []


def _side_of(fact: Fact) -> str:
    """Whether an amount came in or was spent, by its concept or else by the words before it."""
    side = {"income": "收入", "spend": "支出"}.get(fact.concept.partition(".")[0], "")
    words = re.split("[，,；;。：:]", fact.origin.quote.rpartition(fact.figure.text)[0])[-1]
    return side or next((side for side in ("收入", "支出") if side in words), "")


def _called(fact: Fact) -> str:
    """The words of its clause by which a figure is called."""
    words = re.split("[，,；;。：:（()）]", fact.origin.quote.rpartition(fact.figure.text)[0])[-1]
    return _GENERAL.sub("", words).rstrip("为是达共约：: ").rstrip("量数")


def _make(parts: Sequence[Fact | None], whole: Fact) -> bool:
    """Whether figures make another one to the last digit."""
    return sum((part.figure.value for part in parts if part is not None), Decimal(0)) == whole.figure.value


def _one_value(facts: Iterable[Fact]) -> bool:
    return len({fact.figure.value for fact in facts}) == 1
