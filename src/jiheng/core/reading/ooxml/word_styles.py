"""Paragraph styles of a Word file: outline level, list, boldness, alignment, with inheritance."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from jiheng.core.reading.ooxml.numbering import W, whole

_VAL = W + "val"
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])$", re.IGNORECASE)
_TITLES = {"title", "标题"}
_CONTENTS = re.compile(r"(?:toc|目录) ?\d$", re.IGNORECASE)
_HEADING_FONTS = ("黑体", "simhei", "楷体", "kaiti", "小标宋", "heiti", "stxihei", "xbs")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs; `outline` 0 is body text, `level` -1 means the list decides."""

    outline: int = 0
    num: str = ""
    level: int = -1
    bold: bool = False
    centred: bool = False
    contents: bool = False
    font: str = ""


def is_on(node: Any | None) -> bool:
    """A switch such as w:b: present and not turned off."""
    return node is not None and node.get(_VAL, "1") not in ("0", "false", "off")


def is_heading_font(fonts: Any | None) -> bool:
    """Whether w:rFonts names a font official documents keep for headings (黑体, 楷体, 小标宋)."""
    if fonts is None:
        return False
    name = (fonts.get(W + "eastAsia") or "").lower()
    return any(part in name for part in _HEADING_FONTS)


def paragraph_styles_only(data: bytes) -> bytes:
    """styles.xml without its table styles, which are most of it and say nothing of paragraphs; unchanged if in doubt."""
    head, *rest = data.split(b"</w:style>")
    if not rest or b"<!--" in data or b"<![CDATA[" in data:
        return data
    kept: list[bytes] = []
    for piece in (head, *rest[:-1]):
        at = piece.rfind(b"<w:style ")
        kind = piece[at : at + 200]
        if at < 0 or b'w:type="table"' not in kind:
            kept += (piece, b"</w:style>")
        else:
            kept.append(piece[:at])
    return b"".join((*kept, rest[-1]))


class Styles:
    """Styles by id, resolved through w:basedOn when asked for."""

    def __init__(self, root: Any | None) -> None:
        """`root` is styles.xml, or None."""
        self._nodes: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        for node in root.iterchildren(W + "style") if root is not None else ():
            if node.get(W + "type", "paragraph") == "paragraph":
                id = node.get(W + "styleId", "")
                self._nodes[id] = node
                if node.get(W + "default") in ("1", "true"):
                    self.default = id

    def get(self, id: str) -> Style:
        """A style by id; an unknown one says nothing."""
        found = self._known.get(id)
        if found is None:
            found = self._known[id] = self._resolve(id)
        return found

    def _resolve(self, id: str) -> Style:
        chain: list[Any] = []
        seen: set[str] = set()
        while id in self._nodes and id not in seen:
            seen.add(id)
            node = self._nodes[id]
            chain.append(node)
            based = node.find(W + "basedOn")
            id = based.get(_VAL, "") if based is not None else ""
        style = Style()
        for node in reversed(chain):
            style = _apply(style, node)
        return style


def _apply(style: Style, node: Any) -> Style:
    name = node.find(W + "name")
    words = (name.get(_VAL) or "") if name is not None else ""
    heading = _HEADING.match(words)
    if heading:
        style = replace(style, outline=int(heading[1]))
    elif words.lower() in _TITLES:
        style = replace(style, outline=1)
    elif _CONTENTS.match(words):
        style = replace(style, contents=True, outline=0)
    own = node.find(W + "pPr")
    if own is not None:
        outline, list_, align = own.find(W + "outlineLvl"), own.find(W + "numPr"), own.find(W + "jc")
        if outline is not None:
            deep = whole(outline.get(_VAL), 9)
            style = replace(style, outline=deep + 1 if 0 <= deep < 9 else 0)
        if list_ is not None:
            num, level = list_.find(W + "numId"), list_.find(W + "ilvl")
            if num is not None:
                style = replace(style, num=num.get(_VAL, ""))
            style = replace(style, level=whole(level.get(_VAL)) if level is not None else -1)
        if align is not None:
            style = replace(style, centred=align.get(_VAL) == "center")
    runs = node.find(W + "rPr")
    if runs is not None:
        bold, fonts = runs.find(W + "b"), runs.find(W + "rFonts")
        if bold is not None:
            style = replace(style, bold=is_on(bold))
        if fonts is not None:
            style = replace(style, font="heading" if is_heading_font(fonts) else "")
    return style
