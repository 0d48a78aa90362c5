"""Writes of background work: ask for a job, run it step by step, cancel it, take up what a dead worker left."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.jobs.choices import OPEN, JobState
from jiheng.apps.jobs.kinds import kinds
from jiheng.apps.jobs.models import DailyRun, Job, WorkerBeat
from jiheng.apps.shared.changes import Program, record
from jiheng.core.errors import JihengError

SILENT = timedelta(seconds=60)
_log = logging.getLogger(__name__)


@transaction.atomic
def start_job(
    *,
    actor: User | Program,
    kind: str,
    department: Department | None = None,
    year: int | None = None,
    given: Mapping[str, Any] | None = None,
    about: str = "",
) -> Job:
    """Ask for a job; it is in the queue as soon as this transaction is committed.

    Raises: KeyError for an unknown kind.
    """
    title = f"{kinds()[kind].title}{f'：{about}' if about else ''}"[:120]
    job = Job.objects.create(
        kind=kind, title=title, user=actor if isinstance(actor, User) else None, department=department, year=year, given=dict(given or {})
    )
    record(actor=actor, action="发起后台任务", thing=job, after={"title": title, "given": job.given})
    _enqueue(job)
    return job


@transaction.atomic
def cancel_job(*, actor: User, job: Job) -> Job:
    """Ask a job to stop; it does so between two steps, at once when none has begun."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state in OPEN and not job.cancel_asked:
        job.cancel_asked = True
        job.save(update_fields=["cancel_asked"])
        record(actor=actor, action="取消后台任务", thing=job, after={"title": job.title})
        if job.state == JobState.WAITING:
            _stop(job, JobState.CANCELLED, "未开始即取消")
    return job


@transaction.atomic
def retry_job(*, actor: User, job: Job) -> Job:
    """Take up a failed or cancelled job where it stopped."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state in (JobState.FAILED, JobState.CANCELLED):
        job.state, job.cancel_asked, job.ended_at, job.tries = JobState.WAITING, False, None, job.tries + 1
        job.message = "从断点继续" if job.checkpoint else ""
        job.save()
        _moved(job)
        record(actor=actor, action="重试后台任务", thing=job, after={"title": job.title, "tries": job.tries})
        _enqueue(job)
    return job


def run_job(number: int) -> None:
    """Carry a job on until it ends; each step and its checkpoint are committed together, so none is done twice or half."""
    while True:
        try:
            _ahead(number)
            with transaction.atomic():
                job = _begin(number)
                goes_on = job is not None and _one_step(job)
        except Exception as trouble:  # noqa: BLE001  whatever a kind's step raises ends its own job only, and is logged whole
            _log.exception("job %s", number)
            with transaction.atomic():
                _stop(Job.objects.select_for_update().get(pk=number), JobState.FAILED, _said(trouble))
            return
        if not goes_on:
            return


def tell_progress(job: Job, *, done: int, total: int, message: str) -> None:
    """How far a job is that works ahead of its step, at once for all to see."""
    Job.objects.filter(pk=job.pk).update(done=done, total=total, message=message[:300])


def take_up_left(*, gone: Collection[str] = ()) -> int:
    """Put jobs back into the queue whose worker is gone: one of `gone`, or one that gave no sign of life lately."""
    alive = set(WorkerBeat.objects.filter(at__gte=timezone.now() - SILENT).values_list("name", flat=True)) - set(gone)
    taken = 0
    with transaction.atomic():
        for job in Job.objects.select_for_update().filter(state__in=OPEN).exclude(task=""):
            task = DBTaskResult.objects.filter(pk=job.task).first()
            if task is None or not task.worker_ids or task.worker_ids[-1] in alive:
                continue
            task.delete()
            job.state, job.message = JobState.WAITING, "上次运行中断，从断点继续"
            job.save(update_fields=["state", "message"])
            _enqueue(job)
            taken += 1
    return taken


@transaction.atomic
def start_daily(*, day: date | None = None) -> list[Job]:
    """Start each daily kind that was not started today; however many workers ask, and however often they restart, once a day."""
    today = day or timezone.localdate()
    started = []
    for kind in kinds().values():
        if not kind.daily:
            continue
        run, _ = DailyRun.objects.select_for_update().get_or_create(kind=kind.id)
        if run.day is None or run.day < today:
            run.day = today
            run.save()
            started.append(start_job(actor=Program(), kind=kind.id, given={"day": today.isoformat()}, about=today.isoformat()))
    return started


def beat(name: str) -> None:
    """A worker's sign of life."""
    WorkerBeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def _ahead(number: int) -> None:
    """What the kind does outside the step's transaction, so that nobody who writes waits for it."""
    ahead = kinds()[Job.objects.values_list("kind", flat=True).get(pk=number)].ahead
    if ahead is None:
        return
    with transaction.atomic():
        job = _begin(number)
    if job is not None:
        ahead(job)


def _begin(number: int) -> Job | None:
    """The job, running and locked; None when there is nothing more to do."""
    job = Job.objects.select_for_update().get(pk=number)
    if job.state not in OPEN:
        return None
    if job.cancel_asked:
        _stop(job, JobState.CANCELLED, f"已按要求停下（做完{job.done}项）")
        return None
    if job.state == JobState.WAITING:
        job.state, job.started_at = JobState.RUNNING, job.started_at or timezone.now()
        job.save(update_fields=["state", "started_at"])
    return job


def _one_step(job: Job) -> bool:
    step = kinds()[job.kind].step(job)
    job.done, job.total, job.message, job.checkpoint = step.done, step.total, step.message[:300], dict(step.checkpoint)
    if step.is_last:
        job.result = dict(step.result)
        _end(job, JobState.DONE, step.message)
        return False
    job.save()
    return True


def _stop(job: Job, state: JobState, message: str) -> None:
    _end(job, state, message)
    _moved(job)


def _moved(job: Job) -> None:
    kind = kinds().get(job.kind)
    if kind is not None and kind.moved is not None:
        kind.moved(job)


def _end(job: Job, state: JobState, message: str) -> None:
    job.state, job.message, job.ended_at = state, message[:300], timezone.now()
    job.save()


def _enqueue(job: Job) -> None:
    # The task calls this module, so it is named when it is needed. With the queue in the same database, job and task
    # are there together or not at all.
    carry_on = import_module("jiheng.apps.jobs.tasks").carry_on
    result = carry_on.enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task=str(result.id))
    job.task = str(result.id)


def _said(trouble: Exception) -> str:
    if isinstance(trouble, JihengError):
        return trouble.line()
    if isinstance(trouble, ValidationError):
        return "；".join(trouble.messages)
    return f"程序内部出错：{type(trouble).__name__}。可以重试；仍然失败请把服务器日志交给维护人员"
