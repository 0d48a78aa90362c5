"""Reads of check-ups."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404

from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.choices import CHECK_UP, CheckState
from jiheng.apps.evaluation.models import Answer, CheckUp, Paper
from jiheng.apps.jobs.models import Job


def papers_of(department: Department, year: int) -> QuerySet[Paper]:
    """Every paper of a year with the number, state and counts of its newest version, and how many findings were answered."""
    newest = CheckUp.objects.filter(paper=OuterRef("pk")).order_by("-version")
    return (
        Paper.objects.filter(department=department, year=year)
        .annotate(
            newest=Subquery(newest.values("pk")[:1]),
            version=Subquery(newest.values("version")[:1]),
            state=Subquery(newest.values("state")[:1]),
            counts=Subquery(newest.values("counts")[:1]),
            asked_at=Subquery(newest.values("asked_at")[:1]),
            answered=Count("answers", distinct=True),
        )
        .order_by("-pk")
    )


def paper_of(department: Department, year: int, number: int) -> Paper:
    """One paper of the year.

    Raises: Http404.
    """
    found = Paper.objects.filter(department=department, year=year, pk=number).first()
    if found is None:
        raise Http404("没有这份报告，或者不在您的权限之内")
    return found


def checkup_of(department: Department, year: int, number: int) -> CheckUp:
    """One version with its paper and file.

    Raises: Http404.
    """
    rows = CheckUp.objects.select_related("paper", "file", "asked_by")
    found = rows.filter(paper__department=department, paper__year=year, pk=number).first()
    if found is None:
        raise Http404("没有这次体检，或者不在您的权限之内")
    return found


def job_of(checkup: CheckUp) -> Job | None:
    """The background job that checks it."""
    paper = checkup.paper
    return Job.objects.filter(department=paper.department_id, year=paper.year, kind=CHECK_UP, given__checkup=checkup.pk).first()


def versions_of(paper: Paper) -> QuerySet[CheckUp]:
    """Its versions, newest first, without the long results."""
    return CheckUp.objects.filter(paper=paper).select_related("asked_by", "file").defer("result")


def earlier(checkup: CheckUp) -> CheckUp | None:
    """The version before, if it could be read."""
    return CheckUp.objects.filter(paper=checkup.paper, version__lt=checkup.version, state=CheckState.DONE).order_by("-version").first()


def answers_to(paper: Paper) -> dict[str, Answer]:
    """What was said, by fingerprint."""
    return {one.fingerprint: one for one in Answer.objects.filter(paper=paper).select_related("by")}


def waiting(department: Department, year: int) -> int:
    """How many check-ups of the year are still under way."""
    return CheckUp.objects.filter(paper__department=department, paper__year=year, state=CheckState.WAITING).count()
