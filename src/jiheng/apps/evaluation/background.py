"""Background work: check-ups of versions handed in, daily reminders of requests, comparisons of signed files, packages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from jiheng.apps.evaluation.auditing import Audited, audited
from jiheng.apps.evaluation.choices import CHECK_UP, COMPARE_SIGNED, MAKE_PACKAGE, CheckState
from jiheng.apps.evaluation.comparing import compared_signed
from jiheng.apps.evaluation.models import CheckUp, Submission
from jiheng.apps.evaluation.packaging import follow_package, keep_package, make_ahead
from jiheng.apps.evaluation.services.requests import remind_requests
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.kinds import JobKind, Step
from jiheng.apps.jobs.models import Job
from jiheng.apps.webhooks.choices import Event
from jiheng.apps.webhooks.services import announce
from jiheng.core.casefile.audit_json import audit_json, pack_json
from jiheng.core.errors import JihengError
from jiheng.core.reporting.audit_words import counts

# What was audited ahead of a job's step, until the step takes it.
_ahead: dict[int, Audited | str] = {}
_compared_ahead: dict[int, dict[str, Any]] = {}


def audit_ahead(job: Job) -> None:
    """Audit the file outside the transaction; whatever is wrong with it is the check-up's result, not a crash of the worker."""
    _ahead[job.pk] = _audited(_checkup(job))


def keep_result(job: Job) -> Step:
    """Write what the audit said."""
    checkup = _checkup(job)
    told = _ahead.pop(job.pk, None) or _audited(checkup)
    if isinstance(told, str):
        checkup.state, checkup.trouble = CheckState.FAILED, told[:500]
    else:
        given = pack_json(checkup.pack, guessed=True, why="按各地通用的勾稽关系核对")
        checkup.result = audit_json(told.document, told.statements, told.result, given)
        checkup.counts = {severity.value: amount for severity, amount in counts(told.result.findings).items()}
        checkup.state, checkup.trouble = CheckState.DONE, ""
    checkup.done_at = timezone.now()
    checkup.save()
    paper = checkup.paper
    announce(event=Event.CHECKUP_FINISHED, department=paper.department, year=paper.year, kind="checkup", number=checkup.pk, title=paper.title)
    said = checkup.trouble or f"错误{checkup.counts['error']}处，警告{checkup.counts['warning']}处"
    return Step(1, 1, said, is_last=True, result={"checkup": checkup.pk, "state": checkup.state})


def follow(job: Job) -> None:
    """A check-up whose job is stopped does not wait any more, one whose job goes on waits again."""
    trouble = {JobState.CANCELLED: "核对已取消", JobState.FAILED: job.message}.get(JobState(job.state), "")
    state = CheckState.WAITING if job.is_open else CheckState.FAILED
    CheckUp.objects.filter(pk=job.given["checkup"]).exclude(state=CheckState.DONE).update(state=state, trouble=trouble[:500])


def _checkup(job: Job) -> CheckUp:
    return CheckUp.objects.select_related("file", "paper__department").get(pk=job.given["checkup"])


def _audited(checkup: CheckUp) -> Audited | str:
    try:
        return audited(checkup.file.sha256, checkup.file.name, checkup.pack)
    except JihengError as trouble:
        return trouble.line()
    except Exception as trouble:  # noqa: BLE001  the person who waits is told, and the other files go on
        return f"[JH-S-900] 程序内部出错：{type(trouble).__name__}（请把文件交给管理员反馈）"


def remind(job: Job) -> Step:
    """Tell the 委室 of requests that are due or late."""
    count = remind_requests(day=date.fromisoformat(job.given["day"]))
    return Step(1, 1, f"临期和逾期的征集{count}项", is_last=True, result={"requests": count})


def compare_ahead(job: Job) -> None:
    """Hold the signed file against its version outside the transaction."""
    _compared_ahead[job.pk] = _compared(job)


def keep_comparison(job: Job) -> Step:
    """Write what differs; a file that was replaced meanwhile has a job of its own."""
    found = _compared_ahead.pop(job.pk, None) or _compared(job)
    Submission.objects.filter(pk=job.given["submission"], signed=job.given["file"]).update(compared=found)
    said = "与已审批的版本一致" if found.get("is_same") else "有不一致或未能比对，请核对"
    return Step(1, 1, said, is_last=True, result={"submission": job.given["submission"], "state": found.get("state", "")})


def follow_comparison(job: Job) -> None:
    """A comparison that was stopped is left to people's eyes."""
    if not job.is_open and job.state != JobState.DONE:
        told = {"state": "unreadable", "trouble": "比对没有做完，请人工核对，或重新上传"}
        Submission.objects.filter(pk=job.given["submission"], signed=job.given["file"], compared__state="waiting").update(compared=told)


def _compared(job: Job) -> dict[str, Any]:
    row = Submission.objects.select_related("evaluation__department", "signed").get(pk=job.given["submission"])
    try:
        return compared_signed(row)
    except Exception as trouble:  # noqa: BLE001  the person who waits is told, and can still compare by eye
        return {"state": "unreadable", "trouble": f"程序内部出错：{type(trouble).__name__}；请人工核对，并把文件交给管理员反馈"}


KINDS = (
    JobKind(CHECK_UP, "报告体检", keep_result, ahead=audit_ahead, moved=follow),
    JobKind("remind_requests", "征集提醒", remind, daily=True),
    JobKind(COMPARE_SIGNED, "签章件比对", keep_comparison, ahead=compare_ahead, moved=follow_comparison),
    JobKind(MAKE_PACKAGE, "生成材料", keep_package, ahead=make_ahead, moved=follow_package),
)
