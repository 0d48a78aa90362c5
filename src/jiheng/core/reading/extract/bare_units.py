"""The unit of bare numbers where their own table gives none: what the rest of the document says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jiheng.core.documents.document import Document
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER, Unit, unit_for

_GIVEN = re.compile(r"单\s*位\s*[:：]?\s*(?:人民币)?(亿元|万元|千元|百元|元)|[（(]\s*(?:单位\s*[:：]\s*)?(亿元|万元|千元|元)\s*[)）]")
_PRINTED = re.compile(r"(?<![\d.,，])(\d[\d,]{0,18}(?:\.\d{1,8})?)\s?(亿元|万元|元)")
MONEY_WORDS = re.compile(r"预算|决算|执行数|到位|金额|支出|收入|资金|经费|补助|拨款|费用?$|投资|结转|结余|[款额]$|财政")
_TELLING_DIGITS = 3
_LEAST = 2


@dataclass(frozen=True, slots=True)
class UnitsElsewhere:
    """The only unit of money that a document gives, and that in which its sentences print the numbers of a table."""

    given: Unit | None
    restated: Unit | None


class BareUnits:
    """Looks for the unit of money of tables without one, once for a document."""

    def __init__(self, document: Document) -> None:
        """Nothing is looked for until somebody asks."""
        self._text = document.text

    @cached_property
    def given(self) -> Unit | None:
        """The only unit of money that captions and heads of the document give; None when they give several or none."""
        found = {match[1] or match[2] for match in _GIVEN.finditer(self._text)}
        return unit_for(found.pop()) if len(found) == 1 else None

    @cached_property
    def _units(self) -> dict[Decimal, str]:
        """Numbers that sentences print with one unit of money."""
        found: dict[Decimal, str] = {}
        for match in _PRINTED.finditer(self._text):
            number = Decimal(match[1].replace(",", ""))
            found[number] = match[2] if found.get(number, match[2]) == match[2] else ""
        return found

    def elsewhere(self, figures: Iterable[Figure]) -> UnitsElsewhere:
        """What the document says of a table's figures."""
        return UnitsElsewhere(self.given, self._restated(figures))

    def _restated(self, figures: Iterable[Figure]) -> Unit | None:
        """The unit with which sentences print the same numbers again: at least two of them, a telling one among them."""
        counts: Counter[str] = Counter()
        telling = False
        for number in {figure.number for figure in figures if figure.unit is NUMBER and figure.number}:
            unit = self._units.get(number)
            if unit:
                counts[unit] += 1
                telling = telling or len(number.as_tuple().digits) >= _TELLING_DIGITS
        if not telling or len(counts) != 1:
            return None
        unit, count = counts.most_common(1)[0]
        return unit_for(unit) if count >= _LEAST else None
