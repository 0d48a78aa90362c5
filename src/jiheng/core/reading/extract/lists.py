"""Lists in sentences: "合计A，其中：B、C" says that B and C are of A."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedSum
from jiheng.core.facts.taxonomy import Taxonomy

_DECEMBER = 12
_SUFFIX = 4  # characters at the end of two names that tell things of one kind
_INCOMES, _CARRIED = ("income.current", "income.total"), "carry.opening"
_PERSONNEL, _AID = "spend.basic.personnel", "spend.economic.303"
_STAFF, _BARE = "staff.", {"people", "number"}
# Who or what may be counted in with a whole whose kinds it is none of.
_COUNTED_IN = {"staff.total": ("staff.survivors",), "three.count.vehicle_kept": ("assets.vehicles",)}
_NONE: tuple[str, ...] = ()
_WHOLES = (".total", ".current")
_OF_MONEY = re.compile(f"[\u4e00-\u9fff]{{{_SUFFIX - 1},}}(?:收入|支出|补助|资金|经费)$")
_TOTAL = re.compile("(?:总量|总计|合计|总额)$")
_ITEM = re.compile(r"\s*(?:([（(])|(?=[\d一二三四五六七八九十]{1,3}[、.．)）](?!\d)))([一二三四五六七八九十]{1,3}|\d{1,2})[、.．)）]|\s*[①-⑳]")
_SIDES = {"收入": "income", "支出": "spend"}


def item_begin(text: str, start: int) -> int:
    """Where the item or sentence begins in which a figure stands."""
    return max(text.rfind(mark, 0, start) for mark in "；;。\n") + 1


def item_style(text: str, start: int) -> str:
    """How the item is numbered in which a figure stands: （三） and (4) otherwise than 5、 and ⑥; "" where it is not."""
    head = _ITEM.match(text, item_begin(text, start), start)
    if head is None or head[2] is None:
        return "" if head is None else "①"
    return f"{head[1] and '('}{'#' if head[2].isdigit() else '一'}"


@dataclass(slots=True)
class Frame:
    """A whole whose parts are being listed."""

    whole: Fact
    complete: bool
    parts: list[Fact] = field(default_factory=list)
    keys: set[tuple[str, str]] = field(default_factory=set)  # concept and item of each part
    bracket: bool = False  # the list stands in brackets behind the figure it divides
    progress: bool = False  # its first part tells what is done with the whole (已支付…，未支付…)
    resting: bool = False  # its sentence ended; a sibling of its parts may still wake it
    numbered: bool = False  # it rests only behind one of its numbered parts (1.甲…；2.乙…): further items are siblings too

    def is_of_months(self, fact: Fact) -> bool:
        """Whether a figure is of the months that follow those of the parts so far: 全年186次，其中一季度42次、二季度51次…."""
        whole, own = self.whole.context.period, fact.context.period
        if whole.months is not None or own.months is None or own._replace(months=None) != whole or fact.concept not in ("", self.whole.concept):
            return False
        last = self.parts[-1].context.period.months if self.parts else (0, 0)
        return last is not None and own.months[0] == last[1] + 1

    @property
    def is_all_year(self) -> bool:
        """Whether the parts are of one stretch of months after another, to the end of the year."""
        months = self.parts[-1].context.period.months if self.parts else None
        return months is not None and months[1] == _DECEMBER


@dataclass(slots=True)
class Lists:
    """The open lists of a paragraph, innermost last."""

    taxonomy: Taxonomy
    frames: list[Frame] = field(default_factory=list)
    done: list[Frame] = field(default_factory=list)

    def open(self, whole: Fact, *, complete: bool, bracket: bool = False) -> None:
        """A list of parts of `whole` begins."""
        while self.frames and whole not in self.frames[-1].parts and self.frames[-1].whole is not whole:
            self._close()
        self.frames.append(Frame(whole, complete, bracket=bracket))

    def close_bracket(self) -> None:
        """The bracket closed: what stood in it divides nothing further."""
        while self.frames and self.frames[-1].bracket:
            self._close()

    def current(self) -> Fact | None:
        """The whole whose parts are being listed now."""
        return self.frames[-1].whole if self.frames and not self.frames[-1].resting else None

    def listed(self, last: Fact | None) -> Fact | None:
        """The whole of a list of several parts that ended with a figure and its sentence."""
        resting = [frame for frame in self.frames if frame.resting and sum(len(one.parts) for one in self.frames) > 1]
        return resting[0].whole if any(last is part for frame in resting for part in frame.parts) else None

    def rest(self, *, numbered: bool = False) -> None:
        """The sentence ended; `numbered` where only the next numbered part of one begins."""
        for frame in self.frames:
            frame.numbered = numbered and (frame.numbered or not frame.resting)
            frame.resting = True

    def progress(self, *, stated: bool) -> None:
        """The next figure tells how far the whole is spent (目前已拨付…): behind parts of another sort that ends their list."""
        while self.frames and not self.frames[-1].resting:
            frame = self.frames[-1]
            if not frame.parts:
                frame.progress = stated
            if frame.progress or not stated or not frame.parts:
                return
            self._close()

    def add(self, fact: Fact) -> None:
        """A plain figure was stated: put it into the list it belongs to, if any."""
        while self.frames:
            frame = self.frames[-1]
            if self._belongs(frame, fact):
                if self._of_a_part(frame, fact):
                    return
                if not self._outer_fits_better(fact):
                    frame.resting = False
                    frame.parts.append(fact)
                    frame.keys.add((fact.concept, fact.context.item))
                    return
                self._close()
                continue
            if frame.resting or self._ends(frame, fact):
                self._close()
                continue
            return

    def finish(self) -> list[Frame]:
        """Close everything; the lists that had parts, in order."""
        while self.frames:
            self._close()
        return self.done

    def _close(self) -> None:
        frame = self.frames.pop()
        if frame.parts:
            self.done.append(frame)

    def _belongs(self, frame: Frame, fact: Fact) -> bool:
        whole = frame.whole
        if _turns(frame, fact) or _stands_beside(frame, fact):
            return False
        if not _measure_alike(whole, fact) or fact.figure.unit.is_ratio:
            return False
        if fact.context.basis is not whole.context.basis:
            return False
        if fact.context.period != whole.context.period:
            return frame.is_of_months(fact)
        if fact.concept and fact.concept == whole.concept and fact.context.item == whole.context.item:
            return False
        if self._of_another_kind(frame, fact):
            return False
        if frame.resting:
            inside = not whole.concept or self.taxonomy.is_within(fact.concept, whole.concept) if fact.concept else False
            return inside and self._sibling(frame, fact)
        return not fact.concept or (fact.concept, fact.context.item) not in frame.keys

    def _of_another_kind(self, frame: Frame, fact: Fact) -> bool:
        """Whether the parts so far are kinds of the whole and this figure is of something else (编制其中…；在职…)."""
        whole = frame.whole.concept
        if whole and frame.parts and not fact.concept and fact.figure.unit.dimension == "count":
            units = {part.figure.unit.key for part in (frame.whole, *frame.parts)}  # 车辆3辆，其中…用车3辆；通用设备|0台
            return fact.figure.unit.key not in units and all(self.taxonomy.is_within(part.concept, whole) for part in frame.parts if part.concept)
        if not whole or not fact.concept or not frame.parts or self.taxonomy.is_within(fact.concept, whole):
            return False
        if fact.concept.startswith(_COUNTED_IN.get(whole, _NONE)):
            return False  # 实有人数20人，其中：在职人员18人，遗属补助人员|2人
        if whole in _INCOMES and fact.concept == _CARRIED:
            return False  # a budget's 收入合计 may hold what was carried over
        if fact.concept == _AID and frame.parts[-1].concept == _PERSONNEL:
            return False  # 支出90万元，其中：人员支出50万元，对个人和家庭的补助|5万元，公用支出35万元
        return all(part.concept and self.taxonomy.is_within(part.concept, whole) for part in frame.parts)

    def leave_items(self, text: str, start: int, at: Callable[[Fact], int]) -> None:
        """A figure in the next item of a numbered list is no part of a figure in the one before: 1、甲60万元，其中乙5万元；2、丙|40万元."""
        style = item_style(text, start) if self.frames else ""
        while style and self.frames and at(self.frames[-1].whole) < item_begin(text, start) and item_style(text, at(self.frames[-1].whole)) == style:
            self._close()

    def close_all(self) -> None:
        """What follows stands beside everything listed so far (另有…)."""
        while self.frames:
            self._close()

    def _of_a_part(self, frame: Frame, fact: Fact) -> bool:
        """Whether this figure divides a part already listed (公务用车运行维护费 behind 公务用车购置及运行费): adding it would count it twice."""
        own, above = fact.concept, {part.concept for part in frame.parts} - {"", fact.concept, frame.whole.concept}
        return bool(own) and any(self.taxonomy.is_within(own, concept) for concept in above)

    def _sibling(self, frame: Frame, fact: Fact) -> bool:
        parents = {self._parent(part.concept) for part in frame.parts if part.concept}
        if self._parent(fact.concept) not in parents:
            return False
        if frame.numbered and fact.context.item:
            return (fact.concept, fact.context.item) not in frame.keys
        return all(part.concept != fact.concept for part in frame.parts)

    def _parent(self, concept: str) -> str:
        return self.taxonomy.concept(concept).parent if concept else ""

    def _outer_fits_better(self, fact: Fact) -> bool:
        """Whether an outer list holds this figure's siblings while the inner whole is not above it."""
        if len(self.frames) < 2 or not fact.concept:
            return False
        inner = self.frames[-1]
        if not inner.whole.concept or self.taxonomy.is_within(fact.concept, inner.whole.concept):
            return False
        return any(self._sibling(outer, fact) for outer in self.frames[:-1])

    def _ends(self, frame: Frame, fact: Fact) -> bool:
        """Whether this figure shows that the list is over: the same dimension, but another basis or year."""
        return frame.whole.figure.unit.dimension == fact.figure.unit.dimension


