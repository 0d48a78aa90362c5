"""The lawbook's packs are without fault, and each fault is told by the lint."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiheng.core.rulepack import lint as module
from jiheng.core.rulepack.lint import lint, lint_relation
from jiheng.core.rulepack.load import load_pack, read_pack

CASES: list[dict[str, Any]] = [
    {"spend.basic@执行": "1万元", "spend.total@执行": "2万元", "verdict": "holds"},
    {"spend.basic@执行": "3万元", "spend.total@执行": "2万元", "verdict": "breaks", "near": True},
    {"spend.basic@执行": "3万元", "verdict": "unknown"},
]
SOUND: dict[str, Any] = {
    "code": "JH-R-0001", "title": "甲", "left": "spend.basic@执行", "op": "≤", "right": "spend.total@执行", "message": "{left.text}", "mend": "n",
    "source": {"doc": "mof-framework-2013", "article": "甲", "quote": "乙"}, "cases": CASES,
}  # fmt: skip


def said(**changes: Any) -> list[str]:
    entry = {field: value for field, value in (SOUND | changes).items() if value is not None}
    data = {"id": "x/2020", "valid": {"from": date(2020, 1, 1)}, "checked_on": date(2026, 1, 1), "relations": [entry]}
    return list(lint_relation(read_pack("x/2020", data).relations[0]))


def test_the_lawbook_is_without_fault() -> None:
    assert lint() == []


def test_a_pack_that_nobody_confirmed_for_a_year_is_told() -> None:
    assert any("核对" in line for line in lint(date(2099, 1, 1)))


def test_a_sound_relation_has_no_fault() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"code": "R-1"}, "JH-R-"),
        ({"left": "spend.nothing@执行"}, "没有概念“spend.nothing”"),
        ({"source": None}, "没有依据"),
        ({"source": {"doc": "nowhere", "article": "a", "quote": "b"}}, "不在 lawbook/sources"),
        ({"source": "mof-framework-2013#附件2"}, "缺条款或摘述"),
        ({"message": "{left.colour}"}, "没有可填的"),
        ({"mend": " "}, "缺少 mend"),
        ({"cases": CASES[1:]}, "缺 holds"),
        ({"cases": CASES[:1]}, "缺 breaks"),
        ({"cases": [CASES[0], CASES[1] | {"near": False}, CASES[2]]}, "near"),
        ({"cases": [*CASES, {"spend.project@执行": "1万元", "verdict": "unknown"}]}, "不在公式里"),
        ({"cases": [*CASES, {"spend.basic@执行": "若干", "verdict": "unknown"}]}, "不是一个数"),
        ({"severity": "error"}, "不得定为 error"),
        ({"applies": {"kinds": ["年鉴"]}}, "没有文件种类"),
        ({"applies": {"of": ["meeting"]}}, "applies.of"),
    ],
)
def test_each_fault_is_told(changes: dict[str, Any], what: str) -> None:
    assert any(what in line for line in said(**changes)), said(**changes)


def test_a_code_used_twice_and_a_missing_base_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    pack = load_pack("national/2020")
    twice = replace(pack, extends="nowhere/1999", relations=(pack.relations[0], pack.relations[0]))
    monkeypatch.setattr(module, "load_pack", lambda _: twice)
    told = lint()
    assert any("编码重复" in line for line in told)
    assert any("nowhere/1999" in line for line in told)
