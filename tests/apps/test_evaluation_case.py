"""A self-evaluation's case: books and targets give what they state, people write the rest, and nothing written is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.budget.services import books, lines
from jiheng.apps.evaluation.choices import CaseState
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.models import Entry
from jiheng.apps.evaluation.selectors.cases import standing_now, standing_of
from jiheng.apps.evaluation.services.entries import open_evaluation, write_entry
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.core.facts.context import Basis
from jiheng.core.figures.printed import read_figure
from tests.apps.tables import ROWS, approve, make_table

YEAR = 2031


def wan(text: str):
    return read_figure(f"{text}万元")


@pytest.fixture
def office_year(office):
    """A book of wages, office costs and one project, approved targets for both, and the year's self-evaluation."""
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    project = books.add_row(book="projects", name="数字化[二期]", **where)
    wages = lines.add_line(function="2010201", economic="30101", opening=wan("100.5"), **where)
    supplies = lines.add_line(function="2010201", economic="30201", opening=wan("20.004"), **where)
    scans = lines.add_line(function="2010204", economic="30227", project=project, opening=wan("30"), **where)
    lines.add_adjustment(
        actor=office.clerk, line=wages, amount=wan("10.25"), decided_on=date(YEAR, 6, 1), document="财预〔2031〕5号", reason="增人", approver="财政局"
    )
    for line, amount in ((wages, "110.75"), (supplies, "20.004"), (scans, "28")):
        lines.add_payment(
            actor=office.clerk, line=line, amount=wan(amount), paid_on=date(YEAR, 11, 5), voucher=f"记-{line.pk}", summary="付", approver="王五"
        )
    approve(office, make_table(office, YEAR), date(YEAR, 2, 1))
    approve(office, make_table(office, YEAR, "数字化[二期]", ROWS), date(YEAR, 2, 1))
    office.evaluation = open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    return office


def write(office, path: str, text: str, version: int = 0, **more):
    return write_entry(actor=office.clerk, evaluation=office.evaluation, path=path, text=text, version=version, **more)


def first_row(office) -> str:
    return compile_case(office.evaluation).lasting("indicators[0]")


def test_books_and_targets_make_a_case_that_is_whole(office_year) -> None:
    compiled = compile_case(office_year.evaluation)
    assert compiled.troubles == ()
    content = compiled.case.content
    facts = {(fact.concept, fact.context.basis, fact.context.item): fact.figure for fact in content.statements.facts}
    assert facts["spend.total", Basis.BUDGET, ""].number == Decimal("160.75")
    assert facts["spend.basic.public", Basis.OUTTURN, ""].text == "20.00万元", "amounts are printed to 0.01万元"
    assert [row.level[2] for row in content.rows] == [row[2] for row in ROWS]
    assert [project.name for project in content.projects] == ["数字化[二期]"]
    assert len(content.projects[0].rows) == len(ROWS)
    assert [(one.of, one.amount.number, one.approval) for one in content.adjustments] == [("personnel", Decimal("10.25"), "财预〔2031〕5号")]


def test_every_figure_of_the_case_leads_to_its_fact(office_year) -> None:
    compiled = compile_case(office_year.evaluation)
    origin = compiled.origins["spend.public.outturn"]
    assert origin.kind == "fact"
    assert origin.exact == "20.004万元", "what was cut off for print is said"
    for fact in compiled.case.content.statements.facts:
        path = fact.origin.block
        assert any(known == path or known.startswith(f"{path}[") for known in compiled.origins), path


def test_what_people_write_stands_at_its_place(office_year) -> None:
    key = first_row(office_year)
    write(office_year, f"{key}.actual", "1300")
    write(office_year, f"{key}.over_reason", "加班整理")
    write(office_year, "projects[数字化（二期）].conclusion", "完成较好")
    write(office_year, "problems", "进度前松后紧\n\n人手不足")
    compiled = compile_case(office_year.evaluation)
    content = compiled.case.content
    assert (content.rows[0].actual, content.rows[0].over_reason) == ("1300", "加班整理")
    assert content.projects[0].conclusion == "完成较好"
    assert content.problems == ("进度前松后紧", "人手不足")
    assert compiled.origins["indicators[0].actual"].kind == "entry"


def test_the_score_follows_what_is_written(office_year) -> None:
    assert standing_of(office_year.evaluation).scored.sheets[0].total is None
    for place, actual in enumerate(("1200", "3", "0.6", "60", "95")):
        key = compile_case(office_year.evaluation).lasting(f"indicators[{place}]")
        write(office_year, f"{key}.actual", actual)
    before = standing_of(office_year.evaluation).scored.sheets[0]
    write(office_year, f"{first_row(office_year)}.actual", "600", 1)
    after = standing_of(office_year.evaluation).scored.sheets[0]
    assert after.given < before.given


def test_what_is_recorded_is_compiled_again_only_when_something_was_recorded(office_year) -> None:
    evaluation = office_year.evaluation
    first = standing_now(evaluation)
    assert standing_now(evaluation) is first
    write(office_year, "problems", "库房较小，部分档案分处存放")
    said = standing_now(evaluation)
    assert said.compiled.text != first.compiled.text
    lines.add_line(
        actor=office_year.clerk,
        department=evaluation.department,
        year=evaluation.year,
        function="2010299",
        economic="30201",
        opening=read_figure("7.77万元"),
    )
    booked = standing_now(evaluation)
    assert booked.compiled.text == standing_of(evaluation).compiled.text != said.compiled.text


def test_two_people_lose_nothing(office_year) -> None:
    write(office_year, "problems", "甲写的")
    with pytest.raises(EditedMeanwhile) as refused:
        write(office_year, "problems", "乙写的")
    assert refused.value.current.text == "甲写的"
    entry = write(office_year, "problems", "甲乙都同意的", 1)
    assert [one.after.get("text") for one in history(entry)] == ["甲乙都同意的", "甲写的"]


def test_an_entry_whose_indicator_is_gone_is_kept_and_said(office_year) -> None:
    write(office_year, "indicators[999999].actual", "7")
    compiled = compile_case(office_year.evaluation)
    assert [entry.path for entry in compiled.left] == ["indicators[999999].actual"]
    assert compiled.case is not None


@pytest.mark.parametrize("path", ["nonsense", "spend", "indicators[1].nothing", "projects[甲].funds.total.more"])
def test_a_place_that_no_case_has_is_refused(office_year, path) -> None:
    with pytest.raises(ValidationError, match="没有"):
        write(office_year, path, "x")


def test_nothing_is_written_while_it_is_handed_over(office_year) -> None:
    office_year.evaluation.state = CaseState.WITH_HEAD
    office_year.evaluation.save()
    with pytest.raises(ValidationError, match="不能修改"):
        write(office_year, "problems", "晚了")
    assert not Entry.objects.exists()
