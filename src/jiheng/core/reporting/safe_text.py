"""Characters that a reader cannot see but that change what he sees: shown by their number."""

from __future__ import annotations

import re

# Controls other than tab and line end, marks that turn the direction of writing, separators, halves of surrogate pairs.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text with every hidden control written out, so that it can neither hide nor turn other text.

    Example:
        >>> visible("合计\u202e100")
        '合计[U+202E]100'
    """
    return text if text.isprintable() else _UNSEEN.sub(_number, text)  # none of them is printable


def _number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
