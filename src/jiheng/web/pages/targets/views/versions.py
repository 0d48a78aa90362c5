"""Versions of a table: each as it was approved, compared with another, printed, and as official files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jiheng.apps.targets.selectors.drafting import sheet_of
from jiheng.apps.targets.selectors.exports import FORMATS, draft_of
from jiheng.apps.targets.selectors.tables import indicators_of, table_in
from jiheng.apps.targets.selectors.versions import differences, is_whole, rows_of, version_in, version_in_force, versions_of
from jiheng.core.reporting.renderer_shelf import RENDERERS, render
from jiheng.web.pages.targets.answers import page
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.targets.models import TargetTable, TargetVersion


@in_place()
def versions(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Every version, and which was in force on a day."""
    own = table_in(place.department, place.year, table)
    asked = request.GET.get("on", "")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        day = None
    in_force = version_in_force(own, day)
    return page(request, "versions", place, own, found=versions_of(own), on=day, in_force=in_force)


@in_place()
def version(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """One version as it was approved, beside another (the one before where none is asked for)."""
    own = table_in(place.department, place.year, table)
    one = version_in(own, number)
    asked = request.GET.get("against", "")
    against = version_in(own, int(asked)) if asked.isdecimal() else versions_of(own).filter(number=number - 1).first()
    found = differences(rows_of(against), rows_of(one)) if against else ()
    sheet = sheet_of(own, rows_of(one), hinted=False)
    others = [other.number for other in versions_of(own) if other.number != number]
    return page(request, "version", place, own, version=one, whole=is_whole(one), against=against, found=found, sheet=sheet, others=others)


@in_place()
def printed(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """The table on paper."""
    own = table_in(place.department, place.year, table)
    chosen = _chosen(request, own)
    rows = rows_of(chosen) if chosen else tuple(indicators_of(own))
    live = [row for row in rows if not row.cancelled_on]
    return page(request, "print", place, own, version=chosen, goal=chosen.goal if chosen else own.goal, sheet=sheet_of(own, live, hinted=False))


@in_place()
def export(request: HttpRequest, place: Place, table: int, format: str) -> HttpResponse:
    """The official table as a file."""
    own = table_in(place.department, place.year, table)
    if format not in FORMATS:
        raise Http404("没有这种格式")
    chosen = _chosen(request, own)
    draft = draft_of(own, chosen)
    made = RENDERERS.all()[format]
    answer = HttpResponse(render(draft, format), content_type=made.mime)
    name = f"{own}{f'第{chosen.number}版' if chosen else '草稿'}.{format}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _chosen(request: HttpRequest, table: TargetTable) -> TargetVersion | None:
    asked = request.GET.get("version", "")
    return version_in(table, int(asked)) if asked.isdecimal() else None
