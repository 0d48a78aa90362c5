"""Case files: what is read, what becomes a fact, and that every trouble names line, field and mend."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files

import pytest

from jiheng.core.casefile.case_trouble import CaseError
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.posting import scoring_input
from jiheng.core.facts.context import Basis
from jiheng.core.facts.factbase import FactBase, Found
from jiheng.core.period import Period
from tests.unit.core.casefile.made import CASE, changed


def loaded():
    return load_case(CASE.encode(), "案卷.yaml")


def trouble(old: str, new: str) -> str:
    with pytest.raises(CaseError) as caught:
        load_case(changed(old, new), "案卷.yaml")
    return caught.value.line()


def test_amounts_become_facts_with_their_place():
    case = loaded()
    fact = next(one for one in case.content.statements.facts if one.concept == "spend.total" and one.context.basis is Basis.BUDGET)
    assert (fact.figure.number, fact.figure.step, fact.figure.unit.key) == (Decimal("640.50"), Decimal("0.01"), "万元")
    assert fact.origin.locator.as_json() == {"kind": "case", "file": "案卷.yaml", "line": 7, "path": "spend.total.budget"}
    assert CASE[fact.origin.start : fact.origin.end] == "640.50"


def test_a_factbase_answers_from_a_case():
    base = FactBase(loaded().content.statements)
    answer = base.ask("spend.project", Basis.OUTTURN, 2024, item="委员活动")
    assert isinstance(answer, Found)
    assert answer.fact.figure.number == 64


def test_months_are_parts_of_the_year():
    assert [(fact.context.period, str(fact.figure.number)) for fact in loaded().content.months] == [
        (Period(2024, months=(1, 6)), "290.1"), (Period(2024, months=(1, 9)), "455.6"), (Period(2024, months=(1, 12)), "633.25"),
    ]  # fmt: skip


def test_counts_of_last_year_are_of_last_year():
    found = {(fact.context.period.year, str(fact.figure.number)) for fact in loaded().content.counts}
    assert found == {(2024, "108"), (2023, "96")}


def test_rows_and_projects_are_given_to_scoring():
    given = scoring_input(loaded())
    assert [(row.id, row.level[2], row.relation, str(row.weight), row.reason) for row in given.rows] == [
        ("D1", "立案提案", "≥", "25", ""), ("D2", "提案办结率", "≥", "25", "2件提案跨年办理"),
    ]  # fmt: skip
    assert given.rows[1].actual_figure is not None
    assert given.rows[1].actual_figure.value == Decimal("0.975")
    assert scoring_input(loaded(), "委员活动").project == "委员活动"
    with pytest.raises(KeyError):
        scoring_input(loaded(), "没有的项目")


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("people: {quota: 20", "people: {qouta: 20", "JH-C-002", ("第5行", "people.qouta", "quota（编制数）")),
        ("people: {quota: 20", "people: {编制数: 20", "JH-C-002", ("第5行", "“编制数”写作 quota")),
        ("  total: {opening: 600", "  total: {年初: 600", "JH-C-002", ("第7行", "口径", "opening（年初预算）")),
        ("year: 2024\n", "", "JH-C-003", ("year", "缺少“年度”")),
        ("year: 2024\n", "year: 二四年\n", "JH-C-004", ("第2行", "year", "四位数字")),
        ("people: {quota: 20", "people: {quota: 约20", "JH-C-004", ("第5行", "people.quota", "确定的数")),
        ("people: {quota: 20", "people: {quota: 20万元", "JH-C-004", ("第5行", "单位为人")),
        ("relation: ≥, target: 100", "relation: 大于, target: 100", "JH-C-004", ("第16行", "indicators[0].relation", "≥")),
        ("relation: ≥, target: 100", "target: ≥100", "JH-C-004", ("第16行", "indicators[0].target", "relation: ≥")),
        ("level: [产出指标, 数量指标, 立案提案]", "level: [产出指标, 立案提案]", "JH-C-004", ("第16行", "写三个")),
        ("pack: national/2020\n", "pack: national/2020\npack: hunan/2023\n", "JH-C-005", ("第4行", "写了两次")),
        ("name: 委员活动", "name: 政协会议", "JH-C-005", ("projects[1].name", "重名")),
        ("proposals.filed:", "proposals.field:", "JH-C-002", ("proposals.field", "jiheng concepts")),
        ("  basic: {opening: 480, budget: 500.50", "  basic: {opening: 480, budget: 500.70", "JH-C-006", ("第7行", "spend.total.budget", "500.70万元", "640.70万元")),
        ("outturn: 64}", "outturn: 65}", "JH-C-006", ("第11行", "spend.project.outturn", "133.75万元", "projects_difference")),
        ("outturn: 58.75}", "outturn: 57.75}", "JH-C-006", ("projects[0].funds.outturn", "各来源相加为67.75万元")),
        ("amount: 20, reason", "amount: 19, reason", "JH-C-006", ("projects[1].funds.budget", "69万元")),
        ("9: 455.6", "9: 255.6", "JH-C-006", ("months.9", "累计数")),
        ("12: 633.25}", "12: 633.35}", "JH-C-006", ("months.12", "633.25万元")),
        ("12: 633.25}", "13: 633.25}", "JH-C-002", ("months.13", "1 至 12")),
        ("schema: jiheng.case/1", "schema: jiheng.case/9", "JH-C-004", ("第1行", "jiheng.case/1")),
        ("spend:\n", "spend: [\n", "JH-C-001", ("YAML",)),
    ],
)  # fmt: skip
def test_a_trouble_names_line_field_and_mend(old: str, new: str, code: str, words: tuple[str, ...]):
    line = trouble(old, new)
    assert f"[{code}]" in line
    for word in words:
        assert word in line


def test_every_trouble_is_said_at_once():
    with pytest.raises(CaseError) as caught:
        load_case(CASE.replace("quota", "qouta").replace("year: 2024", "year: x").encode(), "案卷.yaml")
    assert [one.path for one in caught.value.troubles] == ["year", "people.qouta"]


def test_a_difference_with_its_reason_is_accepted():
    case = load_case(
        changed("counts:", "projects_difference: 有一笔零星支出不设项目\ncounts:").replace(b"outturn: 64}", b"outturn: 63}"), "案卷.yaml"
    )
    assert case.content.projects_difference


def test_parts_that_rounding_explains_are_accepted():
    assert load_case(changed("outturn: 450.50}", "outturn: 450.49}"), "案卷.yaml").year == 2024
    assert "JH-C-006" in trouble("outturn: 450.50}", "outturn: 450.48}")


def test_what_is_no_utf8_is_refused():
    with pytest.raises(CaseError, match="UTF-8"):
        load_case("年度".encode("gb18030"), "案卷.yaml")


def test_folded_lines_join_without_a_blank():
    case = load_case(changed("projects:\n", "target: 开好会议，\n  办好提案\nprojects:\n"), "案卷.yaml")
    assert case.content.target == "开好会议，办好提案"


SAMPLES = sorted(entry.name for entry in (files("jiheng") / "samples").iterdir() if re.fullmatch(r"sample-.*\.yaml", entry.name))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_bundled_case_can_be_used(name: str):
    case = load_case((files("jiheng") / "samples").joinpath(name).read_bytes(), name)
    assert case.content.rows
    assert case.content.statements.facts
