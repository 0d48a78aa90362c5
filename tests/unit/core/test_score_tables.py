"""Which rows make one indicator table: pages go on, sheets do not."""

from __future__ import annotations

import io

from openpyxl import Workbook

from jiheng.core.casefile import steps

HEAD = ("一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位", "权重")


def book(*sheets: tuple[str, list[tuple[object, ...]]]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


def test_a_table_on_another_sheet_is_another_table_though_its_group_is_the_same():
    whole = [("某馆2024年度部门整体支出绩效目标表",), HEAD, ("产出指标", "数量指标", "办展场次", "≥", 6, "场", 60)]
    project = [
        ("项目支出绩效目标表（2024年度）",), HEAD,
        ("产出指标", "数量指标", "修复藏品", "≥", 20, "件", 85), ("满意度指标", "服务对象满意度指标", "观众满意度", "≥", 90, "%", 15), ("合计", 100),
    ]  # fmt: skip
    document = steps.read(book(("绩效目标表", whole), ("项目绩效目标表1", project)), "材料.xlsx")
    found = steps.audit(document, steps.facts(document)).findings
    assert [one.message for one in found if one.code == "JH-A-203"] == []


def test_a_wrong_total_of_one_sheet_is_still_found():
    rows = [
        HEAD,
        ("产出指标", "数量指标", "修复藏品", "≥", 20, "件", 75),
        ("满意度指标", "服务对象满意度指标", "观众满意度", "≥", 90, "%", 35),
        ("合计", 100),
    ]
    document = steps.read(book(("目标表", rows)), "材料.xlsx")
    assert "JH-A-203" in {one.code for one in steps.audit(document, steps.facts(document)).findings}
