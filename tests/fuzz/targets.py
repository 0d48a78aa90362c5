"""What is fuzzed: each target makes an input of any bytes, says what must hold of it, and has seeds and words to begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz import holds, packages, seeds


@dataclass(frozen=True)
class Target:
    """`try_` raises when something that must hold does not; `plain` when its inputs are text."""

    name: str
    try_: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: tuple[str, ...]
    longest: int
    plain: bool = True


def _scan(data: bytes) -> None:
    holds.scanned(data.decode("utf-8", "ignore"))


def _audit(data: bytes) -> None:
    text = data.decode("utf-8", "ignore")
    holds.audited(text.encode(), "部门整体支出绩效自评报告.html" if text.lstrip().startswith("<") else "部门整体支出绩效自评报告.txt")


def _reader(name: str, wrap: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], None]:
    def try_(data: bytes) -> None:
        holds.readable(wrap(data), name)

    return try_


TARGETS = {
    target.name: target
    for target in (
        Target("scan", _scan, seeds.clauses, seeds.NUMBER_WORDS, 400),
        Target("txt", _reader("a.txt"), seeds.texts, seeds.TABLE_WORDS, 3000),
        Target("csv", _reader("a.csv"), seeds.separated, seeds.TABLE_WORDS, 2000),
        Target("html", _reader("a.html"), seeds.pages, seeds.HTML_WORDS, 3000),
        Target("docx", _reader("a.docx", packages.as_docx), seeds.word_parts, seeds.WORD_WORDS, 6000),
        Target("xlsx", _reader("a.xlsx", packages.as_xlsx), seeds.sheet_parts, seeds.SHEET_WORDS, 6000),
        Target("xls", _reader("a.xls", packages.as_xls), seeds.old_sheets, (), 4096, plain=False),
        Target("pdf", _reader("a.pdf", packages.as_pdf), seeds.pdfs, seeds.PDF_WORDS, 4000),
        Target("audit", _audit, seeds.reports, seeds.NUMBER_WORDS + seeds.TABLE_WORDS, 2500),
    )
}
