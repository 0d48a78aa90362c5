"""The defined name by which a cell of a workbook is found again, and the key that it stands for."""

from __future__ import annotations

import re

_PREFIX = "jh."
_PLAIN = re.compile(r"[A-Za-z0-9.\u4e00-\u9fff]")
_ESCAPED = re.compile(r"_u([0-9A-F]{4,6})_")


def name_of(key: str) -> str:
    """The defined name of a key; characters that names may not hold are written by their number.

    Example:
        >>> name_of("sheet.p1"), name_of("得分-1")
        ('jh.sheet.p1', 'jh.得分_u002D_1')
    """
    return _PREFIX + "".join(one if _PLAIN.fullmatch(one) else f"_u{ord(one):04X}_" for one in key)


def key_of(name: str) -> str:
    """The key that a defined name stands for; "" for a name that is not ours.

    Example:
        >>> key_of("jh.得分_u002D_1"), key_of("_xlnm.Print_Area")
        ('得分-1', '')
    """
    if not name.lower().startswith(_PREFIX):
        return ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name[len(_PREFIX) :])
