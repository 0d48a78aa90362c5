"""A self-evaluation that is whole for tests of the hand-over: books, approved targets, actuals, signature."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.utils import timezone

from jiheng.apps.budget.services import books, lines
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.finished import PROGRAM, zipped
from jiheng.apps.evaluation.models import MadePackage, Submission, SubmissionOpinion
from jiheng.apps.evaluation.services import handover
from jiheng.apps.evaluation.services.entries import open_evaluation, write_entry
from jiheng.apps.evaluation.services.packages import finish_package
from jiheng.core.casefile.version_code import version_code
from jiheng.core.figures.printed import read_figure
from tests.apps.tables import ROWS, approve, make_table

YEAR = 2031
ACTUALS = ("1200", "3", "0.6", "60", "95")
PROJECT = "库房改造"


def wan(text: str):
    return read_figure(f"{text}万元")


def make_evaluation(office, year: int = YEAR, project: str = PROJECT):
    """`office.evaluation`, ready to be sent."""
    where = {"actor": office.clerk, "department": office.department, "year": year}
    row = books.add_row(book="projects", name=project, **where)
    wages = lines.add_line(function="2010201", economic="30101", opening=wan("100.5"), **where)
    supplies = lines.add_line(function="2010201", economic="30201", opening=wan("20"), **where)
    works = lines.add_line(function="2010204", economic="30227", project=row, opening=wan("30"), **where)
    for line, amount in ((wages, "100.5"), (supplies, "20"), (works, "30")):
        pay(office, line, amount, year)
    office.lines = {"wages": wages, "supplies": supplies, "works": works}
    approve(office, make_table(office, year), date(year, 2, 1))
    approve(office, make_table(office, year, project, ROWS), date(year, 2, 1))
    office.evaluation = open_evaluation(actor=office.clerk, department=office.department, year=year)
    compiled = compile_case(office.evaluation)
    for head in ("indicators", "projects[0].indicators"):
        for place, actual in enumerate(ACTUALS):
            write(office, f"{compiled.lasting(f'{head}[{place}]')}.actual", actual)
    write(office, "problems", "库房较小，部分档案分处存放")
    write(office, "sign.date", f"{year + 1}-03-20")
    return office


def pay(office, line, amount: str, year: int = YEAR):
    lines.add_payment(
        actor=office.clerk, line=line, amount=wan(amount), paid_on=date(year, 11, 5), voucher=f"记-{line.pk}-{amount}", summary="付", approver="王五"
    )


def write(office, path: str, text: str, version: int = 0):
    return write_entry(actor=office.clerk, evaluation=office.evaluation, path=path, text=text, version=version)


def sent(office, words: str = "请审"):
    return handover.send(actor=office.clerk, evaluation=office.evaluation, words=words)


def approved(office):
    return handover.approve(actor=office.head, submission=sent(office), opinion="同意报送")


def keep_version(evaluation, actor, state: str = "with_finance", number: int = 1):
    """A version as it stands, whether it is whole or not, with one opinion; for walks over addresses and long lists."""
    compiled = compile_case(evaluation)
    digest = sha256(compiled.text).hexdigest()
    department = evaluation.department
    row = Submission.objects.create(
        evaluation=evaluation, number=number, code=version_code(evaluation.year, department.code or department.region_code, number, digest + str(evaluation.pk)),
        case=compiled.text.decode(), sha256=digest, pack=compiled.pack, keys=dict(compiled.sheet.keys), total="98", grade="优",
        findings={"error": 0, "warning": 0, "hint": 0}, state=state, sent_by=actor, submitted_at=timezone.now(),
    )  # fmt: skip
    SubmissionOpinion.objects.create(submission=row, title="总体", text="只有本单位看得到")
    return row


def keep_package(evaluation, actor) -> MadePackage:
    """A package with one file, whatever the case is; for walks over addresses."""
    files = {"自评报告.docx": "只有本单位看得到".encode()}
    row = MadePackage(evaluation=evaluation, name="案卷.yaml", case="", sha256="0" * 64, program=PROGRAM, asked_by_id=actor.pk)
    finish_package(made=row, files=[[name, len(data)] for name, data in files.items()], archive=zipped(files))
    return row
