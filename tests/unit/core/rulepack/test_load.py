"""Packs: what is read, what is refused, and that the message tells file, line and field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiheng.core.errors import LawbookError
from jiheng.core.rulepack.load import list_packs, load_pack, read_pack
from jiheng.core.rulepack.model import Op
from tests.effort import calls_of


def relation(**changes: Any) -> dict[str, Any]:
    entry = {"code": "JH-R-0001", "title": "甲", "left": "spend.basic@执行", "op": "≤", "right": "spend.total@执行", "message": "m", "mend": "n"}
    return entry | changes


def pack(*relations: dict[str, Any], **changes: Any) -> dict[str, Any]:
    entry = {"id": "x/2020", "region": "某地", "valid": {"from": date(2020, 1, 1)}, "checked_on": date(2026, 1, 1), "relations": list(relations)}
    return entry | changes


def test_a_pack_is_read() -> None:
    read = read_pack(
        "x/2020", pack(relation(op="<=", applies={"each": ["item"], "needs": ["spend.basic@执行"]}), gaps=[{"about": "甲", "why": "乙"}])
    )
    assert read.relations[0].op is Op.AT_MOST
    assert read.relations[0].applies.each == ("item",)
    assert read.gaps[0].about == "甲"
    assert not read.gaps[0].accepted
    assert read.valid_to is None


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (pack(relation(op="≈")), "没有关系"),
        (pack(relation(severity="fatal")), "不在可选值内"),
        (pack(relation(category="style")), "不在可选值内"),
        (pack(relation(left="spend.basic@")), "公式"),
        (pack(relation(lefft="1")), "不认识的字段lefft"),
        (pack(relation(mend="")), "缺少mend"),
        (pack(relation(applies={"where": 1})), "不认识的字段where"),
        (pack(relation(applies={"each": ["month"]})), "不认识"),
        (pack(relation(cases=[{"spend.basic@执行": "1万元", "verdict": "maybe"}])), "没有结论"),
        (pack(relation(source={"doc": "a", "page": 3})), "不认识的字段page"),
        (pack(id="y/2020"), "id 与文件名不符"),
        (pack(checked_on="去年"), "日期"),
        (pack(colour="red"), "不认识的字段colour"),
        ([], "id 与文件名不符"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(data: Any, what: str) -> None:
    with pytest.raises(LawbookError) as refused:
        read_pack("x/2020", data)
    assert what in str(refused.value)
    assert "lawbook/packs/x/2020.yaml" in str(refused.value)
    assert refused.value.mend


def test_a_wrong_relation_of_a_file_is_told_with_its_line() -> None:
    with pytest.raises(LawbookError, match=r"national/2020\.yaml第\d+行，JH-R-0101，op"):
        read_pack("national/2020", pack(relation(code="JH-R-0101", op="≈"), id="national/2020"))


def test_a_pack_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(LawbookError, match="national/2020"):
        load_pack("nowhere/1999")


def test_the_national_pack_loads_with_little_work_and_once() -> None:
    assert "national/2020" in list_packs()
    relations = len(load_pack("national/2020").relations)
    assert calls_of(lambda: load_pack.__wrapped__("national/2020")) < 600 * relations  # about 220 each; the file itself is parsed once
    assert load_pack("national/2020") is load_pack("national/2020")
    assert len(load_pack("national/2020").relations) >= 45
