"""The one way in: bytes or a path → Document. The reader is chosen by content; the extension only breaks ties."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from jiheng.core.documents.document import Document, ReadingNote
from jiheng.core.reading.carried_part import with_carried
from jiheng.core.reading.foreign import explain, is_foreign_text
from jiheng.core.reading.outline import with_titles
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.shelf import READERS, Reader

LARGEST_FILE = 200 * 1024 * 1024


def read_file(path: str | Path) -> Document:
    """Read a file from disk; its size is checked before it is read.

    Raises: UnreadableFile JH-F-001 (cannot be opened) and those of `read_document`.
    """
    place = Path(path)
    try:
        if not place.is_file():
            raise refusal("JH-F-001", str(path), "找不到这个文件" if not place.exists() else "这不是一个文件")
        size = place.stat().st_size
        if size > LARGEST_FILE:
            raise refusal("JH-F-003", place.name, f"{size // 1024 // 1024}MB")
        with place.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as trouble:  # ValueError: a NUL in the path
        raise refusal("JH-F-001", str(path).replace("\0", "?")) from trouble
    return read_document(data, place.name)


def read_document(data: bytes, name: str) -> Document:
    """Read a file's bytes; `name` is shown in messages and its extension settles what content leaves open.

    Raises: UnreadableFile JH-F-002 (empty), 003 (too large), 004 and 005 (no reader), 006 … 013 (the reader refused).
    """
    if not data:
        raise refusal("JH-F-002", name)
    if len(data) > LARGEST_FILE:
        raise refusal("JH-F-003", name, f"{len(data) // 1024 // 1024}MB")
    extension = PurePath(name).suffix.lower()
    chosen = reader_for(data, extension)
    if chosen is None:
        raise explain(data, name)
    document = with_carried(chosen.read(data, name), data)
    document = replace(document, blocks=with_titles(document.blocks))
    if extension and extension not in chosen.extensions:
        known = any(extension in reader.extensions for reader in READERS)
        if known or not chosen.weak:
            words = f"文件扩展名为{extension}，内容实为{chosen.format}，已按内容读取"
            document = replace(document, notes=(ReadingNote("JH-F-020", words), *document.notes))
    return document


def reader_for(data: bytes, extension: str) -> Reader | None:
    """The reader of some bytes: a sure sniff before a weak one, then the extension, then the plainest."""
    shelf = list(READERS)
    fitting = [reader for reader in shelf if not reader.weak and reader.sniff(data)]
    if not fitting and not is_foreign_text(data):
        fitting = [reader for reader in shelf if reader.weak and reader.sniff(data)]
    named = [reader for reader in fitting if extension in reader.extensions]
    plain = [reader for reader in fitting if reader.format == "txt"]
    return next(iter(named or plain or fitting), None)
