"""Somebody's filled tables: each with its own funds, a project's by its name, and the points that it states."""

from __future__ import annotations

from dataclasses import replace

from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import GroupTotal, StatedIndicator
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.printed import read_figure
from jiheng.core.period import Period
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.filled_table import filled_tables
from jiheng.core.scoring.scorer import score
from tests.unit.core.scoring.made import by_id, fact


def span(block: str, at: int) -> Span:
    return Span("0" * 64, block, at, at + 1, "x", "x", TextPlace(1, 1))


def at(one: Fact, block: str, place: int) -> Fact:
    return replace(one, origin=span(block, place))


def table(number: int, outturn: str, item: str) -> tuple[list[Fact], list[StatedIndicator], GroupTotal, GroupTotal]:
    """One printed table: its funds in row 2, an indicator in row 3, its total in row 4."""
    start = number * 1000
    name = "spend.project" if item else "spend.total"
    facts = [
        at(fact(f"{name}@全年预算", "100.00万元", item=item), f"t{number}.2.4", start),
        at(fact(f"{name}@执行", outturn, item=item), f"t{number}.2.5", start + 2),
    ]
    figure = read_figure
    row = StatedIndicator(
        ("产出指标", "数量指标", "次数"),
        "≥",
        "4次",
        "次",
        "3次",
        figure("50"),
        figure("40"),
        "雨",
        span(f"t{number}.3.1", start + 10),
        figure("4次"),
        figure("3次"),
    )
    unused = replace(
        row,
        level=("效益指标", "生态效益指标", "/"),
        target="/",
        actual="/",
        weight=figure("0"),
        score=None,
        origin=span(f"t{number}.4.1", start + 20),
    )
    return (
        facts,
        [row, unused],
        GroupTotal("预算执行率", figure("10"), figure("9"), span(f"t{number}.2.2", start + 1)),
        GroupTotal("总分", figure("100"), figure("90"), span(f"t{number}.5.1", start + 30)),
    )


def document(*tables: tuple[list[Fact], list[StatedIndicator], GroupTotal, GroupTotal]) -> Statements:
    return Statements(
        "某机关", Period(2023), tuple(one for each in tables for one in each[0]), indicators=tuple(one for each in tables for one in each[1]),
        groups=tuple(each[2] for each in tables), totals=tuple(each[3] for each in tables),
    )  # fmt: skip


def test_each_table_is_scored_by_its_own_funds() -> None:
    department, project = filled_tables(document(table(1, "90.00万元", ""), table(2, "50.00万元", "会议")))
    assert (department.form, department.project) == ("department", "")
    assert (project.form, project.project) == ("project", "会议")
    pack = resolve("national/2020").pack
    assert [by_id(score(pack, one))["execution"].points for one in (department, project)] == [9, 5]
    assert [by_id(score(pack, one))["execution"].stated for one in (department, project)] == [9, 9]


def test_stated_points_and_totals_are_kept_and_unused_rows_left_out() -> None:
    (only,) = filled_tables(document(table(1, "90.00万元", "")))
    assert [(row.id, row.stated and row.stated.number) for row in only.rows] == [("execution", 9), ("r1", 40)]
    assert only.stated_total is not None
    assert only.stated_total.number == 90


def test_no_table_no_input() -> None:
    assert filled_tables(Statements("某机关", Period(2023), ())) == ()
