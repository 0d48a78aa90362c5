"""A self-evaluation begun for tests: a book of wages, office costs and one project, approved targets for both."""

from __future__ import annotations

from datetime import date

from jiheng.apps.budget.services import books, lines
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.services.entries import open_evaluation, write_entry
from jiheng.apps.targets.services import workflow
from jiheng.core.figures.printed import read_figure
from tests.apps.tables import ROWS, approve, make_table

YEAR = 2025
PROJECT = "数字化加工"
WITHOUT_BENEFIT = tuple(row for row in ROWS if row[0] != "效益指标")


def wan(text: str):
    return read_figure(f"{text}万元")


def begin(office, monkeypatch, *, opened: bool = True):
    """The department's table lacks the group of benefits, whose points nobody has given away yet."""
    where = {"actor": office.clerk, "department": office.department, "year": YEAR}
    project = books.add_row(book="projects", name=PROJECT, **where)
    wages = lines.add_line(function="2010201", economic="30101", opening=wan("100.5"), **where)
    supplies = lines.add_line(function="2010201", economic="30201", opening=wan("20.004"), **where)
    scans = lines.add_line(function="2010204", economic="30227", project=project, opening=wan("30"), **where)
    for line, amount in ((wages, "100.5"), (supplies, "20.004"), (scans, "28")):
        paid = {"paid_on": date(YEAR, 11, 5), "voucher": f"记-{line.pk}", "summary": "付", "approver": "王五"}
        lines.add_payment(actor=office.clerk, line=line, amount=wan(amount), **paid)
    with monkeypatch.context() as patch:
        # A table that lacks a group is not handed in; it comes about when indicators are cancelled in the year.
        patch.setattr(workflow, "submission_troubles", lambda _: [])
        approve(office, make_table(office, YEAR, rows=WITHOUT_BENEFIT), date(YEAR, 2, 1))
    approve(office, make_table(office, YEAR, PROJECT, ROWS), date(YEAR, 2, 1))
    if opened:
        office.evaluation = open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    return office


def write(office, path: str, text: str, version: int = 0, **more):
    return write_entry(actor=office.clerk, evaluation=office.evaluation, path=path, text=text, version=version, **more)


def lasting(office, path: str) -> str:
    return compile_case(office.evaluation).lasting(path)


def finish(office) -> None:
    """Everything that a package needs."""
    for place, actual in enumerate(("1300", "3", "0.6", "95")):
        write(office, f"{lasting(office, f'indicators[{place}]')}.actual", actual)
    for place, actual in enumerate(("1200", "3", "0.6", "60", "95")):
        write(office, f"{lasting(office, f'projects[0].indicators[{place}]')}.actual", actual)
    write(office, "policy", "to-output")
    write(office, "problems", "项目进度前松后紧。")
    write(office, "measures", "年初排出用款计划。")
    write(office, "sign.date", f"{YEAR + 1}-03-20")
