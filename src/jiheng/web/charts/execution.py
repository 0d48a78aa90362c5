"""Spending month by month against an even course, the pack's checkpoints, and how far the targets have come."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_MONTHS = range(1, 13)


def execution_chart(spent: Mapping[int, Decimal], goals: Mapping[int, Decimal], checkpoints: Mapping[int, Decimal]) -> dict[str, Any]:
    """Lines by month; shares of one in, per cent out, as texts so that nothing becomes a float here."""
    series: list[dict[str, Any]] = [
        {"name": "执行率", "type": "line", "data": _points(spent), "connectNulls": True},
        {"name": "序时进度", "type": "line", "data": _points({month: Decimal(month) / 12 for month in _MONTHS}), "symbol": "none", "lineStyle": {"type": "dashed"}},
    ]  # fmt: skip
    if goals:
        series.append({"name": "目标实现程度", "type": "line", "data": _points(goals), "connectNulls": True})
    if checkpoints:
        series.append(
            {"name": "规定节点", "type": "line", "data": _points(checkpoints), "lineStyle": {"width": 0}, "symbol": "diamond", "symbolSize": 10}
        )
    return {
        "xAxis": {"type": "category", "data": [f"{month}月" for month in _MONTHS]},
        "yAxis": {"type": "value", "min": 0, "axisLabel": {"formatter": "{value}%"}},
        "series": series,
    }


def _points(shares: Mapping[int, Decimal]) -> list[str | None]:
    return [f"{shares[month] * 100:.2f}" if month in shares else None for month in _MONTHS]
