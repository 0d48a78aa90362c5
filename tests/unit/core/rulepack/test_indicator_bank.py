"""The bank of common indicators: whole, fitting, and with the figures that will answer them."""

from __future__ import annotations

from jiheng.core.law import load_sources
from jiheng.core.rulepack.indicator_bank import bank_for, second_levels
from jiheng.core.rulepack.resolve import resolve

RULES = resolve("national/2013-department").pack.scoring


def test_a_shelf_is_offered_to_those_whom_it_fits():
    council, other = bank_for("政协某县委员会", RULES), bank_for("某县档案馆", RULES)
    assert {"提案办复率", "服务对象满意度"} <= {entry.name for entry in council}
    assert "提案办复率" not in {entry.name for entry in other}
    assert council[0].shelf == "政协机关"


def test_the_packs_own_items_stand_beside_each_name_once():
    names = [entry.name for entry in bank_for("某县档案馆", RULES)]
    assert "在职人员控制率" in names
    assert len(names) == len(set(names))
    assert bank_for("某县档案馆", resolve("national/2021").pack.scoring)


def test_every_entry_says_how_it_is_measured_and_where_it_rests():
    known = load_sources()
    for entry in bank_for("政协某县委员会", resolve("national/2021").pack.scoring):
        assert entry.evidence, entry.id
        assert entry.unit or entry.shelf == "规则包共性指标", entry.id
        assert all(citation.doc in known for citation in entry.sources), entry.id


def test_levels_come_from_the_lawbook():
    assert second_levels()["产出指标"] == ("数量指标", "质量指标", "时效指标")
