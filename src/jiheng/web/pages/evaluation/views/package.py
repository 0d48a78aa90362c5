"""The package: every file of the self-evaluation, one by one or together, and the case file that they follow from."""

from __future__ import annotations

from mimetypes import guess_type
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from jiheng.apps.evaluation.packaging import package_of, zipped
from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.core.casefile.package import Package
from jiheng.core.errors import JihengError
from jiheng.web.pages.evaluation.page import page
from jiheng.web.place import Place, in_place


@in_place()
def package(request: HttpRequest, place: Place) -> HttpResponse:
    """The files with their sizes, or why there are none yet."""
    evaluation = evaluation_in(place.department, place.year)
    standing = standing_of(evaluation)
    made, trouble = None, ""
    try:
        made = package_of(standing.compiled)
    except JihengError as refused:
        trouble = f"{refused.what}（{refused.mend}）" if refused.mend else refused.what
    files = [(name, len(data)) for name, data in made.files.items()] if made else []
    return page(request, "package", place, evaluation, standing, files=files, made=made, trouble=trouble)


@in_place()
def everything(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """All files as one."""
    made, name = _made(place)
    return _file(f"{name}材料包.zip", zipped(made))


@in_place()
def single(request: HttpRequest, place: Place, name: str) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """One file."""
    made, _ = _made(place)
    if name not in made.files:
        raise Http404("材料包里没有这个文件")
    return _file(name, made.files[name])


@in_place()
def case_file(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """The case file as the command line takes it."""
    compiled = standing_of(evaluation_in(place.department, place.year)).compiled
    return _file(compiled.name, compiled.text)


def _made(place: Place) -> tuple[Package, str]:
    compiled = standing_of(evaluation_in(place.department, place.year)).compiled
    try:
        return package_of(compiled), compiled.name.rpartition(".")[0]
    except JihengError as refused:
        raise Http404(f"材料包还做不出来：{refused.what}") from refused


def _file(name: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=guess_type(name)[0] or "application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
