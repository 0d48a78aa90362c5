"""Which marked content of a tagged page is a picture with words of its own: its labels are no running text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

_DEEPEST = 60
_MOST = 20_000


def figure_marks(page: Any) -> frozenset[int]:
    """Marked-content numbers inside figures that have a text alternative; empty for a page without tags."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return frozenset()
    try:
        budget = [_MOST]
        found: set[int] = set()
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            child = raw.FPDF_StructTree_GetChildAtIndex(tree, at)
            if child:
                found.update(_below(child, 0, budget, inside=False))
        return frozenset(found)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _below(element: Any, depth: int, budget: list[int], *, inside: bool) -> Iterator[int]:
    budget[0] -= 1
    if depth > _DEEPEST or budget[0] < 0:
        return
    inside = inside or (_type(element) == "Figure" and raw.FPDF_StructElement_GetAltText(element, None, 0) > 2)
    if inside:
        for at in range(max(raw.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
            number = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at)
            if number >= 0:
                yield number
    for at in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _below(child, depth + 1, budget, inside=inside)


def _type(element: Any) -> str:
    room = (ctypes.c_ushort * 32)()
    length = raw.FPDF_StructElement_GetType(element, room, ctypes.sizeof(room))
    return bytes(room)[: max(0, min(length, ctypes.sizeof(room)) - 2)].decode("utf-16-le", "ignore")
