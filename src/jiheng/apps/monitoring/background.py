"""Background work of monitoring: once a day people are told what is overdue, due soon, and to be done this month."""

from __future__ import annotations

from datetime import date

from jiheng.apps.accounts.choices import OrganisationKind
from jiheng.apps.accounts.models import Department
from jiheng.apps.jobs.kinds import JobKind, Step
from jiheng.apps.jobs.models import Job
from jiheng.apps.monitoring.services.alerts import tell_overdue
from jiheng.apps.monitoring.services.reminding import tell_month, tell_soon

AT_ONCE = 20


def remind(job: Job) -> Step:
    """The next departments; the checkpoint keeps the last one and what was told so far."""
    day = date.fromisoformat(job.given["day"])
    told = {name: job.checkpoint.get(name, 0) for name in ("overdue", "soon", "month")}
    # Of a dissolved department nobody is asked anything.
    every = Department.objects.filter(kind__in=(OrganisationKind.DEPARTMENT, OrganisationKind.UNIT), is_active=True)
    some = list(every.filter(pk__gt=job.checkpoint.get("last", 0)).order_by("pk")[:AT_ONCE])
    for department in some:
        told["overdue"] += tell_overdue(day=day, department=department)
        told["soon"] += tell_soon(department, day)
        told["month"] += tell_month(department, day)
    done = job.done + len(some)
    message = f"{done}个部门：逾期{told['overdue']}项，三日内到期{told['soon']}项，本月事项{told['month']}条"
    if len(some) < AT_ONCE:
        return Step(done, done, message, is_last=True, result=told)
    return Step(done, max(every.count(), done), message, {**told, "last": some[-1].pk})


KINDS = (JobKind("remind", "每日提醒", remind, daily=True),)
