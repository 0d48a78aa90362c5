"""Word files: body in order, exact tables, restored numbers, and the parts that stand outside the running text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.composer import Composer, Piece
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import WordPlace
from jiheng.core.reading.ooxml.numbering import Numbering, W, whole
from jiheng.core.reading.ooxml.package import Package, Relation, directory
from jiheng.core.reading.ooxml.word_styles import Style, Styles, is_heading_font, is_on, paragraph_styles_only
from jiheng.core.reading.ooxml.word_table import continued, flattened, grid
from jiheng.core.reading.ooxml.word_text import TextWalk
from jiheng.core.reading.outline import caption_above, outline_of
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.shelf import reader

_VAL = W + "val"
_PARAGRAPH, _TABLE, _RUN, _PPR = W + "p", W + "tbl", W + "r", W + "pPr"
_REVISIONS = {
    W + "ins": "插入", W + "del": "删除", W + "moveTo": "移动", W + "rPrChange": "格式", W + "pPrChange": "格式", W + "tblPrChange": "格式",
    W + "tcPrChange": "格式", W + "trPrChange": "格式", W + "sectPrChange": "格式", W + "cellIns": "插入", W + "cellDel": "删除",
}  # fmt: skip
_OUTSIDE = (  # relation → kind of block, part of the place
    ("header", BlockKind.HEADER, "header"),
    ("footer", BlockKind.FOOTER, "footer"),
)
_COLLECTIONS = (
    ("footnotes", W + "footnote", BlockKind.FOOTNOTE, "footnote"),
    ("endnotes", W + "endnote", BlockKind.FOOTNOTE, "footnote"),
    ("comments", W + "comment", BlockKind.COMMENT, "comment"),
)
_NOTED = {
    "图片": ("JH-F-032", "图片中的文字未读取"),
    "图表": ("JH-F-032", "图表中的文字和数据未读取"),
    "SmartArt图形": ("JH-F-032", "图形中的文字未读取"),
    "嵌入对象": ("JH-F-033", "嵌入的文件或对象未读取"),
    "公式": ("JH-F-034", "公式已改写成一行文字，请核对"),
    "隐藏文字": ("JH-F-035", "不打印的隐藏文字未计入正文"),
    "特殊符号": ("JH-F-036", "符号字体中的字符无法辨认，以\ufffd代替"),
    "合并单元格": ("JH-F-037", "纵向合并的下方单元格里还有不显示的文字，未计入正文"),
}
_MOST_PLACES = 8


def is_word(data: bytes) -> bool:
    """Whether bytes are a zip that names a Word body."""
    return b"word/document" in directory(data)


@reader(
    format="docx",
    sniff=is_word,
    extensions=(".docx", ".docm", ".dotx"),
    mime=("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.ms-word.document.macroEnabled.12"),
)
def read_docx(data: bytes, name: str) -> Document:
    """Word → Document: text as printed with tracked changes accepted; what is no text becomes a note with its place.

    Raises: UnreadableFile JH-F-006 to JH-F-012 (see Package).
    """
    package = Package(data, name)
    main = package.main("word/document.xml")
    root = package.xml(main)
    body = root.find(W + "body")
    if body is None:
        raise refusal("JH-F-012", name, "正文")
    return _WordReader(package, main, root, Composer(data, name, "docx")).read(body)


class _WordReader:
    def __init__(self, package: Package, main: str, root: Any, composer: Composer) -> None:
        self._package = package
        self._relations = package.relations(main)
        self._composer = composer
        self._root = root
        self._styles = Styles(self._part("styles", paragraph_styles_only))
        self._numbering = Numbering(self._part("numbering"))
        self._walk = TextWalk(looks_for_hidden=next(root.iter(W + "vanish"), None) is not None)
        self._tables = 0
        self._boxes = 0
        self._revisions: dict[str, int] = {}

    def read(self, body: Any) -> Document:
        """The whole document."""
        self._count_revisions(self._root)
        self._flow(body)
        for kind, block, part in _OUTSIDE:
            self._margins(kind, block, part)
        for kind, tag, block, part in _COLLECTIONS:
            self._collection(kind, tag, block, part)
        self._note()
        return self._composer.document()

    def _related(self, kind: str) -> list[Relation]:
        return [relation for relation in self._relations.values() if relation.kind == kind and not relation.outside]

    def _part(self, kind: str, trim: Callable[[bytes], bytes] | None = None) -> Any | None:
        found = self._related(kind)
        root = self._package.spare(found[0].target, trim) if found else None
        if found and root is None:
            self._composer.note("JH-F-038", f"部件{found[0].target}缺失或损坏，未能读取")
        return root

    def _count_revisions(self, root: Any) -> None:
        for node in root.iter(*_REVISIONS):
            kind = _REVISIONS[node.tag]
            self._revisions[kind] = self._revisions.get(kind, 0) + 1

    def _flow(self, body: Any) -> None:
        number = 0
        carried = ""
        of_above: set[Any] = set()  # what has been read as more of the table above
        for node in flattened(body, _PARAGRAPH, _TABLE, W + "altChunk"):
            number += node.tag == _PARAGRAPH
            if node in of_above:
                continue
            if node.tag == _PARAGRAPH:
                place = WordPlace("body", number)
                properties = node.find(_PPR)
                style, mark, level = self._properties(properties)
                text = self._walk.text(node, place)
                if properties is not None and _mark_is_deleted(properties):
                    carried += text
                    continue
                text, carried = (carried + text).strip(), ""
                if text:
                    outline = self._outline(node, properties, style, mark + text, level)
                    if outline:
                        self._composer.heading(mark + text, place, outline=outline)
                    else:
                        self._composer.paragraph(mark + text, place)
                self._text_boxes()
            elif node.tag == _TABLE:
                more = continued(node)
                of_above.update(more)
                for one in more:
                    node.extend(one.iterchildren(W + "tr"))
                self._table(node, "body")
            else:
                self._composer.note("JH-F-033", f"第{number}段之后插入的外部文档未读取")
        if carried.strip():
            self._composer.paragraph(carried.strip(), WordPlace("body", number))

    def _properties(self, properties: Any | None) -> tuple[Style, str, int]:
        """Style, printed number and outline (-1: none of its own) of a paragraph."""
        style_id, level, numbered = self._styles.default, -1, None
        for child in properties if properties is not None else ():
            if child.tag == W + "pStyle":
                style_id = child.get(_VAL, "")
            elif child.tag == W + "numPr":
                numbered = child
            elif child.tag == W + "outlineLvl":
                deep = whole(child.get(_VAL), 9)
                level = deep + 1 if 0 <= deep < 9 else 0
        style = self._styles.get(style_id)
        if numbered is None and not style.num:
            return style, "", level
        num, at = style.num, style.level
        if numbered is not None:
            id, deep_node = numbered.find(W + "numId"), numbered.find(W + "ilvl")
            num = id.get(_VAL, "") if id is not None else num
            at = whole(deep_node.get(_VAL)) if deep_node is not None else at
        if num in ("", "0"):
            return style, "", level
        if at < 0:
            at = self._numbering.level_of_style(num, style_id)
        return style, self._numbering.next(num, at), level

    def _outline(self, node: Any, properties: Any | None, style: Style, text: str, level: int) -> int:
        if level >= 0:
            return level
        if style.outline or style.contents:
            return style.outline
        if len(text) > 60:
            return 0
        align = properties.find(W + "jc") if properties is not None else None
        centred = align.get(_VAL) == "center" if align is not None else style.centred
        return outline_of(text, bold=lambda: _is_bold(node, style), centred=centred, first=self._composer.last is None)

    def _table(self, node: Any, part: str) -> None:
        waiting = [(node, caption_above(self._composer.blocks))]
        while waiting:
            table, caption = waiting.pop(0)
            self._tables += 1
            cells = grid(table)
            if not cells:
                continue
            number = self._tables
            composed = self._composer.table(WordPlace(part, 1, number, 1, 1), caption)
            for cell in cells:
                row, column = cell.row + 1, cell.column + 1
                pieces: list[Piece] = []
                nested: list[Any] = []
                count, carried = 0, ""
                for inner in flattened(cell.node, _PARAGRAPH, _TABLE):
                    if inner.tag == _TABLE:
                        nested.append(inner)
                        continue
                    count += 1
                    place = WordPlace(part, count, number, row, column)
                    properties = inner.find(_PPR)
                    mark = self._properties(properties)[1]
                    text = self._walk.text(inner, place)
                    if properties is not None and _mark_is_deleted(properties):
                        carried += text
                        continue
                    text, carried = mark + (carried + text).strip(), ""
                    if text:
                        pieces.append(Piece(text.rstrip() if mark else text, place))
                first = WordPlace(part, 1, number, row, column)
                if len(pieces) == 1 and pieces[0].place == first:
                    composed.cell(cell.row, cell.column, pieces[0].text, first, rows=cell.rows, columns=cell.columns)
                else:
                    composed.cell(cell.row, cell.column, pieces or [Piece("", first)], rows=cell.rows, columns=cell.columns)
                if any(text.strip() for hidden in cell.covered for text in hidden.itertext(W + "t")):
                    self._walk.see("合并单元格", first)
                # A table inside a cell stands as a table of its own after this one.
                caption_within = pieces[-1].text if pieces and len(pieces[-1].text) <= 40 else ""
                waiting.extend((inner, caption_within) for inner in nested)
            composed.close()
        self._text_boxes()

    def _text_boxes(self) -> None:
        while self._walk.boxes:
            box = self._walk.boxes.pop(0)
            pieces: list[Piece] = []
            for inner in flattened(box, _PARAGRAPH, _TABLE):
                if inner.tag == _TABLE:
                    pieces = self._close_box(pieces)
                    self._table(inner, "textbox")
                    continue
                self._boxes += 1
                piece = self._piece(inner, WordPlace("textbox", self._boxes))
                pieces.extend(piece)
            self._close_box(pieces)

    def _close_box(self, pieces: list[Piece]) -> list[Piece]:
        if pieces:
            self._composer.paragraph(pieces, kind=BlockKind.TEXTBOX)
        return []

    def _piece(self, paragraph: Any, place: WordPlace) -> list[Piece]:
        """A paragraph outside the running text as one piece, or none when it is empty."""
        mark = self._properties(paragraph.find(_PPR))[1]
        text = self._walk.text(paragraph, place).strip()
        return [Piece(mark + text, place)] if text else []

    def _pieces(self, parent: Any, part: str, count: int) -> list[Piece]:
        """All paragraphs below a header, footnote or comment, tables included, numbered on from `count`."""
        pieces: list[Piece] = []
        for inner in flattened(parent, _PARAGRAPH, _TABLE):
            if inner.tag == _PARAGRAPH:
                pieces += self._piece(inner, WordPlace(part, count + len(pieces) + 1))
            else:
                for cell in grid(inner):
                    pieces += self._pieces(cell.node, part, count + len(pieces))
        return pieces

    def _margins(self, kind: str, block: BlockKind, part: str) -> None:
        count, known = 0, set()
        for target in sorted({relation.target for relation in self._related(kind)}):
            root = self._package.spare(target)
            if root is None:
                self._composer.note("JH-F-038", f"部件{target}缺失或损坏，未能读取")
                continue
            self._count_revisions(root)
            pieces = self._pieces(root, part, count)
            text = "\n".join(piece.text for piece in pieces)
            if pieces and text not in known:  # first-page and even-page headers repeat each other
                known.add(text)
                count += len(pieces)
                self._composer.paragraph(pieces, kind=block)
            self._text_boxes()

    def _collection(self, kind: str, tag: str, block: BlockKind, part: str) -> None:
        count = 0
        root = self._part(kind)
        if root is None:
            return
        self._count_revisions(root)
        for node in root.iterchildren(tag):
            if node.get(W + "type", "normal") != "normal":
                continue  # the line between text and footnotes
            pieces = self._pieces(node, part, count)
            count += len(pieces)
            if pieces:
                self._composer.paragraph(pieces, kind=block)
            self._text_boxes()

    def _note(self) -> None:
        if self._revisions:
            kinds = "、".join(f"{kind}{many}处" for kind, many in self._revisions.items())
            self._composer.note("JH-F-030", f"文件含未处理的修订（{kinds}），按全部接受修订后的文本读取")
        if any(part.lower().endswith("vbaproject.bin") for part in self._package.names()):
            self._composer.note("JH-F-031", "文件含宏，宏未执行也未读取")
        for kind, places in self._walk.seen.items():
            code, words = _NOTED[kind]
            seen = list(dict.fromkeys(place.words() for place in places))
            more = "等" if len(seen) > _MOST_PLACES else ""
            self._composer.note(code, f"{kind}{len(places)}处（{'、'.join(seen[:_MOST_PLACES])}{more}）：{words}")
        if not self._composer.blocks:
            self._composer.note("JH-F-039", "文件中没有可读取的文字")


def _mark_is_deleted(properties: Any) -> bool:
    """Whether the end of a paragraph is a tracked deletion, so that its text runs on into the next one."""
    mark = properties.find(W + "rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _is_bold(paragraph: Any, style: Style) -> bool:
    """Whether all characters of a paragraph are bold or in a heading font."""
    seen = False
    for run in paragraph.iterchildren(_RUN):
        if run.find(W + "t") is None:
            continue
        seen = True
        properties = run.find(W + "rPr")
        bold, heading = style.bold, bool(style.font)
        if properties is not None:
            own, fonts = properties.find(W + "b"), properties.find(W + "rFonts")
            bold = is_on(own) if own is not None else bold
            heading = is_heading_font(fonts) if fonts is not None else heading
        if not (bold or heading):
            return False
    return seen
