"""The shelf of readers: one per format, each declaring how its files look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jiheng.core.catalog import Catalog
from jiheng.core.documents.document import Document

Read = Callable[[bytes, str], Document]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format is known and read; `weak` means its sniff also holds for files of other formats (any text)."""

    format: str
    sniff: Callable[[bytes], bool]
    extensions: tuple[str, ...]
    mime: tuple[str, ...]
    read: Read
    weak: bool = False


READERS: Catalog[Reader] = Catalog("读取器", "jiheng.core.reading.formats")


def reader(
    *, format: str, sniff: Callable[[bytes], bool], extensions: tuple[str, ...], mime: tuple[str, ...], weak: bool = False
) -> Callable[[Read], Read]:
    """Put a function from (bytes, name) to Document on the shelf.

    Raises: JihengError JH-P-001 for a format declared twice.
    """

    def place(read: Read) -> Read:
        READERS.put(format, Reader(format, sniff, extensions, mime, read, weak))
        return read

    return place
