"""Reports handed in are checked; answers stay with the findings; versions are compared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.evaluation import background
from jiheng.apps.evaluation.choices import CHECK_UP
from jiheng.apps.evaluation.models import CheckUp
from jiheng.apps.evaluation.selectors.checkups import answers_to, earlier, job_of, papers_of
from jiheng.apps.evaluation.services import checkups as services
from jiheng.apps.jobs.models import Job
from jiheng.apps.jobs.services import cancel_job, retry_job
from jiheng.core.casefile.compare import compare
from jiheng.core.errors import JihengError
from tests.apps.own_site import own_site

FIRST = "某馆2024年度部门整体支出绩效自评报告\n\n2024年支出合计350.25万元，其中基本支出210.05万元，项目支出140.30万元。\n年初预算355万元，全年预算360万元。\n"
MENDED = FIRST.replace("140.30", "140.20")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hand_in(office, django_capture_on_commit_callbacks):
    def give(text: str = FIRST, name: str = "自评报告.txt", paper=None) -> CheckUp:
        with django_capture_on_commit_callbacks(execute=True):
            made = services.hand_in(actor=office.clerk, department=office.department, year=2024, name=name, data=text.encode(), paper=paper)
        made.refresh_from_db()
        return made

    return give


def test_a_report_is_checked_and_its_wrong_sum_found(hand_in):
    made = hand_in()
    assert (made.state, made.version, made.counts["error"]) == ("done", 1, 1)
    assert "350.25" in made.result["findings"][0]["message"]


def test_a_file_that_cannot_be_read_is_a_result_not_a_crash(hand_in):
    made = hand_in("%PDF-1.7 broken", "坏.pdf")
    assert made.state == "failed"
    assert made.trouble.startswith("[JH-F-")


def test_an_answer_stays_with_the_finding_over_versions(hand_in, office):
    first = hand_in(FIRST.replace("全年预算360万元", "全年预算360万元，执行率93.29%"))
    wrong = {one["code"]: one["fingerprint"] for one in first.result["findings"]}
    key = next(iter(wrong.values()))
    services.answer(actor=office.clerk, checkup=first, fingerprint=key, kind="explain", words="口径不同")
    again = hand_in(FIRST.replace("全年预算360万元", "全年预算360.00万元，执行率93.29%"), paper=first.paper)
    assert (again.version, earlier(again)) == (2, first)
    assert key in {one["fingerprint"] for one in again.result["findings"]}
    assert answers_to(again.paper)[key].words == "口径不同"


def test_versions_are_compared_by_findings_and_figures(hand_in):
    first = hand_in()
    second = hand_in(MENDED, paper=first.paper)
    told = compare(first.result, second.result)
    assert ([one["code"] for one in told.mended], told.left, told.new) == ([first.result["findings"][0]["code"]], (), ())
    assert [(one.before, one.after) for one in told.figures] == [("140.30万元", "140.20万元")]


@pytest.mark.parametrize(("kind", "words", "said"), [("explain", " ", "理由"), ("not_applicable", "", "理由"), ("maybe", "x", "选择")])
def test_an_answer_without_its_reason_is_refused(hand_in, office, kind, words, said):
    made = hand_in()
    with pytest.raises(ValidationError, match=said):
        services.answer(actor=office.clerk, checkup=made, fingerprint=made.result["findings"][0]["fingerprint"], kind=kind, words=words)


def test_a_finding_of_another_report_cannot_be_answered(hand_in, office):
    with pytest.raises(ValidationError, match="刷新"):
        services.answer(actor=office.clerk, checkup=hand_in(MENDED), fingerprint="0" * 16, kind="agree")


def test_the_list_shows_each_paper_once_with_its_newest_version(hand_in, office, django_assert_num_queries):
    first = hand_in()
    hand_in(MENDED, paper=first.paper)
    hand_in(MENDED, "另一份.txt")
    with django_assert_num_queries(1):
        listed = [(paper.title, paper.version, paper.counts["error"]) for paper in papers_of(office.department, 2024)]
    assert listed == [("另一份", 1, 0), ("自评报告", 2, 0)]


def test_a_check_up_is_a_job_that_tells_how_it_went(hand_in, office):
    made = hand_in()
    job = job_of(made)
    assert (job.state, job.title, job.message, job.user) == ("done", "报告体检：自评报告.txt", "错误1处，警告0处", office.clerk)
    assert job_of(hand_in("%PDF-1.7 broken", "坏.pdf")).message.startswith("[JH-F-")


def test_a_check_up_that_was_cancelled_says_so_and_is_taken_up_again(hand_in, office, monkeypatch):
    def cancelled(*_):
        job = Job.objects.get(kind=CHECK_UP)
        cancel_job(actor=office.clerk, job=job)
        raise JihengError("JH-F-000", "停下来了")

    with monkeypatch.context() as broken:
        broken.setattr(background, "audited", cancelled)
        made = hand_in()
    assert (made.state, made.trouble, job_of(made).state) == ("failed", "核对已取消", "cancelled")
    retry_job(actor=office.clerk, job=job_of(made))
    made.refresh_from_db()
    assert (made.state, made.trouble, made.counts["error"], job_of(made).tries) == ("done", "", 1, 2)


# A site of its own beside the tests', whose worker is killed while it audits.

_SITE = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from jiheng.apps.accounts.services import add_department, add_user
from jiheng.apps.evaluation import background
from jiheng.apps.evaluation import background
from jiheng.apps.evaluation.models import CheckUp
from jiheng.apps.evaluation.services.checkups import hand_in
from jiheng.apps.shared.changes import Program

if sys.argv[1] == "die":
    background.audited = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    call_command("migrate", verbosity=0)
    user = add_user(actor=Program("测试"), username="u", name="某人")[0]
    department = add_department(actor=Program("测试"), kind="department", name="某馆", short_name="某馆", region_code="430999", region_name="某省")
    hand_in(actor=user, department=department, year=2024, name="a.txt", data="2024年支出合计31.20万元，其中基本支出11.10万元，项目支出10.10万元。".encode())
    call_command("jobs_worker", name="the-one", interval=0.1)
else:
    from jiheng.apps.jobs import services
    before = CheckUp.objects.get()
    services.take_up_left(gone={"the-one"})
    call_command("db_worker", worker_id="the-one", batch=True, startup_delay=False, reload=False, verbosity=0)
    after = CheckUp.objects.get()
    print(before.state, after.state, after.counts["error"])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_check_up_whose_worker_was_killed_is_taken_up(tmp_path):
    environment = own_site(tmp_path, "killed_checkup")
    died, went_on = (
        subprocess.run([sys.executable, "-c", _SITE, what], env=environment, capture_output=True, text=True, check=False) for what in ("die", "go on")
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert went_on.stdout.split() == ["waiting", "done", "1"], went_on.stderr
