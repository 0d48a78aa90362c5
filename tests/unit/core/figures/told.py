"""What a scan says, as short strings that stand in tables: "1234.56|万元", "10|万个|over", "date:2023年=2023"."""

from __future__ import annotations

import pytest
from _pytest.mark import ParameterSet

from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import Mention, MentionKind
from jiheng.core.figures.printed import scan


def told(figure: Figure) -> str:
    """Number (or range), unit and hedge of a figure."""
    number = f"{figure.number:f}" if figure.upper is None else f"{figure.number:f}~{figure.upper:f}"
    return f"{number}|{figure.unit.key}" + (f"|{figure.hedge.value}" if figure.hedge.value != "none" else "")


def _one(mention: Mention) -> str:
    if mention.figure is not None:
        return told(mention.figure)
    year = f"={mention.year}" if mention.kind is MentionKind.DATE else ""
    return f"{mention.kind.value}:{mention.text}{year}"


def quantities(text: str) -> list[str]:
    """The quantities of a text; dates, ordinals and codes left out."""
    return [_one(mention) for mention in scan(text) if mention.kind is MentionKind.QUANTITY]


def everything(text: str) -> list[str]:
    """Every number of a text, of whatever kind."""
    return [_one(mention) for mention in scan(text)]


def wrong(text: str, expected: list[str] | str, reason: str) -> ParameterSet:
    """A case that the scan gets wrong today; strict, so that mending it takes the mark away."""
    return pytest.param(text, expected, marks=pytest.mark.xfail(strict=True, reason=reason))
