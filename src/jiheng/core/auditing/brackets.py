"""The brackets that figures of running text stand in."""

from __future__ import annotations


def depth(text: str) -> int:
    """How many brackets a stretch opens and leaves open."""
    return sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")


def is_level(text: str) -> bool:
    """Whether every bracket of a stretch opens and closes in it."""
    depth = 0
    for mark in text:
        depth += (mark in "（(") - (mark in "）)")
        if depth < 0:
            return False
    return depth == 0


def closing(text: str, start: int, stop: int) -> int:
    """Where a bracket that opens at a place is closed."""
    depth = 0
    for at in range(start, stop):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if not depth:
            return at
    return stop


def closing_outer(text: str, start: int, stop: int) -> int:
    """Where the bracket that a place stands in is closed; the end of the line where it stands in none."""
    depth = 0
    for at in range(start, stop):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if depth < 0:
            return at
    return stop
