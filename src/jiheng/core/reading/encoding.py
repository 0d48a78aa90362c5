"""Bytes of a text → characters: marks first, then UTF-8, then GB18030; binary noise is no text."""

from __future__ import annotations

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26}
_NOISE = bytes(sorted(_CONTROLS))


def decoded(data: bytes, declared: str = "") -> str | None:
    """The text, or None when the bytes are none; `declared` is an encoding the file itself names."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if len(data.translate(None, _NOISE)) < len(data):
        return None
    for encoding in dict.fromkeys(name for name in (declared, "utf-8", "gb18030") if name):
        text = _strict(data, encoding)
        if text is not None:
            return text
    return None


def is_text(data: bytes) -> bool:
    """Whether bytes are a text."""
    return decoded(data) is not None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
