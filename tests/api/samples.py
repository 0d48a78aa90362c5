"""One department's year with a row of everything that the API can name, and people in and outside of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.apps import apps
from django.utils import timezone

from jiheng.apps.accounts import services as accounts
from jiheng.apps.accounts.choices import Role
from jiheng.apps.budget.services import books
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.services.proving import attach_evidence
from jiheng.core.figures.printed import read_figure
from tests.apps.handed import keep_package, keep_version
from tests.apps.offices import TESTER

YEAR = 2023
ROWS = {
    "projects": {"name": "只有本单位看得到的项目"},
    "income": {
        "source": "other",
        "stage": "received",
        "dated": date(YEAR, 5, 6),
        "document": "只有本单位看得到",
        "amount": read_figure("12345.67元"),
    },
    "balances": {"kind": "other"},
    "staff": {"kind": "other", "actual": 3},
    "counts": {"kind": "abroad_groups", "quantity": 1},
    "purchases": {"name": "只有本单位看得到的采购", "kind": "goods", "way": "open"},
    "assets": {"kind": "relics"},
    "buildings": {"name": "只有本单位看得到的楼", "document": "只有本单位看得到", "approved_area": Decimal(10), "planned": read_figure("1元")},
}


def complete(department) -> None:
    """Make the rows that the samples do not have."""
    clerk = apps.get_model("accounts.User").objects.get(username="ebian")
    for book, columns in ROWS.items():
        model = apps.get_model("budget", {"projects": "Project", "income": "IncomeEntry", "balances": "Balance", "staff": "StaffPost",
                                          "counts": "OperatingCount", "purchases": "Purchase", "assets": "Asset", "buildings": "Building"}[book])  # fmt: skip
        if not model.objects.filter(department=department, year=YEAR).exists():
            books.add_row(actor=clerk, book=book, department=department, year=YEAR, **columns)
    table = apps.get_model("targets.TargetTable").objects.filter(department=department, year=YEAR).first()
    review = apps.get_model("targets.Review").objects.create(
        table=table, reviewer=clerk, at=timezone.now(), pack="national/2020", opinion="只有本单位看得到"
    )
    apps.get_model("targets.Opinion").objects.create(
        review=review, indicator=table.indicators.first(), name="只有本单位看得到", text="只有本单位看得到"
    )
    evaluation = complete_evaluation(department, clerk)
    keep_version(evaluation, clerk, number=2)
    keep_package(evaluation, clerk)


def complete_evaluation(department, clerk):
    """The self-evaluation of the year with evidence at an indicator."""
    evaluation = apps.get_model("evaluation.SelfEvaluation").objects.get(department=department, year=YEAR)
    sheet = compile_case(evaluation).sheet
    path = f"{sheet.lasting('indicators[0]')}.evidence"
    attach_evidence(actor=clerk, evaluation=evaluation, path=path, name="只有本单位看得到.txt", data="只有本单位看得到的佐证".encode())
    return evaluation


def one_for_all(department):
    """A user who has every role there is, so that each operation reaches its service."""
    user = apps.get_model("accounts.User").objects.get(username="ebian")
    bureau = accounts.add_department(
        actor=TESTER, kind="finance", name="只为测试的财政局", short_name="测财", region_code=department.region_code, region_name=department.region_name
    )  # fmt: skip
    for home, role in ((department, Role.HEAD), (bureau, Role.FINANCE), (bureau, Role.ADMIN)):
        accounts.grant(actor=TESTER, user=user, department=home, role=role)
    return user
