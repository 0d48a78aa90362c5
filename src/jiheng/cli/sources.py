"""PATH arguments as the files they stand for: a file, every readable file of a folder, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jiheng.core.documents.document import Document
from jiheng.core.reading.door import read_document, read_file
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.shelf import READERS


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: the name to show, and where its bytes are (standard input is read at once)."""

    name: str
    path: Path | None = None
    data: bytes = b""

    def document(self) -> Document:
        """The document. Raises: UnreadableFile (JH-F-…)."""
        if self.path is None:
            return read_document(self.data, self.name)
        if self.path.is_dir():
            raise refusal("JH-F-001", self.name, "文件夹中没有可读取的文件", mend="请核对文件夹")
        return replace(read_file(self.path), name=self.name)


def find_sources(paths: Sequence[str]) -> list[Source]:
    """The sources of a command line, in its order; files of a folder by name.

    What a folder holds besides is counted on standard error, so that nothing is left out in silence.
    """
    found: list[Source] = []
    for word in paths:
        path = Path(word)
        if word == "-":
            found.append(Source("标准输入", data=sys.stdin.buffer.read()))
        elif path.is_dir():
            found.extend(_folder(path))
        else:
            found.append(Source(path.name, path))
    return found


def _folder(folder: Path) -> list[Source]:
    readable = {extension for reader in READERS for extension in reader.extensions}
    files = sorted(_files(folder))
    sources = [Source(file.relative_to(folder).as_posix(), file) for file in files if file.suffix.lower() in readable]
    left = [file for file in files if file.suffix.lower() not in readable and file.suffix not in (".py", ".pyc")]
    if left:
        kinds = "、".join(sorted({file.suffix or "无扩展名" for file in left}))
        print(f"{folder}：另有 {len(left)} 个文件不是可读取的格式，未读取（{kinds}）", file=sys.stderr)
    return sources or [Source(folder.name or str(folder), folder)]


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder, without hidden ones and the lock files that Word leaves (~$…)."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        yield from (Path(place, name) for name in names if not name.startswith((".", "~$")))
