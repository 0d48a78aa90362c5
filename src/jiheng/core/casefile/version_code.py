"""The code of a version that was handed over: short enough to be read out, and nobody can put it under another case.

`2031-430999-2-7F3KQ9` is the year, the department's code, the number of the version, and six characters that follow from the case itself.
"""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another: no I, L, O, U
_CHARACTERS = 6
_DASHES = re.compile(r"[‐-―−－﹣_]")
_READ_AS = str.maketrans("ILO", "110")
_CODE = re.compile(rf"(?<![0-9A-Z-])(\d{{4}}-[0-9A-Z]{{1,20}}-\d{{1,4}})-([0-9A-Z]{{{_CHARACTERS}}})(?![0-9A-Z-])")
_OTHER = re.compile(r"[^0-9A-Za-z]")


def version_code(year: int, department: str, number: int, case_sha256: str) -> str:
    """The code of one version of a department's case.

    Example:
        >>> version_code(2031, "430999", 2, "ab" * 32)
        '2031-430999-2-R8AEJ3'
    """
    head = f"{year}-{_OTHER.sub('', department).upper()[:20] or '0'}-{number}"
    return f"{head}-{_check(head, case_sha256)}"


def belongs(code: str, case_sha256: str) -> bool:
    """Whether a code is that of a case with these bytes."""
    found = codes_in(code)
    return len(found) == 1 and found[0].rpartition("-")[2] == _check(found[0].rpartition("-")[0], case_sha256)


def codes_in(text: str) -> tuple[str, ...]:
    """Every code that a text holds, each once, as we write it; wide and look-alike characters are understood.

    Example:
        >>> codes_in("版本码 ２０３１－430999—2—r8aej3")
        ('2031-430999-2-R8AEJ3',)
    """
    plain = _DASHES.sub("-", normalize("NFKC", text)).upper()
    plain = re.sub(r"[ \t]*-[ \t]*", "-", plain)
    return tuple(dict.fromkeys(f"{head}-{check.translate(_READ_AS)}" for head, check in _CODE.findall(plain)))


def _check(head: str, case_sha256: str) -> str:
    number = int.from_bytes(sha256(f"{head}\n{case_sha256.lower()}".encode()).digest()[:8])
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(_CHARACTERS))
