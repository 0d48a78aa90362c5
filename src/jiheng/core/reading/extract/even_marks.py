"""Marks of half width among Chinese words read as the full-width marks they stand for, character for character."""

from __future__ import annotations

import re
from dataclasses import replace

from jiheng.core.documents.block import Block
from jiheng.core.documents.document import Document

_HALF = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()]")
_FULL = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}
_CHINESE = re.compile("[\u4e00-\u9fff]")


def with_even_marks(document: Document) -> Document:
    """The same document as its statements are read: every place stays where it is, for one mark replaces one."""
    blocks = tuple(map(_even, document.blocks))
    return document if all(one is other for one, other in zip(blocks, document.blocks, strict=True)) else replace(document, blocks=blocks)


def _even(block: Block) -> Block:
    if not _HALF.search(block.text) or not _CHINESE.search(block.text):
        return block
    return replace(block, text=_HALF.sub(lambda mark: _FULL[mark[0]], block.text))
