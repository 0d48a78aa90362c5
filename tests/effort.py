"""Work counted, not timed: calls of functions, Python's and built-in ones, the same on an idle and on a busy machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, cast


def calls_of(work: Callable[[], object]) -> int:
    """How many functions some work calls.

    What happens inside one call of a built-in function counts as one; `make bench` times that under "Growth".
    """
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def steps_of(work: Callable[[], object]) -> int:
    """How many instructions of Python some work runs, loops within one function among them; slow, for small texts."""
    count = 0

    def seen(frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return seen

    before = sys.gettrace()
    sys.settrace(cast("Any", seen))
    try:
        work()
    finally:
        sys.settrace(before)
    return count
