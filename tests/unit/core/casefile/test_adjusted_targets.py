"""Targets changed in the year, core indicators and reviewed targets: from the case file to the score and the form."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from jiheng.core.casefile import steps
from jiheng.core.casefile.case_trouble import CaseError
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.pack_match import check_names
from jiheng.core.casefile.package import make_package
from jiheng.core.casefile.scoring_steps import score_case
from tests.unit.core.casefile.made import changed

ROW = "relation: ≥, target: 100, unit: 件, actual: 108, weight: 25}"
ADJUSTED = "relation: ≥, target: 100, unit: 件, actual: 108, weight: 25, core: 是, adjusted: {target: 120, approval: 某财预〔2024〕8号}}"


def test_points_are_by_the_adjusted_target() -> None:
    score = next(one for one in score_case(load_case(changed(ROW, ADJUSTED), "案卷.yaml")).sheets[0].scores if one.title == "立案提案")
    assert score.target == "120"
    assert score.points == Decimal("22.50")  # 108 of 120, 25 points
    assert score.working[0].words == "指标值经某财预〔2024〕8号批准，由100调整为120"
    assert score.core


def test_an_adjustment_needs_its_approval() -> None:
    with pytest.raises(CaseError, match="批准文件"):
        load_case(changed(ROW, ADJUSTED.replace(", approval: 某财预〔2024〕8号", "")), "案卷.yaml")


def test_the_form_prints_both_targets_and_is_read_by_the_adjusted_one() -> None:
    case = load_case(changed(ROW, ADJUSTED).replace(b"national/2020", b"chongqing/2021"), "案卷.yaml")
    files = make_package(case).files
    document = steps.read(files["自评表.xlsx"], "自评表.xlsx")
    assert "立案提案\t件\t定量\t100\t120\t108" in document.text
    row = next(one for one in steps.facts(document).indicators if one.level[2] == "立案提案")
    assert row.target_figure is not None
    assert row.target_figure.number == 120
    table = json.loads(files["score.json"])["tables"][0]
    line = next(one for one in table["scores"] if one["title"] == "立案提案")
    assert (line["core"], line["changed"]) == (True, {"first": "100", "approval": "某财预〔2024〕8号"})


def test_points_of_a_review_are_those_of_the_packs_items() -> None:
    text = changed("counts:", "goal_review: {completeness: 9, clarity: {points: 8, note: 两项指标没有单位}}\ncounts:")
    case = load_case(text, "案卷.yaml")
    review = score_case(case).review
    assert review is not None
    lines = {line.item.id: line for line in review.lines}
    assert (lines["completeness"].points, lines["clarity"].points, lines["clarity"].note) == (9, 8, "两项指标没有单位")
    assert review.total is None
    wrong = load_case(text.replace(b"completeness: 9", b"completeness: 11").replace(b"clarity", b"clarty"), "案卷.yaml")
    with pytest.raises(CaseError) as trouble:
        check_names(wrong, wrong.pack)
    assert "超过该项的10分" in str(trouble.value)
    assert "是否应为 clarity" in str(trouble.value)
