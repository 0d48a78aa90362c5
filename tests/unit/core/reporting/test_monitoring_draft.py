"""A month's report: what it says with everything, with nothing, and that no figure is rounded away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.reporting.draft import Attachment, Heading, Paragraph
from jiheng.core.reporting.monitoring_draft import AlertLine, FundLine, IndicatorLine, Monitored, monitoring_draft
from jiheng.core.reporting.renderer_shelf import render

D = Decimal
FULL = Monitored(
    subject="某县档案馆",
    year=2023,
    month=6,
    light="红灯",
    grounds=("执行率28.00%，落后22个百分点",),
    goal_share=D("0.41"),
    forecast="按已有月份推算，全年约执行56.00万元。",
    total=FundLine("年度资金总额", D(900000), D(1000000), D("280000.05"), None),
    funds=(FundLine("年度资金总额", D(900000), D(1000000), D("280000.05"), None), FundLine("项目支出", None, None, None, D(5))),
    indicators=(
        IndicatorLine("产出指标", "数量指标", "举办展览", "≥10次", "2", "8", "经费保障", "展柜没有到货", "有可能", "黄灯", ""),
        IndicatorLine("产出指标", "数量指标", "修复档案", "≥10次", "5", "10", "", "", "确定能", "绿灯", ""),
    ),
    alerts=(AlertLine("部门整体", "红灯", "落后", "2023年07月24日", "已处置", "调整"),),
    summary="展览推迟。\n付款推迟。",
    measures="",
    pack="某省规则",
    verified=False,
    reported_on="2023年7月10日",
)
EMPTY = Monitored("某县档案馆", 2023, 1, "未填", (), None, "", None, (), (), (), "", "", "某省规则", True, "")


def words(draft) -> str:
    return "\n".join(run.text for part in draft.parts if isinstance(part, Paragraph) for run in part.runs)


def test_everything_is_said():
    draft = monitoring_draft(FULL)
    said = words(draft)
    assert "全年预算100.00万元，累计执行28.000005万元，执行率28.00%；序时进度50.00%" in said
    assert "监控指标2项，按分值加权的目标实现程度41.00%；其中绿灯1项，黄灯1项，红灯0项" in said
    assert "举办展览：年度指标值≥10次，到6月末2，有可能完成；原因：经费保障，展柜没有到货" in said
    assert "修复档案" not in said
    assert "处置期限2023年07月24日，已处置；处置：调整" in said
    assert next(part.text for part in draft.parts if isinstance(part, Heading)) == "一、预算执行情况"
    assert any(isinstance(part, Attachment) for part in draft.parts)


def test_the_form_has_the_columns_and_every_indicator():
    funds, indicators = monitoring_draft(FULL).tables
    assert [cell.text for cell in funds.rows[0]] == ["资金（万元）", "年初预算数", "全年预算数", "1—6月执行数", "1—6月执行率", "全年预计执行数"]
    assert [cell.text for cell in funds.rows[1]] == ["年度资金总额", "90.00", "100.00", "28.000005", "28.00%", ""]
    assert funds.rows[1][4].value == D("0.28000005")
    assert len(indicators.rows) == 3
    assert "未核实" in indicators.notes[0]


def test_an_empty_month_says_so():
    said = words(monitoring_draft(EMPTY))
    assert "账册中没有这一年的预算和执行总数" in said
    assert "没有批准的绩效目标" in said
    assert EMPTY.months == "1月"
    assert "已核实" in monitoring_draft(EMPTY).tables[1].notes[0]


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx", "html"])
@pytest.mark.parametrize("given", [FULL, EMPTY])
def test_every_renderer_takes_it(format: str, given: Monitored):
    assert len(render(monitoring_draft(given), format)) > 1000
