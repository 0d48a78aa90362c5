"""OLE containers (old Office files): names of their streams, and one stream's bytes. Nothing is trusted to be in range."""

from __future__ import annotations

import struct
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHAIN_END = 0xFFFFFFFE
_END = 0xFFFFFFFA  # this and above are marks, not sectors
SMALL_STREAM = 4096  # shorter ones are kept among the small streams
_LARGE = 4096  # bytes of a sector in a container made here: the 109 tables that a header names reach over 400 MB
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
        content = self._chain(directory, self._table)
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
            return self._chain(entry.start, self._table)[: entry.size]
        small = self._chain(self.entries[0].start, self._table)
        chain = self._chain(struct.unpack_from("<I", self._data, 60)[0], self._table)
        table = [number for (number,) in struct.iter_unpack("<I", chain[: len(chain) // 4 * 4])]
        parts = [small[sector * 64 : sector * 64 + 64] for sector in _sectors(entry.start, table)]
        return b"".join(parts)[: entry.size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, first: int, table: list[int]) -> bytes:
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


def contained(name: str, content: bytes) -> bytes:
    """A sound container with one stream (no shorter than SMALL_STREAM) and nothing else."""
    count, per = -(-len(content) // _LARGE), _LARGE // 4
    tables = -(-(count + 2) // (per - 1))  # each table also says what it is itself
    links = [*[0xFFFFFFFD] * tables, *range(tables + 1, tables + count), _CHAIN_END, _CHAIN_END]
    places = struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    header = (
        OLE + struct.pack("<16x5H6x9I", 0x3E, 3, 0xFFFE, 12, 6, 0, tables, tables + count, 0, SMALL_STREAM, _CHAIN_END, 0, _CHAIN_END, 0) + places
    )
    table = struct.pack(f"<{len(links)}I", *links).ljust(tables * _LARGE, b"\xff")
    directory = _entry("Root Entry", 5, _CHAIN_END, 0, 1) + _entry(name, 2, tables, len(content), 0xFFFFFFFF)
    return b"".join((header.ljust(_LARGE, b"\0"), table, content.ljust(count * _LARGE, b"\0"), directory.ljust(_LARGE, b"\0")))


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return encoded.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(encoded) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)


def _sectors(first: int, table: list[int]) -> list[int]:
    """Sectors of a chain in order; a loop or a wild number ends it."""
    found: list[int] = []
    seen: set[int] = set()
    while first < _END and first not in seen and first < len(table):
        seen.add(first)
        found.append(first)
        first = table[first]
    return found
