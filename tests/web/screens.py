"""Every screen of the running samples, for whoever takes pictures of them: name, the role that opens it, address."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import django

YEAR, DEPARTMENT = 2023, "峨边政协办"
CLERK, HEAD, FINANCE, KEEPER = "ebian", "ebian-fz", "czsc", "admin"
# Who is asked first; the first who is shown a page is the one whose page it is.
ROLES = (CLERK, HEAD, FINANCE, KEEPER)
EVALUATION = ("unit", "money", "management", "counts", "words", "sign", "project-1")
# Pages that look different to somebody else, pages without anything on them yet, and what goes wrong.
MORE = (
    ("sign-in", "", "/sign-in/"),
    ("not-found", CLERK, "/nowhere/"),
    ("search-found", CLERK, "/search/?q=提案"),
    ("search-nothing", CLERK, "/search/?q=没有这个词"),
    *((f"evaluation-area-{area}", CLERK, f"/{{department}}/{{year}}/evaluation/areas/{area}/") for area in EVALUATION),
    ("last_year-chosen", CLERK, "/{department}/{year}/last-year/"),
    ("workbench-head", HEAD, "/{department}/{year}/"),
    ("evaluation-head", HEAD, "/{department}/{year}/evaluation/"),
    ("evaluation-finance", FINANCE, "/{department}/{year}/evaluation/"),
    ("empty-evaluation", CLERK, "/{department}/{next}/evaluation/"),
    ("empty-last-year", CLERK, "/{department}/{next}/last-year/"),
    ("empty-requests", CLERK, "/{department}/{next}/requests/"),
    ("empty-year", CLERK, "/{department}/{next}/"),
    ("empty-budget", CLERK, "/{department}/{next}/budget/"),
    ("empty-lines", CLERK, "/{department}/{next}/budget/lines/"),
    ("empty-targets", CLERK, "/{department}/{next}/targets/"),
    ("empty-monitoring", CLERK, "/{department}/{next}/monitoring/"),
    ("empty-checkup", CLERK, "/{department}/{next}/checkup/"),
)
_REPORT = """部门整体支出绩效自评报告

一、部门概况
本单位内设机构4个，在职人员21人。
二、收支情况
本年支出合计812.40万元，其中：基本支出604.15万元，项目支出198.25万元。
本年预算执行率96.5%，其中项目支出占支出合计的24.4%。
三、绩效目标完成情况
全年办理提案118件，办结118件，办结率100%。
四、存在的问题
个别项目启动较晚，第四季度支出占全年的比重偏高。
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture's name, who opens it ("" is nobody), and where."""

    name: str
    who: str
    path: str


@contextmanager
def running(data: Path) -> Iterator[str]:
    """The application as `jiheng serve --demo` starts it, over samples of its own in `data`; its address."""
    os.environ.update(JIHENG_DATA=str(data), DJANGO_SETTINGS_MODULE="jiheng.site.settings.base", DJANGO_ALLOW_ASYNC_UNSAFE="1")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("jiheng")), "serve", "--demo", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in/", server)
        django.setup()
        _add_what_samples_lack()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise SystemExit(f"jiheng serve ended with {server.returncode}")
        try:
            with urlopen(address, timeout=5):  # noqa: S310  our own server
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("jiheng serve did not answer within two minutes")


def _add_what_samples_lack() -> None:
    from django.apps import apps

    from jiheng.apps.accounts.access import people, standing
    from jiheng.apps.accounts.choices import Right
    from jiheng.apps.evaluation.services.beginning import begin_from
    from jiheng.apps.evaluation.services.checkups import hand_in
    from jiheng.apps.evaluation.services.entries import open_evaluation
    from jiheng.apps.evaluation.services.requests import ask
    from jiheng.apps.jobs.services import start_job
    from jiheng.apps.library.services import keep_file
    from jiheng.apps.notices.choices import NoticeKind
    from jiheng.apps.notices.services import notify

    department = apps.get_model("accounts.Department").objects.get(short_name=DEPARTMENT)
    clerk = apps.get_model("accounts.User").objects.get(username=CLERK)
    keep_file(actor=clerk, department=department, name="年初预算批复.txt", data="年初预算批复".encode())
    hand_in(actor=clerk, department=department, year=YEAR, name="整体支出绩效自评报告（初稿）.txt", data=_REPORT.encode())
    hand_in(
        actor=clerk, department=department, year=YEAR, name="整体支出绩效自评报告（二稿）.txt", data=_REPORT.replace("198.25", "208.25").encode(),
        paper=apps.get_model("evaluation.Paper").objects.first(),
    )  # fmt: skip
    start_job(actor=clerk, kind="prove_changes", department=department, year=YEAR, about="变更记录")
    section = apps.get_model("accounts.Department").objects.filter(parent=department).first()
    case = open_evaluation(actor=clerk, department=department, year=YEAR)
    begin_from(actor=clerk, evaluation=case, name="2022年度整体支出绩效自评报告.txt", data=_REPORT.encode())
    ask(standing=standing(clerk, department.pk), evaluation=case, wishes=[("problems", section.pk)], words="写三条以内，附数据")
    notify(users=people(department, Right.RECORD), kind=NoticeKind.DUE, key="screens", title="请填报1—9月指标进度", department=department, year=YEAR)
    for label, columns in (
        ("lawbooks.PackChoice", {"pack": "national/2020"}),
        ("lawbooks.LocalValue", {"parameter": "behind.red", "value": 20}),
    ):
        apps.get_model(label).objects.create(
            department=department, year=YEAR, document="财绩〔2023〕7号", reason="市财政统一口径", asked_by=clerk, **columns
        )


def screens() -> Iterator[Screen]:
    """Every address that answers with a page, by the first role that is shown it, then MORE."""
    from django.apps import apps
    from django.test import Client
    from django.urls import get_resolver

    from tests.web.addresses import _named, address

    department = apps.get_model("accounts.Department").objects.get(short_name=DEPARTMENT)
    users = apps.get_model("accounts.User").objects
    clients = {}
    for who in ROLES:
        clients[who] = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
        clients[who].force_login(users.get(username=who), "django.contrib.auth.backends.ModelBackend")
    for name, arguments in sorted(set(_named(get_resolver(), ""))):
        try:
            path = address(name, arguments, department, YEAR).path
        except AssertionError as missing:
            sys.stderr.write(f"{name}: {missing}\n")
            continue
        if path is None or name in ("session:sign_in", "session:sign_out", "workbench:search"):
            continue
        for who, client in clients.items():
            answer = client.get(path)
            whole = b"<html" in answer.content[:200] if not answer.streaming else False
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and whole:
                yield Screen(name.replace(":", "-"), who, path)
                break
    for name, who, path in MORE:
        yield Screen(name, who, path.format(department=department.pk, year=YEAR, next=YEAR + 1))
