"""Sums that a table's own structure claims: total rows, subject codes, numbered rows, total columns, 其中.

A structure is a guess until the table bears it out: where a guessed sum fails in most of the places it applies to, it
was no sum; where it holds in most and fails in a few, those few are stated and the audit will judge them. Where the
words themselves say that the parts share out the whole, a few failures do not silence them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import StatedSum
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.figures.interval import Interval
from jiheng.core.reading.extract.sharing import shares_out, shares_out_but
from jiheng.core.reading.extract.table_classes import below_classes, classes_of, composed, of_classes
from jiheng.core.reading.extract.table_columns import among_columns, by_basis, total_columns
from jiheng.core.reading.extract.table_rows import after_among, by_code, by_fund, by_numbering, by_total, lines_of, number_of
from jiheng.core.reading.extract.tables import TableFacts

_HALF = Decimal("0.5")
_NEARLY = 200  # a sum that misses its whole by less than 1/200 is that sum
_RATIO_HEAD = re.compile(r"(?:比|率|均|单价|标准|系数)(?:[（(].{1,8}[)）])?$|^(?:人|户|生|亩)?均")
_WAYS = 24  # lengths of one list that are tried
_MOST = Decimal("0.6")
_POINTS = "indicator.score"
_MANY = 3  # in so many places a structure shows by itself whether it is a sum
_Place = tuple[int, int]


def table_sums(found: TableFacts, document: Document, taxonomy: Taxonomy) -> list[StatedSum]:
    """Every sum that the structure of a table claims and the table as a whole bears out."""
    sums = _TableSums(found, document, taxonomy)
    return [*sums.of_rows(), *sums.of_rows_below(), *sums.of_rows_among(), *sums.of_columns()]


def is_misread(found: TableFacts, document: Document, taxonomy: Taxonomy) -> bool:
    """Whether most coded subjects of a table do not add up: its columns were mistaken, for nobody adds so badly."""
    claims = _TableSums(found, document, taxonomy).coded
    failed = sum(not _holds(claim) for claim in claims)
    return failed >= _MANY and failed * 2 > len(claims)


class _TableSums:
    def __init__(self, found: TableFacts, document: Document, taxonomy: Taxonomy) -> None:
        self.found = found
        self.document = document
        self.taxonomy = taxonomy
        self.rows = sorted({row for row, _ in found.facts})
        self.columns = sorted({column for _, column in found.facts})
        self.lines = {column: lines_of(found.grid, column, taxonomy) for column in self.columns if not self._is_of_ratios(column)}

    def _is_of_ratios(self, column: int) -> bool:
        """Whether a column's head names a ratio or a price (生师比, 人均), which no row adds up."""
        return bool(self.rows) and _RATIO_HEAD.search("".join(self.found.grid.header(self.rows[-1], column)[-1:])) is not None

    @cached_property
    def coded(self) -> list[StatedSum]:
        """The sums of subjects that the codes of the rows claim."""
        found = (
            self.claim((whole.row, column), [(line.row, column) for line in parts], complete=True)
            for column, lines in self.lines.items()
            for whole, parts, sure in by_code(lines)
            if sure
        )
        return [claim for claim in found if claim is not None and claim.whole.figure.value]

    @cached_property
    def _coded_wholes(self) -> frozenset[str]:
        return frozenset(claim.whole.id for claim in self.coded)

    @cached_property
    def _adds_up(self) -> bool:
        good = sum(_holds(claim) for claim in self.coded)
        return good >= _MANY and good >= _MOST * len(self.coded)

    def of_rows(self) -> list[StatedSum]:
        """Total rows, subject codes and numbered rows."""
        guessed: dict[tuple[int, str, tuple[int, ...]], list[StatedSum]] = {}
        totals = {line.label for lines in self.lines.values() for line in lines if line.is_total}
        everywhere = {code for lines in self.lines.values() for code in classes_of(lines)}
        for column, lines in self.lines.items():
            told = list(composed(lines, everywhere))
            known = {whole.row for whole, _, _ in told}
            by_form = (*by_fund(lines), *by_code(lines), *by_total(lines), *by_numbering(lines), *of_classes(lines))
            seen: set[tuple[int, tuple[int, ...]]] = set()
            for whole, parts, sure in (*told, *(claim for claim in by_form if claim[0].row not in known)):
                rows = tuple(line.row for line in parts)
                if (whole.row, rows) in seen:
                    continue
                seen.add((whole.row, rows))
                stated = self.claim((whole.row, column), [(row, column) for row in rows], complete=sure)
                if stated is not None and not self._is_of_other_side(stated, whole.row, column):
                    # Income and spending side by side in one row are two structures.
                    guessed.setdefault((whole.row, whole.label, rows), []).append(stated)
        return [stated for (_, label, _), group in guessed.items() for stated in self._borne_out(group, total=label in totals)]

    def _is_of_other_side(self, stated: StatedSum, row: int, column: int) -> bool:
        """Whether the parts make the figure right above the whole, numbered as it is: a form of two sides whose columns were poured into one."""
        above, whole = self.found.facts.get((row - 1, column)), stated.whole
        if above is None or above.figure.unit.base != whole.figure.unit.base or _holds(stated):
            return False
        numbers = {line.row: number_of(line.label) for line in self.lines[column]}
        return numbers.get(row - 1) == numbers[row] != "" and _holds(replace(stated, whole=above))

    def of_rows_below(self) -> list[StatedSum]:
        """Economic classes and the rows below them: where these make the class, or more than the class, which rows left out cannot explain."""
        claims: list[StatedSum] = []
        for column, lines in self.lines.items():
            for whole, parts, sure in below_classes(lines):
                stated = self.claim((whole.row, column), [(line.row, column) for line in parts], complete=sure)
                if stated is not None and (_holds(stated) or _exceeds(stated)):
                    claims.append(stated)
        return claims

    def of_rows_among(self) -> list[StatedSum]:
        """A row, then 其中 and further rows: as many of them as make up the row in most columns that tell; one alone where it exceeds the row."""
        ways: dict[int, dict[tuple[int, ...], list[StatedSum]]] = {}
        above: list[StatedSum] = []
        for column, lines in self.lines.items():
            for whole, parts in after_among(lines):
                told = self.found.facts.get((whole.row, column))
                if told is not None and told.concept == _POINTS:
                    continue  # 资金总额…得分9；其中：财政拨款…: the points below are of other rows
                single = self.claim((whole.row, column), [(parts[0].row, column)], complete=False) if len(parts) == 1 else None
                if (
                    single is not None
                    and single.whole.figure.unit.is_money
                    and single.whole.concept
                    and not single.whole.concept.startswith("change.")
                    and single.whole.figure.value
                    and _exceeds(single)
                ):
                    above.append(single)
                for count in range(len(parts), max(1, len(parts) - _WAYS), -1):
                    rows = tuple(line.row for line in parts[:count])
                    stated = self.claim((whole.row, column), [(row, column) for row in rows], complete=False)
                    if stated is not None and len(stated.parts) > 1:
                        ways.setdefault(whole.row, {}).setdefault(rows, []).append(stated)
        return [*above, *(stated for groups in ways.values() for stated in self._best(list(groups.values())))]

    def of_columns(self) -> list[StatedSum]:
        """Total columns, and columns behind 其中 beside the one they are of."""
        if not self.rows:
            return []
        paths = by_basis({column: self.found.grid.header(self.rows[0], column) for column in self.columns})
        claims: list[StatedSum] = []
        for whole, parts in total_columns(paths, self.taxonomy):
            group = self._across(whole, parts, complete=True)
            telling = [stated for stated in group if stated.whole.figure.value]
            good = sum(_holds(stated) for stated in telling)
            if telling and (good * 2 > len(telling) or (self._by_words(telling) and (good or len(telling) < _MANY))):
                claims += group
        for whole, parts in among_columns(paths, self.taxonomy):
            claims += self._best([self._across(whole, parts[:count], complete=False) for count in range(len(parts), max(1, len(parts) - _WAYS), -1)])
        return claims

    def _across(self, whole: int, parts: list[int], *, complete: bool) -> list[StatedSum]:
        sums = (self.claim((row, whole), [(row, part) for part in parts], complete=complete) for row in self.rows)
        return [stated for stated in sums if stated is not None]

    def claim(self, whole: _Place, parts: list[_Place], *, complete: bool) -> StatedSum | None:
        """A stated sum, blank parts left out; None when the whole or all parts are blank, one is no amount, or units differ."""
        facts = self.found.facts
        total = facts.get(whole)
        stated = [facts[place] for place in parts if place in facts]
        if total is None or not stated or any(place not in facts and self._holds_more(place) for place in parts):
            return None
        if total.figure.unit.is_ratio or any(part.figure.unit.base != total.figure.unit.base for part in stated):
            return None
        cell = self.found.grid.at[whole]
        origin = self.document.span(cell.block, 0, len(cell.text), total.origin.quote)
        return StatedSum(total, tuple(stated), (1,) * len(stated), complete, origin, "表内合计")

    def _holds_more(self, place: _Place) -> bool:
        """Whether a cell that no fact stands for holds a number all the same: 25（其中灾情因素6）."""
        return any(character.isdigit() for character in self.found.grid.words(*place))

    def _by_words(self, group: list[StatedSum]) -> bool:
        return all(shares_out(stated.whole, stated.parts, self.taxonomy) for stated in group)

    def _borne_out(self, group: list[StatedSum], *, total: bool) -> list[StatedSum]:
        """The claims of one structure over its columns: all, when it holds in half of them or is sure by form or words.

        A `total` that is the sum of its rows in one column is so in all.
        """
        telling = _telling(group)
        if not telling:
            # A subject with one subject below it: equal, wherever the other subjects of the table add up.
            alone = group[0].complete and any(_holds(stated) and stated.whole.figure.value for stated in group)
            return group if group[0].complete and (self._adds_up or alone) else [stated for stated in group if _holds(stated)]
        good = sum(map(_shows_itself, telling))
        if self._adds_up and group[0].complete and all(stated.whole.id in self._coded_wholes for stated in group):
            return group  # codes say what the parts are, and the other codes of the table are right
        if Decimal(good) / len(telling) >= _HALF or (telling[0].complete and len(telling) == 1):
            shown = _shows(good, telling) or (total and any(map(_holds, telling)))
            return _complete(group) if shown or self._by_words(telling) else group
        if len(telling) < _MANY and _may_hold(telling) and self._by_words(telling):
            return _complete(group)
        if all(shares_out_but(stated.whole, stated.parts, self.taxonomy) for stated in telling):
            return group
        return [stated for stated in group if _holds(stated)]

    def _best(self, ways: list[list[StatedSum]]) -> list[StatedSum]:
        """Of several lists of parts the longest one that holds in half of its places, else one that its words make sure."""
        told = [(group, _telling(group)) for group in ways]
        for group, telling in told:
            good = sum(map(_holds, telling))
            if telling and good * 2 >= len(telling):
                return _complete(group) if self._by_words(telling) or _shows(good, telling) else group
        return next((_complete(group) for group, telling in told if _may_hold(telling) and self._by_words(telling)), [])


