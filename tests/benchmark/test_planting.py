"""One wrong digit in each true relation: what is planted, and what is counted as found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.benchmark.planting import count, measure, wrong_digit

TEXT = "青禾县民政局2022年度部门整体支出绩效自评报告\n2022年支出合计100.00万元，其中：基本支出70.00万元，项目支出30.00万元。\n全年走访18个村，慰问36户。\n"
LABELS = {
    "id": "small", "kind": "部门整体支出绩效自评报告", "subject": "青禾县民政局", "year": 2022, "text": TEXT, "facts": [],
    "relations": [
        {"kind": "sum", "of": ["70.00万元", "30.00万元"], "is": "100.00万元", "truth": "holds"},
        {"kind": "rate", "of": ["18个"], "is": "36户", "truth": "holds"},
        {"kind": "sum", "of": ["70.00万元"], "is": "30.00万元", "truth": "breaks"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [("100.00万元", "140.00万元"), ("0.35", "0.39"), ("5", "9"), ("6", "5"), ("1,234.50", "1,634.50"), ("0.00", "0.40"), ("99.7%", "93.7%")],
)
def test_one_digit_that_counts_is_changed(printed: str, wrong: str):
    assert wrong_digit(printed) == wrong


def test_what_arithmetic_proves_is_found_and_what_nothing_ties_is_not(tmp_path: Path):
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(LABELS, allow_unicode=True), "utf-8")
    planted = measure(str(tmp_path))
    assert [(one.number, bool(one.codes), one.as_error) for one in planted] == [(0, True, True), (1, False, False)]
    tally = count(planted)
    assert (tally.hits["all found"], tally.tries["all found"], tally.hits["sum as error"]) == (1, 2, 1)
    assert measure(str(tmp_path), "other") == []
