"""Target tables for tests: whole ones whose weights come to what the pack asks, and their way to an approval."""

from __future__ import annotations

from decimal import Decimal

from jiheng.apps.targets.services import indicators, tables, workflow

ROWS = (
    ("产出指标", "数量指标", "整理档案", "≥", "1200", "卷", "20"),
    ("产出指标", "时效指标", "查档答复时限", "≤", "3", "个工作日", "20"),
    ("成本指标", "经济成本指标", "数字化加工单价", "≤", "0.6", "元", "20"),
    ("效益指标", "社会效益指标", "网上查档占比", "≥", "60", "%", "20"),
    ("满意度指标", "服务对象满意度指标", "查档人满意度", "≥", "95", "%", "10"),
)
FULL = {"completeness": 10, "clarity": 10, "relevance": 15, "soundness": 15, "reasonable": 15, "funding": 15, "achievable": 10, "conditions": 10}


def columns(level1: str, level2: str, name: str, relation: str, target: str, unit: str, weight: str, **more):
    return {"level1": level1, "level2": level2, "name": name, "relation": relation, "target": target, "unit": unit, "weight": Decimal(weight), **more}


def make_table(office, year: int = 2025, project: str = "", rows=ROWS, goal: str = "档案收集齐全，查阅便捷。"):
    table = tables.open_table(actor=office.clerk, department=office.department, year=year, project=project)
    if goal:
        table = tables.edit_goal(actor=office.clerk, table=table, version=table.version, goal=goal)
    for row in rows:
        indicators.add_indicator(actor=office.clerk, table=table, columns=columns(*row))
    return table


def points(**changed: int) -> dict[str, Decimal]:
    return {id: Decimal(one) for id, one in {**FULL, **changed}.items()}


def approve(office, table, on=None):
    workflow.submit(actor=office.clerk, table=table)
    workflow.endorse(actor=office.head, table=table)
    workflow.decide(actor=office.finance, table=table, approve=True, points=points(), on=on)
    table.refresh_from_db()
    return table
