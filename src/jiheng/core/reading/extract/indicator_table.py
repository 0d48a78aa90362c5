"""One indicator table by itself: its heads, then the rows below them, with the points of groups and totals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from jiheng.core.documents.block import Block, Cell
from jiheng.core.documents.lone import Cells, lone_table
from jiheng.core.documents.span import Span
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure
from jiheng.core.reading.extract.grid import Grid
from jiheng.core.reading.extract.indicator_cells import level_of, points_of, relation_of, value_of, words_of
from jiheng.core.reading.extract.indicator_columns import (
    BLANK_MARKS,
    SIGNS,
    Role,
    is_level1,
    is_subtotal,
    is_total,
    level_points,
    squeeze,
)
from jiheng.core.reading.extract.indicator_heads import Columns, heads_at, is_figure, roles_in
from jiheng.core.reading.extract.placed import MOST_KEPT, NOWHERE

_VALUED = frozenset((Role.TARGET, Role.ACTUAL, Role.WEIGHT, Role.SCORE))
_HINT = re.compile("指标|分值|得分|权重|评分")
_NUMBERED = re.compile(r"指标\s?\d{1,2}\s?[：:.、．]?\s?|[（(]?\d{1,2}[)）、．]\s?|\d{1,2}\.(?!\d)\s?")
_EXECUTION_POINTS = re.compile(r"(?:预算)?执行率(权重|分值|得分)")
_EXECUTION = re.compile(r"(?:预算)?执行率(?:[（(].{0,12}[)）])?")
_WORKED_POINTS = re.compile(r"得分[（(](\d{1,2}分)[*×xX＊✕](?:预算)?执行率[)）]")  # 得分（20分×执行率）: the weight in the head of the score
_CLOSING = re.compile(
    r"(?:填表人|填报人|联系人|联系电话|单位负责人|财务负责人|项目负责人|"
    r"填报日期|说明|注|备注|评价结论|存在问题|改进措施)\s?[:：（(]?"
)


class PrintedPoints(NamedTuple):
    """Points of a group or of the whole table where they are printed: `is_score` tells a score from a weight."""

    name: str
    is_score: bool
    figure: Figure
    span: Span


@dataclass(slots=True)
class IndicatorTables:
    """What all indicator tables of a document print."""

    rows: list[StatedIndicator] = field(default_factory=list)
    groups: list[GroupTotal] = field(default_factory=list)
    totals: list[GroupTotal] = field(default_factory=list)
    points: list[PrintedPoints] = field(default_factory=list)


class Heads(NamedTuple):
    """What a table leaves to the next one, which may go on with it: its heads by role, its width, the levels that it ends in."""

    columns: tuple[tuple[Role, tuple[int, ...]], ...]
    width: int
    level1: str
    level2: str
    closed: bool


class TableRead(NamedTuple):
    """One table by itself; `heads` None where it is no indicator table."""

    found: IndicatorTables
    heads: Heads | None
    is_blank: bool


@lru_cache(maxsize=MOST_KEPT)
def read_alone(cells: Cells, before: Heads | None) -> TableRead:
    """What a table by itself prints, read behind what the one before it left."""
    reader = _TableReader(lone_table(cells, ""))
    found = reader.read(before)
    columns = tuple((role, tuple(columns)) for role, columns in reader.columns.items())
    heads = Heads(columns, reader.width, reader.level1, reader.level2, reader.closed) if found else None
    return TableRead(reader.found, heads, not any(text for _, _, _, _, text, _ in cells))


class _TableReader:
    """One table by itself: finds its heads, then reads rows below them."""

    def __init__(self, table: Block) -> None:
        self.found = IndicatorTables()
        self.table = table
        self.grid = Grid(table)
        self.columns: Columns = {}
        self.width = 0
        self.closed = False
        self.level1 = ""
        self.level2 = ""
        self._group: Cell | None = None
        self._second: Cell | None = None

    def read(self, before: Heads | None) -> bool:
        """Whether it is an indicator table (or goes on with one); its rows are added."""
        if not any(_HINT.search(cell.text) for cell in self.table.cells if len(cell.text) <= 40):
            return self._go_on(before) if before is not None else False
        row = 0
        while row < self.grid.height:
            behind = self._heads(row)
            if behind:
                if before is not None and not self.width and _columns(before) == self.columns and not before.closed:
                    self.level1, self.level2 = before.level1, before.level2
                self.width = self.grid.width
                row = behind
                continue
            if self.columns:
                self._row(row)
            else:
                self._execution(row)
            row += 1
        if not self.columns and before is not None:
            return self._go_on(before)
        return bool(self.columns)

    def _go_on(self, before: Heads) -> bool:
        """Rows without heads, as on the next page: read under the heads of the table before."""
        if before.closed or self.grid.width != before.width:
            return False
        columns = _columns(before)
        points = [column for role in (Role.WEIGHT, Role.SCORE) for column in columns.get(role, ())]
        rows = range(self.grid.height)
        fits = sum(any(is_figure(self.grid, row, column) for column in points) for row in rows)
        if not fits or fits * 2 < self.grid.height:
            return False
        self.columns, self.width = columns, before.width
        self.level1, self.level2 = before.level1, before.level2
        for row in rows:
            self._row(row)
        return True

    # Heads

    def _heads(self, row: int) -> int:
        """The row behind an indicator table's heads when they begin at `row`, or 0."""
        roles, height = heads_at(self.grid, row)
        if not height:
            return 0
        self._set(roles)
        return row + height

    def _set(self, roles: Columns) -> None:
        levels = [column for role in (Role.LEVEL1, Role.LEVEL2) for column in roles.get(role, ())]
        names = roles.get(Role.NAME, [])
        if len(names) > 1 and levels:
            roles[Role.NAME] = [name for name in names if name > max(levels)][:1] or names[-1:]
        if roles != self.columns:
            # The same heads again (on the next page) go on with the levels above them.
            self.level1 = self.level2 = ""
        self.columns = roles
        self.closed = False
        self._group = self._second = None

    # Rows

    def _cell(self, row: int, role: Role) -> Cell | None:
        columns = self.columns.get(role)
        if not columns:
            return None
        if role is Role.WEIGHT and len(columns) > 1:
            # 一级指标|分值|二级指标|分值|三级指标|分值: an indicator's own weight is the one behind its name.
            names = self.columns.get(Role.NAME) or self.columns.get(Role.LEVEL2) or [0]
            behind = [column for column in columns if column > names[0]] or columns[-1:]
            cells = [self.grid.at.get((row, column)) for column in behind]
            return next((cell for cell in cells if points_of(cell) is not None), cells[0])
        if role is Role.RELATION and len(columns) > 1:
            # 指标性质 正向, 指标方向 大于等于: the sign is the one that compares.
            found = [cell for column in columns if (cell := self.grid.at.get((row, column))) is not None and squeeze(cell.text) in SIGNS]
            return found[0] if found else self.grid.at.get((row, columns[0]))
        return self.grid.at.get((row, columns[0]))

    def _row(self, row: int) -> None:
        first = self._first(row)
        if first is None:
            return
        if is_total(first.text):
            self._total(row, first)
            self.closed = True
            return
        name = self._cell(row, Role.NAME)
        target = self._cell(row, Role.TARGET)
        if (name is not None and name is target) or (_CLOSING.match(first.text.strip()) and first.column == 0 and first.columns > 1):
            if is_level1(first.text):
                self._enter(first)
            return
        self._levels(row)
        self._indicator(row, name)

    def _first(self, row: int) -> Cell | None:
        """The first cell with words that begins in a row."""
        for column in range(self.grid.width):
            cell = self.grid.at.get((row, column))
            if cell is not None and cell.row == row and cell.text.strip():
                return cell
        return None

    def _levels(self, row: int) -> None:
        one, two = self._cell(row, Role.LEVEL1), self._cell(row, Role.LEVEL2)
        if one is not None and one is not self._group and one.text.strip():
            self._enter(one)
            self._group_weight(row, one)
        if two is not None and two is not one and two is not self._second and two.text.strip():
            self.level2 = level_of(two)
            self._second = two

    def _enter(self, cell: Cell) -> None:
        same = level_of(cell) == self.level1
        self.level1 = level_of(cell)
        self._group = cell
        if not same:
            self.level2 = ""

    def _group_weight(self, row: int, cell: Cell) -> None:
        """Points printed in a level's own words, or in the column of points right behind it."""
        weight, score = level_points(cell.text)
        if weight is not None:
            figure, got = read_figure(cell.text[slice(*weight)]), read_figure(cell.text[slice(*score)]) if score else None
            span = NOWHERE.span(cell.block, weight[0], weight[1], cell.text.strip())
            self.found.groups.append(GroupTotal(self.level1, figure, got, span))
            self._printed(self.level1, figure, span)
            if score is not None:
                self._printed(self.level1, got, NOWHERE.span(cell.block, score[0], score[1], cell.text.strip()), is_score=True)
            return
        columns = self.columns.get(Role.WEIGHT, [])
        beside = cell.column + cell.columns
        if len(columns) > 1 and beside in columns:
            own = self.grid.at.get((row, beside))
            figure = points_of(own)
            if own is not None and figure is not None:
                self.found.groups.append(GroupTotal(self.level1, figure, None, self._span(own)))
                self._printed(self.level1, figure, self._span(own))

    def _indicator(self, row: int, name: Cell | None) -> None:
        cells = {role: cell for role in Role if (cell := self._cell(row, role)) is not None and cell.text.strip()}
        values = {role: cell for role, cell in cells.items() if role in _VALUED}
        if not values:
            return
        levels = [cells.get(Role.LEVEL1), cells.get(Role.LEVEL2)]
        if (name is not None and is_subtotal(name.text)) or any(cell is not None and is_subtotal(cell.text) for cell in levels):
            self._subtotal(row, cells)
            return
        own = name if name is not None else levels[1] or levels[0]
        words = _NUMBERED.sub("", words_of(own), count=1) if own is not None else ""
        if (not words or words in ("…", "……", "...")) and not {Role.WEIGHT, Role.SCORE, Role.TARGET} & values.keys():
            return
        if not words and own is not None and own.text.strip():
            return  # 指标2： with nothing behind it is the form's own print
        level2 = self.level2
        if name is None:
            level2 = self.level2 if Role.LEVEL1 in self.columns and own is not levels[1] else ""
        elif name is levels[1]:
            level2 = ""
        level1 = self.level1 if own is not levels[0] else ""
        self.found.rows.append(self._stated(row, (level1, level2, words), cells, own))

    def _stated(self, row: int, level: tuple[str, str, str], cells: dict[Role, Cell], own: Cell | None) -> StatedIndicator:
        del row
        target_cell = cells.get(Role.ADJUSTED)
        if target_cell is None or squeeze(target_cell.text) in BLANK_MARKS:
            target_cell = cells.get(Role.TARGET)
        actual_cell = cells.get(Role.ACTUAL)
        target, actual = words_of(target_cell), words_of(actual_cell)
        nature = squeeze(cells[Role.RELATION].text) if Role.RELATION in cells else ""
        unit = squeeze(cells[Role.UNIT].text) if Role.UNIT in cells else ""
        unit = "" if unit in BLANK_MARKS else unit
        relation = SIGNS.get(nature, "") or relation_of(target)
        target_figure = value_of(target, unit, relation if nature in SIGNS else "")
        actual_figure = value_of(actual, unit, "")
        if not unit and target_figure is not None:
            unit = target_figure.unit.key
        printed = {
            "name": own,
            "target": target_cell,
            "actual": actual_cell,
            "weight": cells.get(Role.WEIGHT),
            "score": cells.get(Role.SCORE),
            "reason": cells.get(Role.REASON),
            "relation": cells.get(Role.RELATION),
            "unit": cells.get(Role.UNIT),
        }
        spans = {key: self._span(cell) for key, cell in printed.items() if cell is not None and cell.text.strip()}
        origin = spans.get("name") or next(iter(spans.values()))
        return StatedIndicator(
            level,
            relation,
            target,
            unit,
            actual,
            points_of(cells.get(Role.WEIGHT)),
            points_of(cells.get(Role.SCORE)),
            words_of(cells.get(Role.REASON)),
            origin,
            target_figure,
            actual_figure,
            spans,
        )

    # Points of groups and totals

    def _printed(self, name: str, figure: Figure | None, span: Span, *, is_score: bool = False) -> None:
        if figure is not None:
            self.found.points.append(PrintedPoints(name, is_score, figure, span))

    def _subtotal(self, row: int, cells: dict[Role, Cell]) -> None:
        del row
        weight, score = points_of(cells.get(Role.WEIGHT)), points_of(cells.get(Role.SCORE))
        anchor = cells.get(Role.WEIGHT) or cells.get(Role.SCORE)
        if anchor is not None and (weight is not None or score is not None):
            self.found.groups.append(GroupTotal(self.level1, weight, score, self._span(anchor)))
        for role, figure in ((Role.WEIGHT, weight), (Role.SCORE, score)):
            if role in cells:
                self._printed(self.level1, figure, self._span(cells[role]), is_score=role is Role.SCORE)

    def _total(self, row: int, label: Cell) -> None:
        """The total row; where its figures do not stand under the heads, they are weight and score in this order."""
        places = [self._cell(row, Role.WEIGHT), self._cell(row, Role.SCORE)]
        cells = [cell if cell is not label and points_of(cell) is not None else None for cell in places]
        if cells == [None, None] or (places[1] is None and places[0] is not None):
            own = [self.grid.at[row, column] for column in range(self.grid.width) if is_figure(self.grid, row, column)]
            figures = [cell for cell in own if points_of(cell) is not None]
            if not figures:
                return
            pair: list[Cell | None] = [figures[0], figures[1]] if len(figures) > 1 else [None, figures[0]]
            cells = pair if len(figures) > 1 or places[0] is None else [figures[0], None]
        name = squeeze(label.text).strip("：:")
        self.found.totals.append(GroupTotal(name, points_of(cells[0]), points_of(cells[1]), self._span(label)))
        for is_score, cell in enumerate(cells):
            if cell is not None:
                self._printed("总分", points_of(cell), self._span(cell), is_score=bool(is_score))

    def _execution(self, row: int) -> None:
        """The form's upper part: 分值, 执行率, 得分 over the year's funds give points for 预算执行率."""
        texts = {column: squeeze(cell.text) for column in range(self.grid.width) if (cell := self.grid.at.get((row, column))) is not None}
        below = next((down for down in range(row + 1, min(row + 3, self.grid.height)) if self._first(down) is not None), None)
        if below is None or not any(_EXECUTION.fullmatch(text) for text in texts.values()):
            return
        label = self._first(below)
        roles = roles_in(self.grid, row)
        own = {found[1]: column for column, text in texts.items() if (found := _EXECUTION_POINTS.fullmatch(text))}
        weights = roles[Role.WEIGHT][0] if Role.WEIGHT in roles else own.get("权重", own.get("分值"))
        scores = roles[Role.SCORE][0] if Role.SCORE in roles else own.get("得分")
        weight = points_of(self.grid.at.get((below, weights))) if weights is not None else None
        for column, text in texts.items():
            if worked := _WORKED_POINTS.fullmatch(text):
                weight, scores = read_figure(worked[1]), column
        if label is None or scores is None:
            return
        score = points_of(self.grid.at.get((below, scores)))
        if weight is not None:
            self.found.groups.append(GroupTotal("预算执行率", weight, score, self._span(label)))

    def _span(self, cell: Cell) -> Span:
        text = cell.text
        start = len(text) - len(text.lstrip())
        return NOWHERE.span(cell.block, start, start + len(text.strip()))


def _columns(heads: Heads) -> Columns:
    return {role: list(columns) for role, columns in heads.columns}
