"""Which pack binds: by the region's name as organisations bear it, or as finance granted; local values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.lawbooks import services
from jiheng.apps.lawbooks.selectors import packs_for, regional_pack, rules_of
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile


@pytest.mark.parametrize(
    ("region", "year", "pack"),
    [
        ("四川省乐山市峨边彝族自治县", 2023, "sichuan/2023-department"),
        ("四川省乐山市峨边彝族自治县", 2025, "sichuan/2025"),
        ("湖南省岳阳市岳阳楼区", 2021, "hunan-yueyang/2020"),
        ("湖南省株洲市芦淞区", 2023, "hunan/2023"),
        ("广东省广州市南沙区", 2022, "guangdong-guangzhou/2022"),
    ],
)
def test_the_regions_pack(region: str, year: int, pack: str):
    assert regional_pack(region, year).pack.id == pack


def test_a_region_without_a_pack_has_the_nations():
    assert regional_pack("西藏自治区拉萨市", 2023).pack.region == "全国"


def test_a_granted_pack_binds_and_a_refused_one_does_not(office):
    own = {"department": office.department, "year": 2023}
    before = rules_of(**own).resolved.pack.id
    other = next(id for id, _ in packs_for(2023) if id != before)
    choice = services.ask_for_pack(actor=office.clerk, pack=other, document="某财绩〔2023〕1号", reason="本县按试点办法", **own)
    assert rules_of(**own).resolved.pack.id == before
    services.decide_pack(actor=office.finance, choice=choice, version=choice.version, granted=True, opinion="")
    assert rules_of(**own).resolved.pack.id == other
    assert rules_of(office.department, 2022).resolved.pack.id != other or before == other
    again = services.ask_for_pack(actor=office.clerk, pack=before, document="某函", reason="改回", **own)
    services.decide_pack(actor=office.finance, choice=again, version=again.version, granted=False, opinion="年中不换")
    assert rules_of(**own).resolved.pack.id == other
    assert [one.action for one in history(choice)] == ["同意申请", "申请选用规则包"]


def test_a_pack_of_another_year_cannot_be_asked_for(office):
    with pytest.raises(ValidationError, match="没有生效"):
        services.ask_for_pack(actor=office.clerk, department=office.department, year=2019, pack="sichuan/2025", document="函", reason="试")


def test_a_refusal_says_why_and_a_stale_one_is_refused(office):
    choice = services.ask_for_pack(
        actor=office.clerk, department=office.department, year=2023, pack=packs_for(2023)[0][0], document="函", reason="试点"
    )
    with pytest.raises(ValidationError, match="写明意见"):
        services.decide_pack(actor=office.finance, choice=choice, version=choice.version, granted=False, opinion=" ")
    with pytest.raises(EditedMeanwhile):
        services.decide_pack(actor=office.finance, choice=choice, version=choice.version + 1, granted=True, opinion="")


def test_local_values(office):
    own = {"department": office.department, "year": 2023}
    assert rules_of(**own).disposition_days == 10
    ask = {"actor": office.clerk, "document": "某财绩〔2023〕2号", "reason": "本县规定", **own}
    days = services.ask_for_value(parameter="disposition.days", value=Decimal(5), **ask)
    gap = services.ask_for_value(parameter="behind.yellow", value=Decimal("7.5"), **ask)
    for row in (days, gap):
        services.decide_value(actor=office.finance, value=row, version=row.version, granted=True, opinion="")
    rules = rules_of(**own)
    assert rules.disposition_days == 5
    assert rules.limit("behind", "yellow") == Decimal("0.075")
    assert rules.limit("behind", "red") == Decimal("0.2")


@pytest.mark.parametrize(("parameter", "value"), [("disposition.days", "2.5"), ("disposition.days", "0"), ("behind.red", "101"), ("apart.red", "-1")])
def test_impossible_values_are_refused(office, parameter: str, value: str):
    with pytest.raises(ValidationError):
        services.ask_for_value(
            actor=office.clerk, department=office.department, year=2023, parameter=parameter, value=Decimal(value), document="函", reason="试"
        )
