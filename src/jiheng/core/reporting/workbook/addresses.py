"""Where each keyed cell of a draft stands in a workbook, and formulas over keys as formulas over cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jiheng.core.errors import JihengError

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Address:
    """A cell of a workbook; row and column from 0."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The cell within its sheet: B7."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def quoted_sheet(self) -> str:
        """The sheet as formulas write it."""
        return "'" + self.sheet.replace("'", "''") + "'"


def column_letters(column: int) -> str:
    """The letters of a column.

    Example:
        >>> column_letters(0), column_letters(27)
        ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def with_addresses(formula: str, sheet: str, places: Mapping[str, Address]) -> str:
    """A formula over keys as a formula of one sheet.

    Raises: JihengError JH-P-040 for a key that stands in no cell of the workbook.
    """

    def address(found: re.Match[str]) -> str:
        place = places.get(found[1])
        if place is None:
            raise JihengError("JH-P-040", f"公式引用的单元格“{found[1]}”不在工作簿中", where=sheet, mend="核对版式中该公式引用的名称")
        return place.a1 if place.sheet == sheet else f"{place.quoted_sheet}!{place.a1}"

    return "=" + _PLACEHOLDER.sub(address, formula)
