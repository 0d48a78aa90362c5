"""Facts that a file carries come out as they went in; what is no such data is refused, never half taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.core.casefile import steps
from jiheng.core.facts.carried import CarriedFacts, NotCarriedFacts, Print, carried_from, carried_json

REPORT = (
    "某馆2023年度部门整体绩效自评报告\n2023年部门支出合计1,234.56万元，其中基本支出约1000万元，项目支出234.56万元，完成年初预算的98.2%。"
    "比上年增加12万元。1—6月举办展览20余场，接待观众3-5万人次。在编人员不超过36人。\n"
)
DOCUMENT = steps.read(REPORT.encode(), "case.txt")
FACTS = steps.facts(DOCUMENT).facts


def test_every_field_of_every_fact_comes_back():
    carried = CarriedFacts(FACTS, (Print("1,234.56万元", FACTS[:2], "部门支出合计", "，其中"), Print("", (), "", "")), (("made_on", "2024-03-15"),))
    assert len(FACTS) > 6
    assert carried_from(carried_json(carried)) == carried


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_words_come_back(words: str, other: str):
    carried = CarriedFacts((), (Print(words, (), other, words),), ((words, other),))
    assert carried_from(carried_json(carried)) == carried


def broken(change) -> str:
    data = json.loads(carried_json(CarriedFacts(FACTS, (Print("x", FACTS[:1], "", ""),))))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(schema="jiheng.facts/2"),
        lambda d: d.pop("facts"),
        lambda d: d.update(facts={}),
        lambda d: d["facts"][0].pop("figure"),
        lambda d: d["facts"][0]["figure"].update(number="NaN"),
        lambda d: d["facts"][0]["figure"].update(number=1.5),
        lambda d: d["facts"][0]["context"].update(basis="别的"),
        lambda d: d["facts"][0]["origin"]["place"].update(kind="moon"),
        lambda d: d["facts"][0]["origin"].update(start="1"),
        lambda d: d["prints"][0].update(facts=[999]),
        lambda d: d.update(stamps=[]),
    ],
)
def test_what_is_not_such_data_is_refused(change):
    with pytest.raises(NotCarriedFacts):
        carried_from(broken(change))


@pytest.mark.parametrize("words", ["", "null", "[]", "{", "[" * 100_000])
def test_what_is_no_json_object_is_refused(words: str):
    with pytest.raises(NotCarriedFacts):
        carried_from(words)
