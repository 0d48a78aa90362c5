"""Writing a target table: rows, their order, weights, last year, two people at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.apps.targets.selectors.versions import differences_by_name, last_year_rows
from jiheng.apps.targets.services import indicators, tables, workflow
from tests.apps.tables import ROWS, approve, columns, make_table


def names(table) -> list[str]:
    return [row.name for row in table.indicators.all()]


def test_a_new_row_stands_behind_its_group(office):
    table = make_table(office)
    row = indicators.add_indicator(actor=office.clerk, table=table, columns=columns("产出指标", "数量指标", "接收移交", "≥", "5", "家", "0"))
    assert names(table)[:3] == ["整理档案", "接收移交", "查档答复时限"]
    indicators.move_indicator(actor=office.clerk, table=table, number=row.pk, up=True)
    assert names(table)[:2] == ["接收移交", "整理档案"]
    indicators.move_indicator(actor=office.clerk, table=table, number=row.pk, up=True)
    assert names(table)[:2] == ["接收移交", "整理档案"]


def test_every_edit_is_told_and_one_on_an_older_version_refused(office):
    table = make_table(office)
    row = table.indicators.get(name="整理档案")
    edit = indicators.edit_indicator
    edit(actor=office.clerk, table=table, number=row.pk, version=1, columns={"target": "1500", "weight": Decimal("18.5")})
    told = history(row).first()
    assert (told.user_name, told.before, told.after) == ("a-clerk", {"target": "1200", "weight": "20.00"}, {"target": "1500", "weight": "18.5"})
    with pytest.raises(EditedMeanwhile) as refused:
        edit(actor=office.clerk, table=table, number=row.pk, version=1, columns={"target": "1300"})
    assert refused.value.current.target == "1500"


@pytest.mark.parametrize("who", ["section", "head", "finance", "auditor", "admin"])
def test_only_the_clerk_writes(office, who):
    table = make_table(office)
    with pytest.raises(Http404):
        indicators.add_indicator(actor=getattr(office, who), table=table, columns=columns(*ROWS[0]))


def test_another_offices_clerk_finds_no_table(office, other):
    table = make_table(office)
    with pytest.raises(Http404):
        indicators.add_indicator(actor=other.clerk, table=table, columns=columns(*ROWS[0]))
    with pytest.raises(Http404):
        tables.open_table(actor=other.clerk, department=office.department, year=2026)


def test_a_section_of_another_department_is_refused(office, other):
    table = make_table(office, rows=())
    with pytest.raises(ValidationError, match="本单位的委室"):
        indicators.add_indicator(actor=office.clerk, table=table, columns=columns(*ROWS[0], section=other.sections[0]))


def test_last_year_is_copied_once_and_compared_by_name(office):
    approve(office, make_table(office, 2024))
    table = make_table(office, 2025, rows=(), goal="")
    assert tables.copy_last_year(actor=office.clerk, table=table) == len(ROWS)
    table.refresh_from_db()
    assert table.goal == "档案收集齐全，查阅便捷。"
    with pytest.raises(ValidationError, match="已有指标"):
        tables.copy_last_year(actor=office.clerk, table=table)
    first = table.indicators.get(name="整理档案")
    indicators.edit_indicator(actor=office.clerk, table=table, number=first.pk, version=1, columns={"target": "1500"})
    indicators.remove_indicator(actor=office.clerk, table=table, number=table.indicators.get(name="查档答复时限").pk)
    indicators.add_indicator(actor=office.clerk, table=table, columns=columns("产出指标", "质量指标", "著录合格率", "≥", "98", "%", "20"))
    found = {(one.kind, one.shown.name): one.columns for one in differences_by_name(last_year_rows(table), list(table.indicators.all()))}
    assert found[("changed", "整理档案")] == ("target",)
    assert ("added", "著录合格率") in found
    assert ("dropped", "查档答复时限") in found


def test_a_year_without_a_year_before_says_so(office):
    with pytest.raises(ValidationError, match="2024年没有可复制的指标"):
        tables.copy_last_year(actor=office.clerk, table=make_table(office, rows=()))


def test_what_stands_against_a_submission_is_said_whole(office):
    table = make_table(office, rows=(ROWS[0], ("产出指标", "质量指标", "著录合格率", "≥", "", "%", "30"), *ROWS[2:]), goal="")
    said = workflow.submission_troubles(table)
    assert said == ["还没有写年度总体目标", "“著录合格率”没有写指标值", "产出指标分值合计50分，应为40分，多10分，自“著录合格率”起超出"]
    with pytest.raises(ValidationError, match="年度总体目标"):
        workflow.submit(actor=office.clerk, table=table)
