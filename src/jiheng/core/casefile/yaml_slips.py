"""Why a case file is no valid YAML, in a clerk's words: the slips that Chinese typing makes, each with its mend."""

from __future__ import annotations

import re
from collections.abc import Callable

_KEY = r"[A-Za-z_][\w.]*|\d{1,5}"
_WIDE_COLON = re.compile(rf"(?:^\s*(?:- )?|[{{,，]\s*)({_KEY})：\s*(\S*)")
_WIDE_COMMA = re.compile(rf"，\s*(?:{_KEY})\s*[:：]")
_WIDE_BRACKET = re.compile(r"[｛｝［］【】]")
_SIGN_FIRST = re.compile(r":\s+([%@`&*!|>])(?=[^\s]|\s*[,}\]]|\s*$)")
_NO_BLANK = re.compile(rf"^\s*(?:- )?({_KEY}):([^\s/].*)$")
_COLON_IN_TEXT = re.compile(rf"^\s*(?:- )?(?:{_KEY}):\s+[^\"'{{\[|>].*:\s")
_PAIRS = (("{", "}"), ("[", "]"))
_LOOKED_BACK = 3  # the parser often stops one or two lines behind the slip

Slip = tuple[str, str]


def find_slip(text: str, line: int) -> tuple[int, str, str] | None:
    """The line (from 1), what is wrong and how to mend it, looked for at and just before the line where the parser stopped."""
    lines = text.splitlines()
    looked = [at for at in range(min(line, len(lines)), 0, -1) if lines[at - 1].strip()][:_LOOKED_BACK]
    for look in _LOOKS:
        for at in looked:
            if found := look(lines[at - 1]):
                return at, *found
    odd = [at for at, one in enumerate(lines[:line], 1) if one.count('"') % 2]
    if len(odd) % 2 or (odd and odd[-1] == line):  # a quote left open swallows lines until the next one
        return odd[0], "引号没有成对", "补上另一半引号"
    return _indented(lines, looked)


def _tab(line: str) -> Slip | None:
    return ("行首是制表符（Tab）", "行首改用空格，每级两格") if "\t" in line[: len(line) - len(line.lstrip())] else None


def _colon(line: str) -> Slip | None:
    found = _WIDE_COLON.search(line)
    return (f"“{found[1]}”后面是中文冒号“：”", f"改成英文冒号加一个空格：{found[1]}: {found[2] or '…'}") if found else None


def _comma(line: str) -> Slip | None:
    return ("各项之间是中文逗号“，”", "改成英文逗号加一个空格") if "{" in line and _WIDE_COMMA.search(line) else None


def _bracket(line: str) -> Slip | None:
    found = _WIDE_BRACKET.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", line))
    return (f"用了中文括号“{found[0]}”", "改成英文的 { } 或 [ ]；是文字的一部分就把整段文字加引号") if found else None


def _sign(line: str) -> Slip | None:
    found = _SIGN_FIRST.search(line)
    return (f"值以“{found[1]}”开头", f'加英文引号：如 unit: "{found[1]}"') if found else None


def _blank(line: str) -> Slip | None:
    found = _NO_BLANK.match(line)
    return (f"“{found[1]}:”后面没有空格", f"冒号后空一格：{found[1]}: {found[2].strip()}") if found else None


def _unpaired(line: str) -> Slip | None:
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
    for start, end in _PAIRS:
        if bare.count(start) > bare.count(end) and not bare.rstrip().endswith((start, ",")):
            return f"有“{start}”而没有“{end}”", f"在末尾补上“{end}”"
        if bare.count(start) < bare.count(end):
            return f"有“{end}”而没有“{start}”", f"补上“{start}”，或删去多的“{end}”"
    return None


def _colon_in_text(line: str) -> Slip | None:
    return ("文字里有英文冒号加空格", "把整段文字用英文引号括起来，或改用中文冒号") if _COLON_IN_TEXT.match(line) else None


def _indented(lines: list[str], looked: list[int]) -> tuple[int, str, str] | None:
    """A line that stands neither under the one above nor beside it."""
    for at in looked[:1]:
        here = len(lines[at - 1]) - len(lines[at - 1].lstrip(" "))
        above = [len(one) - len(one.lstrip(" ")) for one in lines[: at - 1] if one.strip()]
        if above and here != above[-1]:
            return at, f"行首空了{here}格，上一行空了{above[-1]}格，对不齐", "同一级的各行左端对齐，下一级多空两格；一项一项的以“- ”开头"
    return None


_LOOKS: tuple[Callable[[str], Slip | None], ...] = (_tab, _colon, _comma, _bracket, _sign, _unpaired, _blank, _colon_in_text)
