"""A workbook to be filled in: sheets of plain texts with a head row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]

_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def blank_workbook(title: str, sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Sheets by name, the first row of each its head, which stays in sight.

    All cells are texts, so that codes keep their digits.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, _SETTINGS)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001  the same sheets give the same bytes
    head = book.add_format({"bold": True, "bg_color": "#E6EFFA", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(place, column, value, head if place == 0 else text)
        for column in range(max((len(row) for row in rows), default=0)):
            longest = max((len(row[column]) for row in rows if column < len(row)), default=0)
            sheet.set_column(column, column, min(max(longest * 2 + 2, 12), 48), text)
        sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
