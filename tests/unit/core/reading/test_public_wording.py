"""How public 决算 and 自评 word their figures: what each number is of, on which basis, of which year. The wording is our own."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps

HEAD = "青禾县林业局2022年度部门决算情况说明\n"
PROJECT = "2022年青禾县道路项目绩效自评报告\n"

# text, then for each figure in order: printed text, concept ("" for none), basis, year
CASES: dict[str, tuple[str, list[tuple[str, str, str | None, int]]]] = {
    "a bare 支出 is of what the sentence names": (
        HEAD + "“三公”经费支出预算为8.6万元，支出决算为5.2万元。",
        [("8.6万元", "three.total", "年初预算", 2022), ("5.2万元", "three.total", "执行", 2022)],
    ),
    "a bare 支出 behind income is all spending": (
        HEAD + "2022年度收入90.5万元，支出88.1万元。",
        [("90.5万元", "income.total", "执行", 2022), ("88.1万元", "spend.total", "执行", 2022)],
    ),
    "what stands in brackets is not what the sentence goes on about": (
        HEAD + "国内公务接待14批次（其中外事接待0批次），96人次（其中外事接待0人次）。",
        [
            ("14批次", "three.count.reception_batches", None, 2022),
            ("0批次", "three.count.foreign_batches", None, 2022),
            ("96人次", "three.count.reception_people", None, 2022),
            ("0人次", "three.count.foreign_people", None, 2022),
        ],
    ),
    "a year in closed brackets is only theirs": (
        PROJECT + "2022年实施项目9个（含2021年结转项目3个），年初批复预算60万元。",
        [("9个", "budget.project_count", None, 2022), ("3个", "budget.project_count", None, 2021), ("60万元", "spend.project", "年初预算", 2022)],
    ),
    "a class with its code in brackets": (
        HEAD + "一般公共预算财政拨款支出50.00万元，主要用于：教育（205）支出30.00万元；卫生健康（210）支出20.00万元。",
        [
            ("50.00万元", "spend.appropriation.general", "执行", 2022),
            ("30.00万元", "spend.function.205", "执行", 2022),
            ("20.00万元", "spend.function.210", "执行", 2022),
        ],
    ),
    "buying cars among the three": (
        HEAD + "公务用车购置及运维费31.4万元，其中公务用车购置18.4万元。",
        [("31.4万元", "three.vehicle", "执行", 2022), ("18.4万元", "three.vehicle.purchase", "执行", 2022)],
    ),
    "编制 as a verb counts no posts": (PROJECT + "本项目共编制12个绩效指标。", [("12个", "", None, 2022)]),
    "编制 as a noun does": (HEAD + "本单位核定编制12个。", [("12个", "staff.quota", None, 2022)]),
    "an institution is not measured": (PROJECT + "石桥村委会新修挡墙300立方米。", [("300立方米", "", None, 2022)]),
    "another's income": (PROJECT + "带动脱贫户总收入36.5万元。", [("36.5万元", "", "执行", 2022)]),
    "money of one project as it goes out": (
        PROJECT + "县财政共下达资金240万元。项目资金240万元均已到位。项目资金共240万元，截至12月底已完成拨付216万元，执行率90%。",
        [
            ("240万元", "spend.project", "年初预算", 2022),
            ("240万元", "budget.arrived", "实际", 2022),
            ("240万元", "spend.project", "年初预算", 2022),
            ("216万元", "spend.project", "执行", 2022),
            ("90%", "spend.execution_rate", "执行", 2022),
        ],
    ),
    "what a budget is arranged for, and lengths in letters": (
        "青禾县林业局2022年“三公”经费安排情况\n2022年财政拨款安排“三公”经费50万元。新修便道长800m、宽1.5m。",
        [("50万元", "three.total", "年初预算", 2022), ("800m", "", None, 2022), ("1.5m", "", None, 2022)],
    ),
    "set rules and ranges of days are no figures": (
        HEAD + "严格执行中央八项规定和省委30条要求，于10月8日至12日核对，公务接待费3.1万元。",
        [("3.1万元", "three.reception", "执行", 2022)],
    ),
    "a rate in brackets behind the change it belongs to": (
        HEAD + "公务接待费3.20万元，较上年减少0.80万元（20%），占“三公”经费的40%。",
        [
            ("3.20万元", "three.reception", "执行", 2022),
            ("0.80万元", "change.amount", "执行", 2022),
            ("20%", "change.rate", "执行", 2022),
            ("40%", "share", "执行", 2022),
        ],
    ),
    "last year's number has the unit of the change behind it": (
        HEAD + "“三公”经费支出3.10万元，较上年3.50减少0.40万元。其中：公务接待费支出1.10万元，公务用车运行维护费支出2.00万元。",
        [
            ("3.10万元", "three.total", "执行", 2022),
            ("3.50", "three.total", "执行", 2021),
            ("0.40万元", "change.amount", "执行", 2022),
            ("1.10万元", "three.reception", "执行", 2022),
            ("2.00万元", "three.vehicle.running", "执行", 2022),
        ],
    ),
    "each part's outturn and budget side by side": (
        HEAD
        + "“三公”经费支出4.00万元，年初预算为6.00万元。其中：公务接待费支出1.00万元，年初预算为2.00万元；公务用车运行维护费支出3.00万元，年初预算为4.00万元。",
        [
            ("4.00万元", "three.total", "执行", 2022),
            ("6.00万元", "three.total", "年初预算", 2022),
            ("1.00万元", "three.reception", "执行", 2022),
            ("2.00万元", "three.reception", "年初预算", 2022),
            ("3.00万元", "three.vehicle.running", "执行", 2022),
            ("4.00万元", "three.vehicle.running", "年初预算", 2022),
        ],
    ),
    "totals and their changes told in one order": (
        HEAD + "2022年度收、支总计分别为520.5、518.4万元。与2021年相比，收、支总计分别增加20.5、减少3.2万元，分别增长4.1%、下降0.61%。",
        [
            ("520.5", "income.total", "执行", 2022),
            ("518.4万元", "spend.total", "执行", 2022),
            ("20.5", "change.amount", "执行", 2022),
            ("3.2万元", "change.amount", "执行", 2022),
            ("4.1%", "change.rate", "执行", 2022),
            ("0.61%", "change.rate", "执行", 2022),
        ],
    ),
    "one number for each of several is shared, not told in order": (
        HEAD + "会议费、培训费各2.00万元。",
        [("2.00万元", "meeting", "执行", 2022), ("2.00万元", "training", "执行", 2022)],
    ),
    "money in 万": (HEAD + "培训费支出30万，比上年增加5万。", [("30万", "training", "执行", 2022), ("5万", "change.amount", "执行", 2022)]),
    "the year before of a thing that nothing names": (
        HEAD + "垃圾分类宣传2022年预算25.00万元，2021年预算30.00万元。",
        [("25.00万元", "", "年初预算", 2022), ("30.00万元", "", "年初预算", 2021)],
    ),
    "the report's own place is no item": (
        "“三公”经费支出情况\n青禾县2022年“三公”经费决算为90.00万元。2022年县直单位“三公”经费决算为60.00万元。",
        [("90.00万元", "three.total", "执行", 2022), ("60.00万元", "three.total", "执行", 2022)],
    ),
    "a general budget is no sign of a budget report": (
        "“三公”经费支出情况说明\n2022年本单位一般公共预算财政拨款安排的“三公”经费支出2.00万元。\n一般公共预算财政拨款支出与年初预算相比有所减少，政府性基金预算没有支出。",
        [("2.00万元", "three.total", "执行", 2022)],
    ),
    "a budget and what it was changed to": (
        "青禾镇2022年预算调整方案\n非税收入由175.00万元调整为203.00万元，调增28.00万元。",
        [
            ("175.00万元", "income.nontax", "年初预算", 2022),
            ("203.00万元", "income.nontax", "全年预算", 2022),
            ("28.00万元", "income.nontax", "调整额", 2022),
        ],
    ),
    "how much of a budget was done is no figure of the budget": (
        HEAD + "财政总收入410.00万元，完成调整后预算的97.3%，加上年结余收入42.00万元。",
        [
            ("410.00万元", "outputs.economy.total_revenue", "执行", 2022),
            ("97.3%", "spend.execution_rate", "执行", 2022),
            ("42.00万元", "carry.opening", "执行", 2022),
        ],
    ),
    "the spending that 三公经费 names": (
        HEAD + "县本级“三公”经费决算支出数为57.23万元，较2021年决算数53.72万元增加3.51万元。",
        [("57.23万元", "three.total", "执行", 2022), ("53.72万元", "three.total", "执行", 2021), ("3.51万元", "change.amount", "执行", 2022)],
    ),
    "an average for each car": (
        HEAD + "公务用车保有量为3辆，车均运行维护费4.10万元。",
        [("3辆", "three.count.vehicle_kept", None, 2022), ("4.10万元", "three.running_per_vehicle", "执行", 2022)],
    ),
    "parts are of their whole's year": (
        "青禾县“三公”经费说明\n2022年“三公”经费决算70.00万元。2022年公务接待费决算12.00万元。2023年“三公”经费预算71.00万元。其中，公务接待费10.00万元，公务用车购置及运行费61.00万元。",
        [
            ("70.00万元", "three.total", "执行", 2022),
            ("12.00万元", "three.reception", "执行", 2022),
            ("71.00万元", "three.total", "年初预算", 2023),
            ("10.00万元", "three.reception", "年初预算", 2023),
            ("61.00万元", "three.vehicle", "年初预算", 2023),
        ],
    ),
    "a noun shared by all that are enumerated": (
        HEAD + "货物、工程、服务政府采购规模分别为27.50万元、64.10万元和31.50万元。",
        [
            ("27.50万元", "procurement.goods", "执行", 2022),
            ("64.10万元", "procurement.works", "执行", 2022),
            ("31.50万元", "procurement.services", "执行", 2022),
        ],
    ),
    "of the adjusted budget": (
        HEAD + "税收收入完成11.20万元，占调整预算117.66%，占一般公共预算收入的38.96%。",
        [
            ("11.20万元", "outputs.economy.tax", "执行", 2022),
            ("117.66%", "spend.execution_rate", "执行", 2022),
            ("38.96%", "share", "执行", 2022),
        ],
    ),
    "more and less received and spent": (
        HEAD + "财政总收入61.50万元，比上年增收15.30万元，增长33.12%。一般公共预算支出40.00万元，比上年减支10.00万元，下降20%。",
        [
            ("61.50万元", "outputs.economy.total_revenue", "执行", 2022),
            ("15.30万元", "change.amount", "执行", 2022),
            ("33.12%", "change.rate", "执行", 2022),
            ("40.00万元", "spend.appropriation.general", "执行", 2022),
            ("10.00万元", "change.amount", "执行", 2022),
            ("20%", "change.rate", "执行", 2022),
        ],
    ),
    "behind a list a bare 支出 is the whole again": (
        HEAD + "（二）支出预算：2022年年初预算数86.4万元，其中：教育支出51.2万元，住房保障支出35.2万元。支出较上年增加6.3万元。",
        [
            ("86.4万元", "spend.total", "年初预算", 2022),
            ("51.2万元", "spend.function.205", "年初预算", 2022),
            ("35.2万元", "spend.function.221", "年初预算", 2022),
            ("6.3万元", "change.amount", "年初预算", 2022),
        ],
    ),
    "the side of the budget stands over its figure": (
        HEAD + "（一）收入预算：2022年年初预算数86.4万元，其中：事业收入20.1万元。",
        [("86.4万元", "income.total", "年初预算", 2022), ("20.1万元", "income.business", "年初预算", 2022)],
    ),
    "what a government has completed is its outturn": (
        "青禾县2022年预算执行情况报告\n税务部门完成13.5亿元，占调整预算101.2%；财政部门完成14.7亿元，占调整预算98.1%。",
        [
            ("13.5亿元", "", "执行", 2022),
            ("101.2%", "spend.execution_rate", "执行", 2022),
            ("14.7亿元", "", "执行", 2022),
            ("98.1%", "spend.execution_rate", "执行", 2022),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_each_figure_is_of(name: str):
    text, wanted = CASES[name]
    facts = steps.facts(steps.read(text.encode(), "a.txt")).facts
    read = [(fact.figure.text, fact.concept, fact.context.basis.value if fact.context.basis else None, fact.context.period.year) for fact in facts]
    known = [one for one in read if one[1] or any(one[0] == printed and not concept for printed, concept, *_ in wanted)]
    assert known == wanted


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年全县“三公”经费预算为30万元，与2022年预算基本持平。\n", 2023),
        ("青禾县林业局\n政府采购决算公开情况说明\n2021年度政府采购支出20.5万元。\n2022年4月14日\n", 2021),
        ("项目绩效自评报告\n报告日期：2020年7月15日\n项目起止时间：2019年1月至2019年12月\n", 2019),
    ],
)
def test_the_reports_own_year_is_not_one_it_compares_with_or_is_signed_in(text: str, year: int):
    assert steps.facts(steps.read(text.encode(), "a.txt")).period.year == year


def test_a_numbered_sentence_keeps_its_year_when_it_compares_with_another():
    text = "青禾县林业局2023年“三公”经费预算说明\n（一）公务接待费支出4.2万元，比2022年预算减少0.8万元，下降16%。\n"
    assert {fact.context.period.year for fact in steps.facts(steps.read(text.encode(), "a.txt")).facts} == {2023}


def test_economic_classes_of_project_money_are_not_those_of_the_basic_expenditure():
    text = (
        "青禾县林业局2023年部门预算公开说明\n1. 基本支出预算500000元，占60%。其中：\n商品和服务支出预算120000元，占基本支出预算24%。\n"
        "2. 项目支出预算300000元，占40%。其中：\n商品和服务支出预算280000元，占项目支出预算93.33%。\n"
    )
    facts = [fact for fact in steps.facts(steps.read(text.encode(), "a.txt")).facts if fact.concept == "spend.economic.302"]
    assert [fact.context.item for fact in facts] == ["", "项目支出"]


def test_heads_over_the_figures_only_stand_over_the_figures():
    text = "2022年度项目绩效目标自评表\n项目资金（万元）\n全年预算数（A）\t全年执行数（B）\t预算执行率（B/A）\n年度资金总额：\t400\t380\t95%\n其中：中央补助\t400\t380\t95%\n"
    facts = steps.facts(steps.read(text.encode(), "a.txt")).facts
    assert [fact.context.basis.value for fact in facts[:2] if fact.context.basis] == ["全年预算", "执行"]
    assert facts[2].concept == "spend.execution_rate"


def test_a_row_of_totals_is_of_what_the_other_rows_are_parts_of():
    text = "青禾县林业局2022年“三公”经费支出决算表\n单位：万元\n项 目 |\n预 算 数 |\n决 算 数 |\n合 计 |\n9.5 |\n8.1 |\n公务接待费 |\n3.5 |\n3.1 |\n公务用车购置及运行维护费 |\n6 |\n5 |\n其中：公务用车运行维护费 |\n6 |\n5 |\n"
    facts = steps.facts(steps.read(text.encode(), "a.txt")).facts
    assert [(fact.figure.text, fact.concept) for fact in facts[:2]] == [("9.5", "three.total"), ("8.1", "three.total")]


def test_columns_of_funds_are_scopes_and_cells_may_be_broken_over_lines():
    cells = [["项 目", "合计", "一般公共\n预算", "政府性基金\n预算"], ["行政经费", "32.5", "30.0", "2.5"], ["“三公”经费", "9.0", "9.0", "0.0"]]
    text = "青禾县林业局2022年行政经费预算表\n|\n|\n单位：万元\n|\n|\n" + "|\n|\n".join("".join(f"{cell}\n|\n" for cell in row) for row in cells)
    statements = steps.facts(steps.read(text.encode(), "a.txt"))
    read = [(fact.figure.text, fact.concept, fact.context.scope) for fact in statements.facts]
    assert read[:3] == [("32.5", "agency.running", ""), ("30.0", "agency.running", "一般公共预算"), ("2.5", "agency.running", "政府性基金预算")]


def test_behind_a_list_a_change_of_bare_spending_is_of_the_whole():
    text = HEAD + "2022年支出86.4万元，其中：教育支出51.2万元，住房保障支出35.2万元。支出较上年增加6.3万元。\n"
    changes = [fact for fact in steps.facts(steps.read(text.encode(), "a.txt")).facts if fact.concept == "change.amount"]
    assert [fact.of for fact in changes] == ["spend.total"]
