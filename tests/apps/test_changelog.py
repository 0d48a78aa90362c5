"""What the log tells of a change, in the words of the pages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.apps.accounts.changelog import told
from jiheng.apps.shared.models import ChangeEntry
from tests.apps.offices import make_office

pytestmark = pytest.mark.django_db


def row(kind: str, **after) -> ChangeEntry:
    return ChangeEntry(kind=kind, object_id="1", action="新增", before={}, after=after)


def words(entry: ChangeEntry) -> dict[str, str | None]:
    return {one.name: one.after for one in told([entry])[0][1]}


def test_rows_choices_amounts_and_days_are_told_in_words():
    office = make_office()
    said = words(
        row(
            "budget.incomeentry",
            department_id=office.department.pk,
            source="general",
            stage="opening",
            amount="1234567.80",
            amount_step="100",
            dated="2023-01-10",
        )
    )
    assert said == {
        "部门": str(office.department),
        "收入来源": "一般公共预算财政拨款收入",
        "阶段": "年初预算",
        "金额": "1,234,567.80元",
        "日期": "2023-01-10",
    }


def test_a_row_that_is_gone_keeps_its_number_and_an_unknown_column_its_name():
    assert words(row("budget.incomeentry", department_id=987654)) == {"部门": "（编号987654）"}
    assert words(row("budget.incomeentry", later="x")) == {"later": "x"}
    assert words(row("no.such", anything={"a": 1}, empty={})) == {"anything": "a 1", "empty": None}


def test_times_are_told_as_here():
    assert words(row("library.keptfile", kept_at="2026-11-21T16:55:03.184000+00:00")) == {"保存时间": "2026-11-22 00:55:03"}


def test_many_lines_ask_no_more_than_one(django_assert_num_queries):
    office = make_office()
    lines = [row("budget.incomeentry", department_id=office.department.pk, amount=str(Decimal(number))) for number in range(20)]
    with django_assert_num_queries(1):
        told(lines)
