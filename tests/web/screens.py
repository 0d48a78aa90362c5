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
    # The way of the other samples' self-evaluations: before the head, accepted, returned and handed in again.
    ("handover-before-head", "nansha-fz", "/{asked}/handover/1/"),
    ("handover-accepted", "lusong", "/{accepted}/handover/1/"),
    ("handover-accepted-finance", "czsh", "/{accepted}/handover/1/"),
    ("handover-returned", "changning", "/{again}/handover/1/"),
    ("handover-again", "changning", "/{again}/handover/"),
    ("handover-submission", "changning", "/{again}/handover/2/"),
    ("handover-changes", "czsh", "/{again}/handover/2/changes/"),
    ("handover-review", "czsh", "/{again}/handover/2/review/"),
    ("handover-queue-waiting", "czsh", "/handover/"),
    ("evaluation-begun", "wangcheng", "/{begun}/evaluation/"),
    ("workbench-section", "ebian-ws", "/{department}/{year}/"),
    ("requests-section", "ebian-ws", "/{department}/{year}/requests/"),
)
# The samples in the order of samples/demo/people.yaml, by what became of their self-evaluations.
_WAYS = {"begun": "望城政协办", "asked": "南沙政协办", "accepted": "芦淞政协", "again": "常宁政协办"}
_HALF_SECONDS = 1200  # the samples are loaded before the first answer, which takes a busy machine minutes
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
    for _ in range(_HALF_SECONDS):
        if server.poll() is not None:
            raise SystemExit(f"jiheng serve ended with {server.returncode}")
        try:
            with urlopen(address, timeout=5):  # noqa: S310  our own server
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"jiheng serve did not answer within {_HALF_SECONDS // 120} minutes")


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
    from jiheng.apps.tokens.services import issue_token
    from jiheng.apps.webhooks.choices import TOLD
    from jiheng.apps.webhooks.services import probe, register

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
    _, _secret = issue_token(actor=clerk, name="结算中心每日推送支付", scopes=["budget:write"], days=180, only=[department.pk])
    hook, _secret = register(actor=clerk, address="https://oa.example/jiheng", events=list(TOLD)[:3], department=department)
    probe(actor=clerk, hook=hook)
    _hand_in_again()
    for label, columns in (
        ("lawbooks.PackChoice", {"pack": "national/2020"}),
        ("lawbooks.LocalValue", {"parameter": "behind.red", "value": 20}),
    ):
        apps.get_model(label).objects.create(
            department=department, year=YEAR, document="财绩〔2023〕7号", reason="市财政统一口径", asked_by=clerk, **columns
        )


def _hand_in_again() -> None:
    """The self-evaluation that finance returned, answered, mended in one place and before finance once more."""
    from django.apps import apps
    from django.db import transaction

    from jiheng.apps.evaluation.selectors.cases import entries_of
    from jiheng.apps.evaluation.services import handover
    from jiheng.apps.evaluation.services.entries import write_entry
    from jiheng.site.demo.handover import signed_version

    users = apps.get_model("accounts.User").objects
    clerk, head = users.get(username="changning"), users.get(username="changning-fz")
    evaluation = apps.get_model("evaluation.SelfEvaluation").objects.get(department__short_name=_WAYS["again"])
    returned = apps.get_model("evaluation.Submission").objects.get(evaluation=evaluation)
    for one in returned.opinions.all():
        handover.answer_opinion(actor=clerk, submission=returned, number=one.pk, answer="已核对台账，半年监控时漏计6月办结的一件，完成值不变。")
    old = entries_of(evaluation)["problems"]
    write_entry(actor=clerk, evaluation=evaluation, path="problems", text=f"{old.text}\n年中监控的台账登记不够及时", version=old.version)
    row = handover.send(actor=clerk, evaluation=evaluation, words="已按财政意见核对并补充。")
    row = handover.approve(actor=head, submission=row, opinion="同意报送")
    with transaction.atomic():  # the comparison is made here, not by the worker beside
        row = signed_version(clerk, row)
    handover.submit(actor=clerk, submission=row)


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
    found = apps.get_model("evaluation.SelfEvaluation").objects.values_list("department__short_name", "department", "year")
    years = {short: f"{number}/{year}" for short, number, year in found}
    ways = {way: years[short] for way, short in _WAYS.items()}
    for name, who, path in MORE:
        yield Screen(name, who, path.format(department=department.pk, year=YEAR, next=YEAR + 1, **ways))
