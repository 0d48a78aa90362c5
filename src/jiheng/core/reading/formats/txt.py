"""Text files and pasted text → Document: the file's own characters, its paragraphs, and its tables put back.

`Document.text` is the decoded file without its byte-order mark, line ends as they are; every block maps into it.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from jiheng.core.documents.block import Block, BlockKind, Cell
from jiheng.core.documents.document import Document, ReadingNote
from jiheng.core.documents.locator import Locator
from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.flattened.grid import Rebuilt
from jiheng.core.reading.flattened.lines import BLANKS, Line, Weave, read_lines
from jiheng.core.reading.flattened.marks import is_heading, is_page_number, outline_of
from jiheng.core.reading.flattened.paragraphs import Paragraph, paragraphs
from jiheng.core.reading.flattened.recover import recover_tables
from jiheng.core.reading.shelf import reader

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffd\ufffe\uffff]")
_CONTROL_BYTES = bytes(sorted({*range(0x09), *range(0x0E, 0x1B), 0x7F}))
# Wrong decodings of Chinese give Chinese characters too, but hardly any of those that every official text is full of.
_COMMON = frozenset(
    "的一是在不了有和人中大为上个国年部门支出预算绩效项目单位情况工作管理资金财政公用经费万元收入决其他本市县区政府办公室及会议费行完成指标数量质益度"
    "社会服务务业发展生产建设实施以对于与按要求进行主要存问题第二三四五六七八九十月日报告加强提高基本人员机关党"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKS = re.compile(r"\*\*|__(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])__")
_LEAD = re.compile(r"(?:[-*+]|#{1,6}|>)[ \u3000]+(?=\S)")
_WORDS = re.compile(r"\w")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_SPREAD = 4  # so many gaps between characters of one line, and no two characters in three without one; heads of a table have no marks
_CLAUSES = re.compile("[，,。；;：:]")
_SPREAD_BLANK = re.compile(r"(?<=[^\d\s]) +| +(?=[^\d\s])")
_CAPTION = re.compile(r"表|单位\s?[:：]|附件|年度?\s?[)）]|明细|清单|一览")


def looks_like_text(data: bytes) -> bool:
    """Whether a file's first bytes are text in one of the known encodings: a mark at the front, or no control bytes."""
    head = data[:4096]
    if head.startswith(tuple(mark for mark, _ in _BOMS)):
        return True
    return len(head.translate(None, _CONTROL_BYTES)) == len(head)


