"""The package: made in the background, then each file of it, all together, and the case that they follow from."""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jiheng.apps.evaluation.comparing import stale_since
from jiheng.apps.evaluation.finished import zipped
from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.handover import may_be_stale, newest
from jiheng.apps.evaluation.selectors.packages import draft_package, files_of, holds, is_of, job_of
from jiheng.apps.evaluation.selectors.standing import words_of_trouble
from jiheng.apps.evaluation.services.packages import ask_package
from jiheng.web.pages.evaluation.page import page
from jiheng.web.pages.handover.ways import shown_stale
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.compiling.compile import Compiled
    from jiheng.apps.evaluation.models import MadePackage, SelfEvaluation


@in_place()
def package(request: HttpRequest, place: Place) -> HttpResponse:
    """The files, or how far they are, or why there are none; and what changed since they were made or handed over."""
    evaluation = evaluation_in(place.department, place.year)
    standing = standing_of(evaluation)
    compiled = standing.compiled
    made = draft_package(evaluation)
    there = made is not None and made.is_done and holds(made)
    is_current = made is not None and is_of(made, compiled)
    context: dict[str, Any] = {
        "made": made,
        "is_there": there,
        "is_current": is_current,
        "job": job_of(made) if made and made.is_waiting else None,
        "case_name": made.name if made and there else compiled.name,
        "trouble": "；".join(words_of_trouble(one) for one in compiled.troubles[:3]),
        "since_made": shown_stale(place, stale_since(made.text, compiled)) if made and there and not is_current else None,
        **_handed(place, evaluation, compiled),
    }
    return page(request, "package", place, evaluation, standing, **context)


@require_POST
@in_place()
def make(request: HttpRequest, place: Place) -> HttpResponse:
    """Have the files made of the case as it stands."""
    evaluation = evaluation_in(place.department, place.year)
    try:
        ask_package(actor=place.user, evaluation=evaluation, compiled=standing_of(evaluation).compiled)
    except ValidationError as refused:
        messages.error(request, "；".join(refused.messages))
    return redirect("evaluation:package", *place.keys.values())


@in_place()
def everything(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """All files as one."""
    made = _made(place)
    return _file(f"{made.name.rpartition('.')[0]}材料包.zip", zipped(files_of(made)))


@in_place()
def single(request: HttpRequest, place: Place, name: str) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """One file, or the very case that the files were made of."""
    made = _made(place)
    files = {**files_of(made), made.name: made.text.encode()}
    if name not in files:
        raise Http404("材料包里没有这个文件")
    return _file(name, files[name])


@in_place()
def case_file(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """The case file as it stands now, as the command line takes it."""
    compiled = standing_of(evaluation_in(place.department, place.year)).compiled
    return _file(compiled.name, compiled.text)


def _made(place: Place) -> MadePackage:
    made = draft_package(evaluation_in(place.department, place.year))
    if made is None:
        raise Http404("材料包还没有生成；请先在“材料包”页生成")
    return made


def _handed(place: Place, evaluation: SelfEvaluation, compiled: Compiled) -> dict[str, Any]:
    """The newest version and what changed since; a draft that is open again is meant to differ."""
    row = None if evaluation.is_open else newest(evaluation, whole=True)
    if row is None or not may_be_stale(row):
        return {"row": row}
    return {"row": row, "since_handed": shown_stale(place, stale_since(row.case, compiled))}


def _file(name: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=guess_type(name)[0] or "application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
