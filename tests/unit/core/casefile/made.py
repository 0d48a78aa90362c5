"""A small case as a finance officer would type it, to be varied by tests."""

from __future__ import annotations

CASE = """schema: jiheng.case/1
year: 2024
pack: national/2020
unit: {full_name: 中国人民政治协商会议某县委员会办公室, name: 县政协办公室}
people: {quota: 20, actual: 19}
spend:
  total: {opening: 600, budget: 640.50, outturn: 633.25}
  basic: {opening: 480, budget: 500.50, outturn: 500.50}
  personnel: {opening: 430, budget: 450.50, outturn: 450.50}
  public: {opening: 50, budget: 50, outturn: 50}
  project: {opening: 120, budget: 140, outturn: 132.75}
adjustments:
  - {of: personnel, amount: 20.50, reason: 调标补发工资}
months: {6: 290.1, 9: 455.6, 12: 633.25}
indicators:
  - {level: [产出指标, 数量指标, 立案提案], relation: ≥, target: 100, unit: 件, actual: 108, weight: 25}
  - {level: [产出指标, 质量指标, 提案办结率], relation: ≥, target: 98, unit: "%", actual: 97.5, weight: 25, reason: 2件提案跨年办理}
projects:
  - name: 政协会议
    funds: {opening: 70, budget: 70, outturn: 68.75}
    sources:
      general: {opening: 60, budget: 60, outturn: 58.75}
      carried: {opening: 10, budget: 10, outturn: 10}
  - name: 委员活动
    funds: {opening: 50, budget: 70, outturn: 64}
    adjustments: [{amount: 20, reason: 增加专题调研}]
counts:
  proposals.filed: {value: 108件, last_year: 96件}
"""


def changed(old: str, new: str) -> bytes:
    """The case with one piece of text replaced, which must stand in it once."""
    assert CASE.count(old) == 1, old
    return CASE.replace(old, new).encode()
