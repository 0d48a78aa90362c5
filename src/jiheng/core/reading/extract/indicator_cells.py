"""Cells of indicator tables as words, points, signs and figures."""

from __future__ import annotations

import re

from jiheng.core.documents.block import Cell
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure
from jiheng.core.figures.units import NUMBER
from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, SIGNS, bare_level, squeeze
from jiheng.core.record import changed

_BLANKS = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|[\r\n\t]+")
_WORDED = re.compile(
    r"^[^\d，。；]{0,12}?(?P<sign>≥|≤|>=|<=|＞[=＝]|＜[=＝]|≧|≦|⩾|⩽|＝|=|＞|＜|>|<|不少于|不低于|不小于|不超过|不高于|不大于|大于等于|大于或等于|小于等于|小于或等于|高于|低于|大于|小于|少于|超过|至少|不足)"
    r"\s?[-\d一二三四五六七八九十百千]"
)
_BEHIND = re.compile(r"\d[^\d，。；]{0,4}?(?P<word>以上|以内|以下|之内)$")
_LONGEST = 24


def words_of(cell: Cell | None) -> str:
    """A cell's words as printed, without line ends and the blanks between Chinese characters."""
    return _BLANKS.sub("", cell.text.strip()) if cell is not None else ""


def level_of(cell: Cell) -> str:
    """A level's name without the points printed in it."""
    return bare_level(cell.text)


def points_of(cell: Cell | None) -> Figure | None:
    """The figure of a cell that holds points and no words."""
    if cell is None:
        return None
    words = squeeze(cell.text)
    if not words or len(words) > 10 or words in BLANK_MARKS:
        return None
    figure = read_figure(words)
    return figure if figure is not None and (figure.unit is NUMBER or figure.unit.key in ("分", "%", "％")) else None


def relation_of(target: str) -> str:
    """The comparison that a target's own sign or words state."""
    if len(target) > _LONGEST:
        return ""
    found = _WORDED.search(target)
    if found:
        word = found["sign"]
        return {"至少": "≥", "不足": "＜"}.get(word) or SIGNS.get(word, "")
    behind = _BEHIND.search(target)
    if behind:
        return "≥" if behind["word"] == "以上" else "≤"
    return ""


def value_of(text: str, unit: str, relation: str) -> Figure | None:
    """The figure of a target or an actual; a unit of its own column belongs to it."""
    if not text or len(text) > _LONGEST:
        return None
    sign = relation if relation in ("≥", "≤", "＞", "＜") else ""
    if unit:
        figure = read_figure(sign + text + unit)
        plain = read_figure(text)
        if figure is not None and (plain is None or plain.unit is NUMBER):
            return changed(figure, text=text)
    figure = read_figure(sign + text)
    return changed(figure, text=text) if figure is not None and sign else figure
