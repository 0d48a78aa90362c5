"""Pages (.html): headings, paragraphs, lists and tables of the page's own text, without menus and scripts."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import HtmlPlace
from jiheng.core.reading.encoding import decoded
from jiheng.core.reading.outline import caption_above, outline_of
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.shelf import reader

_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DROPPED = {
    "script", "style", "nav", "noscript", "template", "svg", "iframe", "object", "button", "select", "input", "textarea", "head",
    "aside", "link", "meta",
}  # fmt: skip
_IMAGES = {"img", "picture", "canvas", "video", "embed"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "ul", "form", "tbody", "thead", "tfoot", "tr", "td", "th",
    "caption",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_MOST_SPAN = 1000  # the limit of the HTML standard
_MOST_CELLS = 200_000
_DEEPEST = 200


def is_html(data: bytes) -> bool:
    """Whether bytes begin as a page does."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    return _OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


@reader(format="html", sniff=is_html, extensions=(".html", ".htm", ".xhtml"), mime=("text/html", "application/xhtml+xml"))
def read_html(data: bytes, name: str) -> Document:
    """Page → Document: text in reading order, tables exact, list items as paragraphs with their marks.

    Raises: UnreadableFile JH-F-004 (no text), 010 (entities declared), 011 (nothing parsed).
    """
    if re.search(rb"<!ENTITY", data[:65_536], re.IGNORECASE):
        raise refusal("JH-F-010", name)
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode().lower() if declared else ""
    text = decoded(data, "gb18030" if encoding in ("gb2312", "gbk", "gb_2312-80") else encoding)
    if text is None:
        raise refusal("JH-F-004", name, "网页编码无法识别")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        # Surrogates cannot be decoded from a file, so encoding is safe; a declaration inside is overruled by the parser's.
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as trouble:
        raise refusal("JH-F-011", name) from trouble
    page = _Page(Composer(data, name, "html"))
    body = root.find("body")
    page.read(body if body is not None else root)
    return page.document()


class _Page:
    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._texts: list[str] = []
        self._start: Any | None = None
        self._mark = ""
        self._items: dict[Any, int] = {}  # ordered list → number of its last item
        self._images = 0
        self._too_deep = False

    def document(self) -> Document:
        """The document, with what was left out."""
        if self._images:
            self._composer.note("JH-F-065", f"图片{self._images}处，其中文字未读取")
        if self._too_deep:
            self._composer.note("JH-F-066", f"网页嵌套超过{_DEEPEST}层，更深处的文字未分段")
        if not self._composer.blocks:
            self._composer.note("JH-F-039", "文件中没有可读取的文字")
        return self._composer.document()

    def read(self, node: Any) -> None:
        """All blocks below an element."""
        self._walk(node, 0)
        self._break(node)

    def _walk(self, node: Any, depth: int) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _DROPPED or _is_unseen(node):
            return
        if depth > _DEEPEST:
            self._too_deep = True
            self._add("".join(node.itertext()), node)
            return
        if tag in _IMAGES:
            self._images += 1
        elif tag == "br":
            self._texts.append("\n")
        elif tag == "table":
            self._break(node)
            self._table(node, depth)
        elif tag in _HEADINGS:
            self._break(node)
            self._inside(node, depth)
            self._break(node, outline=_HEADINGS[tag])
        elif tag in _BLOCKS:
            self._break(node)
            if tag == "li":
                self._mark = self._list_mark(node)
            self._inside(node, depth)
            self._break(node)
            self._mark = ""
        else:
            self._inside(node, depth)

    def _inside(self, node: Any, depth: int) -> None:
        self._add(node.text, node)
        for child in node:
            self._walk(child, depth + 1)
            self._add(child.tail, node)

    def _add(self, text: str | None, node: Any) -> None:
        if text:
            if self._start is None and text.strip():
                self._start = node
            self._texts.append(_BLANKS.sub(" ", text))

    def _break(self, node: Any, outline: int = 0) -> None:
        """Close the paragraph collected so far."""
        text = _tidy("".join(self._texts))
        start = self._start if self._start is not None else node
        self._texts.clear()
        self._start = None
        if not text:
            return
        text, self._mark = self._mark + text, ""
        place = self._place(start)
        level = outline or outline_of(text, bold=lambda: _is_strong(start), centred=_is_centred(start), first=self._composer.last is None)
        if level:
            self._composer.heading(text, place, outline=level)
        else:
            self._composer.paragraph(text, place)

    def _list_mark(self, item: Any) -> str:
        """The number a browser prints before an item of an ordered list; nothing for bullets."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or parent.get("type") not in (None, "1"):
            return ""
        start = parent.get("start") or "1"
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        number = self._items[parent] = self._items.get(parent, first - 1) + 1
        return f"{number}. "

    def _place(self, node: Any) -> HtmlPlace:
        """The element's path from its nearest ancestor with an id; its line."""
        steps: list[str] = []
        here = node
        while here is not None and len(steps) < 8:
            id = here.get("id")
            if id and len(id) < 40:
                steps.append(f"{here.tag}#{id}")
                break
            steps.append(str(here.tag))
            here = here.getparent()
        return HtmlPlace(">".join(reversed(steps)), node.sourceline or 0)

    def _table(self, node: Any, depth: int) -> None:
        title = node.find("caption")
        words = _tidy("".join(title.itertext())) if title is not None else ""
        above = caption_above(self._composer.blocks)
        _take_in_continuation(node)
        cells, nested = _grid(node)
        if not cells:
            return
        composed = self._composer.table(self._place(node), "\n".join(part for part in (above, words) if part))
        for row, column, rows, columns, cell in cells:
            composed.cell(row, column, self._cell_text(cell), self._place(cell), rows=rows, columns=columns)
        composed.close()
        for inner in nested:
            if depth > _DEEPEST // 10:
                self._too_deep = True
                return
            self._table(inner, depth + 10)

    def _cell_text(self, cell: Any) -> str:
        """A cell's text: blocks and breaks part lines; a table inside stands for itself."""
        parts: list[str] = [_BLANKS.sub(" ", cell.text or "")]
        waiting = [(child, False) for child in reversed(cell)]
        while waiting:
            node, done = waiting.pop()
            known = isinstance(node.tag, str)
            block = known and (node.tag in _BLOCKS or node.tag in _HEADINGS or node.tag in ("br", "table"))
            if done:
                parts.append(("\n" if block and node.tag != "br" else "") + _BLANKS.sub(" ", node.tail or ""))
                continue
            waiting.append((node, True))
            if not known or node.tag == "table" or node.tag in _DROPPED or _is_unseen(node):
                continue
            self._images += node.tag in _IMAGES
            parts.append(("\n" if block else "") + _BLANKS.sub(" ", node.text or ""))
            waiting.extend((child, False) for child in reversed(node))
        return _tidy("".join(parts))


