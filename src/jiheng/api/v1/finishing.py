"""What a self-evaluation comes to: findings of its report as it would be now, paper and package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema
from ninja.responses import Status

from jiheng.api.answers import ANY, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Key, Year
from jiheng.apps.evaluation.choices import PackageState
from jiheng.apps.evaluation.finished import zipped
from jiheng.apps.evaluation.selectors.cases import Standing, evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.live import look_over
from jiheng.apps.evaluation.selectors.packages import draft_package, files_of, is_of, job_of
from jiheng.apps.evaluation.selectors.sections import composed
from jiheng.apps.evaluation.services.packages import ask_package
from jiheng.apps.tokens.choices import Area
from jiheng.core.casefile.audit_json import finding_json
from jiheng.core.reporting.webpage.page import DraftPage

if TYPE_CHECKING:
    from jiheng.apps.evaluation.compiling.compile import Compiled
    from jiheng.apps.evaluation.models import MadePackage, SelfEvaluation

router = Router(auth=TokenFor(Area.EVALUATION), tags=["evaluation"])
_HERE = "/departments/{department}/{year}/evaluation"


class PlacedOut(Schema):
    """A finding as `jiheng.audit/1` has it, with the path and the area that made it."""

    finding: dict[str, Any]
    path: str
    area: str


class LookedOut(Schema):
    """What the audit says of the report as it would be now; `trouble` why there is none yet."""

    findings: list[PlacedOut]
    trouble: str


class PackedOut(Schema):
    """A file of the package; `size` in bytes."""

    name: str
    size: int


class TypedOut(Schema):
    """A number in what was typed that the case does not bear out, with its sentence."""

    text: str
    mark: str
    sentence: str


class PackageOut(Schema):
    """A package, how far it is and which job makes it; `is_current` while the case stands as it did."""

    state: PackageState
    job: int | None
    trouble: str
    is_current: bool
    files: list[PackedOut]
    typed: list[TypedOut]


@router.get(f"{_HERE}/findings", response=LookedOut, summary="自查问题")
def findings(request: HttpRequest, department: Key, year: Year) -> Any:
    """The audit of the report as it would be now."""
    standing = _standing(request, department, year)
    looked = look_over(standing)
    rows = [
        {"finding": finding_json(one.finding), "path": standing.compiled.lasting(one.path) if one.path else "", "area": one.area}
        for one in looked.findings
    ]
    return {"findings": rows, "trouble": looked.trouble}


@router.get(f"{_HERE}/paper.html", summary="自评报告全文", openapi_extra=a_file("text/html"))
def paper(request: HttpRequest, department: Key, year: Year) -> Any:
    """The whole report as one page, as it would be now."""
    made = composed(_standing(request, department, year))
    if made is None:
        raise Http404("必填的内容还没有填齐，看不到全文")
    return as_file(DraftPage(made[1], own=True).html().encode(), "text/html", f"自评报告-{year}.html")


@router.post(
    f"{_HERE}/package",
    response={200: PackageOut, 202: PackageOut},
    summary="生成材料包",
    openapi_extra={"responses": {202: {"headers": {"Location": {"description": "任务的地址", "schema": {"type": "string"}}}}}},
)
def make(request: HttpRequest, department: Key, year: Year, response: HttpResponse) -> Any:
    """Have the files made: 202 with the address of the job, 200 when those of the case as it stands are there."""
    evaluation = _evaluation(request, department, year)
    compiled = standing_of(evaluation).compiled
    made = ask_package(actor=user_of(request), evaluation=evaluation, compiled=compiled)
    told = _told(made, compiled)
    if made.is_waiting:
        response["Location"] = reverse("api:job", args=[told["job"]])
    return Status(202 if made.is_waiting else 200, told)


@router.get(f"{_HERE}/package", response=PackageOut, summary="材料包")
def package(request: HttpRequest, department: Key, year: Year) -> Any:
    """How far the package is that was asked for last; its files once they are made."""
    evaluation = _evaluation(request, department, year)
    return _told(_made(evaluation), standing_of(evaluation).compiled)


@router.get(f"{_HERE}/package.zip", summary="全部材料", openapi_extra=a_file("application/zip"))
def everything(request: HttpRequest, department: Key, year: Year) -> Any:
    """All files as one, as they were made."""
    made = _made(_evaluation(request, department, year))
    return as_file(zipped(files_of(made)), "application/zip", f"{made.name.rpartition('.')[0]}材料包.zip")


@router.get(f"{_HERE}/package/files/{{name}}", summary="一份材料", openapi_extra=a_file(ANY))
def packed(request: HttpRequest, department: Key, year: Year, name: str) -> Any:
    """One file, as it was made."""
    files = files_of(_made(_evaluation(request, department, year)))
    if name not in files:
        raise Http404("材料包里没有这个文件")
    return as_file(files[name], ANY, name)


def _evaluation(request: HttpRequest, department: int, year: int) -> SelfEvaluation:
    return evaluation_in(place(request, department).department, year)


def _standing(request: HttpRequest, department: int, year: int) -> Standing:
    return standing_of(_evaluation(request, department, year))


def _made(evaluation: SelfEvaluation) -> MadePackage:
    made = draft_package(evaluation)
    if made is None:
        raise Http404("材料包还没有生成；请先用 POST 生成")
    return made


def _told(made: MadePackage, compiled: Compiled) -> dict[str, Any]:
    job = job_of(made)
    return {
        "state": made.state,
        "job": job.pk if job else None,
        "trouble": made.trouble,
        "is_current": is_of(made, compiled),
        "files": [{"name": name, "size": size} for name, size in made.files],
        "typed": made.typed,
    }
