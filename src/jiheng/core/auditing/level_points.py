"""Points in brackets over the levels of an indicator table: 项目决策（25分）绩效目标（6分）目标内容2 2, as a tree.

How deep a bracket stands is told by what follows it: another bracket (then it is above that one) or points of rows.
Which numbers of the rows are their points is told by the sums: those that make what nearly all brackets print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.funds_rows import lines_of
from jiheng.core.auditing.structure import Flat
from jiheng.core.documents.block import BlockKind

# （25分）, （特性指标70分）, and （10） of ten points and more or five: a smaller bare number counts a list.
_BRACKET = r"\s?[（(]\s?(?P<own>[\u4e00-\u9fff]{0,6})\s?(?:(?P<points>\d{1,3}(?:\.\d{1,2})?)\s*分|(?<=[（( ])(?P<bare>5|[1-9]\d{1,2}))\s*[)）]"
_MARK = re.compile(rf"(?<![\u4e00-\u9fff])(?P<name>(?:[\u4e00-\u9fff][ \u3000]?){{0,30}}){_BRACKET}")
_HEADS = re.compile(r".*(?:得\s?分|分\s?值|指\s?标)\s?(?=.)", re.DOTALL)  # of the columns, glued to the first name
_WITHIN = re.compile("[、，；。：,;:.]")  # a name behind one of these is a clause of a criterion
_LONG = 14
_NO_LEVEL = re.compile("是否|得|扣|执行情况|总\\s?分|满\\s?分|每|未")
_NUMBER = re.compile(r"(?:(?<=[\s|｜])|^)\d{1,3}(?:\.\d{1,2})?(?=[\s|｜]|$)", re.MULTILINE)
_GLUED = re.compile(r"(?<=[\u4e00-\u9fff])\d{2,4}(?=[\u4e00-\u9fff（(\s|｜]|$)", re.MULTILINE)
_COUNTS = re.compile(r"\d{1,2}\s*[|｜]\s*[\u4e00-\u9fff]")
_APART = re.compile(r"[\s|｜]*")
_CLOSED = re.compile(r"合\s?计|总\s?[分计]|总得分")
_WEIGHTS = re.compile("分\\s?值|权\\s?重|标准分|满\\s?分")
_FIRST_COLUMN = ".1"
_GROUPS = re.compile("(?:产出|效益|满意度|成本)(?:指标)?$")
_LEAST = 3  # brackets
_HIGHEST = 4  # of levels: more are brackets without their rows
_VERIFIED = 2  # brackets that a column makes
_MOST = 100  # points
_RATE = 50  # no row has so many points: it is what was reached


@dataclass(frozen=True, slots=True)
class Points:
    """A number of points, and where it stands in the lines of the document."""

    value: Decimal
    start: int
    end: int


@dataclass
class Level:
    """One bracket, how high it stands above the rows, and what it consists of."""

    name: str
    points: Points
    runs: list[list[Points]] = field(default_factory=list)  # numbers behind it, those side by side as one run
    height: int = 0
    below: list[Level] = field(default_factory=list)
    is_closed: bool = False  # by a bracket no lower, or by the table's total: nothing of it stands further on


@dataclass(frozen=True, slots=True)
class Made:
    """A bracket with the points that should make it; `may_lack` where they may be less, as points that were got."""

    level: Level
    parts: tuple[Points, ...]
    may_lack: bool = False

    @property
    def total(self) -> Decimal:
        """What the parts make."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether that is what the bracket prints."""
        return self.total == self.level.points.value

    @property
    def fails(self) -> bool:
        """Whether it cannot be."""
        return (
            not self.holds
            and (self.level.is_closed or self.total > self.level.points.value)
            and not (self.may_lack and self.total < self.level.points.value)
            and (bool(self.level.below) or all(part.value < _RATE for part in self.parts))
        )


@shared
def levels_made(given: AuditInput) -> tuple[Made, ...]:
    """Each bracket of the document's indicator table with its parts."""
    text = given.document.text
    if text.count("分）") + text.count("分)") < _LEAST:
        return ()
    flat = lines_of(given)
    levels = _levels(flat)
    if len(levels) < _LEAST:
        return ()
    if max(level.height for level in levels) > _HIGHEST:
        return ()
    _grow(levels)
    weighed = _WEIGHTS.search(flat.text, max(0, levels[0].points.start - 300), levels[0].points.start) is not None
    above = [Made(level, tuple(one.points for one in level.below)) for level in levels if level.below and not _is_beside(level)]
    return (*above, *_of_rows([level for level in levels if level.runs and level.height], may_lack=not weighed))


def _is_beside(level: Level) -> bool:
    """Whether what stands under a group of the nation's form are its other groups, so that its rows were poured elsewhere."""
    return bool(_GROUPS.match(level.name)) and any(_GROUPS.match(one.name) for one in level.below)


