"""Indicator tables of any format: heads by synonyms, levels carried down, signs and units, groups and totals."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
import yaml

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import WordPlace
from jiheng.core.figures.figure import Figure, Hedge
from jiheng.core.reading.extract import indicator_columns
from jiheng.core.reading.extract.indicator_columns import Role, bare_level, role_of
from jiheng.core.reading.extract.indicators import groups, indicators, totals
from jiheng.core.reading.formats.txt import read_txt

ROOT = Path(__file__).parents[4]
SEEDS = ROOT.parent / "shared" / "seeds"
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
Cells = list[list[str | None]]


def printed(figure: Figure | None) -> str | None:
    return None if figure is None else f"{figure.number:f}"


def composed(*tables: Cells, between: str = "") -> Document:
    """A document of tables; a None goes on with the cell above (or, first row, left)."""
    composer = Composer(b"x", "made.docx", "docx")
    for number, table in enumerate(tables, start=1):
        if number > 1 and between:
            composer.paragraph(between, WordPlace("body", number))
        open_table = composer.table(WordPlace("body", 1, number))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                if text is None:
                    continue
                down = 1
                while row + down < len(table) and column < len(table[row + down]) and table[row + down][column] is None:
                    down += 1
                open_table.cell(row, column, text, WordPlace("body", 1, number, row + 1, column + 1), rows=down)
        open_table.close()
    return composer.document()


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("一级\n指标", Role.LEVEL1),
        ("二 级 指 标", Role.LEVEL2),
        ("三级指标名称", Role.NAME),
        ("指标名称", Role.NAME),
        ("考核内容", Role.NAME),
        ("年度指标值", Role.TARGET),
        ("年初目标值", Role.TARGET),
        ("目标值", Role.TARGET),
        ("2023年度目标值", Role.TARGET),
        ("预期指标值", Role.TARGET),
        ("绩效指标性质", Role.RELATION),
        ("绩效度量单位", Role.UNIT),
        ("计量单位", Role.UNIT),
        ("全年完成值", Role.ACTUAL),
        ("自评完成值", Role.ACTUAL),
        ("实际完成情况", Role.ACTUAL),
        ("截至12月31日完成情况", Role.ACTUAL),
        ("实际值", Role.ACTUAL),
        ("分值（100分）", Role.WEIGHT),
        ("标准分", Role.WEIGHT),
        ("指标权重(%)", Role.WEIGHT),
        ("自评得分", Role.SCORE),
        ("评价得分（分）", Role.SCORE),
        ("偏差原因分析及改进措施", Role.REASON),
        ("未完成原因分析", Role.REASON),
        ("扣分原因", Role.REASON),
        ("评分标准", Role.STANDARD),
        ("备注", Role.NOTE),
        ("调整指标值", Role.ADJUSTED),
        ("单位名称", None),
        ("年初预算数", None),
        ("执行率", None),
        ("产出指标", None),
        ("专题调研", None),
    ],
)
def test_heads_by_synonyms(words: str, role: Role | None) -> None:
    assert role_of(words) is role


@pytest.mark.parametrize(
    ("words", "name"),
    [("产出指标(40分)", "产出指标"), ("效益\n指标\n（20 分）", "效益指标"), ("满意度指标【10】", "满意度指标"), ("成本指标 20分", "成本指标")],
)
def test_levels_lose_their_points(words: str, name: str) -> None:
    assert bare_level(words) == name


def test_examples_of_the_docstrings() -> None:
    assert doctest.testmod(indicator_columns).failed == 0


def test_merged_and_empty_levels_carry_down() -> None:
    merged: Cells = [
        list(HEADS),
        ["产出指标(30分)", "数量指标", "视察", "≥3次", "4次", "10", "10", ""],
        [None, None, "调研", "不少于2次", "2次", "10", "10", ""],
        [None, "质量指标", "达标率", "≥95%", "94%", "10", "9.8", "个别未达标"],
        ["效益指标（60分）", "社会效益指标", "影响", "明显", "明显", "60", "58", ""],
        ["总分", "", "", "", "", "90", "87.8", ""],
    ]
    empty = [["" if cell is None else cell for cell in row] for row in merged]
    for document in (composed(merged), composed([[*row] for row in empty])):
        found = indicators(document)
        assert [row.level for row in found] == [
            ("产出指标", "数量指标", "视察"),
            ("产出指标", "数量指标", "调研"),
            ("产出指标", "质量指标", "达标率"),
            ("效益指标", "社会效益指标", "影响"),
        ]
        assert [row.relation for row in found] == ["≥", "≥", "≥", ""]
        assert [row.unit for row in found] == ["次", "次", "%", ""]
        assert found[2].reason == "个别未达标"
        assert found[0].target_figure is not None
        assert found[0].target_figure.hedge is Hedge.AT_LEAST
        assert found[2].spans["score"].text == "9.8"
        assert [(group.name, printed(group.weight)) for group in groups(document)] == [("产出指标", "30"), ("效益指标", "60")]
        (total,) = totals(document)
        assert (total.name, printed(total.weight), printed(total.score)) == ("总分", "90", "87.8")


def test_a_table_goes_on_over_pages() -> None:
    first: Cells = [list(HEADS), ["产出指标", "数量指标", "视察", "3次", "3次", "10", "10", ""]]
    bare: Cells = [["", "", "调研", "2次", "2次", "10", "10", ""], ["", "质量指标", "达标率", "95%", "96%", "10", "10", ""]]
    again: Cells = [list(HEADS), *bare]
    for second in (bare, again):
        assert [row.level for row in indicators(composed(first, second))] == [
            ("产出指标", "数量指标", "视察"),
            ("产出指标", "数量指标", "调研"),
            ("产出指标", "质量指标", "达标率"),
        ]
    prose = "以下为人员情况，与绩效指标没有关系，单独列示，请一并审阅，谢谢各位委员的支持和配合。"
    assert len(indicators(composed(first, bare, between=prose))) == 1


def test_signs_and_units_of_their_own_columns() -> None:
    table: Cells = [
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"],
        ["产出指标", "数量指标", "会议", "≥", "5", "次", "6", "20", "20", ""],
        ["产出指标", "数量指标", "结余率", "≤", "5", "%", "3.2", "20", "20", ""],
        ["产出指标", "质量指标", "工作质量", "定性", "优良", "", "优良", "20", "18", "/"],
        ["产出指标", "成本指标", "支出", "＝", "96.5", "万元", "98", "", "", ""],
    ]
    found = indicators(composed(table))
    assert [(row.relation, row.target, row.unit, row.actual, printed(row.weight)) for row in found] == [
        ("≥", "5", "次", "6", "20"),
        ("≤", "5", "%", "3.2", "20"),
        ("定性", "优良", "", "优良", "20"),
        ("＝", "96.5", "万元", "98", None),
    ]
    assert found[1].target_figure is not None
    assert (found[1].target_figure.unit.key, found[1].target_figure.hedge, found[1].target_figure.text) == ("%", Hedge.AT_MOST, "5")
    assert found[3].actual_figure is not None
    assert found[3].actual_figure.unit.key == "万元"
    assert "weight" not in found[3].spans


@pytest.mark.parametrize(
    ("target", "relation"),
    [
        ("≥95%", "≥"),
        ("不少于3次", "≥"),
        ("≤772.37万元", "≤"),
        ("95%以上", "≥"),
        ("5天以内", "≤"),
        ("＝100%", "＝"),
        (">90%", "＞"),
        ("不超过5%", "≤"),
        ("至少4场", "≥"),
        ("100%", ""),
        ("完成", ""),
        ("控制在10万元以内", "≤"),
        ("大于等于90%", "≥"),
    ],
)
def test_relations_by_sign_or_word(target: str, relation: str) -> None:
    table: Cells = [list(HEADS), ["产出指标", "数量指标", "事项", target, "完成", "10", "10", ""]]
    assert indicators(composed(table))[0].relation == relation


def test_scoring_table_with_points_for_every_level() -> None:
    table: Cells = [
        ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评价标准", "得分"],
        ["投入", "15", "目标设定", "10", "目标合理性", "5", "合理得满分", "5"],
        [None, None, None, None, "指标明确性", "5", "明确得满分", "4"],
    ]
    document = composed(table)
    assert [(row.level, printed(row.weight), printed(row.score)) for row in indicators(document)] == [
        (("投入", "目标设定", "目标合理性"), "5", "5"),
        (("投入", "目标设定", "指标明确性"), "5", "4"),
    ]
    assert [(group.name, printed(group.weight)) for group in groups(document)] == [("投入", "15")]


def test_rows_of_the_form_itself_are_left_out() -> None:
    table: Cells = [
        list(HEADS),
        ["产出指标", "数量指标", "指标1：培训", "2期", "2期", "10", "10", ""],
        ["", "", "指标2：", "", "", "", "", ""],
        ["", "", "……", "", "", "", "", ""],
        ["", "生态效益指标", "/", "/", "/", "0", "0", ""],
        ["", "", "小计", "", "", "10", "10", ""],
    ]
    document = composed(table)
    assert [(row.level[2], printed(row.weight)) for row in indicators(document)] == [("培训", "10"), ("/", "0")]
    assert [(group.name, printed(group.score)) for group in groups(document)] == [("产出指标", "10")]


def test_points_of_the_execution_rate() -> None:
    table: Cells = [
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", "88", "90", "81", "10", "90%", "9"],
        list(HEADS),
        ["产出指标", "数量指标", "视察", "3次", "3次", "90", "90", ""],
    ]
    (execution,) = groups(composed(table))
    assert (execution.name, printed(execution.weight), printed(execution.score), execution.origin.text) == ("预算执行率", "10", "9", "年度资金总额")


def test_other_tables_give_no_rows() -> None:
    table: Cells = [["项目", "年初预算", "决算"], ["基本支出", "10", "9"], ["绩效指标管理", "1", "2"]]
    assert indicators(composed(table)) == ()
    assert totals(composed([["项目", "预算数"], ["合计", "12"]])) == ()


@pytest.mark.parametrize("number", [2, 4])
def test_seed_rows(number: int) -> None:
    labels = ROOT / "tests" / "labelled" / "seeds" / f"s00{number}.yaml"
    found = sorted(SEEDS.glob(f"00{number}_*.txt"))
    if not found:
        pytest.skip("../shared/seeds is absent")
    rows = indicators(read_txt(found[0].read_bytes(), found[0].name))
    wanted = yaml.safe_load(labels.read_text())["indicators"]
    assert len(rows) == len(wanted)
    for row, label in zip(rows, wanted, strict=True):
        assert row.level == (label["level1"], label["level2"], label["name"])
        target = label["target"]
        assert row.target.startswith(target[:-1]) if target.endswith("…") else row.target == target
        assert printed(row.weight) == label["weight"]
        for key in ("relation", "unit", "actual"):
            assert key not in label or getattr(row, key) == label[key]
        assert "score" not in label or printed(row.score) == label["score"]
