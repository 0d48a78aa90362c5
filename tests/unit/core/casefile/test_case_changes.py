"""Two case files field by field, under people's titles."""

from __future__ import annotations

import pytest

from jiheng.core.casefile.case_changes import case_changes, case_places
from tests.unit.core.casefile.made import CASE, changed


def test_a_case_does_not_differ_from_itself() -> None:
    assert case_changes(CASE, CASE) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("outturn: 633.25}", "outturn: 633.35}", [("spend.total.outturn", "支出 · 支出总额 · 全年执行", "633.25", "633.35")]),
        ("actual: 108, weight", "actual: 118, weight", [("indicators[0].actual", "部门整体绩效指标 · 立案提案 · 实际完成值", "108", "118")]),
        (
            ", reason: 2件提案跨年办理",
            "",
            [("indicators[1].reason", "部门整体绩效指标 · 提案办结率 · 偏差原因分析及改进措施", "2件提案跨年办理", "")],
        ),
        ("value: 108件", "value: 109件", [("counts.proposals.filed.value", "工作数量 · 立案件数 · 数", "108件", "109件")]),
        ("12: 633.25", "12: 633.20", [("months.12", "各月末累计支出 · 12月末", "633.25", "633.20")]),
        (
            "outturn: 58.75",
            "outturn: 58.5",
            [("projects[0].sources.general.outturn", "项目 · 政协会议 · 其中：按资金来源 · 当年财政拨款 · 全年执行", "58.75", "58.5")],
        ),
    ],
)
def test_a_change_is_told_by_title_with_both_texts(old: str, new: str, expected: list[tuple[str, ...]]) -> None:
    found = [(one.path, one.title, one.before, one.after) for one in case_changes(CASE, changed(old, new).decode())]
    if "counts" in expected[0][0]:  # the title is the concept's own label
        assert [(one[0], *one[2:]) for one in found] == [(one[0], *one[2:]) for one in expected]
    else:
        assert found == expected


def test_a_row_that_moved_is_no_change() -> None:
    first, second = (line for line in CASE.splitlines() if line.startswith("  - {level:"))
    assert case_changes(CASE, CASE.replace(first, "X").replace(second, first).replace("X", second)) == ()


def test_a_new_row_is_told_and_the_others_are_not() -> None:
    more = changed("counts:\n", "  - name: 文史资料\n    funds: {opening: 1, outturn: 1}\ncounts:\n").decode()
    assert {one.title.split(" · ")[1] for one in case_changes(CASE, more)} == {"文史资料"}
    assert {one.after for one in case_changes(more, CASE)} == {""}


def test_places_are_those_that_the_case_states() -> None:
    places = dict(case_places(CASE, {"basic": "部门概况"}))
    assert places["indicators[0].actual"] == "部门整体绩效指标 · 立案提案 · 实际完成值"
    assert "income.total.opening" not in places
    assert dict(case_places(CASE + "narrative: {basic: 甲}\n", {"basic": "部门概况"}))["narrative.basic"] == "各节文字 · 部门概况"
