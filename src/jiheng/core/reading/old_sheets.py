"""Values of .xls workbooks through calamine, typed values → text; the number formats of .xls are not at hand there."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from jiheng.core.reading.ole import contained
from jiheng.core.reading.ooxml.number_format import general, number
from jiheng.core.reading.refusal import refusal

Value = int | float | str | bool | time | date | datetime | timedelta


_SILENCE = threading.RLock()  # standard error belongs to the whole process


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep what Rust writes of a panic off standard error: the reader gets one line, our own."""
    try:
        kept = os.dup(2)
    except OSError:  # a process without standard error
        yield
        return
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 2)
        os.close(sink)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def trouble_of(name: str) -> Iterator[None]:
    """Turn everything calamine may raise, a panic of its Rust code included, into one refusal.

    Raises: UnreadableFile JH-F-006 (encrypted), 013 (damaged).
    """
    try:
        with _SILENCE, _silenced():
            yield
    except PasswordError as trouble:
        raise refusal("JH-F-006", name) from trouble
    except (CalamineError, OSError, ValueError, OverflowError, IndexError, TypeError) as trouble:
        raise refusal("JH-F-013", name) from trouble
    except BaseException as trouble:
        # A panic has a type of its own that no module exports; everything else goes its way.
        if type(trouble).__name__ != "PanicException":
            raise
        raise refusal("JH-F-013", name) from trouble


def opened(content: bytes, name: str) -> CalamineWorkbook:
    """A workbook of records that were surveyed, in a container of our own: calamine sees these and nothing else of the file."""
    with trouble_of(name):
        return CalamineWorkbook.from_filelike(BytesIO(contained("Workbook", content)))


def text_of(value: Value) -> str:
    """A typed value as text: no float noise, dates 2023-12-31."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        found = number(repr(value))
        return general(found) if found is not None else str(value)
    if isinstance(value, int):
        return general(Decimal(value))
    if isinstance(value, datetime):
        clock = value.time()
        return value.date().isoformat() if clock == time() else f"{value.date().isoformat()} {clock.isoformat('seconds')}"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return value.isoformat()
