"""The zip package of an Office file, opened with limits, and its parts as XML without entities or network."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from lxml import etree

from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.refusal import refusal

MOST_UNPACKED = 300 * 1024 * 1024
MOST_ENTRIES = 20_000
MOST_RATIO = 200
_SMALL = 1024 * 1024  # below this a high ratio harms nobody
_MOST_DIRECTORY = 8 * 1024 * 1024  # 20 000 entries with long names fit; checked before the directory is parsed

# Whatever zipfile may raise on bytes that are not a sound archive.
_ZIP_TROUBLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError,
)  # fmt: skip
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_PACKAGE_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def directory(data: bytes) -> bytes:
    """The central directory of a zip, where its entries are named; empty when there is none."""
    if data[:2] != b"PK":
        return b""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        return b""
    size, start = struct.unpack_from("<II", data, end + 12)
    if start == 0xFFFFFFFF or start + size > end:
        start = max(0, end - min(size, _MOST_DIRECTORY))
    return data[start:end]


@dataclass(frozen=True, slots=True)
class Relation:
    """A part named by another part: the kind (last word of its type), the part's name, or an outside address."""

    kind: str
    target: str
    outside: bool


class Package:
    """Parts of one Office file by name.

    Raises: UnreadableFile JH-F-006 (encrypted), 007 (damaged zip), 008 (zip bomb), 009 (nesting), 010 (DTD), 011 (XML),
    012 (a part is missing).
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive and check every declared size before anything is unpacked."""
        self.name = name
        if len(directory(data)) > _MOST_DIRECTORY:
            raise refusal("JH-F-008", name, f"条目超过{MOST_ENTRIES}个")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except _ZIP_TROUBLE as trouble:
            raise refusal("JH-F-007", name) from trouble
        self._check(entries, name)
        self._parts = {entry.filename.lstrip("/").replace("\\", "/"): entry for entry in entries}
        self._folded = {part.lower(): part for part in self._parts}

    @staticmethod
    def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
        if len(entries) > MOST_ENTRIES:
            raise refusal("JH-F-008", name, f"条目{len(entries)}个，超过{MOST_ENTRIES}个")
        total = 0
        for entry in entries:
            if entry.flag_bits & 0x41:
                raise refusal("JH-F-006", name)
            total += entry.file_size
            if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
                raise refusal("JH-F-008", name, f"部件{entry.filename[:80]}压缩比超过{MOST_RATIO}")
        if total > MOST_UNPACKED:
            raise refusal("JH-F-008", name, f"展开后{total // 1024 // 1024}MB，超过300MB")

    def find(self, part: str) -> str | None:
        """The part's name as the archive spells it (Office does not mind its case)."""
        return part if part in self._parts else self._folded.get(part.lower())

    def names(self) -> list[str]:
        """Names of all parts."""
        return list(self._parts)

    def read(self, part: str) -> bytes:
        """The bytes of a part; never more than its declared size, which was checked."""
        spelt = self.find(part)
        if spelt is None:
            raise refusal("JH-F-012", self.name, part)
        try:
            return self._zip.read(self._parts[spelt])
        except _ZIP_TROUBLE as trouble:
            raise refusal("JH-F-007", self.name, f"部件{part[:80]}") from trouble

    def usual(self, part: str) -> bytes:
        """The bytes of an XML part, ISO "strict" names replaced by the usual ones."""
        data = self.read(part)
        if b"purl.oclc.org" in data[:4096]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return data

    def xml(self, part: str, trim: Callable[[bytes], bytes] | None = None) -> etree._Element:
        """A part as XML; `trim` may leave out what nobody will look at."""
        data = self.usual(part)
        refuse_traps(data, self.name, part)
        return parse(trim(data) if trim else data, self.name, part)

    def spare(self, part: str | None, trim: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """A part one can do without: None when it is missing or damaged; traps are still refused."""
        if part is None or self.find(part) is None:
            return None
        try:
            return self.xml(part, trim)
        except UnreadableFile as trouble:
            if trouble.code in ("JH-F-007", "JH-F-011"):
                return None
            raise

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part (or the whole package) refers to, by relation id."""
        folder, file = posixpath.split(part)
        root = self.spare(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for node in root.iter(_PACKAGE_RELATIONS) if root is not None else ():
            target, outside = node.get("Target", ""), node.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id", "")] = Relation(node.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def main(self, usual: str) -> str:
        """The main part: the one the package names, else the usual one."""
        for relation in self.relations().values():
            if relation.kind == "officeDocument" and self.find(relation.target):
                return relation.target
        return usual


def refuse_traps(data: bytes, name: str, part: str) -> None:
    """Refuse XML that declares a document type or entities, before any parser sees it."""
    if b"<!DOCTYPE" in data[:65_536] or b"<!ENTITY" in data[:65_536]:
        raise refusal("JH-F-010", name, f"部件{part[:80]}")


def xml_refusal(trouble: etree.XMLSyntaxError, name: str, part: str) -> UnreadableFile:
    """The refusal for what the XML parser complained about."""
    words = str(trouble.msg).lower()
    code = "JH-F-009" if "depth" in words or "huge" in words else "JH-F-011"
    return refusal(code, name, f"部件{part[:80]}")


def parse(data: bytes, name: str, part: str) -> etree._Element:
    """XML bytes → root element, with no entity, no DTD, no network and bounded depth."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        raise xml_refusal(trouble, name, part) from trouble
    except (ValueError, LookupError) as trouble:  # an encoding nobody knows
        raise refusal("JH-F-011", name, f"部件{part[:80]}") from trouble
    if root is None:
        raise refusal("JH-F-011", name, f"部件{part[:80]}")
    # A DOCTYPE in UTF-16 passes the byte test above.
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("JH-F-010", name, f"部件{part[:80]}")
    return cast("etree._Element", root)  # noqa: SLF001  lxml gives its element type no public name
