"""The report as paper: the page of the core in a frame, each number leading to where it came from."""

from __future__ import annotations

import base64
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.sections import composed
from jiheng.core.reporting.webpage.page import DraftPage, page_script
from jiheng.web.pages.evaluation.page import page, way_of
from jiheng.web.place import Place, in_place


@in_place()
def preview(request: HttpRequest, place: Place) -> HttpResponse:
    """The frame round the paper."""
    evaluation = evaluation_in(place.department, place.year)
    standing = standing_of(evaluation)
    return page(request, "preview", place, evaluation, standing, is_readable=standing.compiled.case is not None)


@xframe_options_sameorigin
@in_place()
def paper(request: HttpRequest, place: Place) -> HttpResponse:
    """The paper itself, to be shown in the frame or printed."""
    standing = standing_of(evaluation_in(place.department, place.year))
    made = composed(standing)
    if made is None:
        raise Http404("必填的内容还没有填齐，看不到全文")
    theme = getattr(request.user, "theme", "auto")
    written = DraftPage(made[1], own=True, ways=lambda fact: way_of(place, standing.compiled, fact.origin.block), theme=theme)
    response = HttpResponse(written.html())
    digest = base64.b64encode(sha256(page_script().encode()).digest()).decode()
    response._csp_replace = {  # type: ignore[attr-defined]  # read by the middleware of django-csp
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "script-src": [f"'sha256-{digest}'"],
        "img-src": ["data:"],
        "frame-ancestors": ["'self'"],
    }
    return response
