"""The sample departments with at least one row of everything in one department's year, and anybody signed in."""

from __future__ import annotations

from decimal import Decimal

from django.apps import apps
from django.test import Client

from jiheng.apps.accounts.access import standing
from jiheng.apps.evaluation.services import requests as services
from jiheng.apps.evaluation.services.checkups import hand_in
from jiheng.apps.evaluation.services.entries import open_evaluation
from jiheng.apps.factstore.posted import Posted
from jiheng.apps.factstore.services import replace_posting
from jiheng.apps.jobs.services import beat, start_job
from jiheng.apps.library.services import keep_file
from jiheng.apps.shared.money import money_figure
from jiheng.site.demo.loading import load
from tests.apps.doors import keep_doors
from tests.apps.handed import keep_version
from tests.apps.monitored import keep_monitoring
from tests.apps.remembered import remembered

YEAR = 2023


def keep_samples():
    """The department whose year holds it all; what only its pages may show is named 只有本单位看得到."""
    remembered("samples with everything", _samples)
    beat("worker")
    return _department()


def _department():
    return apps.get_model("accounts.Department").objects.get(short_name="峨边政协办")


def _samples() -> None:
    list(load())
    department = _department()
    figure = money_figure(Decimal("9876543210.12"))
    replace_posting(department=department, year=YEAR, source="probe", facts=[Posted("probe", "只有本单位看得到的数", figure, "budget", (1,))])
    clerk = apps.get_model("accounts.User").objects.get(username="ebian")
    keep_file(actor=clerk, department=department, name="批复.txt", data="只有本单位看得到的文件".encode())
    hand_in(actor=clerk, department=department, year=YEAR, name="只有本单位看得到的报告.txt", data="2023年支出合计9876543.21万元。".encode())
    keep_monitoring(department, YEAR)
    evaluation = open_evaluation(actor=clerk, department=department, year=YEAR)
    section = department.children.filter(kind="section").first()
    services.ask(standing=standing(clerk, department.pk), evaluation=evaluation, wishes=[("problems", section.pk)], words="只有本单位看得到")
    keep_version(evaluation, clerk)
    keep_doors(clerk, department)
    start_job(actor=clerk, kind="prove_changes", department=department, year=YEAR, about="只有本单位看得到")


def sign_in(who: str | None) -> Client:
    client = Client(raise_request_exception=True)
    if who:
        client.force_login(apps.get_model("accounts.User").objects.get(username=who), "django.contrib.auth.backends.ModelBackend")
    return client