def _measure_alike(one: Fact, other: Fact) -> bool:
    """Whether two figures count the same sort of thing; people and posts may bear no unit: 编制人数42，其中：行政编制19、事业编制|23人."""
    dimensions = {one.figure.unit.dimension, other.figure.unit.dimension}
    return len(dimensions) == 1 or (dimensions == _BARE and all(fact.concept.startswith(_STAFF) for fact in (one, other)))


def _turns(frame: Frame, fact: Fact) -> bool:
    """Whether a list of income turns to what was spent, or the other way round: 收入90万元，其中甲50万元、乙40万元；支出|80万元."""
    own, sides = _side(frame.whole), {_side(part) for part in frame.parts}
    turned = _side(fact) if not fact.concept or fact.concept.endswith(_WHOLES) else ""
    of_all = bool(own) and (
        fact.concept.endswith(".total") or _TOTAL.search(fact.label) is not None
    )  # 收入总量90万元，其中税收50万元；支出总量|80万元
    return (own in sides - {""} or of_all) and turned not in ("", own, *sides)


def _stands_beside(frame: Frame, fact: Fact) -> bool:
    """Whether a figure above the whole is a total or called as the whole is, and so none of its parts: 财力补助9万元，包含：甲6万元；专项补助|20万元."""
    if not frame.parts or fact.figure.value <= frame.whole.figure.value:
        return False
    alike = not fact.concept and _OF_MONEY.search(fact.label) is not None and fact.label[-_SUFFIX:] == frame.whole.label[-_SUFFIX:]
    return alike or _TOTAL.search(fact.label) is not None


def _side(fact: Fact) -> str:
    """Whether a figure is money that came in or that was spent, by its concept or the end of its name."""
    root = fact.concept.partition(".")[0]
    if root in _SIDES.values():
        return root
    return "" if fact.concept else _SIDES.get(_TOTAL.sub("", fact.label)[-2:], "")


def sums(frames: list[Frame], origin: dict[int, Span]) -> list[StatedSum]:
    """Lists as statements of sums; `origin` gives the evidence by the id() of the frame."""
    return [
        StatedSum(frame.whole, parts, (1,) * len(parts), frame.complete, origin[id(frame)]) for frame in frames if (parts := _called_alike(frame))
    ]


def _called_alike(frame: Frame) -> tuple[Fact, ...]:
    """The parts; only those called as the whole is where others stand between them: 差额9万元。其中：甲支出3万元，差额5万元；乙支出2万元，差额4万元."""
    alike = tuple(part for part in frame.parts if not part.concept and part.label == frame.whole.label)
    return alike if not frame.whole.concept and len(alike) > 1 else tuple(frame.parts)
