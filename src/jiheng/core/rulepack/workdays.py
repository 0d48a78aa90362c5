"""Working days by the official holiday arrangements (lawbook/holidays), and dates that are so many days after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from jiheng.core.errors import LawbookError
from jiheng.core.lawbook import list_yaml, load_yaml

_SATURDAY = 5
_DAY = timedelta(days=1)
_LONGEST = 366  # no law counts more working days; stops a count that never ends


@dataclass(frozen=True, slots=True)
class Holiday:
    """One run of days off: name, first and last day."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """A year's arrangement: days off, weekends that are worked, the notice it rests on; `verified` when the notice was read."""

    year: int
    notice: str
    number: str
    issued_on: str
    link: str
    verified: bool
    note: str
    holidays: tuple[Holiday, ...]
    worked: frozenset[date]

    def is_off(self, day: date) -> bool:
        """Whether the arrangement gives the day off."""
        return any(one.first <= day <= one.last for one in self.holidays)


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a period, and whether every year that was counted through rests on a notice that was read."""

    day: date
    verified: bool


@cache
def load_holidays() -> dict[int, HolidayYear]:
    """Every arrangement of the lawbook by its year.

    Raises: LawbookError JH-P-002.
    """
    found: dict[int, HolidayYear] = {}
    for path in list_yaml("holidays"):
        data = load_yaml(path)
        try:
            off = tuple(Holiday(str(one["name"]), date.fromisoformat(one["from"]), date.fromisoformat(one["to"])) for one in data["holidays"])
            worked = frozenset(date.fromisoformat(one) for one in data.get("workdays") or ())
            found[int(data["year"])] = HolidayYear(
                int(data["year"]),
                str(data["notice"]),
                str(data.get("number", "")),
                str(data.get("issued_on", "")),
                str(data.get("link", "")),
                bool(data.get("verified")),
                str(data.get("note", "")),
                off,
                worked,
            )
        except (KeyError, TypeError, ValueError) as error:
            mend = "照其他年度的文件写 year、notice、holidays（name、from、to）、workdays"
            raise LawbookError("JH-P-002", f"放假安排写得不对：{error}", where=f"lawbook/{path}", mend=mend) from error
    return found


def is_workday(day: date) -> bool:
    """Whether a day is worked: by the year's arrangement, else Monday to Friday.

    Example:
        >>> is_workday(date(2026, 2, 14)), is_workday(date(2026, 2, 16)), is_workday(date(2026, 3, 2))
        (True, False, True)
    """
    arranged = load_holidays().get(day.year)
    if arranged is not None and (day in arranged.worked or arranged.is_off(day)):
        return day in arranged.worked
    return day.weekday() < _SATURDAY


def days_after(start: date, days: int, *, working: bool) -> DueDay:
    """The last day of a period of `days` that begins the day after `start`.

    Units: working days where `working`, else calendar days.

    Example:
        >>> days_after(date(2026, 9, 18), 10, working=True).day, days_after(date(2026, 9, 18), 10, working=False).day
        (datetime.date(2026, 10, 9), datetime.date(2026, 9, 28))
    """
    day, left = start, min(days, _LONGEST)
    years = {start.year}
    while left > 0:
        day += _DAY
        years.add(day.year)
        if not working or is_workday(day):
            left -= 1
    known = load_holidays()
    return DueDay(day, not working or all(year in known and known[year].verified for year in years))


def workdays_between(start: date, end: date) -> int:
    """The working days after `start` up to and with `end`; negative when `end` is earlier.

    Example:
        >>> workdays_between(date(2026, 9, 30), date(2026, 10, 9)), workdays_between(date(2026, 10, 9), date(2026, 9, 30))
        (2, -2)
    """
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + _DAY * place) for place in range(1, (end - start).days + 1))
