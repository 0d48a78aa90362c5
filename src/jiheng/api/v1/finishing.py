"""What a self-evaluation comes to: findings of its report as it would be now, paper and package."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from jiheng.api.answers import ANY, a_file, as_file
from jiheng.api.auth import TokenFor, place
from jiheng.api.fields import Key, Year
from jiheng.apps.evaluation.finished import packaged, zipped
from jiheng.apps.evaluation.selectors.cases import Standing, evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.live import look_over
from jiheng.apps.evaluation.selectors.sections import composed
from jiheng.apps.tokens.choices import Area
from jiheng.core.casefile.audit_json import finding_json
from jiheng.core.casefile.package import Package
from jiheng.core.errors import JihengError
from jiheng.core.reporting.webpage.page import DraftPage

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


class PackageOut(Schema):
    """The files of the package, and what of the case has no place in them."""

    files: list[PackedOut]
    left: list[str]


def _standing(request: HttpRequest, department: int, year: int) -> Standing:
    return standing_of(evaluation_in(place(request, department).department, year))


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


@router.get(f"{_HERE}/package", response=PackageOut, summary="材料包的文件")
def package(request: HttpRequest, department: Key, year: Year) -> Any:
    """The files with their sizes."""
    made, _ = _package(request, department, year)
    return {"files": [{"name": name, "size": len(data)} for name, data in made.files.items()], "left": list(made.left)}


@router.get(f"{_HERE}/package.zip", summary="全部材料", openapi_extra=a_file("application/zip"))
def everything(request: HttpRequest, department: Key, year: Year) -> Any:
    """All files as one."""
    made, name = _package(request, department, year)
    return as_file(zipped(made.files), "application/zip", f"{name}材料包.zip")


@router.get(f"{_HERE}/package/files/{{name}}", summary="一份材料", openapi_extra=a_file(ANY))
def packed(request: HttpRequest, department: Key, year: Year, name: str) -> Any:
    """One file."""
    made, _ = _package(request, department, year)
    if name not in made.files:
        raise Http404("材料包里没有这个文件")
    return as_file(made.files[name], ANY, name)


def _package(request: HttpRequest, department: int, year: int) -> tuple[Package, str]:
    compiled = _standing(request, department, year).compiled
    try:
        return packaged(compiled.text.decode(), compiled.name), compiled.name.rpartition(".")[0]
    except JihengError as refused:
        raise Http404(f"材料包还做不出来：{refused.what}") from refused
