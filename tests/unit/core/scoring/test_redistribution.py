"""Groups that are not there: each policy gives the total of its clause, and none is applied in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.redistribution import apportion
from jiheng.core.scoring.scorer import score
from tests.unit.core.scoring.made import OUTPUT, SATISFACTION, by_id, given, row

NATION = resolve("national/2020").pack
ROWS = (row("a", OUTPUT, "≥", "4次", "3次", "50", reason="并入下年"), row("s", SATISFACTION, "≥", "90%", "95%", "10"))


def test_nothing_is_done_without_a_policy() -> None:
    sheet = score(NATION, given(*ROWS))
    assert sheet.redistribution is not None
    assert sheet.redistribution.policy == ""
    assert set(sheet.redistribution.choices) >= {"to-output", "proportional", "rescale"}
    assert sheet.total is None
    assert by_id(sheet)["a"].of == 50


@pytest.mark.parametrize(
    ("policy", "weights", "total"),
    [
        ("to-output", {"execution": "10", "a": "80", "s": "10"}, "79.00"),
        ("proportional", {"execution": "10", "a": "75.00", "s": "15.00"}, "80.25"),
        ("rescale", {"execution": "14.29", "a": "71.42", "s": "14.29"}, "80.72"),
    ],
)
def test_each_policy_gives_the_total_of_its_clause(policy: str, weights: dict[str, str], total: str) -> None:
    sheet = score(NATION, given(*ROWS, policy=policy))
    assert {id: one.of for id, one in by_id(sheet).items()} == {id: Decimal(weight) for id, weight in weights.items()}
    assert sheet.total == Decimal(total)
    assert sheet.of == 100
    done = sheet.redistribution
    assert done is not None
    assert done.policy == policy
    assert dict(done.before)["效益指标"] == 30
    assert sum(weight for _, weight in done.after) == 100
    assert done.sources
    assert not done.verified


def test_two_missing_groups_take_two_policies() -> None:
    only = (ROWS[0],)
    assert score(NATION, given(*only, policy="to-output")).total is None
    sheet = score(NATION, given(*only, policy="to-output+proportional"))
    assert by_id(sheet)["a"].of == 90
    assert sheet.redistribution is not None
    assert sheet.redistribution.policy == "to-output+proportional"


def test_an_unknown_policy_is_told_and_not_applied() -> None:
    sheet = score(NATION, given(*ROWS, policy="as-you-like"))
    assert sheet.total is None
    assert any("as-you-like" in remark.words for remark in sheet.remarks)


def test_a_table_that_already_sums_to_100_keeps_its_own_weights() -> None:
    rows = (row("a", OUTPUT, "≥", "4次", "4次", "80"), ROWS[1])
    sheet = score(NATION, given(*rows))
    assert sheet.redistribution is None
    assert sheet.total == Decimal("99.00")
    assert any(remark.kind == "weights" for remark in sheet.remarks)


def test_parts_sum_to_the_whole() -> None:
    parts = apportion(Decimal(100), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)}, 2)
    assert sum(parts.values()) == 100
    assert parts == {"a": Decimal("33.34"), "b": Decimal("33.33"), "c": Decimal("33.33")}
    assert apportion(Decimal(5), {}, 2) == {}
