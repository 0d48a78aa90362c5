"""Packs over packs: what is inherited, who overrode whom, and which pack binds a region at a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiheng.core.errors import LawbookError
from jiheng.core.rulepack import resolve as module
from jiheng.core.rulepack.load import load_pack
from jiheng.core.rulepack.resolve import binding, lay_over, overridden, pack_for, resolve


def test_a_regional_pack_has_the_nations_relations_and_its_own_weights() -> None:
    whole = resolve("hunan/2023")
    assert whole.chain == ("hunan/2023", "national/2021", "national/2020")
    assert whole.pack.relations == load_pack("national/2020").relations
    assert {group.id: group.weight for group in whole.pack.scoring.groups}["cost"] == 20
    assert whole.pack.scoring.uses == load_pack("national/2020").scoring.uses
    assert whole.pack.title == load_pack("hunan/2023").title


def test_it_remembers_who_overrode_whom() -> None:
    lost = overridden(resolve("hunan/2023"))
    assert ("scoring.groups", "national/2021") in {(one.what, one.by) for one in lost["national/2020"]}
    assert {(one.what, one.by) for one in lost["national/2021"]} == {("scoring.groups", "hunan/2023")}
    assert "scoring.methods.execution" in {one.what for one in resolve("hubei/2020").overrides}
    assert resolve("national/2020").overrides == ()


def test_a_relation_of_the_same_code_is_replaced() -> None:
    nation = load_pack("national/2020")
    own = replace(nation.relations[0], title="本地的")
    above = replace(load_pack("hubei/2020"), relations=(own,))
    merged = lay_over(above, nation)
    assert len(merged.relations) == len(nation.relations)
    assert [one.title for one in merged.relations if one.code == own.code] == ["本地的"]


def test_packs_in_a_circle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packs = {id: replace(load_pack("hubei/2020"), id=id, extends=other) for id, other in (("x/1", "x/2"), ("x/2", "x/1"))}
    monkeypatch.setattr(module, "load_pack", packs.__getitem__)
    with pytest.raises(LawbookError, match=r"JH-P-033.*x/1→x/2→x/1"):
        resolve.__wrapped__("x/1")


@pytest.mark.parametrize(
    ("region", "form", "day", "id"),
    [
        ("湖南岳阳", "department", date(2021, 5, 1), "hunan-yueyang/2020"),
        ("湖南长沙", "department", date(2023, 5, 1), "hunan/2023"),
        ("湖南长沙", "department", date(2022, 12, 31), "hunan/2020"),
        ("湖南长沙", "department", date(2018, 5, 1), "hunan/2018"),
        ("四川", "project", date(2024, 1, 1), "sichuan/2023-project"),
        ("四川乐山", "department", date(2026, 1, 1), "sichuan/2025"),
        ("浙江", "department", date(2024, 1, 1), "national/2021"),
        ("浙江", "project", date(2021, 1, 1), "national/2020"),
    ],
)
def test_region_over_province_over_nation_at_a_date(region: str, form: str, day: date, id: str) -> None:
    found = binding(region, form, day)
    assert found is not None
    assert found.pack.id == id


def test_nothing_binds_before_the_first_pack() -> None:
    assert binding("浙江", "department", date(2000, 1, 1)) is None


def test_another_form_is_scored_by_the_companion() -> None:
    assert pack_for(resolve("sichuan/2023-department").pack, "project").id == "sichuan/2023-project"
    assert pack_for(resolve("hunan/2023").pack, "project").id == "hunan/2023"
