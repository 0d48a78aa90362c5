"""Wholes and their parts by the shape of the text alone: brackets, 其中, lines, totals behind a list.

A sentence allows several readings of where a list begins and ends. The one that adds up is what was meant; where none does,
the plainest reading is what a reviewer would ask about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise

from jiheng.core.auditing import causes
from jiheng.core.auditing.addable import digits, is_change, kind_of
from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.brackets import closing, closing_outer, is_level
from jiheng.core.auditing.inline_items import end_of_item, followed_by_items
from jiheng.core.auditing.list_readings import AMONG, BESIDES, ListReadings
from jiheng.core.auditing.list_shape import (
    CLAUSE,
    LEAST,
    SOME,
    Shape,
    are_cells,
    are_grades,
    are_no_parts,
    are_noughts,
    claims_all,
    exceed,
    first_of_clauses,
    goes_on,
    head_of,
    is_aside,
)
from jiheng.core.auditing.summed_up import chapters, circled, graded, headed, opens_with_total, summed_up
from jiheng.core.facts.fact import Fact

_ZERO, _HALF_AGAIN = Decimal(0), Decimal("1.5")  # parts that exceed a whole by more than half of it are hardly all its own
_FAR = 4  # figures before 其中 among which its whole may be
_BEFORE = 12  # figures before a total that may be its parts
_LINES = 24  # lines of a list
_DIGITS, _NEARLY = 3, 20
_AGAIN, _NEAR_COLON = "/", 12  # a whole divided in its own line may be divided once more below it
_OPENS_LINE = re.compile(r"\s*(?:其中[:：,，]?|\d{1,2}[.、．]?\s?按[^，。；：:\d]{2,14}(?:分类|划分|分)[:：])")
_OPENS = re.compile(
    r"其中(?!的|之|一(?:[个家项名位些人辆笔所处天种件户条座台只]|部分|方面|直|并|起|旦))[:：,，]?|(?:具体)?(?:(?<![不未])包[括含]|分为|分别为|分别是|具体为|具体是|用于|构成为|划分为)[:：]?|[（(]|(?<![加减])[:：](?=[^\d\n])"
    r"|(?:分|按)(?:部门|级次|科目|税种|项目|地区|来源|行业|单位|类别|层级|类型)(?:情况|来?看|构成|划?分)?(?:是|为|如下)?[:：，,]|从[^，。；\d]{1,12}看[:：，,](?![^，。；\d]{2,20}中[，,])"
)
_ADJACENT = re.compile(r"[\s，,。；;：:、（(]*(?:其中|包括|包含|分为|分别为|分别是|具体为|具体是|用于)?[\s：:，,]*")
# Words that tell what a list divides, wherever its whole stands.
_TELLS = re.compile(r"\s*\d{1,2}[.、．]?\s?按|其中|具体|分别|分为|划分为|构成|分(?:科目|部门|级次|单位|税种)[:：]|[从按][^，。；\d]{1,12}看")
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总量|总额|小计|总财力|累计|加总|共)(?:支出|金额|资金|收入|经费|投入|下达|到位|安排|完成|使用|拨付|人数|人员|行政|事业|单位|[为是达约：:\s])*$"
)
_ADDS = re.compile(
    r"加上|加(?=上级|上解|上年|调入|债务)|结转(?:下年)?[^，。；\d]{0,10}\d[\d,.]*\s?[亿万]?元(?:[（(][^（()）]*[）)])?后?[，,]支出(?:总计|合计|总量)"
)
_TOLD_WHOLE = re.compile(r"(?:合计|共计|总计|总额|总数|总量|共有|现有|实有|核定|小计|共|总)[^，。；;\d]{0,10}$")
_NAMED = re.compile(r"(?:^|(?<=[。；;，,\n]))(?:上述|该|在)?(?P<name>[一-鿿]{3,14}?)(?:当|之)?中[，,：:]", re.MULTILINE)
_COPULA, _SENTENCE, _UP_TO = "为是计达有：: ", re.compile("[。！？!?\n]"), re.compile("[。！？!?\n]|减(?:去|[：:])")
_INTRODUCES = re.compile(r"(?:其中|包括|如下|分别为|分别是|具体为|用于|明细)[^，。；\d]{0,8}[:：。，]?\s*$|[:：]\s*$")
_AS_FOLLOWS = re.compile(r"[。；;]\s*(?:具体|明细|分项|各项|详细)[^，。；\d]{0,8}如下[:：。]?\s*$")  # behind what the money was for
_MARKED = re.compile("[，,、；;。：:（(和及]")  # numbers without a mark between them are cells of a table


@shared
def shapes(given: AuditInput) -> tuple[Shape, ...]:
    """One shape for each whole of running text that is followed or preceded by a list; those that add up first."""
    page = _Page(given)
    found: dict[str, Shape] = {}
    for find in (
        page.behind_marks,
        page.in_items,
        page.behind_names,
        page.before_totals,
        page.summed_up,
        page.on_lines,
        page.below_lines,
        page.without_marks,
    ):
        for shape in find():
            key = shape.whole.id + (_AGAIN if find == page.below_lines else "")
            known = found.get(key)
            if known is not None and known.adds_up and not _share_parts(known, shape):
                key += _AGAIN  # 总额T，其中A、B。分部门情况是：C、D
                known = found.get(key)
            if known is None or (shape.adds_up, shape.plain) > (known.adds_up, known.plain):
                found[key] = shape
    sure = {part.id: shape for shape in found.values() if shape.adds_up for part in shape.parts}
    return tuple(shape for shape in found.values() if shape.adds_up or not _are_beside(shape, sure.get(shape.whole.id)))


def _are_beside(shape: Shape, outer: Shape | None) -> bool:
    """Whether the parts stand beside their whole in a list that adds up, and so are none of it."""
    return outer is not None and _share_parts(shape, outer)


def _share_parts(shape: Shape, other: Shape) -> bool:
    return not {part.id for part in shape.parts}.isdisjoint(part.id for part in other.parts)


class _Page(ListReadings):
    """The shapes of lists that a text shows."""

    def behind_marks(self) -> Iterator[Shape]:
        """A whole and its parts behind a mark: "T，其中：A、B", "T（A，B）", "T：A，B"."""
        for line, stop in self.lines:
            here = self._of_line[line, stop]
            for mark in _OPENS.finditer(self.text, line, stop) if len(here) > LEAST else ():
                before = [fact for fact in here if fact.origin.end <= mark.start()]
                if not before:
                    continue
                stop_here = end_of_item(self.text, before[-1].origin.start, stop)
                end = closing(self.text, mark.start(), stop) if mark[0] in "（(" else closing_outer(self.text, mark.end(), stop_here)
                behind = [fact for fact in here if mark.end() <= fact.origin.start < end]
                if len(behind) < LEAST:
                    continue
                yield from self._of_mark(mark, before, behind, end)

    def in_items(self) -> Iterator[Shape]:
        """A whole, how it grew, and numbered items in the same paragraph: "T，比上年增加B，具体情况如下：（一）…。（二）…。"."""
        for line, stop in self.lines:
            for begin, mark, told_till, items in followed_by_items(self.text, line, stop) if len(self._of_line[line, stop]) > LEAST else ():
                before = [fact for fact in self._of_line[line, stop] if begin <= fact.origin.start < mark]
                for kind in dict.fromkeys(kind_of(fact) for fact in before):
                    whole = next(fact for fact in before if kind_of(fact) == kind)
                    told = (next(filter(self._of_kind(whole), self._within(*item)), None) for item in items)
                    parts = [part for part in told if part is not None]
                    if len(parts) < len(items) or is_change(whole) or is_aside(self.text, whole):
                        continue
                    shape = self._read(whole, parts)
                    if shape is not None:
                        yield shape
                    elif (claims_all(self.text, whole, parts, told_till) or exceed(parts, whole) or are_noughts(parts)) and not are_no_parts(
                        self.text, whole, parts
                    ):
                        yield self._shape(whole, parts, adds_up=False, plain=True)

    def behind_names(self) -> Iterator[Shape]:
        """A whole named again and its parts behind the name: "甲经费T。甲经费中，A、B"."""
        for line, stop in self.lines:
            here = self._of_line[line, stop]
            for mark in _NAMED.finditer(self.text, line, stop) if len(here) >= LEAST else ():
                whole = self._called(mark["name"], mark.start())
                end = _SENTENCE.search(self.text, mark.end(), stop)
                behind = [fact for fact in here if mark.end() <= fact.origin.start < (stop if end is None else end.start())]
                if whole is None or len(behind) < LEAST:
                    continue
                shape = next((one for parts in self._variants(whole, behind) if (one := self._read(whole, parts)) is not None), None)
                parts = self._plainest(whole, behind)
                if shape is not None:
                    yield shape
                elif len(parts) >= LEAST and claims_all(self.text, whole, parts) and not are_no_parts(self.text, whole, parts):
                    yield self._shape(whole, parts, adds_up=False, plain=True)

    def _called(self, name: str, before: int) -> Fact | None:
        """The nearest figure before a place with this name right before it."""
        near = self.facts[: bisect_left(self._starts, before)][: -_BEFORE - 1 : -1]
        words = ((fact, self.text[max(0, fact.origin.start - len(name) - _DIGITS) : fact.origin.start]) for fact in near)
        return next((fact for fact, told in words if told.rstrip(_COPULA).endswith(name)), None)

    def _of_mark(self, mark: re.Match[str], before: Sequence[Fact], behind: Sequence[Fact], closed: int) -> Iterator[Shape]:
        level = [fact for fact in before[::-1] if is_level(self.text[fact.origin.end : mark.start()])][: 2 * _FAR]
        for kind in dict.fromkeys(kind_of(fact) for fact in level):
            wholes = [fact for fact in level if kind_of(fact) == kind][:_FAR]
            shape = self._of_wholes(mark, wholes, behind, closed)
            if shape is not None:
                yield shape

    def _of_wholes(self, mark: re.Match[str], wholes: Sequence[Fact], behind: Sequence[Fact], closed: int) -> Shape | None:
        """What a mark says of the figures of one kind before it, nearest first."""
        if "用于" in mark[0] and "用于" in self.text[max(0, wholes[0].origin.start - 14) : wholes[0].origin.start]:
            return None  # 用于教育19亿元、用于救灾4亿元: one use beside another
        adjacent = bool(_ADJACENT.fullmatch(self.text, wholes[0].origin.end, mark.end()))
        tried = wholes[:1] if adjacent and "。" not in self.text[wholes[0].origin.end : mark.end()] else wholes
        for whole in tried:
            for parts in self._variants(whole, behind):
                shape = self._read(whole, parts)
                if shape is not None:
                    return shape
        for whole in tried:
            near = self._but_for_a_digit(whole, behind)
            if near is not None:
                return near
        whole = tried[0]
        parts = self._alike(whole, behind)
        if not parts or (mark[0] in ":：" and self._is_far(whole, mark)) or is_aside(self.text, whole) or parts[0].figure.value == whole.figure.value:
            return None
        besides = BESIDES.search(self.text, parts[0].origin.end, parts[-1].origin.start)
        sentence = _SENTENCE.search(self.text, mark.end(), closed)
        stop = min([end.start() for end in (besides, sentence) if end is not None], default=closed)
        parts = self._nearest(whole, self._plainest(whole, [part for part in parts if part.origin.start < stop]))
        shape = self._shape(whole, parts, adds_up=False, plain=adjacent or bool(_TELLS.match(mark[0])))
        if shape.exact == whole.figure.value:
            return None  # what makes the whole goes on right behind it: where the list ends is not told
        is_other = not is_change(whole) and are_no_parts(self.text, whole, parts) and not causes.slip(whole.figure, shape.exact)
        return shape if claims_all(self.text, whole, parts) and not is_other else None

    def _is_far(self, whole: Fact, mark: re.Match[str]) -> bool:
        """Whether more than another figure or two stands between a whole and the colon behind it."""
        return mark.start() - whole.origin.end > _NEAR_COLON or "。" in self.text[whole.origin.end : mark.start()]

    def _nearest(self, whole: Fact, parts: list[Fact]) -> list[Fact]:
        """The parts, or where they overshoot by far the first of them that come nearest to the whole: the sentence went on to other things."""
        total = sum((part.figure.value for part in parts), _ZERO)
        if total <= _HALF_AGAIN * whole.figure.value or is_change(whole):
            return parts
        runs = [parts[:length] for length in range(LEAST, len(parts))]
        fitting = [run for run in runs if max(part.figure.value for part in run) < whole.figure.value]
        return min(fitting, key=lambda run: abs(sum((part.figure.value for part in run), -whole.figure.value)), default=parts)

    def before_totals(self) -> Iterator[Shape]:
        """A whole behind its parts: "A、B，合计T", "加上A、B后，总量为T"."""
        for line, stop in self.lines:
            here = self._of_line[line, stop]
            for at, whole in enumerate(here):
                words = self.text[max(line, whole.origin.start - 20) : whole.origin.start]
                if at < LEAST or not _TOTAL.search(words):
                    continue
                earlier = here[max(0, at - _BEFORE) : at]
                for parts in self._variants(whole, earlier):
                    shape = self._read(whole, parts, from_end=True)
                    if shape is not None:
                        yield shape
                        break
                else:
                    yield from self._added(whole, earlier)

    def _added(self, whole: Fact, earlier: Sequence[Fact]) -> Iterator[Shape]:
        """What stands before a total in its own sentence."""
        begins = [match.end() for match in _SENTENCE.finditer(self.text, earlier[0].origin.end, whole.origin.start)]
        own = [part for part in earlier if part.origin.start >= (begins[-1] if begins else 0)]
        sums_up = bool(begins) and not own and opens_with_total(self.text, begins[-1], whole.origin.end)
        if sums_up:
            begins = begins[:-1]  # 甲50万元、乙40万元。合计90万元: of the sentence before
            own = [part for part in earlier if part.origin.start >= (begins[-1] if begins else 0)]
        opening = begins[-1] if begins else self.text.rfind("\n", 0, earlier[0].origin.start) + 1
        adds = _ADDS.search(self.text, opening, whole.origin.start)
        if adds is None or not own or adds.start() > own[0].origin.start:
            parts = self._plainest(whole, own)
        elif len(own) == len(earlier):
            return  # what the others are added to is not printed
        else:
            # A。其中，B、C。加上D、E后，总量为T: B and C divide A.
            among = AMONG.search(self.text, earlier[0].origin.end, opening)
            parts = self._plainest(whole, [part for part in earlier if among is None or not among.start() < part.origin.start < adds.start()])
            read = self._read(whole, parts, from_end=True)
            if read is not None or (len(parts) > LEAST and parts[1].origin.start < adds.start() and exceed(parts, whole)):
                # What exceeds the whole holds it and one of its kinds: which of them was added to is not told.
                yield from [read] if read is not None else []
                return
        joined = parts if sums_up else [*parts, whole]
        together = all(not CLAUSE.search(self.text, one.origin.end, other.origin.start) for one, other in pairwise(joined))
        if len(parts) >= LEAST and (adds or together) and not SOME.search(self.text, parts[0].origin.end, whole.origin.start):
            shape = self._shape(whole, parts, adds_up=False, plain=True)
            yield replace(shape, adds_up=shape.exact == whole.figure.value)

    def summed_up(self) -> Iterator[Shape]:
        """A whole that sums up the numbered list above it, "一是A；二是B。以上两项共计T", or that chapters or numbered items below it make."""
        below = headed(self.text, self.lines, self.facts, self._within), circled(self.text, self.lines, self._within)
        for whole, parts in chain(chapters(self.text, self.lines, self._within), graded(self.text, self.lines, self._within), *below):
            shape = self._shape(whole, parts, adds_up=self._read(whole, parts) is not None, plain=True)
            near = abs(shape.exact - whole.figure.value) * _NEARLY <= whole.figure.value or are_grades(self.text, parts)
            yield from [shape] if shape.adds_up or near else []
        for whole, parts in summed_up(self.text, self.lines, self._within):
            alike = self._alike(whole, parts)
            read = self._read(whole, alike)
            if read is not None and len(read.parts) == len(parts):
                yield read
            elif len(alike) == len(parts):
                yield self._shape(whole, parts, adds_up=False, plain=True)

    def on_lines(self) -> Iterator[Shape]:
        """A line that ends with its whole or with 其中, and a line for each part."""
        for at, (start, stop) in enumerate(self.lines):
            here = self._of_line[start, stop]
            following = self.lines[at + 1 : at + 1 + _LINES]
            if not here or len(following) < LEAST:
                continue
            introduces = bool(_INTRODUCES.search(self.text, max(start, stop - 20), stop))
            items = self._items(self.lines[at], following, named=introduces)
            told = [span for span in following if self._of_line[span]]
            for kind in dict.fromkeys(kind_of(fact) for fact in here):
                wholes = [fact for fact in here[::-1] if kind_of(fact) == kind][:_FAR]
                shape = self._of_lines(wholes, told, items)
                if shape is not None:
                    yield shape
                    continue
                whole, parts = wholes[0], self._firsts(wholes[0], items)
                alone = len(wholes) == 1 and not any(
                    part.concept and (part.concept, part.of, part.context.item) == (whole.concept, whole.of, whole.context.item) for part in parts
                )
                ends = (
                    stop - whole.origin.end <= LEAST and len(here) == 1 and head_of(self.text, *self.lines[at]) != head_of(self.text, *following[0])
                )
                stated = introduces or (ends and bool(head_of(self.text, *following[0])))
                opened = whole.origin.end if _AS_FOLLOWS.search(self.text, max(start, stop - 20), stop) else stop
                if stated and alone and claims_all(self.text, whole, parts, opened):
                    yield self._shape(whole, parts, adds_up=False, plain=True)

    def below_lines(self) -> Iterator[Shape]:
        """A line that ends with its whole, and below it one that opens with 其中 and lists the parts."""
        for above, below in pairwise(self.lines):
            mark = _OPENS_LINE.match(self.text, *below)
            wholes, behind = self._of_line[above][::-1], self._of_line[below]
            if mark is None or not wholes or len(behind) < LEAST or above[1] - wholes[0].origin.end > _NEAR_COLON:
                continue
            if are_cells(self.text, behind):
                continue  # 其中甲类 | 5亩 | 5亩: target and result
            level = [fact for fact in wholes if kind_of(fact) == kind_of(behind[0]) and is_level(self.text[fact.origin.end : above[1]])][:_FAR]
            shape = self._of_wholes(mark, level, behind, below[1]) if level else None
            if shape is not None:
                yield shape

    def _of_lines(self, wholes: Sequence[Fact], following: Sequence[tuple[int, int]], items: Sequence[tuple[int, int]]) -> Shape | None:
        for whole in wholes:
            listed = self._firsts(whole, items)
            shape = self._read(whole, listed) or self._read(whole, self._firsts(whole, following))
            if shape is not None and len(shape.parts) >= len(listed):
                return shape
        return None

    def _firsts(self, whole: Fact, lines: Sequence[tuple[int, int]]) -> list[Fact]:
        """The first figure of the whole's kind of each line."""
        is_alike, known = self._of_kind(whole), self._known_firsts.setdefault(self._kind_key(whole), {})
        for span in lines:
            if span not in known:
                known[span] = next(filter(is_alike, self._of_line[span]), None)
        return [part for span in lines if (part := known[span]) is not None]

    def _items(self, line: tuple[int, int], lines: Sequence[tuple[int, int]], *, named: bool) -> list[tuple[int, int]]:
        """The lines that begin as the first of them does, up to one that begins as the line above; an item may be `named` in a line of its own."""
        own, style = head_of(self.text, *line), head_of(self.text, *lines[0])
        found: list[tuple[int, int]] = []
        below = (0, 0)
        for span, following in pairwise((*lines, (0, 0))):
            if span == below or re.match(r"\s*其中", self.text[span[0] : span[1]]):
                continue
            head = head_of(self.text, *span)
            if named and head == style != "" and not self._of_line[span] and self._of_line.get(following) and not head_of(self.text, *following):
                found.append(below := following)
                continue
            if found and (head not in (style, own) if head else below in found) and goes_on(self.text, style, span, lines):
                continue  # 1.甲类50万元，其中：（1）…（2）…; 2.乙类40万元: the lines between divide the first, as those do that open with 其中
            if head != style or (head and head == own) or not self._of_line[span]:
                break
            found.append(span)
        return found

    def without_marks(self) -> Iterator[Shape]:
        """A whole followed by parts without a mark, "共T，A，B": read only where it adds up, or misses by a slip of the pen."""
        for line, stop in self.lines:
            here = self._of_line[line, stop]
            for at, whole in enumerate(here[:-LEAST]):
                behind = self._alike(whole, here[at + 1 :])
                if len(behind) < LEAST:
                    continue
                own = self._in_sentence(whole, behind)
                nears = [] if self._cannot_make(whole, behind) else [behind, own] if len(own) < len(behind) else [own]
                read = (one for near in nears for parts in self._variants(whole, near) if (one := self._read(whole, parts)) and one.divides)
                # What other sentences tell makes a whole but for roundings by chance.
                shape = next((one for one in read if one.exact == whole.figure.value or one.parts[-1] in own), None)
                yield from [shape] if shape is not None else self._slipped(whole, own)

    def _in_sentence(self, whole: Fact, behind: Sequence[Fact]) -> list[Fact]:
        end = _UP_TO.search(self.text, whole.origin.end)
        stop = closing_outer(self.text, whole.origin.end, len(self.text) if end is None else end.start())
        return [fact for fact in behind if fact.origin.start < stop]

    def _slipped(self, whole: Fact, behind: Sequence[Fact]) -> Iterator[Shape]:
        told = _TOLD_WHOLE.search(self.text, max(0, whole.origin.start - 16), whole.origin.start)
        clause = CLAUSE.search(self.text, whole.origin.end)
        graded = [part for part in behind if clause is None or part.origin.start < clause.start()]
        if are_grades(self.text, graded):
            yield self._shape(whole, graded, adds_up=False, plain=True)
        elif told is None:
            near = self._but_for_a_digit(whole, behind)
            yield from [] if near is None else [near]
        elif digits(whole) >= _DIGITS:
            parts = self._plainest(whole, behind)
            shape = self._shape(whole, parts, adds_up=False, plain=True)
            if len(parts) >= LEAST and causes.slip(whole.figure, shape.exact):
                yield shape

    def _but_for_a_digit(self, whole: Fact, behind: Sequence[Fact]) -> Shape | None:
        """The run of parts from the front that makes the whole but for one of its digits: few other figures would."""
        if not causes.tells_digits(whole.figure):
            return None
        tried = [self._plainest(whole, behind)[:_BEFORE], first_of_clauses(self.text, self._alike(whole, behind))[:_BEFORE]]
        for parts in tried if tried[0] != tried[1] else tried[:1]:
            for length in range(len(parts), LEAST - 1, -1):
                shape = self._shape(whole, parts[:length], adds_up=False, plain=False)
                marked = all(_MARKED.search(self.text, one.origin.end, other.origin.start) for one, other in pairwise((whole, *parts[:length])))
                if marked and self._may_end(parts[:length], parts) and causes.one_slip_apart(whole.figure, shape.exact):
                    return shape
        return None
