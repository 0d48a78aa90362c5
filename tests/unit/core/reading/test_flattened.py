"""Tables that lost their shape come back: every row with its target, actual, points and score."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile import steps
from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.figures.figure import Figure
from jiheng.core.reading.extract.indicators import groups, indicators, totals
from jiheng.core.reading.formats.txt import read_txt
from tests.unit.core.reading import flattened_made as made

Row = tuple[str, str, str, str, str, str, str | None, str | None]


def read(text: str) -> Document:
    return read_txt(text.encode(), "made.txt")


def printed(figure: Figure | None) -> str | None:
    return None if figure is None else f"{figure.number:f}"


def rows(text: str) -> list[Row]:
    """一级, 二级, name, relation, target, actual, weight and score of each row."""
    return [(*row.level, row.relation, row.target, row.actual, printed(row.weight), printed(row.score)) for row in indicators(read(text))]


def total(text: str) -> tuple[str | None, str | None]:
    (only,) = totals(read(text))
    return printed(only.weight), printed(only.score)


def grid(block: Block) -> list[list[str]]:
    lines: list[list[str]] = []
    for cell in block.cells:
        while len(lines) <= cell.row:
            lines.append([])
        lines[cell.row].append(cell.text)
    return lines


def test_pieces_a_line_with_another_order_of_columns() -> None:
    assert rows(made.SHREDDED_OTHER_ORDER) == [
        ("产出指标", "数量指标", "开展专题视察、调研活动次数", "≥", "8", "9", "15", "15"),
        ("产出指标", "数量指标", "编印文史资料", "＝", "2", "1", "15", "7.5"),
        ("产出指标", "质量指标", "提案办复率", "＝", "100", "100", "20", "20"),
        ("效益指标", "社会效益指标", "协商成果转化程度", "定性", "较好", "较好", "20", "18"),
        ("满意度指标", "服务对象满意度指标", "委员满意度", "≥", "90", "93.5", "20", "20"),
    ]
    units = [row.unit for row in indicators(read(made.SHREDDED_OTHER_ORDER))]
    assert units == ["次", "期", "%", "", "%"]
    reasons = [row.reason for row in indicators(read(made.SHREDDED_OTHER_ORDER))]
    assert reasons[1] == "一期稿件未审定"


def test_the_forms_upper_part_has_its_own_table() -> None:
    funds = next(read(made.SHREDDED_OTHER_ORDER).tables())
    assert grid(funds) == [["项目名称", "县政协履职保障"], ["资金总额", "财政拨款", "其他资金"], ["386.40", "380.00", "6.40"]]


def test_a_cell_a_line_with_empty_lines_between() -> None:
    found = rows(made.CELL_A_LINE)
    assert found[1] == ("产出指标", "数量指标", "社情民意信息报送篇数", "", "120篇", "98篇", "15", "12.25")
    assert found[3] == ("产出指标", "时效指标", "各项工作按期完成", "", "12月底前", "按期完成", "10", "10")
    assert len(found) == 6
    assert total(made.CELL_A_LINE) == ("100", "95.25")
    assert [(group.name, printed(group.weight)) for group in groups(read(made.CELL_A_LINE))] == [
        ("产出指标", "50"),
        ("效益指标", "30"),
        ("满意度指标", "10"),
    ]
    assert "填表人：张某" in read(made.CELL_A_LINE).blocks[-1].text


def test_rows_with_single_blanks_between_cells() -> None:
    found = rows(made.SPACED_ROWS)
    assert len(found) == 8
    assert found[0] == ("产出指标", "数量指标", "召开全体会议次数", "", "1", "1", "10", "10")
    assert found[1] == ("产出指标", "数量指标", "参会委员人数", "≥", "≥180人", "176人", "10", "9.78")
    assert found[4] == ("产出指标", "成本指标", "会议人均成本", "≤", "≤450元", "432元", "10", "10")
    assert found[6] == ("效益指标", "可持续影响指标", "政协制度优势发挥", "", "长期", "长期", "15", "15")
    assert indicators(read(made.SPACED_ROWS))[1].reason == "疫情请假"
    execution = groups(read(made.SPACED_ROWS))[0]
    assert (execution.name, printed(execution.weight), printed(execution.score)) == ("预算执行率", "10", "9.76")


def test_a_whole_form_on_one_line() -> None:
    found = rows(made.ONE_LINE)
    assert found[2] == ("产出指标", "质量指标", "制度执行合规性", "", "严格执行", "达成预期指标", "15", "14")
    assert found[4] == ("满意度指标", "满意度指标", "委员满意度", "≥", "≥90%", "92%", "10", "10")
    assert total(made.ONE_LINE) == ("100", "99")


@pytest.mark.parametrize(
    ("text", "count", "sums"),
    [(made.PIPES, 3, ("80", "78")), (made.TSV, 4, ("50", "48.5")), (made.LAYOUT, 4, ("50", "48.9"))],
)
def test_rows_with_marks_between_cells(text: str, count: int, sums: tuple[str, str]) -> None:
    found = rows(text)
    assert len(found) == count
    assert total(text) == sums
    assert all(row[0] and row[1] for row in found)
    assert sum(Decimal(row[6] or 0) for row in found) == Decimal(sums[0])
    assert sum(Decimal(row[7] or 0) for row in found) == Decimal(sums[1])


def test_commas_with_a_quoted_cell() -> None:
    assert rows(made.CSV)[2] == ("效益指标", "社会效益指标", "宣传,推介效果", "", "良好", "良好", "20", "18")
    assert rows(made.CSV)[1][:2] == ("产出指标", "质量指标")


def test_tabbed_cells_without_levels_and_with_adjusted_targets() -> None:
    assert rows(made.TABBED) == [
        ("", "", "开展视察", "≥", "5", "6", "20", "20"),
        ("", "", "办理微建议", "＝", "80", "72", "20", "18"),
        ("", "", "委员满意度", "≥", "95", "96.2", None, "10"),
    ]


def test_scoring_table_with_standards() -> None:
    assert [(row[0], row[1], row[2], row[6], row[7]) for row in rows(made.SCORING)] == [
        ("投入", "预算配置", "在职人员控制率", "5", "5"),
        ("投入", "预算配置", "三公经费变动率", "5", "4"),
        ("过程", "预算执行", "预算完成率", "8", "7.5"),
        ("过程", "预算执行", "资金结余", "3", "3"),
        ("过程", "预算管理", "管理制度健全性", "6", "6"),
    ]


def test_heads_and_group_points_in_pieces() -> None:
    found = rows(made.SHREDDED_BRACKETS)
    assert found[0] == ("产出指标", "数量指标", "组织委员开展“进企业”活动", "≥", "≥6次", "7次", "20", "20")
    assert found[2] == ("效益指标", "社会效益指标", "为民办实事件数", "≥", "不少于30件", "31件", "50", "50")
    assert [printed(group.weight) for group in groups(read(made.SHREDDED_BRACKETS))] == ["40", "50"]


def test_cells_wrapped_over_lines() -> None:
    found = indicators(read(made.WRAPPED))
    assert found[0].level[2] == "组织政协委员围绕县委中心工作开展专题调研视察"
    assert found[1].target == "形成高质量调研报告，为县委县政府决策提供参考"
    assert found[1].actual == "形成调研报告并报送，获得县领导批示"
    assert found[1].reason == "报送时间略晚"


def test_heads_printed_again_on_the_next_page() -> None:
    assert [row[:3] for row in rows(made.HEADS_AGAIN)] == [
        ("产出指标", "数量指标", "编发简报"),
        ("产出指标", "数量指标", "走访群众"),
        ("产出指标", "质量指标", "信息采用率"),
    ]
    assert [block.text for block in read(made.HEADS_AGAIN).blocks if block.kind is BlockKind.FOOTER] == ["— 5 —"]


def test_two_levels_and_bare_level_words() -> None:
    assert rows(made.TWO_LEVELS) == [
        ("产出", "", "办理提案", "", "56件", "56件", "30", "30"),
        ("效益", "", "提案满意率", "", "98%", "97%", "30", "29.5"),
    ]


def test_rows_end_where_prose_begins() -> None:
    document = read(made.LIST_ROWS)
    assert [row[2] for row in rows(made.LIST_ROWS)] == ["召开常委会会议次数", "提交提案件数", "委员培训人次", "委员满意度"]
    assert [block.text for block in document.running()] == ["绩效自评情况如下：", "以上指标均已完成。"]


def test_budget_table_a_cell_a_line() -> None:
    (table,) = read(made.BUDGET).tables()
    assert grid(table)[2] == ["其中：人员经费", "100.00", "108.00", "107.50"]
    assert "单位：万元" in table.caption


def test_a_missing_weight_is_said_and_not_guessed() -> None:
    text = made.SHREDDED_OTHER_ORDER.replace("93.5\n20\n20\n", "93.5\n")
    last = indicators(read(text))[-1]
    assert last.weight is None
    assert last.score is None
    assert "weight" not in last.spans
    assert any(note.code == "JH-F-044" and "委员满意度" in note.message for note in read(text).notes)


def test_every_repair_is_noted_with_its_lines() -> None:
    for name, text in made.ALL.items():
        notes = [note for note in read(text).notes if note.code in ("JH-F-041", "JH-F-042", "JH-F-043")]
        assert notes, name
        assert all("行" in note.message for note in notes), name


def test_paragraphs_that_begin_with_a_tab_are_no_table() -> None:
    text = "\t一、基本情况\n\t本单位编制20人，实有18人。\n\t二、收支\n\t支出100万元，其中基本支出60万元。\n\n\t三、问题\n\t预算不细。\n"
    assert not list(read(text).tables())


def test_prose_that_names_levels_is_no_table() -> None:
    text = "绩效指标分一级指标、二级指标、三级指标，均设分值和得分。\n\n全年完成6次，得分10分。\n\n一级指标\n\n共三个。\n"
    assert not list(read(text).tables())


def test_empty_cells_between_cells_that_stand_apart() -> None:
    """Every cell a paragraph, empty ones too: the funds keep their row, and a 0 in the last column is a remark."""
    cells = [
        "项目支出绩效自评表", "（2023年度）", "项目名称", "校舍维修", "主管部门", "青禾县教育局", "实施单位", "青禾县第三小学",
        "项目资金\n（万元）", "", "年初\n\n预算数", "全年\n\n预算数", "全年\n\n执行数", "分值", "执行率", "得分",
        "年度资金总额", "40", "40", "30", "10", "75%", "7.5", "其中：当年财政拨款", "40", "40", "30", "", "", "", "上年结转资金", "", "", "", "", "",
        "一级指标", "二级指标", "三级指标", "年度\n\n指标值", "实际\n\n完成值", "分值", "得分", "偏差原因分析",
        "产出指标", "数量指标", "维修校舍面积", "500", "500", "30", "30", "", "质量指标", "验收合格率", "100", "100", "20", "20", "",
        "效益指标", "社会效益\n\n指标", "安全达标率", "100", "100", "30", "30", "0",
        "满意度\n\n指标", "服务对象满意度指标", "师生满意度", "95", "96", "10", "10", "0", "总分", "100", "97.5",
    ]  # fmt: skip
    text = "\n\n".join(cell or " " for cell in cells)
    assert [(row[2], row[-1]) for row in rows(text)][-2:] == [("安全达标率", "30"), ("师生满意度", "10")]
    document = read(text)
    statements = steps.facts(document)
    assert not [finding for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR]


def test_a_row_of_one_half_stands_where_its_line_number_belongs() -> None:
    """Only the lines that hold money are printed: numbers leap, and spending alone stands on a line."""
    document = read(
        "收入支出决算总表\n部门：青禾县某局 单位：万元\n收入 支出\n项目 行次 金额 项目 行次 金额\n"
        "一、一般公共预算财政拨款收入 1 700.00 一、一般公共服务支出 32 500.00\n"
        "八、其他收入 8 10.00 八、社会保障和就业支出 39 100.00\n"
        "十九、住房保障支出 50 90.00\n"
        "本年收入合计 27 710.00 本年支出合计 58 690.00\n"
        "总计 31 710.00 总计 62 710.00\n"
    )
    (table,) = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert [(cell.row, cell.column) for cell in table.cells if cell.text == "90.00"] == [(4, 5)]
    assert not [one for one in steps.audit(document, steps.facts(document)).findings if one.severity is Severity.ERROR]
