"""Background work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from jiheng.api.auth import TokenFor, user_of
from jiheng.api.fields import Key
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import is_administrator, not_yours
from jiheng.apps.jobs import services
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.selectors import own_job, visible_job, visible_jobs
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.JOBS), tags=["jobs"])


class JobOut(Schema):
    """A piece of background work and how far it is."""

    id: int
    kind: str
    title: str
    state: JobState
    done: int
    total: int
    message: str
    result: dict[str, Any]
    tries: int
    asked_at: datetime
    ended_at: datetime | None


@router.get("/jobs", response=Page[JobOut], summary="后台任务")
def jobs(request: HttpRequest, paging: Query[Paging], state: JobState | None = None) -> Any:
    """Jobs that the token's user may see, newest first."""
    rows = visible_jobs(user_of(request))
    return paged(rows.filter(state=state) if state else rows, paging)


@router.post("/jobs/posting", response=JobOut, summary="各账册重新过账")
def post_again(request: HttpRequest) -> Any:
    """Let every book of every department post its facts anew; for administrators."""
    if not is_administrator(user_of(request)):
        raise not_yours()
    return services.start_job(actor=user_of(request), kind="post_again")


@router.get("/jobs/{number}", response=JobOut, summary="一个任务")
def job(request: HttpRequest, number: Key) -> Any:
    """One job."""
    return visible_job(user_of(request), number)


@router.post("/jobs/{number}/cancellation", response=JobOut, summary="取消任务")
def cancel(request: HttpRequest, number: Key) -> Any:
    """Ask it to stop."""
    return services.cancel_job(actor=user_of(request), job=own_job(user_of(request), number))


@router.post("/jobs/{number}/retry", response=JobOut, summary="重试任务")
def retry(request: HttpRequest, number: Key) -> Any:
    """Take it up again where it stopped."""
    return services.retry_job(actor=user_of(request), job=own_job(user_of(request), number))
