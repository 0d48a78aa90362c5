"""What stands on a screen: widths of Chinese, colours, marks, and letters that a code page cannot print."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO
from unicodedata import combining, east_asian_width

# What stands in for a character that the screen's code page lacks (one for one, so that places still count right).
_INSTEAD = {
    "✓": "√", "✗": "×", "√": "v", "×": "x", "●": "*", "▲": "!", "•": "·", "·": ".", "─": "-", "━": "=", "═": "=", "│": "|",
    "—": "-", "–": "-", "−": "-", "…": ".", "≥": ">", "≤": "<", "²": "2", "³": "3", "㎡": "m", "％": "%", "，": ",", "。": ".",
    "：": ":", "；": ";", "（": "(", "）": ")", "【": "[", "】": "]", "“": '"', "”": '"', "、": ",", "\xa0": " ", "\u3000": " ",
}  # fmt: skip


def _substitute(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    coded = []
    for character in error.object[error.start : error.end]:
        stand_in = _INSTEAD.get(character, "?")
        while not _fits(stand_in, error.encoding):
            stand_in = _INSTEAD.get(stand_in, "?")
        coded.append(stand_in)
    return "".join(coded), error.end


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def prepare_streams() -> None:
    """Let standard output and error print anything, whatever their code page (GBK, ASCII)."""
    codecs.register_error("jiheng", _substitute)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="jiheng")


def speaks_unicode(stream: TextIO) -> bool:
    """Whether every character can be written to a stream."""
    return (getattr(stream, "encoding", "") or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32", "gb18030")


def width(text: str) -> int:
    """How many columns a text takes; Chinese characters take two."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to a width; `right` sets it at the right edge (numbers)."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def clip(text: str, columns: int) -> str:
    """The text cut to a width, with … where it was cut."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for character in text:
        used += width(character)
        if used > columns - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def wrap(text: str, columns: int) -> list[str]:
    """The text broken into lines of at most a width; a number or a word of letters is kept whole, 。，、 never begin a line."""
    lines: list[str] = []
    line, used = "", 0
    for word in _words(text):
        size = width(word)
        if used and used + size > columns and word not in "，。；：、）】》”%％！？":
            lines.append(line)
            line, used = "", 0
            word = word.lstrip(" ")  # noqa: PLW2901  a line does not begin with the blank it was broken at
            size = width(word)
        line += word
        used += size
    return [*lines, line] if line or not lines else lines


def _words(text: str) -> Iterable[str]:
    word = ""
    for character in text:
        if character.isascii() and (character.isalnum() or character in ".,%-+_/#"):
            word += character
            continue
        if word:
            yield word
            word = ""
        yield character
    if word:
        yield word


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), most: Sequence[int] = (), indent: str = "") -> list[str]:
    """Rows as aligned lines; `right` are the columns set at the right edge, `most` the greatest widths (0: any)."""
    if not rows:
        return []
    cut = [[clip(cell, most[i]) if i < len(most) and most[i] else cell for i, cell in enumerate(row)] for row in rows]
    widths = [max(width(row[i]) for row in cut) for i in range(len(cut[0]))]
    return [indent + "  ".join(pad(cell, widths[i], right=i in right) for i, cell in enumerate(row)).rstrip() for row in cut]


_CODES = {"red": "31;1", "yellow": "33;1", "cyan": "36", "green": "32", "dim": "2", "bold": "1", "mark": "7;1"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a result is laid out: colours or none, and how many columns there are."""

    colour: bool = False
    columns: int = 100

    def paint(self, text: str, colour: str) -> str:
        """The text in a colour, or plain."""
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self.colour and text else text


def style_for(stream: TextIO) -> Style:
    """Colours only on a terminal that is known to show them, and never against NO_COLOR."""
    known = os.environ.get("TERM", "dumb") != "dumb" or any(name in os.environ for name in ("WT_SESSION", "ANSICON", "ConEmuANSI"))
    is_screen = stream.isatty()
    return Style(is_screen and known and not os.environ.get("NO_COLOR"), _columns() if is_screen else 100)


def _columns() -> int:
    try:
        return max(60, min(120, os.get_terminal_size().columns))
    except OSError:
        return 100