def _telling(group: list[StatedSum]) -> list[StatedSum]:
    """The claims of a structure that tell whether it is a sum, each only once: columns of changes and columns printed twice tell nothing more."""
    once: dict[tuple[Decimal, ...], StatedSum] = {}
    for stated in group:
        if stated.whole.figure.value and len(stated.parts) > 1 and not stated.whole.concept.startswith("change."):
            once.setdefault(tuple(fact.figure.value for fact in (stated.whole, *stated.parts)), stated)
    return list(once.values())


def _may_hold(telling: list[StatedSum]) -> bool:
    """Whether a structure that its words make sure holds somewhere, or has one place only: what fails in each of several leaves rows out."""
    return len(telling) == 1 or any(map(_shows_itself, telling))


def _shows(good: int, telling: list[StatedSum]) -> bool:
    """Whether a structure is a sum by its figures alone: in most of many places it holds."""
    return len(telling) >= _MANY and good * 2 > len(telling)


def _complete(group: list[StatedSum]) -> list[StatedSum]:
    return [replace(stated, complete=True) for stated in group]


def _holds(stated: StatedSum) -> bool:
    total = Interval.point(Decimal(0))
    for part in stated.parts:
        total = total + part.figure.range
    return total.meets(stated.whole.figure.range)


def _shows_itself(stated: StatedSum) -> bool:
    """Whether a sum holds, or fails by so little that it is no other one."""
    if _holds(stated):
        return True
    parts = [part.figure.value for part in stated.parts]
    gap = abs(sum(parts, Decimal(0)) - stated.whole.figure.value)
    return sum(map(bool, parts)) > 1 and gap * _NEARLY <= abs(stated.whole.figure.value)


def _exceeds(stated: StatedSum) -> bool:
    return sum(part.figure.range.low for part in stated.parts) > stated.whole.figure.range.high
