"""Sums that the classes of the budget's subjects claim in a table, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from jiheng.core.reading.extract.grid import TOTAL
from jiheng.core.reading.extract.table_rows import Line

_CLASS = re.compile(r"spend\.(?:function|economic)\.(\d{3})(\d\d)*")
_CLASS_DIGITS = 3
_ECONOMIC = "3"  # economic subjects begin so; functional ones with 2
_COMPOSED = {
    "spend.basic.personnel": ("301", ("301", "303")),
    "spend.basic.public": ("302", ("302", "307", "309", "310", "311", "312", "313", "399")),
}
_LEAST = 2

Claim = tuple[Line, list[Line], bool]


def code_of(line: Line) -> str:
    """The subject code of a row: printed, or that of the subject it names; "" for none."""
    if line.code:
        return line.code
    return line.concept.rpartition(".")[2] if _CLASS.fullmatch(line.concept) else ""


def classes_of(lines: Iterable[Line]) -> dict[str, Line]:
    """The rows of whole classes, the first of each."""
    found: dict[str, Line] = {}
    for line in lines:
        code = code_of(line)
        if len(code) == _CLASS_DIGITS and not line.is_total:
            found.setdefault(code, line)
    return found


def composed(lines: Sequence[Line], everywhere: set[str]) -> Iterable[Claim]:
    """人员经费合计 and 公用经费合计 of their classes, unless some of these stand in another part of the table (`everywhere`)."""
    classes = classes_of(lines)
    for line in lines:
        chief, codes = _COMPOSED.get(line.concept, ("", ())) if line.is_total else ("", ())
        parts = [classes[code] for code in codes if code in classes]
        if chief in classes and not any(code in everywhere and code not in classes for code in codes):
            yield line, parts, True


def of_classes(lines: Sequence[Line]) -> Iterable[Claim]:
    """A plain 合计 of all classes, where rows of their kinds stand between them and none bears a code."""
    if any(line.code for line in lines):
        return
    classes = classes_of(lines)
    if len(classes) < _LEAST or len({code[0] for code in classes}) > 1:
        return
    for line in lines:
        if line.is_total and TOTAL.match(line.label):
            yield line, list(classes.values()), False


def below_classes(lines: Sequence[Line]) -> Iterable[Claim]:
    """An economic class without code and the rows below it, most of which it holds."""
    if any(line.code for line in lines):
        return
    classes = {line.row for line in classes_of(lines).values()}
    for index, line in enumerate(lines):
        own = code_of(line)
        if line.row not in classes or not own.startswith(_ECONOMIC):
            continue
        parts = list(takewhile(lambda other: other.row not in classes and not other.is_total, lines[index + 1 :]))
        held = sum(code_of(part).startswith(own) for part in parts)
        if len(parts) >= _LEAST and held * 2 > len(parts):
            yield line, parts, False
