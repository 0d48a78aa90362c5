"""Straight rulings of a page: lines and thin rectangles, merged where they run on.

Only strokes and fills thin enough to be lines count; shading is not a ruling.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_THIN = 3.2  # points; a stroke of 0.96 pt has bounds of 1.9
_SHORT = 3.0
_MOST_OBJECTS = 40_000
_MOST_SEGMENTS = 4_000
_DEEPEST = 6
_SNAP = 2.0
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: horizontal at `at` = y from x `start` to `end`, or upright at `at` = x from y `start` to `end`."""

    upright: bool
    at: float
    start: float
    end: float


class _Collector:
    """Rulings gathered from a page's objects, forms included."""

    def __init__(self, to_layout: Callable[[float, float, float, float], Box]) -> None:
        self.to_layout = to_layout
        self.found: list[Ruling] = []
        self.pictures = 0
        self.left = _MOST_OBJECTS
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._matrix = raw.FS_MATRIX()

    def walk(self, count: int, get: Callable[[int], Any], matrix: Matrix, depth: int) -> None:
        """Every object of a page or form."""
        for index in range(count):
            self.left -= 1
            if self.left < 0:
                return
            item = get(index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _times(self._own(item), matrix)
                self.walk(raw.FPDFFormObj_CountObjects(item), lambda i, form=item: raw.FPDFFormObj_GetObject(form, i), inner, depth + 1)  # type: ignore[misc]

    def _own(self, item: Any) -> Matrix:
        m = self._matrix
        if not raw.FPDFPageObj_GetMatrix(item, m):
            return _IDENTITY
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _path(self, item: Any, matrix: Matrix) -> None:
        if not raw.FPDFPageObj_GetBounds(item, *self._edges):
            return
        x0, y0, x1, y1 = (edge.value for edge in self._edges)
        raw.FPDFPath_GetDrawMode(item, self._fill, self._stroke)
        stroked = bool(self._stroke.value)
        if not stroked and not self._fill.value:
            return
        if min(x1 - x0, y1 - y0) <= _THIN:
            self._thin(_move(matrix, x0, y0, x1, y1))
            return
        count = raw.FPDFPath_CountSegments(item)
        if count > _MOST_SEGMENTS:
            return
        own = _times(self._own(item), matrix)
        for points in self._subpaths(item, count):
            moved = [_point(own, x, y) for x, y in points]
            if stroked:
                for (ax, ay), (bx, by) in itertools.pairwise(moved):
                    if abs(ax - bx) < 0.8 or abs(ay - by) < 0.8:
                        self._thin((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
            elif len(moved) >= 4:
                xs, ys = [p[0] for p in moved], [p[1] for p in moved]
                if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                    self._thin((min(xs), min(ys), max(xs), max(ys)))

    def _subpaths(self, item: Any, count: int) -> list[list[tuple[float, float]]]:
        """Runs of straight segments; a curve breaks the run."""
        paths: list[list[tuple[float, float]]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            here = (self._x.value, self._y.value)
            if kind == raw.FPDF_SEGMENT_LINETO and paths:
                paths[-1].append(here)
            else:
                paths.append([here])
            if raw.FPDFPathSegment_GetClose(segment) and len(paths[-1]) > 1:
                paths[-1].append(paths[-1][0])
        return paths

    def _thin(self, box: Box) -> None:
        x0, top, x1, bottom = self.to_layout(*box)
        width, height = x1 - x0, bottom - top
        if width >= height:
            self.found.append(Ruling(False, (top + bottom) / 2, x0, x1))
        else:
            self.found.append(Ruling(True, (x0 + x1) / 2, top, bottom))


def page_rulings(page: Any, to_layout: Callable[[float, float, float, float], Box]) -> tuple[tuple[Ruling, ...], int]:
    """Rulings of a page in layout positions, and how many pictures it has."""
    collector = _Collector(to_layout)
    collector.walk(raw.FPDFPage_CountObjects(page), lambda i: raw.FPDFPage_GetObject(page, i), _IDENTITY, 0)
    return merged(collector.found), collector.pictures


def merged(rulings: list[Ruling]) -> tuple[Ruling, ...]:
    """Pieces of one line put together; corners and dots that stay alone are left out."""
    result: list[Ruling] = []
    for upright in (False, True):
        groups: list[list[Ruling]] = []
        for r in sorted((r for r in rulings if r.upright is upright), key=lambda r: r.at):
            if groups and r.at - groups[-1][-1].at < 0.9 and r.at - groups[-1][0].at < _SNAP:
                groups[-1].append(r)
            else:
                groups.append([r])
        for group in groups:
            long = [r for r in group if r.end - r.start > _SHORT] or group
            at = sum(r.at * (r.end - r.start + 0.01) for r in long) / sum(r.end - r.start + 0.01 for r in long)
            start = end = None
            for r in sorted(group, key=lambda r: r.start):
                if start is None or end is None:
                    start, end = r.start, r.end
                elif r.start <= end + _SNAP:
                    end = max(end, r.end)
                else:
                    result.append(Ruling(upright, at, start, end))
                    start, end = r.start, r.end
            if start is not None and end is not None:
                result.append(Ruling(upright, at, start, end))
    return tuple(r for r in result if r.end - r.start > _SHORT)


def _times(own: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = own
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _move(m: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    a, b = _point(m, x0, y0)
    c, d = _point(m, x1, y1)
    return min(a, c), min(b, d), max(a, c), max(b, d)
