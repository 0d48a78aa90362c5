"""The steps of a pack's calendar as months of a year: "4、6、8、10月末", "次年2—5月", "每月"."""

from __future__ import annotations

import re

_MONTHS = re.compile(r"(上年|次年)?((?:\d{1,2}(?:[—–至-]\d{1,2})?[、，和])*\d{1,2}(?:[—–至-]\d{1,2})?)月")
_OFFSET = {"上年": -1, "次年": 1}
_YEAR = range(1, 13)


def months_of(when: str, year: int) -> tuple[tuple[int, int], ...]:
    """The months (year, month) that a calendar's words name, in order; none where they name an event, not a month.

    Example:
        >>> months_of("4、6月末", 2025), months_of("次年2—4月", 2025), months_of("批准后20日内", 2025)
        (((2025, 4), (2025, 6)), ((2026, 2), (2026, 3), (2026, 4)), ())
    """
    if "每月" in when:
        return tuple((year, month) for month in _YEAR)
    found: list[tuple[int, int]] = []
    offset = 0
    for match in _MONTHS.finditer(when):
        offset = _OFFSET.get(match[1], offset)
        for part in re.split(r"[、，和]", match[2]):
            first, *rest = (int(word) for word in re.split(r"[—–至-]", part))
            last = rest[0] if rest else first
            found += [(year + offset, month) for month in range(first, last + 1) if month in _YEAR]
    return tuple(dict.fromkeys(found))


def beginnings(when: str, year: int) -> tuple[tuple[int, int], ...]:
    """The months in which something begins: of a run of months the first; none for what is done every month.

    Example:
        >>> beginnings("次年2—4月", 2025), beginnings("4、6月末", 2025), beginnings("每月", 2025)
        (((2026, 2),), ((2025, 4), (2025, 6)), ())
    """
    months = months_of(when, year)
    if len(months) == len(_YEAR):
        return ()
    return tuple(one for one in months if (one[0], one[1] - 1) not in months)
