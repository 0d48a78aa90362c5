"""Results of an audit that are files: one page or workbook for each document, and a page that leads to all of them."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field, replace
from errno import ENOENT
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.core.auditing.runner import AuditResult
    from jiheng.core.documents.document import Document
    from jiheng.core.facts.statements import Statements

FILE_FORMATS = ("html", "xlsx")
_LONGEST = 180  # bytes of a file's name
_FORBIDDEN = re.compile(r'[\x00-\x1f/\\<>:"|?*]+')


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file gave: its result as text, or the code and line of what kept it from being read."""

    name: str
    output: str
    counts: dict[str, int] = field(default_factory=dict)
    trouble: str = ""
    crashes: tuple[str, ...] = ()
    file: bytes = b""


@dataclass(slots=True)
class Written:
    """Where the files of one run go: standard output (one page), one file, or a folder with an index.

    Other formats than FILE_FORMATS are none of its business: it lets them pass.
    """

    format: str
    out: str | None
    many: bool
    _names: set[str] = field(default_factory=set)
    _kept: list[tuple[Outcome, str]] = field(default_factory=list)

    def prepare(self) -> bool:
        """See that there is a place to write to, before anything is read; whether this format is written as files.

        Raises: JihengError JH-U-002 without --out where it is needed, JH-U-004 when it cannot be written.
        """
        if self.format not in FILE_FORMATS:
            return False
        if self.out is None:
            if self.many or self.format == "xlsx":
                what = "多个文件的结果" if self.many else "xlsx 结果"
                raise JihengError("JH-U-002", f"{what}不能写到屏幕", mend=f"请加 --out {'文件夹' if self.many else '结果.xlsx'}")
            return True
        path = Path(self.out)
        try:
            if self.many:
                path.mkdir(parents=True, exist_ok=True)
            elif not path.parent.is_dir():
                raise FileNotFoundError(ENOENT, strerror(ENOENT))
        except OSError as trouble:
            raise _unwritable(path, trouble) from trouble
        return True

    def keep(self, outcome: Outcome) -> Outcome:
        """Write what one document gave and let its bytes go; one that could not be read is told by the index only."""
        left = replace(outcome, file=b"")
        if not outcome.file:
            self._kept.append((left, ""))
        elif self.out is None:
            sys.stdout.buffer.write(outcome.file)
            sys.stdout.buffer.flush()
        else:
            path = Path(self.out)
            if self.many or path.is_dir():
                path = path / self._name(outcome.name)
            self._kept.append((left, path.name))
            _write(path, outcome.file)
        return left

    def close(self) -> None:
        """Write the index of several pages and say where the files are."""
        if self.out is None or self.format not in FILE_FORMATS:
            return
        if self.many and self.format == "html":
            from jiheng.core.auditing.finding import Severity
            from jiheng.core.reporting.audit_html.index_page import IndexRow, render_index

            rows = [
                IndexRow(
                    outcome.name,
                    quote(name),
                    {severity: outcome.counts.get(severity.value, 0) for severity in Severity},
                    outcome.counts.get("facts", 0),
                    outcome.counts.get("held", 0),
                    outcome.trouble,
                )
                for outcome, name in self._kept
            ]
            _write(Path(self.out) / "index.html", render_index(rows).encode())
        if any(name for _, name in self._kept):
            print(f"已写入 {self.out}", file=sys.stderr)

    def _name(self, source: str) -> str:
        """A name for a document's file that no other has and that every system can store."""
        stem = _FORBIDDEN.sub("_", source).strip(" .") or "结果"
        stem = stem.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
        name, number = f"{stem}.{self.format}", 2
        while name.lower() in self._names or name.lower() == "index.html":
            name, number = f"{stem}-{number}.{self.format}", number + 1
        self._names.add(name.lower())
        return name


def file_of(format: str, document: Document, statements: Statements, result: AuditResult, pack: dict[str, object]) -> bytes:
    """One audited document as the bytes of a page or a workbook."""
    from jiheng.core.casefile.rules import all_rules
    from jiheng.core.reporting.audit_html.page import render_html
    from jiheng.core.reporting.audit_words import About
    from jiheng.core.reporting.audit_xlsx import render_xlsx

    about = About({code: rule.title for code, rule in all_rules().items()}, str(pack["id"] or ""), str(pack["why"] or ""))
    if format == "xlsx":
        return render_xlsx(document, statements, result, about)
    return render_html(document, statements, result, about).encode("utf-8")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as trouble:
        raise _unwritable(path, trouble) from trouble


def _unwritable(path: Path, trouble: OSError) -> JihengError:
    return JihengError("JH-U-004", f"不能写入 {path}", mend=f"请核对路径和权限：{trouble.strerror}")
