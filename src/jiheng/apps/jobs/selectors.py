"""Reads of background work: one's own jobs, and those of departments whose books one may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import departments, is_administrator, limit_of, not_yours, standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.models import User
from jiheng.apps.jobs.models import Job, WorkerBeat
from jiheng.apps.jobs.services import SILENT


def visible_jobs(user: User) -> QuerySet[Job]:
    """Jobs that the user started, jobs of departments they see; for administrators also those of no department."""
    seen = Q(department__in=departments(user))
    if limit_of(user) is None:
        seen |= Q(user=user)
    if is_administrator(user):
        seen |= Q(department=None)
    return Job.objects.filter(seen).select_related("user", "department")


def visible_job(user: User, number: int) -> Job:
    """One of them.

    Raises: Http404.
    """
    job = visible_jobs(user).filter(pk=number).first()
    if job is None:
        raise Http404("没有这个任务，或者不在您的权限之内")
    return job


def may_steer(user: User, job: Job) -> bool:
    """Whether the user may stop a job or take it up again: who started it, who keeps its books, else administrators."""
    if job.user_id == user.pk:
        return True
    if job.department_id is None:
        return is_administrator(user)
    return standing(user, job.department_id).may(Right.RECORD)


def own_job(user: User, number: int) -> Job:
    """A job that the user may stop and take up again.

    Raises: Http404.
    """
    job = visible_job(user, number)
    if not may_steer(user, job):
        raise not_yours()
    return job


def worker_is_alive() -> bool:
    """Whether a worker gave a sign of life lately."""
    return WorkerBeat.objects.filter(at__gte=timezone.now() - SILENT).exists()
