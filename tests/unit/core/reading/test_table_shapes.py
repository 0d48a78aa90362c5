"""Facts out of made tables in every shape that text extraction leaves: value, unit, concept and basis of each figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.casefile import steps
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from tests.unit.core.reading import table_shapes_made as made


def stated(text: str) -> Statements:
    return steps.facts(steps.read(text.encode(), "made.txt"))


def basis(fact: Fact) -> str | None:
    return fact.context.basis.value if fact.context.basis is not None else None


def printed(said: Statements, text: str) -> list[Fact]:
    return [fact for fact in said.facts if text in (fact.origin.text, fact.figure.text)]


@pytest.mark.parametrize("shape", sorted(made.SHAPES))
@pytest.mark.parametrize("table", made.ALL, ids=lambda table: table.name)
def test_every_figure(table: made.Made, shape: str) -> None:
    said = stated(made.written(table, shape))
    for text, (number, unit, concept, wanted) in table.facts.items():
        found = [(f"{fact.figure.number:f}", fact.figure.unit.key, fact.concept, basis(fact)) for fact in printed(said, text)]
        assert (number, unit, concept, wanted) in found, (text, found)


def test_points_of_the_funds_are_of_the_rate() -> None:
    said = stated(made.written(made.FUNDS, "pipes"))
    points = [fact for fact in said.facts if fact.concept in ("indicator.weight", "indicator.score")]
    assert [(fact.figure.text, fact.context.item) for fact in points] == [("10", "预算执行率"), ("9.4", "预算执行率")]
    rates = [fact for fact in said.facts if fact.concept == "spend.execution_rate"]
    assert [fact.of for fact in rates] == ["spend.project", "income.appropriation", "carry.opening", "income.other_funds"]


def test_funds_add_up_in_every_column() -> None:
    said = stated(made.written(made.FUNDS, "tabs"))
    sums = {one.whole.figure.text: [part.figure.text for part in one.parts] for one in said.sums}
    assert sums["61.50"] == ["41.50", "12.00", "8.00"]


def test_a_fund_s_share_of_the_grand_total_is_no_income() -> None:
    said = stated(made.written(made.BOTH_SIDES, "pipes"))
    assert [(fact.concept, fact.context.item) for fact in printed(said, "3,212,500.00")] == [("", "总计")]
    assert {fact.concept for fact in printed(said, "3,474,000.00")} == {"both.appropriation"}


def test_changes_say_what_changed() -> None:
    said = stated(made.written(made.CHANGES, "single blanks"))
    changes = {fact.figure.text: (fact.concept, fact.of, fact.context.period.year) for fact in said.facts if fact.concept.startswith("change.")}
    assert changes["15.94"] == ("change.amount", "spend.basic", 2023)
    assert changes["12.96"] == ("change.rate", "spend.project", 2023)
    last = next(fact for fact in said.facts if fact.figure.text == "402.11")
    assert last.context.period.year == 2022


def test_years_by_row() -> None:
    said = stated(made.written(made.YEARS, "cell bars"))
    years = {fact.figure.text: fact.context.period.year for fact in said.facts}
    assert (years["512.5"], years["433.8"], years["-15.36"]) == (2019, 2020, 2020)
    assert next(fact.of for fact in said.facts if fact.figure.text == "-6.16") == "three.reception"


@pytest.mark.parametrize("shape", ["tabs", "cell lines", "single blanks", "padded bars"])
def test_codes_are_a_tree_of_sums(shape: str) -> None:
    said = stated(made.written(made.SPENDING, shape))
    sums = {(one.whole.figure.text, tuple(part.figure.text for part in one.parts)) for one in said.sums}
    assert ("911.86", ("700.61", "211.25")) in sums
    assert ("911.86", ("602.54", "300.22", "9.10")) in sums
    assert ("300.22", ("194.12", "106.10")) in sums


def test_a_class_in_three_columns() -> None:
    said = stated(
        "2022年度支出决算表\n单位：万元\n类\t款\t项\t科目名称\t本年支出合计\t基本支出\t项目支出\n201\t\t\t一般公共服务支出\t90.5\t50.1\t40.4\n"
        "201\t36\t\t其他共产党事务支出\t90.5\t50.1\t40.4\n201\t36\t01\t行政运行\t50.1\t50.1\t\n201\t36\t99\t其他支出\t40.4\t\t40.4\n"
    )
    sums = {(one.whole.figure.text, tuple(part.figure.text for part in one.parts)) for one in said.sums}
    assert ("90.5", ("50.1", "40.4")) in sums
    assert {fact.concept for fact in printed(said, "90.5")} >= {"spend.function.201", "spend.function.20136"}


def test_points_printed_in_levels_and_totals() -> None:
    said = stated(
        "项目支出绩效自评表\n| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n| 产出指标（52分） | 数量指标 | 维修路灯（盏） | 310 | 312 | 52 | 51 |\n"
        "| 效益指标（38分） | 社会效益指标 | 覆盖小区数 | ≥17个 | 18个 | 38 | 37.5 |\n| 总分 | | | | | 90 | 88.5 |\n"
    )
    points = {fact.figure.text: (fact.concept, fact.context.item) for fact in said.facts}
    assert points["52"] == ("indicator.weight", "维修路灯（盏）")
    assert [(fact.context.item) for fact in printed(said, "38") if fact.concept == "indicator.weight"] == ["效益指标", "覆盖小区数"]
    assert points["90"] == ("indicator.weight", "总分")
    assert points["88.5"] == ("score.total", "")


def test_signs_in_words_and_figures_in_names() -> None:
    said = stated(
        "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t指标性质\t指标方向\t年度指标值\t实际完成值\t计量单位\t分值\t得分\n"
        "产出指标\t数量指标\t慰问困难党员26人\t正向\t大于等于\t26\t27\t人\t20\t19\n"
        "产出指标\t成本指标\t慰问标准\t反向\t小于等于\t600\t580\t元/人\t10\t9\n"
    )
    assert [row.relation for row in said.indicators] == ["≥", "≤"]
    assert any(fact.figure.number == Decimal(26) and fact.concept != "indicator.target" for fact in printed(said, "26人"))


def test_pairs_of_label_and_figure_below_heads() -> None:
    said = stated(
        "某县水利站2021年度预算项目绩效自评表\n一、基本情况 项目名称： 机井维修 金额单位： 万元\n"
        "二、预算执行情况 预算安排情况（调整后） 资金到位情况 资金执行情况 预算执行进度（%）\n预算数 31.70 到位数 30.20 执行数 29.40 92.74\n"
        "其中：财政资金 21.10 其中：财政资金 20.90 其中：财政资金 20.70\n其他 10.60 其他 9.30 其他 8.70\n"
    )
    found = {fact.figure.text: (fact.concept, fact.figure.unit.key, basis(fact)) for fact in said.facts}
    assert found["31.70"] == ("spend.project", "万元", "全年预算")
    assert found["30.20"] == ("budget.arrived", "万元", "实际")
    assert found["29.40"] == ("spend.project", "万元", "执行")
    assert found["92.74"] == ("spend.execution_rate", "%", "执行")
    assert found["20.70"] == ("income.appropriation", "万元", "执行")
    assert found["8.70"] == ("income.other_funds", "万元", "执行")


def test_signs_and_points_below_heads() -> None:
    said = stated(
        "某县水利站2021年度预算项目绩效自评表\n四、年度绩效指标完成情况 一级指标 二级指标 三级指标 指标解释 预期指标值 单项指标实际完成值 自评得分\n"
        "符号 单位（文字描述） 单项指标得分 权重占比（%） 单项指标折算得分\n产出指标 数量指标 维修机井数 当年维修的机井 >= 42 眼 44 23.00 21.00 4.83\n"
        "效果指标 社会效益指标 受益户数 机井覆盖的农户 >= 610 户 633 37.00 36.00 13.32\n"
    )
    assert [(row.level[2], row.target, row.relation) for row in said.indicators] == [("维修机井数", "42", "≥"), ("受益户数", "610", "≥")]
    found = {fact.figure.text: (fact.concept, fact.context.item) for fact in said.facts}
    assert found["23.00"] == ("indicator.score", "维修机井数")
    assert found["21.00"] == ("indicator.weight", "维修机井数")
    assert found["4.83"] == ("indicator.converted_score", "维修机井数")


def test_a_unit_alone_in_brackets_ends_the_label() -> None:
    said = stated(
        "某区财政支出项目绩效自评报告\n项目名称：敬老院修缮\n\n计划安排资金\n\n（万元）\n\n83.6\n\n实际到位资金\n\n（万元）\n\n81.2\n\n其中：区财政\n\n60.1\n\n其它\n\n21.1\n"
    )
    found = {fact.figure.text: (fact.concept, fact.figure.unit.key, basis(fact)) for fact in said.facts}
    assert found["83.6"] == ("spend.project", "万元", "年初预算")
    assert found["81.2"] == ("budget.arrived", "万元", "实际")
    assert found["21.1"][:2] == ("income.other_funds", "万元")


def test_a_table_takes_its_unit_from_the_sentence_that_repeats_it() -> None:
    said = stated(
        "2021年某镇“三公”经费决算数417.8万元，其中公务接待费236.5万元。\n年度\t合计\t公务接待费\n2020年\t502.1\t240.4\n2021年\t417.8\t236.5\n"
    )
    assert [fact.figure.unit.key for fact in said.facts if fact.origin.block.startswith("t")] == ["万元"] * 4


def test_prose_between_bars_is_no_table() -> None:
    said = stated("首页\n|\n机构设置\n|\n通知公告\n\n某局2022年支出合计88.4万元，比上年增加3.1万元。\n")
    assert [fact.figure.text for fact in said.facts] == ["88.4万元", "3.1万元"]


def test_funds_side_by_side_keep_the_head_that_lost_its_width() -> None:
    said = stated(
        "2022年某站预算项目绩效自评表\n金额单位：万元\n预算情况（调整后）\t\t到位情况\t\t支付情况\t\n预算数\t61.20\t到位数\t60.10\t执行数\t58.30\n"
        "其中：财政资金\t51.20\t其中：财政资金\t50.10\t其中：财政资金\t49.30\n其他\t10.00\t其他\t10.00\t其他\t9.00\n"
    )
    found = {fact.figure.text: (fact.concept, fact.context.item, basis(fact)) for fact in said.facts}
    assert found["51.20"] == ("income.appropriation", "", "全年预算")
    assert found["50.10"] == ("budget.arrived", "income.appropriation", "实际")
    assert found["49.30"] == ("income.appropriation", "", "执行")
    assert found["9.00"] == ("income.other_funds", "", "执行")
    assert {one.whole.figure.text: one.complete for one in said.sums} == {"61.20": True, "60.10": True, "58.30": True}


def test_a_cell_a_line_with_chapters_numbers_before_the_names() -> None:
    rows = (
        ("项目", "行次", "金额", "项目", "行次", "金额"),
        ("一、一般公共预算财政拨款收入", "1", "320.15", "一、一般公共服务支出", "5", "300.11"),
        ("二、政府性基金预算财政拨款收入", "2", "", "二、卫生健康支出", "6", "20.04"),
        ("三、其他收入", "3", "4.20", "三、住房保障支出", "7", "4.20"),
        ("本年收入合计", "4", "324.35", "本年支出合计", "8", "324.35"),
    )
    text = "某区气象台2022年度部门决算\n收入支出决算总表\n单位：万元\n\n"
    said = stated(text + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows) + "\n")
    assert {fact.figure.text for fact in said.facts} == {"320.15", "300.11", "20.04", "4.20", "324.35"}
    assert ("324.35", ("300.11", "20.04", "4.20")) in {(one.whole.figure.text, tuple(part.figure.text for part in one.parts)) for one in said.sums}


def test_a_table_of_projects_totals_the_projects() -> None:
    text = "某区气象台2022年度部门整体支出自评报告\n2022年支出合计88.40万元。\n项目支出明细表\n单位：元\n{}\n观测设备\t120000.00\n培训\t36000.00\n{}\t156000.00\n"
    said = stated(text.format("内容\t支出数", "支出合计"))
    assert [(fact.concept, fact.figure.unit.key) for fact in printed(said, "156000.00")] == [("spend.project", "元")]
    said = stated(text.replace("项目支出明细表", "支出明细表").format("内容\t支出数", "支出合计"))
    assert [fact.concept for fact in printed(said, "156000.00")] == ["spend.current"]


def test_a_column_of_money_holds_money_whatever_its_row_is_named_after() -> None:
    said = stated(
        "某区气象台2022年度经费支出明细\n单位：元\n支出内容\t实际支出数\t参加人数\n委员视察\t52000.00\t35\n业务培训\t48000.00\t60\n合计\t100000.00\t95\n"
    )
    assert [fact.figure.unit.key for fact in said.facts if fact.figure.step < 1] == ["元"] * 3
    assert {fact.figure.unit.is_money for fact in said.facts if fact.figure.step == 1} == {False}
