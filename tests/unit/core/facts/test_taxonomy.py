"""Concepts by id, code and words; what the data must keep to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jiheng.core.errors import LawbookError
from jiheng.core.facts.concept import Concept
from jiheng.core.facts.label_text import normalise, plain, shorter, stretch
from jiheng.core.facts.taxonomy import Taxonomy, lint_taxonomy, load_taxonomy
from jiheng.core.law import Citation
from tests.effort import calls_of

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
TAXONOMY = load_taxonomy()

# fmt: off
FIXED_IDS = (
    "income.total", "income.current", "income.appropriation", "income.appropriation.general", "income.appropriation.fund",
    "income.appropriation.capital", "income.superior", "income.business", "income.operation", "income.subsidiary", "income.other",
    "income.balance_used", "carry.opening", "carry.closing", "carry.total", "surplus.distribution", "spend.total", "spend.current",
    "spend.appropriation", "spend.appropriation.general", "spend.appropriation.fund", "spend.appropriation.capital", "spend.basic",
    "spend.basic.personnel", "spend.basic.public", "spend.project", "spend.superior", "spend.operation", "spend.subsidy", "three.total",
    "three.abroad", "three.vehicle", "three.vehicle.purchase", "three.vehicle.running", "three.reception", "meeting", "training",
    "agency.running", "procurement.total", "procurement.goods", "procurement.works", "procurement.services", "procurement.sme",
    "procurement.micro", "assets.total", "assets.fixed.original", "assets.fixed.net", "staff.quota", "staff.actual", "staff.retired",
    "staff.total", "staff.control_rate", "spend.execution_rate", "budget.adjustment_rate", "carry.rate", "carry.change_rate",
    "public.control_rate", "three.control_rate", "three.change_rate", "procurement.execution_rate", "key_spend_rate", "assets.use_rate",
    "change.amount", "change.rate", "change.versus_budget", "share", "average", "targets.count", "targets.money", "self_evaluation.count",
    "self_evaluation.money", "self_evaluation.average", "score.total", "indicator.target", "indicator.actual", "indicator.weight",
    "indicator.score", "satisfaction", "members.total", "proposals.received", "proposals.merged", "proposals.filed", "proposals.closed",
    "proposals.key", "proposals.class_a",
)
# fmt: on


def found(text: str) -> list[tuple[str, str]]:
    """Pairs (concept id, the characters covered) of a text."""
    return [(hit.concept.id, text[hit.start : hit.end]) for hit in TAXONOMY.find(text)]


def test_data_keeps_its_rules() -> None:
    assert lint_taxonomy() == []
    assert len(TAXONOMY) >= 700
    assert len({one.id for one in TAXONOMY}) == len(TAXONOMY)


@pytest.mark.parametrize("id", FIXED_IDS)
def test_ids_that_code_relies_on(id: str) -> None:
    assert id in TAXONOMY
    assert TAXONOMY.concept(id).label


def test_unknown_id_says_what_to_mend() -> None:
    with pytest.raises(LawbookError) as caught:
        TAXONOMY.concept("spend.nothing")
    assert caught.value.code == "JH-P-010"


def test_rates_name_their_operands() -> None:
    rate = TAXONOMY.concept("spend.execution_rate")
    assert (rate.numerator, rate.denominator) == ("spend.total@执行", "spend.total@全年预算")


def test_tree() -> None:
    assert [one.id for one in TAXONOMY.children("spend.basic")] == ["spend.basic.personnel", "spend.basic.public"]
    assert TAXONOMY.ancestors("spend.function.2010204") == ("spend.function.20102", "spend.function.201", "spend.function")
    assert TAXONOMY.is_within("three.vehicle.running", "three.total")
    assert not TAXONOMY.is_within("three.total", "three.vehicle")
    assert {one.id for one in TAXONOMY.children("three.total")} == {"three.abroad", "three.vehicle", "three.reception"}


@pytest.mark.parametrize(
    ("code", "label"),
    [("2010204", "政协会议"), ("2080505", "机关事业单位基本养老保险缴费支出"), ("30201", "办公费"), ("30215", "会议费"), ("221", "住房保障支出")],
)
def test_by_code(code: str, label: str) -> None:
    subject = TAXONOMY.by_code(code)
    assert subject is not None
    assert subject.label == label


@pytest.mark.parametrize(
    ("cell", "id"),
    [
        ("一、基本支出", "spend.basic"),
        ("（一）因公出国（境）费用", "three.abroad"),
        ("2、出国经费", "three.abroad"),
        ("       其中：公车购置", "three.vehicle.purchase"),
        ("“三公”经费合计（万元）", "three.total"),
        ("2013901 行政运行", "spend.function.2013901"),
        ("2010201", "spend.function.2010201"),
        ("30217 公务接待费", "spend.economic.30217"),
        ("公务接待费支出", "three.reception"),
        ("十九、住房保障支出", "spend.function.221"),
        ("二十三、其他支出", "spend.function.229"),
        ("收入", "income.total"),
        ("收　入　总　计", "income.total"),
        ("编制数", "staff.quota"),
        ("本年支出合计", "spend.current"),
        ("社会保障和就业", "spend.function.208"),
        ("得分", "indicator.score"),
    ],
)
def test_exact_cell(cell: str, id: str) -> None:
    concept = TAXONOMY.exact(cell)
    assert concept is not None
    assert concept.id == id


@pytest.mark.parametrize("cell", ["", "合计", "行政运行", "12", "（一）", "张三", "项目", "2023年"])
def test_cell_that_names_nothing_or_many(cell: str) -> None:
    assert TAXONOMY.exact(cell) is None


def test_find_takes_the_longest_label_and_keeps_offsets() -> None:
    assert found("因公出国\n（境）费支出0万元，公务用车运行维护费1.4万元") == [
        ("three.abroad", "因公出国\n（境）费支出"),
        ("three.vehicle.running", "公务用车运行维护费"),
    ]
    assert found("一般公共预算财政拨款收入841.25万元") == [("income.appropriation.general", "一般公共预算财政拨款收入")]


def test_find_within_bounds() -> None:
    text = "基本支出753.07万元，项目支出88.18万元"
    assert [hit.concept.id for hit in TAXONOMY.find(text, 13)] == ["spend.project"]
    assert [hit.concept.id for hit in TAXONOMY.find(text, 0, 8)] == ["spend.basic"]
    assert TAXONOMY.find(text, 0, 3) == []


def test_subject_path_is_read_by_its_context() -> None:
    text = "一般公共服务支出（类）社会工作事务（款）行政运行（项）51.32万元，城乡社区支出（类）城乡社区管理事务（款）行政运行（项）"
    assert [id for id, _ in found(text)] == [
        *("spend.function.201", "spend.function.20139", "spend.function.2013901"),
        *("spend.function.212", "spend.function.21201", "spend.function.2120101"),
    ]
    assert found("保障行政运行，参加培训") == []


def test_ambiguous_word_needs_its_context() -> None:
    assert found("编制了部门预算") == []
    assert found("共有编制24人，在职30人")[0][0] == "staff.quota"
    assert [id for id, _ in found("完成率95%，工作任务较重")] == ["duty.completion_rate"]


def test_name_that_goes_on_is_another_thing() -> None:
    assert found("政协某县委员会设办公室") == []
    assert found("全委会议费18.41万元") == [("meeting", "会议费")]
    assert found("提案办结率100%") == [("proposals.closing_rate", "提案办结率")]


def test_tab_and_empty_line_are_walls() -> None:
    assert found("项目\t支出") == []
    assert found("项目\n\n支出合计5")[0][0] == "spend.current"
    assert found("项目\n支出") == [("spend.project", "项目\n支出")]


def test_normalise_keeps_places() -> None:
    words, places = normalise("“三公” 经费（类）ＡB")
    assert words == "三公经费AB"
    assert [places[0], places[2], places[-1]] == [1, 5, 11]
    assert normalise("ab") == ("ab", [0, 1])
    assert plain("公务用车\t（ 境 ）") == "公务用车(境)"


def test_stretch_and_shorter() -> None:
    assert stretch("money", "会议费支出合计5", 3) == 7
    assert stretch("money", "会议费用于办公", 3) == 3
    assert stretch("people", "在职人员数据", 4) == 4
    assert stretch("ratio", "满意度合计", 3) == 3
    assert shorter("其中:基本支出") == "基本支出"
    assert shorter("基本支出合计") == "基本支出"
    assert shorter("基本支出") == "基本支出"


def test_lint_finds_what_is_wrong() -> None:
    cited = (Citation("seed-ebian-2023"),)
    good = Concept("a", ("甲甲",), "money", sources=cited, parts=True)
    bad = [
        good,
        Concept("b", ("甲甲",), "money", parent="zz", sources=cited),
        Concept("c", ("年初预算乙", "丙丙"), "", sources=(Citation("no-such"),)),
        Concept("d", ("丁", "戊戊", "戊 戊"), "ratio", parent="a", numerator="a@执行", denominator="yy@执行"),
    ]
    text = "\n".join(lint_taxonomy(Taxonomy(bad)))
    for words in ("zz", "yy", "也属于 a", "含有口径", "缺少 kind", "no-such", "没有来源", "太短", "有重复", "kind 不同"):
        assert words in text
    assert lint_taxonomy(Taxonomy([good, replace(good, id="e", ambiguous=("甲甲",))])) == []


def test_no_label_is_lost_when_it_stands_alone() -> None:
    for one in TAXONOMY:
        for label in one.labels:
            if label not in one.ambiguous:
                named = TAXONOMY.exact(label)
                assert named is not None, label
                assert named.id == one.id, label
                assert one.id in [hit.concept.id for hit in TAXONOMY.find(f"，{label}，")], label


def test_looking_for_labels_is_work_by_length() -> None:
    text = ("2023年度基本支出753.07万元，其中人员经费689.35万元、公用经费63.72万元；委员提案立案39件，其他有关工作有序开展。" * 200)[:10_000]
    assert len(TAXONOMY.find(text)) > 500
    assert calls_of(lambda: TAXONOMY.find(text)) < 8 * len(text)
    assert calls_of(lambda: TAXONOMY.find(text)) < 12 * calls_of(lambda: TAXONOMY.find(text[: len(text) // 10]))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is absent")
def test_seeds_name_their_sums() -> None:
    text = next(SEEDS.glob("002_*.txt")).read_text("utf-8")
    ids = {hit.concept.id for hit in TAXONOMY.find(text)}
    assert {"spend.basic", "spend.project", "spend.basic.personnel", "spend.basic.public", "three.total", "staff.quota"} <= ids
