"""Rows to points: zero, empty and textual targets, reasons, over-achievement, stated points, executions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.scorer import score
from jiheng.core.scoring.scoring_input import Cancelled
from tests.unit.core.scoring.made import BENEFIT, COST, OUTPUT, SATISFACTION, by_id, fact, given, kinds, row, statements

NATION = resolve("national/2020").pack
COSTED = resolve("national/2021").pack
REST = (row("b", BENEFIT, "≥", "1次", "1次", "30"), row("s", SATISFACTION, "≥", "90%", "95%", "10"))


def one(relation: str, target: str, actual: str, **more: str):
    return by_id(score(NATION, given(row("a", OUTPUT, relation, target, actual, "50", **more), *REST)))["a"]


@pytest.mark.parametrize(
    ("relation", "target", "actual", "points"),
    [
        ("≥", "4次", "3次", "37.50"),
        ("≥", "4次", "9次", "50.00"),
        ("≥", "4次", "0次", "0.00"),
        ("≥", "0次", "0次", "50.00"),
        ("≤", "0次", "0次", "50.00"),
        ("≤", "0次", "1次", "0.00"),
        ("≤", "4次", "5次", "40.00"),
        ("≤", "4次", "0次", "50.00"),
        ("＝", "3次", "3次", "50.00"),
        ("≥", "3万元", "20000元", "33.33"),
        ("≥", "95%", "94.05%", "49.50"),
    ],
)
def test_numbers(relation: str, target: str, actual: str, points: str) -> None:
    assert one(relation, target, actual).points == Decimal(points)


@pytest.mark.parametrize(
    ("relation", "target", "actual", "kind", "words"),
    [
        ("≥", "4次", "", "not-computable", "没有实际完成值"),
        ("≥", "4次", "/", "not-computable", "没有实际完成值"),
        ("≥", "4次", "基本完成", "not-computable", "不是数"),
        ("≥", "4次", "3万元", "not-computable", "单位不同"),
        ("", "/", "3次", "not-computable", "没有目标值"),
        ("", "", "", "not-computable", "没有目标值"),
        ("定性", "扩大影响", "影响扩大", "evidence-missing", "没有评定完成程度"),
        ("", "是", "是", "evidence-missing", "是或否"),
    ],
)
def test_what_cannot_be_scored_says_why_and_gives_no_total(relation: str, target: str, actual: str, kind: str, words: str) -> None:
    sheet = score(NATION, given(row("a", OUTPUT, relation, target, actual, "50"), *REST))
    scored = by_id(sheet)["a"]
    assert scored.points is None
    assert kinds(scored) == [kind]
    assert words in scored.remarks[0].words
    assert sheet.total is None
    assert sheet.grade == ""
    assert sheet.given == Decimal("49.00")


def test_an_unused_row_counts_nothing_and_lacks_nothing() -> None:
    sheet = score(NATION, given(row("a", OUTPUT, "≥", "1次", "1次", "50"), row("x", BENEFIT, "", "/", "/", "0"), *REST))
    assert by_id(sheet)["x"].points == 0
    assert by_id(sheet)["x"].remarks == ()
    assert sheet.total == Decimal("99.00")


def test_the_working_has_the_numbers_put_in_and_what_restores_the_points() -> None:
    scored = one("≥", "4次", "3次")
    assert scored.working[-1].words == "50分×3÷4＝37.5分"
    assert scored.restores == "实际值达到4次，可补回12.5分"
    assert scored.sources


def test_reasons_are_demanded_and_contradictions_are_told() -> None:
    assert kinds(one("≥", "4次", "3次")) == ["reason-missing"]
    assert kinds(one("≥", "4次", "3次", reason="一次并入下年")) == []
    assert kinds(one("≥", "4次", "4次", reason="因经费不足未完成")) == ["reason-contradicts"]
    assert kinds(one("≥", "4次", "4次", reason="按计划开展")) == []


def test_over_achievement_has_to_be_explained() -> None:
    assert kinds(one("≥", "4次", "8次")) == ["over-achieved"]
    assert kinds(one("≥", "4次", "8次", over_reason="上级增派")) == []
    assert kinds(one("≥", "10次", "11次")) == []


def test_gradings() -> None:
    assert one("定性", "扩大影响", "影响扩大", grading="80%").points == Decimal("40.00")
    assert one("定性", "扩大影响", "影响扩大", grading="部分达成预期指标并具有一定效果").points == Decimal("35.00")
    assert one("定性", "扩大影响", "影响扩大", grading="1.2").points is None
    assert one("", "是", "否", grading="否").points == 0


def test_execution_of_a_project_is_its_own() -> None:
    facts = statements(spend_total__执行="90.00万元", spend_total__全年预算="100.00万元")
    own = (fact("spend.project@执行", "30.00万元", item="培训"), fact("spend.project@全年预算", "40.00万元", item="培训", at=7))
    from dataclasses import replace

    sheet = score(
        NATION, given(row("a", OUTPUT, "≥", "1次", "1次", "50"), *REST, facts=replace(facts, facts=facts.facts + own), form="project", project="培训")
    )
    assert by_id(sheet)["execution"].points == Decimal("7.50")
    assert by_id(sheet)["execution"].working[0].words == "30÷40＝75%"


def test_execution_without_figures_or_with_nothing_to_spend_is_not_guessed() -> None:
    for facts, words in ((statements(), "没有填写"), (statements(spend_total__执行="1.00万元", spend_total__全年预算="0.00万元"), "全年预算数为0")):
        scored = by_id(score(NATION, given(row("a", OUTPUT, "≥", "1次", "1次", "50"), *REST, facts=facts)))["execution"]
        assert scored.points is None
        assert words in scored.remarks[0].words


def test_stated_points_beside_every_known_method() -> None:
    facts = statements(spend_total__执行="880.00万元", spend_total__全年预算="900.00万元")
    rows = (
        row("a", OUTPUT, "≥", "1次", "1次", "40"), row("b", BENEFIT, "≥", "1次", "1次", "20"), row("s", SATISFACTION, "≥", "90%", "95%", "10"),
        row("c", COST, "≤", "800.00万元", "900.00万元", "20", stated="19", reason="追加"),
    )  # fmt: skip
    scored = by_id(score(COSTED, given(*rows, facts=facts)))["c"]
    assert scored.points == Decimal("17.78")
    assert [str(way.points) for way in scored.other_ways] == ["17.78", "17.50", "0.00", "18.18"]
    assert not any(way.fits for way in scored.other_ways)
    assert "不合任何已知的计分办法" in scored.remarks[-1].words


def test_a_stated_score_that_a_known_method_gives_is_said_to_fit() -> None:
    scored = one("≥", "4次", "3次", stated="0")
    assert [way.method for way in scored.other_ways if way.fits] == ["all_or_nothing"]
    assert "合乎“全有或全无”" in scored.remarks[-1].words


def test_unverified_points_are_counted() -> None:
    sheet = score(resolve("hubei/2020").pack, given(row("a", OUTPUT, "≥", "1次", "1次", "40"), row("b", BENEFIT, "≥", "1次", "1次", "40")))
    assert sheet.unverified_points == 0
    assert score(NATION, given(row("a", OUTPUT, "≥", "1次", "1次", "50"), *REST)).unverified_points == 100


def test_a_cancelled_indicator_needs_its_approval() -> None:
    rows = (
        row("a", OUTPUT, "≥", "2次", "2次", "20"),
        row("c", OUTPUT, "≥", "2次", "", "10", cancelled=Cancelled("财政局2023年9月批复", "疫情")),
        row("d", OUTPUT, "≥", "2次", "1次", "20", reason="并入"),
        *REST,
    )
    sheet = score(NATION, given(*rows))
    scored = by_id(sheet)
    assert (scored["a"].of, scored["c"].of, scored["d"].of) == (25, 0, 25)
    assert scored["c"].cancelled
    assert sheet.redistribution is not None
    assert "财政局2023年9月批复" in sheet.redistribution.working[0]
    assert sheet.total == Decimal("86.50")
    without = (rows[0], row("c", OUTPUT, "≥", "2次", "", "10", cancelled=Cancelled(" ", "")), *rows[2:])
    sheet = score(NATION, given(*without))
    assert kinds(by_id(sheet)["c"]) == ["evidence-missing"]
    assert sheet.total is None


def test_weights_that_a_row_leaves_open_are_what_its_group_has_left() -> None:
    sheet = score(NATION, given(row("a", OUTPUT, "≥", "1次", "1次", "30"), row("c", OUTPUT, "≥", "1次", "1次", None), *REST))
    assert by_id(sheet)["c"].of == 20
    assert sheet.total == Decimal("99.00")


def test_a_row_may_name_its_own_method() -> None:
    assert one("≤", "4次", "5次", method="linear_excess", reason="雨").points == Decimal("37.50")
    assert kinds(one("≤", "4次", "5次", method="guess")) == ["not-computable"]
