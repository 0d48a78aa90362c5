"""The packs score without fault, and each fault of scoring is told by the lint."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from jiheng.core.errors import LawbookError
from jiheng.core.rulepack.load import read_pack
from jiheng.core.scoring.pack_lint import lint_pack, lint_scoring

SOURCE = {"doc": "mof-self-evaluation-2020", "article": "附表", "quote": "分值合计100分"}
ROW = {
    "id": "a",
    "level": ["产出指标", "数量指标", "次数"],
    "relation": "≥",
    "target": "4次",
    "actual": "3次",
    "weight": 70,
    "reason": "雨",
    "points": "52.5",
}
SOUND: dict[str, Any] = {
    "forms": ["department"],
    "groups": [
        {"id": "output", "title": "产出指标", "weight": 70, "source": SOURCE},
        {"id": "manage", "title": "管理", "kind": "management", "weight": 30, "source": SOURCE},
    ],
    "methods": {"positive": {"method": "proportional", "source": SOURCE}},
    "items": [
        {"id": "m", "title": "违规", "level": ["管理", "管理", "违规"], "group": "manage", "weight": 30, "method": "per_case", "params": {"deduct": 5},
         "demands": ["检查结论"], "source": SOURCE},
    ],
    "rounding": {"points": 2, "source": SOURCE},
    "grades": {"from": {"优": "90%", "差": "0%"}, "source": SOURCE},
    "cases": [{"name": "例", "form": "department", "rows": [ROW], "answers": {"m": "1件"}, "points": {"m": "25"}, "total": "77.5", "grade": "差"}],
}  # fmt: skip


def said(path: str = "", value: Any = None) -> list[str]:
    """What the lint says of the sound pack with one value changed; a path is groups.0.weight."""
    data = deepcopy(SOUND)
    at: Any = data
    *steps, last = path.split(".")
    for step in steps:
        at = at[int(step)] if step.isdigit() else at[step]
    if path:
        at[int(last) if last.isdigit() else last] = value
    entry = {"id": "x/2024", "region": "某省", "valid": {"from": date(2024, 1, 1)}, "checked_on": date(2026, 11, 1), "scoring": data}
    pack = read_pack("x/2024", entry)
    return list(lint_pack(pack, pack))


def test_the_packs_of_the_lawbook_score_as_they_say() -> None:
    assert lint_scoring() == []


def test_a_sound_pack_is_silent() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("groups.0.weight", 60, "合计90，应为100"),
        ("items.0.weight", 20, "其下各项合计20分"),
        ("groups.0.source", {"doc": "nowhere", "article": "甲", "quote": "乙"}, "不在 lawbook/sources"),
        ("groups.0.source", "mof-self-evaluation-2020#附表", "缺条款或摘述"),
        ("groups.0.source", None, "没有依据"),
        ("groups.0.verified", True, "标为已核实，而依据"),
        ("methods.positive.method", "guess", "没有评分方法“guess”"),
        ("items.0.params", {}, "缺参数deduct"),
        ("items.0.params", {"deduct": 5, "depth": 1}, "没有参数depth"),
        ("items.0.group", "nobody", "所属的组“nobody”不存在"),
        ("items.0.actual", "spend.nothing@执行 / spend.total@执行", "没有概念“spend.nothing”"),
        ("items.0.demands", [], "须写明所需的佐证材料"),
        ("items.0.id", "output", "用了两次"),
        ("policies", [{"id": "p", "title": "甲", "to": ["nobody"], "source": SOURCE}], "里的组“nobody”不存在"),
        ("companions", {"project": "nowhere/2020"}, "“nowhere/2020”不存在"),
        ("forms", ["town"], "没有表格种类“town”"),
        ("grades.from", {"优": "90%"}, "应从0起"),
        ("grades", {}, "没有等级"),
        ("cases", [], "没有评分用例"),
        ("cases.0.total", "80", "总分77.50，应为80"),
        ("cases.0.rows.0.points", "50", "52.50分，应为50分"),
        ("methods.negative", {"method": "inverse", "source": SOURCE}, "方法“inverse”没有用例"),
    ],
)
def test_each_fault_is_told(path: str, value: Any, words: str) -> None:
    assert any(words in line for line in said(path, value)), said(path, value)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("groups.0.colour", "red", "不认识的字段colour"),
        ("groups.0.weight", "many", "不是一个数"),
        ("groups.0.title", "", "缺少title"),
        ("groups.0.kind", "town", "不在可选值内"),
        ("items.0.level", ["管理"], "应是三级"),
        ("items.0.actual", "spend.total +", "公式"),
        ("methods.someday", {"method": "yes_no"}, "没有“someday”这一类指标"),
        ("methods.positive", "proportional", "应是一组字段"),
        ("groups", {"a": 1}, "应是一列"),
        ("groups.0.source", "unnamed", "没有名为“unnamed”的依据"),
        ("rounding.points", "2", "小数位数应是整数"),
        ("policies", [{"id": "p", "title": "甲", "source": SOURCE}], "没有写明分值给哪些组"),
    ],
)
def test_what_cannot_be_read_says_where(path: str, value: Any, words: str) -> None:
    with pytest.raises(LawbookError, match="JH-P-032") as trouble:
        said(path, value)
    assert words in str(trouble.value)
    assert "x/2024" in str(trouble.value)