def _take_in_continuation(table: Any) -> None:
    """Rows of tables that touch this one and have its columns become its own: a form cut so that each head repeats in print."""
    columns = [one.get("style") for one in table.iterfind("colgroup/col")]
    more = table.getnext()
    while columns and more is not None and more.tag == "table" and not (table.tail or "").strip():
        if [one.get("style") for one in more.iterfind("colgroup/col")] != columns:
            return
        after = more.getnext() if not (more.tail or "").strip() else None
        table.extend([part for part in more if part.tag in ("thead", "tbody", "tfoot", "tr")])
        more.clear(keep_tail=True)
        more = after


def _grid(table: Any) -> tuple[list[tuple[int, int, int, int, Any]], list[Any]]:
    """Cells of a table on its grid (row, column, rows, columns, element) and the tables inside them."""
    found: list[tuple[int, int, int, int, Any]] = []
    nested: list[Any] = []
    held: dict[int, int] = {}  # column → first row in which it is free again
    parts = ([part] if part.tag == "tr" else part if part.tag in ("thead", "tbody", "tfoot") else () for part in table)
    lines = [tr for part in parts for tr in part if tr.tag == "tr"]
    for row, tr in enumerate(lines):
        column = 0
        for cell in tr:
            if cell.tag not in ("td", "th"):
                continue
            while held.get(column, 0) > row:
                column += 1
            wide = max(1, _span(cell, "colspan"))
            columns = next((free for free in range(1, wide) if held.get(column + free, 0) > row), wide)  # up to a cell from above
            rows = min(_span(cell, "rowspan") or len(lines), len(lines) - row)
            found.append((row, column, rows, columns, cell))
            if rows > 1:
                held.update(dict.fromkeys(range(column, column + columns), row + rows))
            column += columns
            nested.extend(inner for inner in cell.iter("table") if next(inner.iterancestors("table")) is table)
            if len(found) >= _MOST_CELLS:
                return found, nested
    return found, nested


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(_MOST_SPAN, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _tidy(text: str) -> str:
    """Lines without blanks at their ends; empty lines dropped."""
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)


def _is_unseen(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.get("hidden") is not None or "display:none" in style or node.get("role") == "navigation"


def _is_strong(node: Any) -> bool:
    return any(tag in ("b", "strong") for tag in (node.tag, *(child.tag for child in node)))


def _is_centred(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.get("align") == "center" or "text-align:center" in style or node.tag == "center"
