"""OLE containers (old Office files): names of their streams, and one stream's bytes. Nothing is trusted to be in range."""

from __future__ import annotations

import struct
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and above are marks, not sectors
_MOST_SECTORS = 500_000  # more than 200 MB hold at 512 bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or storage of the directory: its first sector and its size."""

    name: str
    start: int
    size: int


class Container:
    """An OLE container; a damaged one simply has fewer entries and shorter streams."""

    def __init__(self, data: bytes) -> None:
        """Follow the allocation table and read the directory."""
        self._data = data
        self._size = 0
        self._table: list[int] = []
        self.entries: list[Entry] = []
        if data[:8] != OLE or len(data) < 512:
            return
        shift, directory = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
        if shift not in (9, 12):
            return
        self._size = 1 << shift
        self._table = self._allocation()
        content = self._chain(directory, self._table, self._size)
        for at in range(0, len(content) - 127, 128):
            length, start, size = struct.unpack_from("<H", content, at + 64)[0], *struct.unpack_from("<II", content, at + 116)
            if 2 <= length <= 64:
                self.entries.append(Entry(content[at : at + length - 2].decode("utf-16-le", "replace"), start, size))

    def names(self) -> set[str]:
        """Names of streams and storages."""
        return {entry.name for entry in self.entries}

    def stream(self, name: str) -> bytes:
        """A stream's bytes; empty when there is none."""
        entry = next((entry for entry in self.entries if entry.name == name), None)
        if entry is None or not self._size:
            return b""
        if entry.size >= struct.unpack_from("<I", self._data, 56)[0]:
            return self._chain(entry.start, self._table, self._size)[: entry.size]
        small = self._chain(self.entries[0].start, self._table, self._size)
        chain = self._chain(struct.unpack_from("<I", self._data, 60)[0], self._table, self._size)
        table = [number for (number,) in struct.iter_unpack("<I", chain[: len(chain) // 4 * 4])]
        parts = [small[sector * 64 : sector * 64 + 64] for sector in _sectors(entry.start, table)]
        return b"".join(parts)[: entry.size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, first: int, table: list[int], size: int) -> bytes:
        return b"".join(self._sector(sector) for sector in _sectors(first, table))

    def _allocation(self) -> list[int]:
        places = list(struct.unpack_from("<109I", self._data, 76))
        more, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while more < _END and more not in seen:
            seen.add(more)
            sector = self._sector(more)
            if len(sector) < self._size:
                break
            numbers = struct.unpack(f"<{self._size // 4}I", sector)
            places.extend(numbers[:-1])
            more = numbers[-1]
        table: list[int] = []
        for place in places:
            if place >= _END or len(table) > _MOST_SECTORS:
                continue
            sector = self._sector(place)
            table.extend(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))
        return table


def _sectors(first: int, table: list[int]) -> list[int]:
    """Sectors of a chain in order; a loop or a wild number ends it."""
    found: list[int] = []
    seen: set[int] = set()
    while first < _END and first not in seen and first < len(table):
        seen.add(first)
        found.append(first)
        first = table[first]
    return found
