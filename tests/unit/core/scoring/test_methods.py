"""Each method by itself: what it gives at and beside its borders, and what it refuses to guess."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jiheng.core.rulepack.entry_reader import to_value
from jiheng.core.scoring.shelf import METHODS, NotComputable, Question, Worked

RATIO = Decimal(1)


def asked(weight: str = "10", done: str | None = None, aim: str | None = None, *, rate: bool = False, **more: Any) -> Question:
    params = {name: to_value(value) for name, value in more.pop("params", {}).items()}
    numbers = [None if text is None else Decimal(text) for text in (aim, done)]
    return Question(Decimal(weight), params, *numbers, "%" if rate else "次", RATIO if rate else Decimal(0), **more)


def run(id: str, question: Question) -> Worked:
    return METHODS.all()[id].run(question)


BANDS = {"bands": [["90%", 5], ["80%", 4], ["60%", 2]], "of": 5}
FALLING = {"bands": [["0%", 1], ["10%", 0.5]], "falling": True}
EXECUTION = {"bands": [["100%", 1], ["80%", 0.7], ["60%", 0.5]], "finished": 1}
GRADES = {"bands": [["好", "80%", "100%", "100%"], ["中", "60%", "80%", "70%"], ["差", "0%", "60%", "30%"]]}
ELEMENTS = {"elements": [["甲", 1], ["乙", 1], ["丙", 2]]}
POINTS = {"points": [[6, "40%"], [9, "60%"]]}


@pytest.mark.parametrize(
    ("id", "question", "points"),
    [
        ("proportional", asked(done="3", aim="4"), "7.5"),
        ("proportional", asked(done="-1", aim="4"), "0"),
        ("proportional", asked(done="-1", aim="0"), "0"),
        ("inverse", asked(done="5", aim="4"), "8"),
        ("inverse", asked(done="5", aim="0"), "0"),
        ("linear_excess", asked(done="5", aim="4"), "7.5"),
        ("linear_excess", asked(done="9", aim="4"), "0"),
        ("linear_excess", asked(done="1", aim="0"), "0"),
        ("linear_excess", asked(done="0", aim="0"), "10"),
        ("equal", asked(done="4", aim="4"), "10"),
        ("equal", asked(done="5", aim="4"), "0"),
        ("equal", asked(done="5", aim="4", params={"otherwise": "proportional"}), "8"),
        ("equal", asked(done="0", aim="4", params={"otherwise": "proportional"}), "0"),
        ("all_or_nothing", asked(done="4", aim="4"), "10"),
        ("all_or_nothing", asked(done="3", aim="4"), "0"),
        ("all_or_nothing", asked(done="3", aim="4", params={"side": "lower"}), "10"),
        ("share", asked(done="98.5", rate=True), "9.85"),
        ("share", asked(done="120", rate=True), "10"),
        ("share", asked(done="-5", rate=True), "0"),
        ("share_answer", asked(grading="50%"), "5"),
        ("bands", asked(done="90", rate=True, params=BANDS), "10"),
        ("bands", asked(done="89.99", rate=True, params=BANDS), "8"),
        ("bands", asked(done="59.99", rate=True, params=BANDS), "0"),
        ("bands", asked(done="0", rate=True, params=FALLING), "10"),
        ("bands", asked(done="10", rate=True, params=FALLING), "5"),
        ("bands", asked(done="10.01", rate=True, params=FALLING), "0"),
        ("bands", asked(done="7", params={"bands": [[5, 1]]}), "10"),
        ("execution_ratio", asked(done="841", aim="1000"), "8.41"),
        ("execution_ratio", asked(done="1100", aim="1000"), "10"),
        ("execution_ratio", asked(done="-1", aim="1000"), "0"),
        ("execution_ratio", asked(done="76", rate=True), "7.6"),
        ("execution_banded", asked(done="999", aim="1000", params=EXECUTION), "7.0"),
        ("execution_banded", asked(done="999", aim="1000", params=EXECUTION, grading="已完成"), "10"),
        ("execution_banded", asked(done="59", rate=True, params=EXECUTION), "0"),
        ("per_point", asked(weight="5", done="103.7", rate=True, params={"limit": "100%", "deduct": 0.5}), "3.5"),
        ("per_point", asked(weight="5", done="103.7", rate=True, params={"limit": "100%", "deduct": 0.5, "count": "started"}), "3.0"),
        ("per_point", asked(weight="5", done="103.7", rate=True, params={"limit": "100%", "deduct": 0.5, "count": "proportional"}), "3.15"),
        ("per_point", asked(weight="5", done="90", aim="95", rate=True, params={"deduct": 1, "side": "below"}), "0"),
        ("per_point", asked(weight="6", done="107", rate=True, params={"limit": "100%", "deduct": 2, "per": "5%", "side": "either"}), "4"),
        ("per_point", asked(weight="6", done="93", rate=True, params={"limit": "100%", "deduct": 2, "per": "5%", "side": "either"}), "4"),
        ("per_point", asked(weight="5", done="100", rate=True, params={"limit": "100%", "deduct": 1}), "5"),
        ("per_point", asked(weight="5", done="900", rate=True, params={"limit": "100%", "deduct": 1, "least": 1}), "1"),
        ("per_case", asked(weight="3", done="2", params={"deduct": 1}), "1"),
        ("per_case", asked(weight="3", grading="9件", params={"deduct": 1}), "0"),
        ("per_case", asked(weight="3", grading="0", params={"deduct": 1}), "3"),
        ("qualitative_bands", asked(grading="中", params=GRADES), "7"),
        ("qualitative_bands", asked(grading="0.85", params=GRADES), "8.5"),
        ("yes_no", asked(grading="是"), "10"),
        ("yes_no", asked(grading="否"), "0"),
        ("elements", asked(weight="8", grading="1、3", params=ELEMENTS), "6"),
        ("elements", asked(weight="8", grading="要点2", params=ELEMENTS), "2"),
        ("elements", asked(weight="8", grading="80%", params=ELEMENTS), "6.4"),
        ("elements", asked(weight="8", grading="是", params=ELEMENTS), "8"),
        ("elements", asked(weight="8", grading="否", params=ELEMENTS), "0"),
        ("checkpoints", asked(params=POINTS, progress={6: Decimal("0.4"), 9: Decimal("0.9")}), "10"),
        ("checkpoints", asked(params=POINTS, progress={6: Decimal("0.2"), 9: Decimal("0.6")}), "7.5"),
        ("met_share", asked(met=(3, 4)), "7.5"),
    ],
)
def test_points(id: str, question: Question, points: str) -> None:
    worked = run(id, question)
    assert worked.points == Decimal(points)
    assert worked.words
    assert bool(worked.restores) == (worked.points < question.weight) or id == "per_point"


@pytest.mark.parametrize(
    ("id", "question", "why"),
    [
        ("proportional", asked(done="3"), "目标值不是一个数"),
        ("proportional", asked(aim="3"), "实际完成值不是一个数"),
        ("share", asked(done="3"), "不是比率"),
        ("share_answer", asked(), "没有填写比率"),
        ("share_answer", asked(grading="许多"), "看不懂"),
        ("share_answer", asked(grading="120%"), "不在0%至100%之间"),
        ("bands", asked(done="3"), "没有给出参数bands"),
        ("bands", asked(done="3", params={"bands": [["高", 1]]}), "不是数"),
        ("execution_ratio", asked(done="3", aim="0"), "全年预算数为0"),
        ("execution_banded", asked(done="3", aim="0", params=EXECUTION), "全年预算数为0"),
        ("per_point", asked(done="103", rate=True, params={"limit": "100%"}), "没有给出参数deduct"),
        ("per_case", asked(grading="若干", params={"deduct": 1}), "没有写明件数"),
        ("qualitative_bands", asked(params=GRADES), "没有评定"),
        ("qualitative_bands", asked(grading="很好", params=GRADES), "看不懂"),
        ("yes_no", asked(), "没有判定"),
        ("yes_no", asked(grading="也许"), "看不懂"),
        ("elements", asked(params=ELEMENTS), "没有评定符合哪些要点"),
        ("elements", asked(grading="1、9", params=ELEMENTS), "看不懂"),
        ("elements", asked(grading="大半", params=ELEMENTS), "看不懂"),
        ("checkpoints", asked(params=POINTS, progress={6: Decimal(1)}), "没有1—9月累计支出"),
        ("checkpoints", asked(params={"points": [[6, "无"]]}, progress={6: Decimal(1)}), "不是数"),
        ("met_share", asked(met=(0, 0)), "没有可数的指标"),
    ],
)
def test_what_is_not_guessed(id: str, question: Question, why: str) -> None:
    with pytest.raises(NotComputable) as refused:
        run(id, question)
    assert why in refused.value.why
    assert refused.value.mend


def test_every_method_is_proved_here() -> None:
    marks = [mark for test in (test_points, test_what_is_not_guessed) for mark in test.pytestmark]
    proved = {case[0] for mark in marks for case in mark.args[1]}
    assert set(METHODS.all()) == proved
