"""The files of a case made in the background, one by one, so that who waits sees how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiheng.apps.evaluation.finished import made_package, zipped
from jiheng.apps.evaluation.selectors.packages import package_numbered
from jiheng.apps.evaluation.services.packages import finish_package, stop_package
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.kinds import Step
from jiheng.apps.jobs.services import tell_progress
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import MadePackage
    from jiheng.apps.jobs.models import Job
    from jiheng.core.casefile.package import Package

_made_ahead: dict[int, Package | str] = {}


def make_ahead(job: Job) -> None:
    """Make the files outside the transaction; what is wrong with the case is the package's trouble, not a crash of the worker."""
    made = _package(job)
    if made is not None:
        _made_ahead[job.pk] = _made(job, made)


def keep_package(job: Job) -> Step:
    """Write what was made; a package that was asked for again meanwhile is no longer there."""
    row = _package(job)
    told = _made_ahead.pop(job.pk, None)
    if row is None:
        return Step(1, 1, "已有更新的一份，这一份不再需要", is_last=True)
    told = told or _made(job, row)
    if isinstance(told, str):
        finish_package(made=row, trouble=told)
        return Step(1, 1, told, is_last=True, result={"package": row.pk})
    typed = [{"text": one.text, "mark": one.mark.value, "sentence": one.sentence[:200]} for one in told.typed]
    finish_package(made=row, files=[[name, len(data)] for name, data in told.files.items()], typed=typed, archive=zipped(told.files))
    count = len(told.files)
    return Step(count, count, f"已生成{count}个文件", is_last=True, result={"package": row.pk})


def follow_package(job: Job) -> None:
    """A package whose job is stopped does not wait any more, one whose job goes on waits again."""
    trouble = {JobState.CANCELLED: "生成已取消", JobState.FAILED: job.message}.get(JobState(job.state), "")
    stop_package(number=job.given["package"], waits=job.is_open, trouble=trouble)


def _package(job: Job) -> MadePackage | None:
    return package_numbered(job.given["package"])


def _made(job: Job, row: MadePackage) -> Package | str:
    told: dict[str, Any] = {"done": 0, "total": 0}

    def planned(count: int) -> None:
        told["total"] = count
        tell_progress(job, message="正在生成", **told)

    def ready(name: str) -> None:
        told["done"] += 1
        tell_progress(job, message=f"已生成{name}", **told)

    try:
        return made_package(row.text, row.name, row.code, planned, ready)
    except JihengError as refused:
        return f"{refused.what}（{refused.mend}）" if refused.mend else refused.what
    except Exception as trouble:  # noqa: BLE001  the person who waits is told, and the worker goes on
        return f"程序内部出错：{type(trouble).__name__}；请把案卷文件交给管理员反馈"