def decode(data: bytes, name: str = "") -> str:
    """A file's characters: by its byte-order mark, else UTF-8, else GB18030 when the result reads as Chinese.

    Raises: UnreadableFile JH-F-014 (unknown encoding), JH-F-015 (not a text).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _as_text(data[len(mark) :].decode(encoding), name)
            except UnicodeDecodeError as error:
                raise _undecodable(name, error.start + len(mark)) from error
    try:
        return _as_text(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        where = error.start
    if not looks_like_text(data):
        raise _binary(name)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _undecodable(name, max(where, error.start)) from error
    if not _reads_as_chinese(text):
        raise _undecodable(name, where)
    return _as_text(text, name)


def _as_text(text: str, name: str) -> str:
    noise = sum(1 for _ in _CONTROL.finditer(text))
    if (noise > 8 and noise * 500 > len(text)) or text.startswith("\x00"):
        raise _binary(name)
    return text.removeprefix("\ufeff")


def _reads_as_chinese(text: str) -> bool:
    """Whether text decoded as GB18030 was so encoded: common characters abound, private and odd ones do not."""
    others = [character for character in text[:20_000] if character > "\x7f"]
    han = [character for character in others if _HAN.match(character)]
    if not han:
        return False
    odd = sum("\ue000" <= character <= "\uf8ff" or "\x80" <= character <= "\xa0" for character in others)
    common = sum(character in _COMMON for character in han)
    return odd * 20 <= len(others) and len(han) * 10 >= len(others) * 4 and common * 100 >= len(han) * (12 if len(han) > 40 else 6)


def _undecodable(name: str, where: int) -> UnreadableFile:
    return UnreadableFile(
        "JH-F-014", f"认不出文字编码，第{where + 1}个字节起无法解读", where=name, mend="请用 UTF-8 或 GB18030（ANSI）编码另存为文本文件后再交"
    )


def _binary(name: str) -> UnreadableFile:
    return UnreadableFile("JH-F-015", "内容不是文字", where=name, mend="请确认文件没有损坏；若是 Word、Excel 或 PDF 文件，请改回原来的扩展名")


@reader(format="txt", sniff=looks_like_text, extensions=(".txt", ".text", ".md"), mime=("text/plain", "text/markdown"), weak=True)
def read_txt(data: bytes, name: str) -> Document:
    """Text → Document: paragraphs joined where lines were broken, tables put back, every character kept in its place.

    Raises: UnreadableFile JH-F-014 (encoding), JH-F-015 (no text).
    """
    source = decode(data, name)
    return _Reading(source, name, sha256(data).hexdigest()).document()


class _Reading:
    """One text being read into blocks."""

    def __init__(self, source: str, name: str, digest: str) -> None:
        self.source = source
        self.name = name
        self.digest = digest
        self.lines = read_lines(source)
        self.begins = [line.begin for line in self.lines]
        self.blocks: list[Block] = []
        self.notes: list[ReadingNote] = []
        self.counts: dict[str, int] = {}
        self.joined = 0

    def document(self) -> Document:
        """The text as a document."""
        if not any(line.text for line in self.lines):
            self.notes.append(ReadingNote("JH-F-039", "文件中没有可读取的文字"))
        tables = recover_tables(self.source, self.lines)
        at = 0
        for table in tables:
            first = max(0, bisect_right(self.begins, table.start) - 1)
            last = bisect_right(self.begins, max(table.start, table.end - 1))
            self._flow(self.lines[at:first])
            at = max(at, first)
            before, behind = self._left_over(self.lines[at:last], table, tables)
            self._loose(before)
            self._table(table)
            self._loose(behind)
            at = max(at, last)
        self._flow(self.lines[at:])
        if self.joined:
            self.notes.append(ReadingNote("JH-F-045", f"有{self.joined}处句子在行末或页末断开，已接合成整段"))
        return Document(self.digest, self.name, "txt", self.source, tuple(self.blocks), tuple(self.notes))

    def _id(self, letter: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def _flow(self, lines: Sequence[Line]) -> None:
        for paragraph in paragraphs([line for line in lines if line.text]):
            self._paragraph(paragraph)

    def _paragraph(self, paragraph: Paragraph) -> None:
        self.joined += len(paragraph.lines) - 1
        if paragraph.is_footer:
            line = paragraph.lines[0]
            self.blocks.append(self._block(self._id("f"), BlockKind.FOOTER, Weave(line.text, ((0, line.start),))))
            return
        text, pieces, places, marked = _join(self.source, paragraph.lines)
        if not text:
            return
        level = marked or (outline_of(text) if is_heading(text) else 0)
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        self.blocks.append(Block(self._id("p"), kind, text, pieces, places, level))

    def _loose(self, runs: Iterable[tuple[int, int]]) -> None:
        """Words of a region that found no cell: each stays a paragraph, or is a page's number."""
        for start, end in runs:
            text = Weave(self.source[start:end], ((0, start),))
            if is_page_number(text.text):
                self.blocks.append(self._block(self._id("f"), BlockKind.FOOTER, text))
            else:
                self.blocks.append(self._block(self._id("p"), BlockKind.PARAGRAPH, text))

    def _left_over(self, lines: Sequence[Line], table: Rebuilt, tables: Sequence[Rebuilt]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """What of some lines no table took: before this table and behind it."""
        used = sorted(run for other in tables if other.start < lines[-1].end and other.end > lines[0].begin for run in _runs(other)) if lines else []
        before: list[tuple[int, int]] = []
        behind: list[tuple[int, int]] = []
        at = 0
        for line in lines:
            start = line.start
            while at < len(used) and used[at][1] <= start:
                at += 1
            near = at
            while start < line.end:
                stop = min(line.end, used[near][0]) if near < len(used) else line.end
                if stop > start and _WORDS.search(self.source, start, stop):
                    text = self.source[start:stop]
                    begin = start + len(text) - len(text.lstrip(BLANKS))
                    (before if begin < table.start else behind).append((begin, begin + len(text.strip(BLANKS))))
                if near >= len(used):
                    break
                start = max(start, used[near][1])
                near += 1
        return before, behind

    def _table(self, table: Rebuilt) -> None:
        if not table.slots:
            if table.text is not None:
                self.blocks.append(self._block(self._id("p"), BlockKind.PARAGRAPH, table.text))
            return
        id = self._id("t")
        caption = self._caption()
        cells = tuple(
            Cell(
                slot.row,
                slot.column,
                self._block(f"{id}.{slot.row + 1}.{slot.column + 1}", BlockKind.CELL, slot.text),
                slot.rows,
                slot.columns,
                slot.placed,
            )
            for slot in table.slots
        )
        place = self._place(table.start)
        self.blocks.append(Block(id, BlockKind.TABLE, "", ((0, table.start),), ((0, place),), 0, cells, caption))
        for repair in table.repairs:
            self.notes.append(ReadingNote(repair.code, repair.message, id, table.start, table.end))

    def _caption(self) -> str:
        """The lines right above a table that name it or its unit."""
        above: list[str] = []
        for block in reversed(self.blocks[-3:]):
            if block.kind is BlockKind.TABLE or len(block.text) > 60 or not _CAPTION.search(block.text):
                break
            above.insert(0, block.text)
        return "\n".join(above)

    def _block(self, id: str, kind: BlockKind, text: Weave) -> Block:
        return Block(id, kind, text.text, text.pieces, tuple((own, self._place(index)) for own, index in text.pieces))

    def _place(self, index: int) -> Locator:
        at = max(0, bisect_right(self.begins, index) - 1)
        return self.lines[at].place(index)


def _runs(table: Rebuilt) -> Iterator[tuple[int, int]]:
    for slot in table.slots:
        yield from slot.text.runs()
    if table.text is not None:
        yield from table.text.runs()


def _join(source: str, lines: Sequence[Line]) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, Locator], ...], int]:
    """A paragraph's text with its pieces and places, without marks left over from Markdown; the level its # give it."""
    texts: list[str] = []
    pieces: list[tuple[int, int]] = []
    places: list[tuple[int, Locator]] = []
    own = 0
    level = 0
    for number, line in enumerate(lines):
        start = line.start
        if not number and line.text[0] in "-*+#>":
            lead = _LEAD.match(line.text)
            if lead:
                level = line.text.count("#", 0, lead.end())
                start += lead.end()
        for begin, end in _close_set(source, _unmarked(source, start, line.end), line.text):
            pieces.append((own, begin))
            places.append((own, line.place(begin)))
            texts.append(source[begin:end])
            own += end - begin
    return "".join(texts), tuple(pieces), tuple(places), level


def _close_set(source: str, runs: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """The runs without the blanks of a line that was spread over its width, character by character: 同 比 增 加."""
    gaps = len(_GAP.findall(text))
    if gaps < _SPREAD or gaps * 3 < len(_HAN.findall(text)) or not _CLAUSES.search(text):
        yield from runs
        return
    for start, end in runs:
        begin = start
        for blank in _SPREAD_BLANK.finditer(source, start, end):
            if blank.start() > begin:
                yield begin, blank.start()
            begin = blank.end()
        if end > begin:
            yield begin, end


def _unmarked(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if source.find("**", start, end) >= 0 or source.find("__", start, end) >= 0:
        for mark in _MARKS.finditer(source, start, end):
            if mark.start() > start:
                yield start, mark.start()
            start = mark.end()
    if end > start:
        yield start, end
