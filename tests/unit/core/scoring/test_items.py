"""Indicators that a pack sets itself: by formula, by a person's answer, by a filled table's own figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from jiheng.core.rulepack.resolve import resolve
from jiheng.core.rulepack.scoring_rules import Excess
from jiheng.core.scoring.scorer import score
from tests.unit.core.scoring.made import BENEFIT, OUTPUT, SATISFACTION, by_id, given, kinds, row, statements

YUEYANG = resolve("hunan-yueyang/2020").pack
SICHUAN = resolve("sichuan/2023-department").pack
ROWS = (row("a", OUTPUT, "≥", "1次", "1次", "45"),)
STAFF = statements(staff_actual="28人", staff_quota="27人")


def test_a_formula_shows_its_numbers_and_its_facts() -> None:
    scored = by_id(score(YUEYANG, given(*ROWS, facts=STAFF)))["staff.control"]
    assert scored.points == Decimal("3.50")
    assert scored.working[0].words == "28 ÷ 27＝103.7%"
    assert scored.actual == "103.7%"
    assert len(scored.facts) == 2
    assert scored.verified
    assert scored.restores == "控制到100%，可补回1.5分"


def test_what_no_fact_gives_is_asked_for() -> None:
    sheet = score(YUEYANG, given(*ROWS, facts=STAFF))
    scored = by_id(sheet)
    assert "没有填写" in scored["three.control"].remarks[0].words
    assert kinds(scored["systems"]) == ["evidence-missing"]
    assert "制度文本" in by_id(score(YUEYANG, given(*ROWS, facts=STAFF, answers={"systems": "是"})))["systems"].remarks[0].words
    assert sheet.total is None


def test_an_answer_with_its_note_needs_nothing_more() -> None:
    scored = by_id(score(YUEYANG, given(*ROWS, facts=STAFF, answers={"systems": "1、2"}, notes={"systems": "见制度汇编"})))["systems"]
    assert scored.points == Decimal("2.00")
    assert scored.remarks == ()


def test_a_filled_tables_own_figure_scores_what_no_fact_gives() -> None:
    own = row("x", ("投入", "预算配置"), "", "≤100%", "95.1%", "5", name="财政供养人员控制率", stated="4")
    scored = by_id(score(YUEYANG, given(*ROWS, own, facts=statements())))["staff.control"]
    assert (scored.points, scored.stated) == (Decimal("5.00"), Decimal(4))
    assert kinds(scored) == ["stated-differs"]


def test_what_does_not_exist_gets_full_marks_only_where_the_rule_says_so() -> None:
    answers = {"adjustment.disposal": "无", "internal.use": "无"}
    scored = by_id(score(SICHUAN, given(answers=answers)))
    assert scored["adjustment.disposal"].points == 5
    assert scored["internal.use"].points is None


def test_the_rows_of_an_evidence_table_are_counted_and_not_scored() -> None:
    rows = (row("a", OUTPUT, "≥", "4次", "4次", "10"), row("b", OUTPUT, "≥", "4次", "3次", "10"), row("c", BENEFIT, "≥", "4次", "3次", "10"))
    scored = by_id(score(SICHUAN, given(*rows)))
    assert "a" not in scored
    assert scored["goals.achieved"].points == Decimal("10.00")
    assert scored["goals.achieved"].working[-1].words == "20分×1÷2＝10分"


def test_the_weight_of_an_item_may_be_the_tables() -> None:
    framework = resolve("national/2013-department").pack
    rows = (row("staff.control", ("投入", "预算配置"), "", "", "", "40"), row("a", ("产出", "职责履行"), "≥", "1次", "1次", "60"))
    scored = by_id(score(framework, given(*rows, facts=STAFF)))
    assert scored["staff.control"].points == Decimal("38.57")
    assert set(scored) == {"staff.control", "a"}


def test_a_target_far_exceeded_loses_points_where_the_rule_says_so() -> None:
    nation = resolve("national/2020").pack
    strict = replace(
        nation, scoring=replace(nation.scoring, excess=Excess(Decimal("0.2"), ((Decimal("0.3"), Decimal("0.1")), (Decimal(1), Decimal("0.4")))))
    )
    rows = (
        row("a", OUTPUT, "≥", "4次", "6次", "25"), row("b", OUTPUT, "≥", "4次", "8次", "25"),
        row("c", BENEFIT, "≥", "4次", "5次", "30"), row("d", SATISFACTION, "≥", "90%", "100%", "10"),
    )  # fmt: skip
    scored = by_id(score(strict, given(*rows)))
    assert [str(scored[id].points) for id in "abcd"] == ["22.50", "15.00", "30.00", "10.00"]
    assert "扣分值的40%" in scored["b"].working[-1].words
    assert [kinds(scored[id]) for id in "abcd"] == [["over-achieved"], ["over-achieved"], ["over-achieved"], []]
