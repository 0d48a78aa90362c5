"""Funds, “三公” tables and bare rows that a text poured out with their empty cells or heads lost. All names and figures are invented."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps
from jiheng.core.casefile.steps import Statements

FUNDS = """某县2022年度项目支出绩效自评表
项目名称 水库维护 主管部门 某县水利局
项目资金(万元) 全年预算数(A) 全年执行数(B) 执行率(B/A)
年度资金总额: 2310.50 2310.50 100%
其中:中央补助 452.40 452.40 100%
地方资金 1858.10 1858.10 100%
其他资金
一级指标说明如下。
"""

SCORED_FUNDS = """某镇2022年度项目支出绩效自评表
项目资金 (万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 0 217.35 195.61 10 90% 9
说明：以上为全年数。
"""

SHORT_UNIT = """某县医疗救助资金绩效目标自评表（2022年度）
资金投入	全年预算数	全年执行数	预算执行率
年度资金总额	3340.50万	3006.45万	90%
其中：中央财政资金	840.50万	840.50万	100%
地方资金	2500.00万	2165.95万	86.64%
"""

PUBLICS = """某县司法局2022年一般公共预算“三公”经费支出决算
单位:万元
项 目
预 算 数
决 算 数
合 计
26
24.75
因公出国(境)费
公务接待费
8
7.33
公务用车购置及运行费
18
17.42
其中:公务用车运行维护费
公务用车购置
二、情况说明
"""

ONE_BAR = """2022年某区“三公”经费预算支出表
单位：万元
项目 | 预算数
合计 | 4432
1.因公出国（境）费用 | 39
2.公务接待费 | 323
3.公务用车购置及运行维护费 | 4070
其中：公务用车运行维护费 | 2648
公务用车购置 | 1422
"""

BARE = """某医院2022年收支对比表
单位:元
项目及编号 上年 本年 比上年增减
一、收入合计 48596771.09 57154424.70 8557653.61 17.61%
1. 财政补助收入 6909800.00 7508400.00 598600.00 8.66%
2. 科教收入 0
3. 医疗收入 41420916.22 49360289.59 7939373.37 19.17%
4. 其他收入 266054.87 285735.11 19680.24 7.40%
二、支出合计 38040296.80 43952025.38 5911728.58 15.54%
以上数据由财务科提供。
"""

TOTALLED = """某局2022年度“三公”经费支出决算表
单位：万元
项目	预算数	决算数
合计	18	16.28
公务接待费	12	10.28
公务用车购置及运行费	6	6.00
"""

DIVIDED = """2022年全区一般公共预算收支执行表
单位：亿元
收入 | 执行数 | 支出 | 执行数 |
收入总计 | 82.92 | 支出总计 | 82.92 |
一、本级收入 | 40.01 | 一、本级支出 | 64.65 |
二、转移性收入 | 42.91 | 二、转移性支出 | 18.27 |
1.上级补助收入 | 22.06 | 1.上解支出 | 3.73 |
2.债务转贷收入 | 9.3 | 2.债务还本支出 | 9.14 |
3.调入资金 | 11.55 | 3.结转下年 | 5.4 |
"""

AMONG = """2022年某院“三公”经费支出决算表
单位：万元
项目	预算数	决算数
合计	65.00	64.87
公务接待费	21.00	21.00
公务用车购置及运行费	44.00	43.87
其中：公务用车运行维护费	44.00	43.87
"""

ALL = (FUNDS, SCORED_FUNDS, SHORT_UNIT, PUBLICS, ONE_BAR, BARE, TOTALLED, DIVIDED, AMONG)


def stated(text: str) -> Statements:
    return steps.facts(steps.read(text.encode(), "made.txt"), 2022)


def findings(text: str, *, hard: bool = True) -> list[str]:
    document = steps.read(text.encode(), "made.txt")
    told = steps.audit(document, steps.facts(document, 2022)).findings
    return [finding.message for finding in told if finding.severity.value == "error" or (not hard and finding.severity.value == "warning")]


@pytest.mark.parametrize("text", ALL)
def test_a_true_table_is_accused_of_nothing(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (FUNDS, "2310.50 100%", "2310.50 92%"),
        (FUNDS, "1858.10 1858.10 100%", "1858.10 1758.10 100%"),
        (SCORED_FUNDS, "195.61 10 90% 9", "195.61 10 95% 9"),
        (SHORT_UNIT, "3006.45万	90%", "3006.45万	96%"),
        (SHORT_UNIT, "2165.95万	86.64%", "2165.95万	89.64%"),
        (PUBLICS, "合 计\n26\n", "合 计\n28\n"),
        (ONE_BAR, "合计 | 4432", "合计 | 4832"),
        (ONE_BAR, "公务用车购置 | 1422", "公务用车购置 | 1482"),
        (TOTALLED, "合计	18", "合计	12"),
        (TOTALLED, "16.28", "14.28"),
        (DIVIDED, "42.91", "46.91"),
        (DIVIDED, "2.债务还本支出 | 9.14", "2.债务还本支出 | 9.84"),
        (AMONG, "其中：公务用车运行维护费	44.00", "其中：公务用车运行维护费	48.00"),
    ],
)
def test_a_wrong_figure_is_found(text: str, right: str, wrong: str) -> None:
    assert text.count(right) == 1
    assert findings(text.replace(right, wrong))


@pytest.mark.parametrize(("right", "wrong"), [("598600.00", "548600.00"), ("7.40%", "1.40%"), ("57154424.70", "57754424.70")])
def test_rows_without_heads_are_held_against_one_another(right: str, wrong: str) -> None:
    assert findings(BARE, hard=False) == []
    assert findings(BARE.replace(right, wrong), hard=False)


def test_a_row_of_bare_numbers_states_nothing_by_itself() -> None:
    """Three columns whose heads are lost: the first figure of a row is of no year and no basis."""
    text = "附件：基础数据表 单位:万元\n\n三公经费 29.08 63.46 44.29\n\n公务用车购置和维护经费 11.86 41.46 39.30 其中:公车购置 29.46 29.46 公车运行维护 11.86\n"
    assert findings(text) == []