def _levels(flat: Flat) -> list[Level]:
    levels = [
        Level(name, Points(Decimal(found[found.lastgroup or 0]), found.start(found.lastgroup or 0), found.end(found.lastgroup or 0)))
        for found in _MARK.finditer(flat.text)
        if (name := _name(flat.text, found)) is not None
    ]
    if len(levels) < _LEAST:
        return []
    closed = _CLOSED.search(flat.text, levels[-1].points.end)
    ends = [*(level.points.start for level in levels[1:]), closed.start() if closed is not None else len(flat.text)]
    for level, end in zip(levels, ends, strict=True):
        level.runs = list(_runs(flat, level.points.end, end))
    levels[-1].is_closed = closed is not None
    beside = [level for level in levels if level.runs and _APART.fullmatch(flat.text[level.points.end : level.runs[0][0].start].lstrip(" 分)）"))]
    leaves = len(beside) * 3 >= 2 * sum(1 for level in levels if level.runs)
    for level, following in zip(reversed(levels), (None, *reversed(levels)), strict=False):
        if level.runs:
            level.height = 0 if leaves else 1
        else:
            level.height = following.height + 1 if following is not None else 1
    return levels


def _name(text: str, found: re.Match[str]) -> str | None:
    """What a bracket stands behind; None where it closes a clause of a criterion."""
    name = _HEADS.sub("", found["name"])
    glued = len(name) < len(found["name"])
    name = "".join((name + found["own"]).split())
    within = not glued and _WITHIN.match(text, found.start() - 1)
    return None if within or len(name) > _LONG or _NO_LEVEL.search(name) else name


def _runs(flat: Flat, start: int, end: int) -> Iterator[list[Points]]:
    text, run = flat.text, list[Points]()
    numbers = [Points(Decimal(found[0]), found.start(), found.end()) for found in _NUMBER.finditer(text, start, end) if not _counts_rows(flat, found)]
    if not numbers:
        for found in _GLUED.finditer(text, start, end):
            yield from _pair(found)
        return
    for number in numbers:
        if run and _APART.fullmatch(text, run[-1].end, number.start) is None:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _counts_rows(flat: Flat, found: re.Match[str]) -> bool:
    """Whether a number stands before the first name of a line or row: | 4 | 工作计划."""
    at = flat.index(found.start())
    if flat.starts[at] != found.start():
        return False
    return (
        flat.blocks[at].id.endswith(_FIRST_COLUMN) if flat.blocks[at].kind is BlockKind.CELL else _COUNTS.match(flat.text, found.start()) is not None
    )


def _pair(found: re.Match[str]) -> Iterator[list[Points]]:
    """Digits that are the points of a row and what it got: 22 is 2 and 2, 108 is 10 and 8."""
    digits, start = found[0], found.start()
    for at in range(1, len(digits)):
        one, other = digits[:at], digits[at:]
        if other == str(int(other)) and int(other) <= int(one) <= _MOST and one[0] != "0":
            yield [Points(Decimal(one), start, start + at), Points(Decimal(other), start + at, found.end())]
            return


def _grow(levels: Sequence[Level]) -> None:
    """Put each bracket under the one above it."""
    path: list[Level] = []
    closed = levels[-1].is_closed
    for level in levels:
        while path and path[-1].height <= level.height:
            path.pop().is_closed = True
        if path and path[-1].height == level.height + 1:
            path[-1].below.append(level)
        path.append(level)
    for level in path:
        level.is_closed = closed


def _of_rows(levels: Sequence[Level], *, may_lack: bool) -> Iterator[Made]:
    """The rows under each bracket, by the columns of their numbers that make most brackets: their points, and what they got.

    What was got may be less than a bracket has, never more; points that are less than what was got are wrong.
    """
    pairs = [[made for place in places if (made := _made(levels, *place))] for places in _PLACES]
    best, columns = max(((max(map(_holding, pair), default=0), pair) for pair in pairs), key=itemgetter(0))
    good = [column for column in columns if best and _holding(column) >= max(best - 1, _VERIFIED)] or [max(columns, key=_holding, default=[])]
    first = max(range(len(good)), key=lambda at: _holding(good[at]))
    failing: set[int] = set()
    for at, column in sorted(enumerate(good), key=lambda one: one[0] != first):
        lacks = may_lack and len(good) == 1
        told = [replace(made, may_lack=lacks or at > first) for made in column]
        yield from told if at == first else (made for made in told if made.fails and id(made.level) not in failing)
        failing |= {id(made.level) for made in told if made.fails}


def _holding(column: Sequence[Made]) -> int:
    return sum(made.holds for made in column)


def _made(levels: Sequence[Level], step: int, first: int, at: int) -> list[Made]:
    runs = [(level, level.runs[first::step]) for level in levels]
    return [Made(level, tuple(run[at] for run in own)) for level, own in runs if own and all(len(run) >= (abs(at) or 1) for run in own)]


# Points and what was got, of runs side by side: at the end of a run; every first and second run; the only number.
_PLACES = (((1, 0, -2), (1, 0, -1)), ((2, 0, 0), (2, 1, 0)), ((1, 0, 0),))
