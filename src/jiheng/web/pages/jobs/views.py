"""Background work: the list, one job with its progress, cancel and retry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import is_administrator
from jiheng.apps.jobs import services
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.selectors import may_steer, own_job, visible_job, visible_jobs, worker_is_alive
from jiheng.web.place import for_administrators

if TYPE_CHECKING:
    from jiheng.apps.jobs.models import Job

PAGE = 50
_TAGS = {JobState.DONE: "good", JobState.FAILED: "bad", JobState.CANCELLED: "warn"}


@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that one may see, newest first."""
    rows = visible_jobs(request.user)  # type: ignore[arg-type]  # login_required
    state = request.GET.get("state", "")
    if state in JobState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {"page": page, "states": JobState.choices, "state": state, "tags": _TAGS, "query": f"state={state}&" if state else ""}
    shown["may_post_again"] = is_administrator(request.user)  # type: ignore[arg-type]
    return render(request, "jobs/list.html", shown)


@login_required
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One job; while it is open its progress renews itself."""
    return render(request, "jobs/job.html", _shown(request, visible_job(request.user, number)))  # type: ignore[arg-type]


@login_required
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Only the part that changes, for htmx; without it, the whole page."""
    row = visible_job(request.user, number)  # type: ignore[arg-type]
    if "HX-Request" not in request.headers:
        return redirect("jobs:job", number)
    return render(request, "jobs/progress.html", _shown(request, row))


@require_POST
@for_administrators
def post_again(request: HttpRequest) -> HttpResponse:
    """Let every ledger state its facts anew, in the background."""
    return redirect("jobs:job", services.start_job(actor=request.user, kind="post_again").pk)  # type: ignore[arg-type]


@require_POST
@login_required
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Ask it to stop."""
    services.cancel_job(actor=request.user, job=own_job(request.user, number))  # type: ignore[arg-type]
    return redirect("jobs:job", number)


@require_POST
@login_required
def retry(request: HttpRequest, number: int) -> HttpResponse:
    """Take it up again where it stopped."""
    services.retry_job(actor=request.user, job=own_job(request.user, number))  # type: ignore[arg-type]
    return redirect("jobs:job", number)


def _shown(request: HttpRequest, row: Job) -> dict[str, Any]:
    state = _TAGS.get(JobState(row.state), "")
    return {
        "job": row,
        "tag": state,
        "can_retry": row.state in (JobState.FAILED, JobState.CANCELLED),
        "may_steer": may_steer(request.user, row),  # type: ignore[arg-type]
        "no_worker": row.is_open and not worker_is_alive(),
    }
