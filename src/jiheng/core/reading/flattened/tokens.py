"""Tokens of a table that came out one piece a line, and what each could be: a number, a sign, a unit, a level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiheng.core.figures.units import unit_for
from jiheng.core.reading.extract.indicator_columns import BLANK_MARKS, NATURES, SIGNS, is_level1, is_level2, squeeze
from jiheng.core.reading.flattened.lines import Line, Weave, weave

_SPLIT = re.compile(r"[^\s\u3000\u200b]+")
_NUMBER = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?\s?分?")
_FIGURE = re.compile(
    r"(?:[≥≤＞＜＝=><≧≦⩾⩽]|>=|<=|不少于|不低于|不小于|不超过|不高于|不大于|大于等于|小于等于|大于|小于|至少|达到?|控制在|约)*"
    r"[-−]?\d[\d,，]*(?:\.\d+)?(?P<unit>[^\d。，,；;：:、]{0,6})(?:以[上内下])?"
)
_PERCENT = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?[%％]")
_JOINS_LEFT = "、，,。；;：:）)】］]》”’.·！!？?"
_JOINS_RIGHT = "、，,（(【［[《“‘·"
_OPENING = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "[": "]"}
_MARK_ONLY = re.compile(r"[、，,。；;：:（()）【】《》“”‘’.·/]+")
_NUMBERED = re.compile(r"指标\s?\d{1,2}\s?[：:.、]?")
_GRADE_WORDS = re.compile(r"(?:高|中|低|优|良|差|好|一般|较好|较高|较低|及格|[/、，]){2,12}")


class Token(NamedTuple):
    """A piece of a flattened table: its text, the runs of characters it is made of, how it stands to the piece before.

    `gap` is 0 on the same line, 1 on the next, 2 behind an empty line.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    gap: int
    line: int

    @property
    def start(self) -> int:
        """Its first character."""
        return self.runs[0][0]

    @property
    def end(self) -> int:
        """The character behind its last."""
        return self.runs[-1][1]

    def with_next(self, other: Token) -> Token:
        """The piece and the next as one."""
        return Token(self.text + other.text, self.runs + other.runs, self.gap, self.line)


class Kind(NamedTuple):
    """What a token could be; several may hold."""

    number: bool
    points: bool
    figure: bool
    percent: bool
    sign: bool
    unit: bool
    level1: bool
    level2: bool
    blank: bool
    numbered: bool
    graded: bool


def tokens_of(lines: Iterable[Line]) -> list[Token]:
    """The pieces of some lines, parted at blanks."""
    found: list[Token] = []
    for line in lines:
        gap = 2 if line.blanks else 1
        for match in _SPLIT.finditer(line.text):
            start = line.start + match.start()
            found.append(Token(match.group(), ((start, line.start + match.end()),), gap, line.number))
            gap = 0
    return found


def is_shredded(tokens: Sequence[Token]) -> bool:
    """Whether even punctuation stands on lines of its own."""
    return sum(token.gap > 0 and _MARK_ONLY.fullmatch(token.text) is not None and token.text not in BLANK_MARKS for token in tokens) >= 2


def joined(tokens: Sequence[Token]) -> list[Token]:
    """Pieces put together again where punctuation, an open bracket or a known level shows that they are one."""
    merged: list[Token] = []
    depth_left = 0
    closing = ""
    for token in tokens:
        text = token.text
        if merged and depth_left > 0 and token.gap >= 0:
            merged[-1] = merged[-1].with_next(token)
            depth_left = 0 if closing in text else depth_left - 1
            continue
        if merged and text not in NATURES and text not in BLANK_MARKS and _glued(merged[-1].text, text):
            merged[-1] = merged[-1].with_next(token)
        else:
            merged.append(token)
        closing = _open_bracket(text)
        depth_left = 14 if closing else 0
    return _levels(merged)


def _glued(left: str, right: str) -> bool:
    if left in NATURES or left in BLANK_MARKS:
        return False
    return right[0] in _JOINS_LEFT or left[-1] in _JOINS_RIGHT


def _open_bracket(text: str) -> str:
    """The closing mark that a text still waits for."""
    for opening, closing in _OPENING.items():
        if opening in text and text.rfind(opening) > text.rfind(closing):
            return closing
    return ""


def _levels(tokens: list[Token]) -> list[Token]:
    """Levels broken over lines (社会效 益指标, 产出指标 (40分)) as one token each."""
    whole: list[Token] = []
    at = 0
    while at < len(tokens):
        best = 0
        if len(tokens[at].text) <= 10:
            text = tokens[at].text
            for length in range(1, min(4, len(tokens) - at)):
                text += tokens[at + length].text
                if len(text) > 24:
                    break
                if (is_level1(text) or is_level2(text)) and not (
                    _whole_level(tokens[at].text) and not tokens[at + length].text.startswith(("（", "("))
                ):
                    best = length
        token = tokens[at]
        for step in range(best):
            token = token.with_next(tokens[at + step + 1])
        whole.append(token)
        at += best + 1
    return whole


def _whole_level(text: str) -> bool:
    return text.endswith("指标") and (is_level1(text) or is_level2(text))


def kind_of(text: str) -> Kind:
    """What a token could be."""
    words = squeeze(text)
    figure = _FIGURE.fullmatch(words)
    unit = figure["unit"] if figure else ""
    return Kind(
        number=_NUMBER.fullmatch(words) is not None,
        points=_POINTS.fullmatch(words) is not None,
        figure=figure is not None and (not unit or len(unit) <= 3 or unit_for(unit) is not None),
        percent=_PERCENT.fullmatch(words) is not None,
        sign=words in NATURES,
        unit=len(words) <= 7 and not words.isdigit() and words not in SIGNS and unit_for(words.replace("／", "/")) is not None,
        level1=is_level1(words),
        level2=is_level2(words),
        blank=words in BLANK_MARKS,
        numbered=_NUMBERED.match(words) is not None,
        graded=_GRADE_WORDS.fullmatch(words) is not None,
    )


def cell_of(source: str, tokens: Sequence[Token]) -> Weave:
    """The text of a cell made of some tokens; blanks between Latin letters of one line are kept."""
    runs: list[tuple[int, int]] = []
    for token in tokens:
        if (
            runs
            and token.gap == 0
            and source[runs[-1][1] - 1].isascii()
            and token.text[0].isascii()
            and (source[runs[-1][1] - 1].isalpha() and token.text[0].isalpha())
        ):
            runs[-1] = (runs[-1][0], token.start)
        runs.extend(token.runs)
    return weave(source, runs, tokens[0].start if tokens else 0)
