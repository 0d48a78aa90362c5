"""Working days: weekends that are worked, holidays, a year that nobody has read, and counting both ways."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.core.errors import LawbookError
from jiheng.core.rulepack import workdays
from jiheng.core.rulepack.workdays import days_after, is_workday, load_holidays, workdays_between

DAYS = st.dates(date(2020, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2023-01-20", True),  # the last day before the holidays
        ("2023-01-23", False),
        ("2023-01-28", True),  # a Saturday that is worked
        ("2023-10-07", True),
        ("2023-10-06", False),
        ("2023-10-14", False),  # a plain Saturday
        ("2024-02-09", True),  # the eve was recommended, not arranged
        ("2020-02-01", False),  # the holidays were prolonged
        ("2019-03-04", True),  # no arrangement on file: Monday
        ("2019-03-03", False),
    ],
)
def test_days(day: str, worked: bool):
    assert is_workday(date.fromisoformat(day)) is worked


def test_ten_working_days_over_the_autumn_holidays():
    # 2023: 25–28 September are worked, 29 September to 6 October is off, the weekend of 7 and 8 October is worked.
    assert days_after(date(2023, 9, 22), 10, working=True).day == date(2023, 10, 12)


def test_calendar_days_need_no_arrangement():
    due = days_after(date(2031, 12, 25), 20, working=False)
    assert (due.day, due.verified) == (date(2032, 1, 14), True)


def test_a_period_into_an_unread_year_says_so():
    assert not load_holidays()[2027].verified
    assert days_after(date(2026, 12, 25), 10, working=True).verified is False
    assert days_after(date(2026, 11, 2), 10, working=True).verified is True
    assert days_after(date(2031, 5, 2), 10, working=True).verified is False


@given(DAYS, st.integers(1, 40))
def test_the_last_day_is_worked_and_the_count_comes_back(start: date, days: int):
    due = days_after(start, days, working=True).day
    assert is_workday(due)
    assert workdays_between(start, due) == days
    assert workdays_between(due, start) == -days


@pytest.mark.parametrize("year", sorted(load_holidays()))
def test_each_year_is_whole(year: int):
    arranged = load_holidays()[year]
    assert all(day.year == year and day.weekday() >= 5 for day in arranged.worked)
    assert not any(arranged.is_off(day) for day in arranged.worked)
    assert all(one.first <= one.last and one.first.year == one.last.year == year for one in arranged.holidays)
    off = sum(((one.last - one.first) // timedelta(days=1)) + 1 for one in arranged.holidays)
    assert off >= 11  # the statutory days alone


def test_a_bad_file_is_named(monkeypatch):
    monkeypatch.setattr(workdays, "list_yaml", lambda _: ("holidays/2099.yaml",))
    monkeypatch.setattr(
        workdays, "load_yaml", lambda _: {"year": 2099, "notice": "某通知", "holidays": [{"name": "元旦", "from": "1月1日", "to": "1月1日"}]}
    )
    with pytest.raises(LawbookError, match="放假安排") as caught:
        load_holidays.__wrapped__()
    assert caught.value.code == "JH-P-002"
