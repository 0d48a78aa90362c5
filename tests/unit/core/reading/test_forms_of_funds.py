"""Forms whose columns tell plan from spending, and what a column or a row of such a form is. All names and figures are invented."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps
from jiheng.core.facts.context import Basis

PROJECT = """某县财政专项资金绩效自评表
项目名称 | 2022年乡村绿化专项资金 | | |
项目起止时间 | 2022年度 | | |
计划安排资金(万元) | 640.00 | 实际到位资金(万元) | 602.15 |
其中:中央财政 | | 其中:中央财政 | |
省财政 | | 省财政 | |
市财政 | 40.00 | 市财政 | 40.00 |
县财政 | 600.00 | 县财政 | 562.15 |
实际支出(万元) | 602.15 | | |
支出内容 | 计划支出数(万元) | 实际支出数(万元) | |
苗木购置 | 310.00 | 300.15 | |
栽植养护 | 190.00 | 172.00 | |
巡护补助 | 140.00 | 130.00 | |
支出合计 | 640.00 | 602.15 | |
"""

CHANGED = """某学院2022年收入预算对比表
单位：万元
项目 | 2021年预算 | 2022年预算 | 增长额 | 增长率 |
一、预算拨款 | 2,600.00 | 2,860.00 | 260.00 | 10.00% |
二、财政专户拨款 | 1,500.00 | 1,640.00 | 140.00 | 9.33% |
三、其他资金 | 1,000.00 | 630.00 | -370.00 | -37.00% |
事业收入 | 350.00 | 330 | -20.00 | -5.71% |
其他收入 | 650.00 | 300.00 | -350.00 | -53.85% |
本年收入合计 | 5,100.00 | 5,130.00 | 30.00 | 0.59% |
"""

CENTS = """单位：万元
项目 | 合计 | 一般公共预算 | 政府性基金预算 |
行政经费 | 210.20 | 210.20 | 0.00 |
“三公”经费 | 19.00 | 19.00 | 0.00 |
其中：因公出国（境）支出 | 0.00 | 0.00 | 0.00 |
公务用车购置及运行维护支出 | 18.00 | 18.00 | 0.00 |
公务接待费支出 | 1.00 | 1 | 0.00 |
"""


def errors(text: str) -> list[str]:
    document = steps.read(text.encode(), "made.txt")
    return [finding.message for finding in steps.audit(document, steps.facts(document, 2022)).findings if finding.severity.value == "error"]


def bases(text: str, figure: str) -> set[Basis | None]:
    document = steps.read(text.encode(), "made.txt")
    return {fact.context.basis for fact in steps.facts(document, 2022).facts if fact.figure.text == figure}


@pytest.mark.parametrize("text", [PROJECT, CHANGED, CENTS])
def test_a_true_form_is_accused_of_nothing(text: str) -> None:
    assert errors(text) == []


def test_plan_and_spending_stand_side_by_side() -> None:
    assert bases(PROJECT, "600.00") == {Basis.OPENING}
    assert bases(PROJECT, "310.00") == {Basis.OPENING}
    assert bases(PROJECT, "562.15") == {Basis.ACTUAL}
    assert bases(PROJECT, "172.00") == {Basis.OUTTURN}


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (PROJECT, "县财政 | 600.00", "县财政 | 660.00"),
        (PROJECT, "县财政 | 562.15", "县财政 | 652.15"),
        (PROJECT, "支出合计 | 640.00", "支出合计 | 604.00"),
        (CHANGED, "本年收入合计 | 5,100.00 | 5,130.00", "本年收入合计 | 5,100.00 | 5,180.00"),
        (CHANGED, "2,860.00 | 260.00", "2,860.00 | 290.00"),
        (CENTS, "“三公”经费 | 19.00 | 19.00", "“三公”经费 | 19.50 | 19.00"),
    ],
)
def test_a_wrong_figure_of_a_form_is_found(text: str, right: str, wrong: str) -> None:
    assert text.count(right) == 1
    assert errors(text.replace(right, wrong))
