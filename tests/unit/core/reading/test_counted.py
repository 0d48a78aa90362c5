"""Rates that are tied to the counts of their sentence; words that name no item."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps
from jiheng.core.facts.statements import Statements


def stated(text: str) -> Statements:
    return steps.facts(steps.read(f"某县司法局2023年度部门整体支出绩效自评报告\n{text}\n".encode(), "a.txt"))


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("全年受理申请90件，转送12件、立案78件，办结74件，办结率94.87%。", "74件", "78件"),
        ("收到意见80条，采纳66条；采纳的66条已全部落实，落实率100%。", "66条", "66条"),
        ("应到委员140人，实到133人，出席率95%。", "133人", "140人"),
        ("抽检样品40批次，合格39批次，合格率97.5%。", "39批次", "40批次"),
    ],
)
def test_a_rate_has_the_counts_of_its_sentence(text: str, part: str, whole: str) -> None:
    ratios = [(one.part.figure.text, one.whole.figure.text) for one in stated(text).ratios if one.part and one.whole]
    assert ratios == [(part, whole)]


@pytest.mark.parametrize(
    "text",
    [
        "收到申请90件，办结74件，办结率100%。",  # those received are not all there was to close
        "办结74件。满意率98%。",
        "立案78件，满意率98%。",
    ],
)
def test_a_rate_without_its_counts_stays_alone(text: str) -> None:
    assert not stated(text).ratios


def test_a_year_and_a_scope_are_no_item() -> None:
    text = "2023年一般公共预算安排培训费支出5.20万元。\n单位：万元\n\n年度\t培训费\t会议费\n2022年\t4.10\t1.00\n2023年\t5.20\t1.30"
    assert {fact.context.item for fact in stated(text).facts if fact.figure.unit.is_money} == {""}
