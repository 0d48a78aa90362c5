"""Tables of subjects and 收支总表 as a PDF's text pours them out. All names and figures are invented."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps
from jiheng.core.facts.statements import Statements

TOTALS = """收入支出决算总表
单位：万元
收入 支出
项目 决算数 项目 决算数
一、一般公共预算财政拨款收入 812.40 一、一般公共服务支出 640.10
二、政府性基金预算财政拨款收入 二、外交支出
三、上级补助收入 三、国防支出
四、公共安全支出
五、住房保障支出 172.30
六、抗疫特别国债安排的支
出
本年收入合计 812.40 本年支出合计 812.40
年初结转和结余 年末结转和结余
总计 812.40 总计 812.40
注：本表反映收支总体情况。
"""

LINED = """收入决算表
单位：万元
项目
本年收入合计 财政拨款收入 事业收入 其他收入
功能分类
科目编码 科目名称
合计 812.40 812.40
201 一般公共服务支出 640.10 640.10
20102 政协事务 640.10 640.10
2010204 政协会议及常委会各次会议活动安 61.25 61.25
排
2010299 其他政协事务支出 578.85 578.85
221 住房保障支出 172.30 172.30
22102 住房改革支出 172.30 172.30
2210201 住房公积金 172.30 172.30
注：本表反映收入情况。
支出决算表
单位：万元
本年支出合计 基本支出 项目支出 上缴上级支出 经营支出
科目编码 科目名称
合计 812.40 590.15 222.25
201 一般公共服务支出 640.10 417.85 222.25
20102 政协事务 640.10 417.85 222.25
2010204 政协会议及常委会各次会议活动安
排
61.25 0.00 61.25
2010299 其他政协事务支出 578.85 417.85 161.00
221 住房保障支出 172.30 172.30 0.00
22102 住房改革支出 172.30 172.30 0.00
2210201 住房公积金 172.30 172.30 0.00
"""

CENTRED = """一般公共预算财政拨款支出决算表
单位：万元
项目
合计 基本支出 项目支出
功能分类
科目编码
科目名称
一般公共服务
201 640.10 417.85 222.25
支出
政协事务
20102 640.10 417.85 222.25
政协会议及
2010204 常委会各次 61.25 0.00 61.25
会议活动安排
住房保障支出
221 172.30 172.30 0.00
合计 812.40 590.15 222.25
"""


def stated(text: str) -> Statements:
    return steps.facts(steps.read(text.encode(), "made.txt"), 2024)


def names(text: str) -> dict[str, list[str]]:
    document = steps.read(text.encode(), "made.txt")
    rows: dict[tuple[str, int], list[str]] = {}
    for table in (block for block in document.blocks if block.kind.value == "table"):
        for cell in table.cells:
            rows.setdefault((table.id, cell.row), []).append(cell.text)
    return {cells[0]: cells[1:] for cells in rows.values()}


@pytest.mark.parametrize("text", [LINED, CENTRED])
def test_a_wrapped_name_is_put_together(text: str) -> None:
    found = names(text)
    assert found["2010204"][0].endswith("会议活动安排")
    assert found["2010204"][1:2] == ["61.25"]
    assert "支出" not in found["20102"][0]


def test_income_is_no_spending() -> None:
    said = stated(LINED)
    first = next(fact for fact in said.facts if fact.figure.text == "640.10")
    assert first.concept.startswith("income.")
    spent = [fact for fact in said.facts if fact.figure.text == "417.85" and not fact.concept.startswith("income.")]
    assert {fact.concept for fact in spent} == {"spend.basic"}
    total = [fact.concept for fact in said.facts if fact.figure.text == "590.15"]
    assert total == ["spend.basic"]


def test_a_column_that_nothing_tells_has_no_head() -> None:
    """Two figures under four heads: the second may be of any fund."""
    said = stated(LINED)
    heads = [fact.label for fact in said.facts if fact.figure.text == "61.25"]
    assert "财政拨款收入" not in "".join(heads)


def test_both_sides_of_the_totals() -> None:
    said = stated(TOTALS)
    found = {(fact.figure.text, fact.concept) for fact in said.facts}
    assert ("640.10", "spend.function.201") in found
    assert ("172.30", "spend.function.221") in found
    assert any(text == "812.40" and concept.startswith("income.") for text, concept in found)


def test_a_true_set_of_tables_is_accused_of_nothing() -> None:
    document = steps.read((TOTALS + LINED + CENTRED).encode(), "made.txt")
    said = steps.facts(document, 2024)
    assert [finding.message for finding in steps.audit(document, said).findings if finding.severity.value == "error"] == []


def test_a_changed_total_is_found() -> None:
    wrong = (TOTALS + LINED + CENTRED).replace("合计 812.40 590.15 222.25\n", "合计 812.40 590.25 222.25\n")
    document = steps.read(wrong.encode(), "made.txt")
    said = steps.facts(document, 2024)
    assert any("590.25" in finding.message for finding in steps.audit(document, said).findings)


def test_lines_of_prose_with_codes_are_no_table() -> None:
    text = "支出决算表\n201 号文件规定，经费按 3.50 万元安排。\n302 号文件规定，经费按 4.50 万元安排。\n303 号文件另有规定。\n"
    assert not names(text)


def test_no_figure_is_put_together_over_a_page_number() -> None:
    text = "某局2023年度部门整体支出绩效自评报告\n12\n万元某局2023年度部门整体支出绩效自评报告\n其中：基本支出3.20万元，项目支出9.3万元。附件1\n12\n万元某局2023年度部门整体支出绩效自评报告\n"
    document = steps.read(text.encode(), "made.txt")
    for fact in steps.facts(document).facts:
        assert "12" not in document.text[fact.origin.start : fact.origin.end] or "12" in fact.figure.text


# In 元, with a head over all columns, tabs between cells whose empty neighbours left no trace.
TABBED = """2024年部门支出预算总表
编制部门：某街道办事处 	单位：元
项目 	支出预算
功能分类科目编码
功能分类科目名称 	合计 	基本支出 	项目支出
类 	款 	项
201 	一般公共服务支出 	1,640,100 	1,417,850 	222,250
201 	31 	党委办公厅（室）及相关机构事务 	1,640,100 	1,417,850 	222,250
201 	31 	01 	行政运行 	1,417,850 	1,417,850 	0
201 	31 	02 	一般行政管理事务 	222,250 	0 	222,250
221 	住房保障支出 	172,300 	172,300 	0
221 	02 	住房改革支出 	172,300 	172,300 	0
221 	02 	01 	住房公积金 	172,300 	172,300 	0
合计 	1,812,400 	1,590,150 	222,250
"""

# Empty cells lost: only the sums tell which of two columns an amount stands in.
SUMMED = """2024年部门一般公共预算支出功能分类预算表
编制部门：某街道办事处 单位：元
项目 一般公共预算支出
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类款项
201 一般公共服务支出 1,640,100 1,417,850 222,250
20131 党委办公厅（室）及相关机构事务 1,640,100 1,417,850 222,250
2013101 行政运行 1,417,850 1,417,850
2013102 一般行政管理事务 222,250 222,250
212 城乡社区支出 530,000 530,000
21203 城乡社区公共设施 530,000 530,000
221 住房保障支出 172,300 172,300
合计 2,342,400 1,590,150 752,250
"""

FUNDS = """2024年部门财政拨款收支预算总表
编制部门：某街道办事处 单位：元
财政拨款收入 财政拨款支出
项目 预算数 项目 合计 一般公共预算政府性基金预算国有资本经营预算
一、一般公共预算 2,342,400 一、一般公共服务支出 1,640,100 1,640,100
二、政府性基金预算 380,000 二、城乡社区支出 910,000 530,000 380,000
三、国有资本经营预算 三、住房保障支出 172,300 172,300
收入总计 2,722,400 支出总计 2,722,400 2,342,400 380,000
"""

GLUED = """2024年部门一般公共预算基本支出经济分类预算表
编制部门：某街道办事处 单位：元
项目 一般公共预算基本支出
经济分类科目编码
经济分类科目名称 合计 人员经费 公用经费
301 工资福利支出    1,400,000    1,400,000
301 01基本工资    900,000    900,000
301 02津贴补贴    500,000    500,000
302 商品和服务支出    190,150    190,150
302 01办公费    90,000    90,000
302 11差旅费    100,150    100,150
合计    1,590,150    1,400,000    190,150
"""


def placed(text: str, figure: str) -> set[str]:
    """What the facts of a figure are called."""
    return {fact.label for fact in stated(text).facts if fact.figure.text == figure}


def errors(text: str) -> list[str]:
    document = steps.read(text.encode(), "made.txt")
    return [finding.message for finding in steps.audit(document, steps.facts(document, 2024)).findings if finding.severity.value == "error"]


def test_codes_in_columns_of_their_own_are_joined() -> None:
    assert set(names(TABBED)) >= {"201", "20131", "2013101", "2013102", "2210201"}
    assert placed(TABBED, "1,590,150") == {"基本支出"}


def test_a_head_over_all_columns_is_no_head_of_the_first() -> None:
    assert placed(SUMMED, "752,250") == {"项目支出"}
    told = {(fact.concept, fact.context.item) for fact in stated(SUMMED).facts if fact.figure.text == "1,417,850"}
    assert ("spend.basic", "spend.function.2013101") in told
    assert ("spend.project", "spend.function.21203") in {
        (fact.concept, fact.context.item) for fact in stated(SUMMED).facts if fact.figure.text == "530,000"
    }


def test_columns_of_funds_are_told_by_the_income_of_each_fund() -> None:
    scopes = {fact.context.scope for fact in stated(FUNDS).facts if fact.figure.text == "530,000"}
    assert scopes == {"一般公共预算"}


def test_a_code_that_nothing_parts_from_its_name() -> None:
    assert set(names(GLUED)) >= {"301", "30101", "30102", "30211"}


@pytest.mark.parametrize("text", [TABBED, SUMMED, FUNDS, GLUED, SUMMED + FUNDS, TABBED + GLUED])
def test_true_tables_of_a_budget_are_accused_of_nothing(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (TABBED, "	1,417,850 	1,417,850 	0\n", "	1,477,850 	1,417,850 	0\n"),
        (TABBED, "合计 	1,812,400", "合计 	1,842,400"),
        (SUMMED, "222,250 222,250\n", "262,250 262,250\n"),
        (SUMMED, "合计 2,342,400 1,590,150", "合计 2,342,400 1,591,150"),
        (GLUED, "302 01办公费    90,000    90,000", "302 01办公费    96,000    96,000"),
        (GLUED, "301 02津贴补贴    500,000    500,000", "301 02津贴补贴    540,000    500,000"),
        (FUNDS, "收入总计 2,722,400 支出总计 2,722,400", "收入总计 2,722,400 支出总计 2,752,400"),
    ],
)
def test_a_wrong_figure_of_a_budget_table_is_found(text: str, right: str, wrong: str) -> None:
    assert text.count(right) == 1
    assert errors(text.replace(right, wrong))


def test_one_subject_in_two_tables_of_one_fund() -> None:
    """The same subject of the same fund, printed apart in two tables that each add up."""
    other = SUMMED.replace("530,000", "500,000").replace("2,342,400", "2,312,400").replace("752,250", "722,250")
    assert errors(other) == []
    assert any("530,000" in message and "500,000" in message for message in errors(FUNDS + other))
