"""Background work: done in steps, cancelled between them, retried, and taken up where a killed worker stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404

from jiheng.apps.jobs import kinds, services
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.kinds import JobKind, Step
from jiheng.apps.jobs.models import Job
from jiheng.apps.jobs.selectors import own_job, visible_job, visible_jobs
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.models import ChangeEntry
from tests.apps.own_site import own_site


@pytest.fixture
def counting(monkeypatch):
    """A kind that counts to five; what it did is written down, and `fail_at` makes one step fail."""
    did, wishes = [], {"fail_at": None, "before": None}

    def step(job: Job) -> Step:
        number = job.checkpoint.get("number", 0) + 1
        if wishes["before"]:
            wishes["before"](job, number)
        if number == wishes["fail_at"]:
            raise ValidationError("第三行的金额不是数字")
        did.append(number)
        return Step(number, 5, f"做完{number}", {"number": number}, is_last=number == 5, result={"sum": sum(did)})

    monkeypatch.setattr(kinds, "kinds", lambda: {"count": JobKind("count", "数到五", step)})
    monkeypatch.setattr(services, "kinds", kinds.kinds)
    return did, wishes


def test_a_job_runs_in_steps_to_its_result(office, counting):
    job = services.start_job(actor=office.clerk, kind="count", department=office.department, about="试")
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result, job.title) == (JobState.DONE, 5, 5, {"sum": 15}, "数到五：试")
    assert history(job).first().user_name == "a-clerk"


def test_a_failed_job_says_why_and_goes_on_from_its_checkpoint(office, counting):
    did, wishes = counting
    wishes["fail_at"] = 3
    job = services.start_job(actor=office.clerk, kind="count")
    job.refresh_from_db()
    assert (job.state, job.done, job.message) == (JobState.FAILED, 2, "第三行的金额不是数字")
    wishes["fail_at"] = None
    services.retry_job(actor=office.clerk, job=job)
    job.refresh_from_db()
    assert (job.state, did, job.tries) == (JobState.DONE, [1, 2, 3, 4, 5], 2)


def test_what_is_wrong_in_the_program_is_not_shown_to_the_user(office, counting):
    def crash(*_):
        raise ZeroDivisionError("division by zero")

    counting[1]["before"] = crash
    job = services.start_job(actor=office.clerk, kind="count")
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "ZeroDivisionError" in job.message
    assert "division by zero" not in job.message


def test_a_job_stops_between_two_steps_when_asked(office, counting):
    did, wishes = counting

    def ask(job, number):
        if number == 3:
            services.cancel_job(actor=office.clerk, job=job)
            job.refresh_from_db()

    wishes["before"] = ask
    job = services.start_job(actor=office.clerk, kind="count")
    job.refresh_from_db()
    assert (job.state, did) == (JobState.CANCELLED, [1, 2, 3])
    wishes["before"] = None
    services.retry_job(actor=office.clerk, job=job)
    assert did == [1, 2, 3, 4, 5]


def test_an_ended_job_is_not_run_again(office, counting):
    job = services.start_job(actor=office.clerk, kind="count")
    services.run_job(job.pk)
    services.retry_job(actor=office.clerk, job=job)
    assert counting[0] == [1, 2, 3, 4, 5]


def test_jobs_are_seen_by_those_whose_they_are(office, other, counting):
    job = services.start_job(actor=office.clerk, kind="count", department=office.department)
    assert visible_job(office.finance, job.pk) == job
    for stranger in (other.clerk, other.finance, other.admin):
        assert list(visible_jobs(stranger)) == []
        with pytest.raises(Http404):
            visible_job(stranger, job.pk)


def test_proving_the_log_finds_the_altered_row(office):
    job = services.start_job(actor=office.admin, kind="prove_changes")
    job.refresh_from_db()
    assert "全部相符" in job.message
    row = ChangeEntry.objects.order_by("id")[2]
    ChangeEntry.objects.filter(pk=row.pk).update(reason="改过")
    job = services.start_job(actor=office.admin, kind="prove_changes")
    job.refresh_from_db()
    assert job.result["broken"] == [row.pk]


# A site of its own beside the tests', whose worker is killed in the middle of a step: after its writes, before they are committed.

# The log before the proof: one row for each person, one for the job that is proved here; then one for each daily kind that the worker starts.
ROWS_BEFORE, DAILY = 41, sum(kind.daily for kind in kinds.kinds().values())
_SITE = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from jiheng.apps.accounts.services import add_user
from jiheng.apps.jobs import background, kinds, services
from jiheng.apps.jobs.models import Job
from jiheng.apps.shared.changes import Program

background.ROWS = 10
prove = background.prove_changes
def mortal(job):
    step = prove(job)
    if sys.argv[1] == "die" and step.done >= 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return step
background.KINDS = (kinds.JobKind("prove_changes", "核验", mortal),)
if sys.argv[1] == "die":
    call_command("migrate", verbosity=0)
    people = [add_user(actor=Program("测试"), username=f"u{n}", name="某人")[0] for n in range(40)]
    services.start_job(actor=people[0], kind="prove_changes")
    call_command("jobs_worker", name="the-one", interval=0.1)
else:
    before = Job.objects.get(kind="prove_changes")
    services.take_up_left(gone={"the-one"})
    call_command("db_worker", worker_id="the-one", batch=True, startup_delay=False, reload=False, verbosity=0)
    after = Job.objects.get(kind="prove_changes")
    print(before.state, before.done, after.state, after.result["rows"], len(after.result["broken"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_job_whose_worker_was_killed_goes_on_where_it_stopped(tmp_path):
    environment = own_site(tmp_path, "killed_job")
    died, went_on = (
        subprocess.run([sys.executable, "-c", _SITE, what], env=environment, capture_output=True, text=True, check=False) for what in ("die", "go on")
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    # The step that was killed is rolled back, then done once: doing it twice would count its rows twice, leaving it out break the chain.
    assert went_on.stdout.split() == ["running", "10", "done", str(ROWS_BEFORE + DAILY), "0"], went_on.stderr


def test_what_is_long_is_done_outside_the_transaction(office, monkeypatch):
    told = []

    def step(job: Job) -> Step:
        told.append("step")
        return Step(1, 1, is_last=True)

    kind = JobKind("long", "费时的", step, ahead=lambda job: told.append((job.state, len(connection.savepoint_ids))))
    monkeypatch.setattr(services, "kinds", lambda: {"long": kind})
    depth = len(connection.savepoint_ids)
    services.start_job(actor=office.clerk, kind="long")
    # start_job itself is one savepoint, in which the tests' queue runs the job at once; the step's would be another.
    assert told == [(JobState.RUNNING, depth + 1), "step"]


def test_only_who_keeps_the_books_stops_a_job_of_them(office, counting):
    job = services.start_job(actor=office.clerk, kind="count", department=office.department)
    assert own_job(office.clerk, job.pk) == job
    for one in (office.finance, office.auditor, office.head):
        assert visible_job(one, job.pk) == job
        with pytest.raises(Http404):
            own_job(one, job.pk)


def test_a_daily_job_is_started_once_a_day(office, counting, monkeypatch):
    done = []
    daily = JobKind("daily", "每日的", lambda job: done.append(job.given["day"]) or Step(1, 1, is_last=True), daily=True)
    monkeypatch.setattr(services, "kinds", lambda: {"daily": daily})
    for day in (20, 20, 21, 21, 20):
        services.start_daily(day=date(2026, 11, day))
    assert done == ["2026-11-20", "2026-11-21"]
    job = Job.objects.get(given__day="2026-11-21")
    assert (job.user, job.title, visible_job(office.admin, job.pk)) == (None, "每日的：2026-11-21", job)
