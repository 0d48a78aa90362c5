"""Rows of separated values (.csv, .tsv): encoding and separator found by content."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from jiheng.core.reading.encoding import decoded
from jiheng.core.reading.refusal import refusal

_SEPARATORS = ",\t;|，"
_LOOKED_AT = 20


def separated_rows(data: bytes, name: str) -> Iterator[list[str]]:
    """Rows of stripped values.

    Raises: UnreadableFile JH-F-004 (no text), 009 (a field without end).
    """
    text = decoded(data)
    if text is None:
        raise refusal("JH-F-004", name)
    lines = [line for line in text[:65_536].splitlines() if line.strip()][:_LOOKED_AT]
    rows = csv.reader(StringIO(text, newline=""), delimiter=_separator(lines), skipinitialspace=True)
    try:
        for row in rows:
            yield [value.strip() for value in row]
    except csv.Error as trouble:
        raise refusal("JH-F-009", name, f"第{rows.line_num}行") from trouble


def _separator(lines: list[str]) -> str:
    """The separator most lines share, a comma when none does."""
    return max(_SEPARATORS, key=lambda mark: (sum(mark in line for line in lines), -_SEPARATORS.index(mark)))
