"""The work of reading, stating and auditing grows with the text: no list, table or run of rates is gone through over and over."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps
from tests.effort import steps_of

PIECES = (
    "支出\t5\n",
    "项目\t金额（万元）\n支出\t5\n",
    "合计\t5\n支出\t5\n",
    "支出1万元，比上年增长5%。",
    "立案9件，办结8件，办结率5%，",
    "执行率5%，占比5%，",
    "完成预算的5%。",
    "一、甲\n支出5万元。\n",
    "产出指标\t数量指标\t甲\t≥5\t6\t5\t5\n",
    "7\n",
)


def work(text: str) -> int:
    document = steps.read(text.encode(), "any.txt")
    statements = steps.facts(document)
    return steps_of(lambda: (steps.read(text.encode(), "any.txt"), steps.facts(document), steps.audit(document, statements)))


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_is_four_times_the_work(piece: str) -> None:
    """Between the two lengths a quadratic part would show: it alone would make sixteen times the work of its own."""
    short = work(piece * 100)
    long = work(piece * 400)
    assert long < 5 * short
