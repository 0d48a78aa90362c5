"""Areas as they are filled: shown, saved as a whole page or as one types, and settled where two people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.areas import anchor
from jiheng.apps.evaluation.selectors.areas import area_ids, counted_concepts, filled_area
from jiheng.apps.evaluation.selectors.cases import entries_of, evaluation_in, standing_now, standing_of
from jiheng.apps.evaluation.services.entries import write_entry
from jiheng.apps.evaluation.services.filling import Meanwhile, Saved, Typed, save_typed
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.web.pages.evaluation.page import page
from jiheng.web.pages.evaluation.posted import typed_in
from jiheng.web.pages.evaluation.views.scoring import beside
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation


@in_place()
def area(request: HttpRequest, place: Place, area: str) -> HttpResponse:
    """One area with its fields."""
    return _area(request, place, area)


@require_POST
@in_place(Right.RECORD)
def save(request: HttpRequest, place: Place, area: str) -> HttpResponse:
    """Write what was touched on a page; with htmx only the marks and the standing come back, and the page stays."""
    evaluation = evaluation_in(place.department, place.year)
    typed = {one.path: one for one in typed_in(request.POST)}
    saved = save_typed(actor=place.user, evaluation=evaluation, typed=typed.values())
    if request.headers.get("HX-Request"):
        return _answer(request, place, evaluation, area, saved)
    if saved.is_whole:
        messages.success(request, f"已保存{len(saved.written)}处" if saved.written else "没有改动，不用保存")
        return HttpResponseRedirect(_address(place, area))
    return _area(request, place, area, saved, typed, status=422)


@require_POST
@in_place(Right.RECORD)
def settle(request: HttpRequest, place: Place, area: str) -> HttpResponse:
    """Two texts for one place: theirs stays, mine takes its place, or both put together by hand do."""
    evaluation = evaluation_in(place.department, place.year)
    path, choice = request.POST.get("path", ""), request.POST.get("choice", "")
    text = request.POST.get("together" if choice == "together" else "mine", "").replace("\r\n", "\n")
    if choice == "theirs":
        messages.success(request, "保留了现在的内容；您写的那一份没有采用")
        return HttpResponseRedirect(f"{_address(place, area)}#{anchor(path)}")
    version = request.POST.get("version", "")
    one = Typed(path, text, int(version) if version.isdecimal() else 0, why=request.POST.get("why", ""))
    try:
        write_entry(actor=place.user, evaluation=evaluation, path=path, text=text, version=one.version, why=one.why)
    except EditedMeanwhile as refused:
        saved = Saved(meanwhile=[Meanwhile(request.POST.get("title", path), refused.current, one)])
        return _area(request, place, area, saved, {path: one}, status=422)
    except ValidationError as refused:
        return _area(request, place, area, Saved(refused={path: "；".join(refused.messages)}), {path: one}, status=422)
    messages.success(request, "已按您的选择保存；原来的内容在变更记录里")
    return HttpResponseRedirect(f"{_address(place, area)}#{anchor(path)}")


def _area(
    request: HttpRequest, place: Place, id: str, saved: Saved | None = None, typed: dict[str, Typed] | None = None, status: int = 200
) -> HttpResponse:
    evaluation = evaluation_in(place.department, place.year)
    entries = entries_of(evaluation)
    standing = standing_of(evaluation, entries=entries)
    filled = filled_area(evaluation, standing, entries, id, request.GET.get("count", ""))
    shown = {path: one for path, one in (typed or {}).items() if saved and path in saved.refused}
    ids = [one for one, _ in area_ids(standing)]
    after = ids[ids.index(id) + 1] if id in ids and ids.index(id) + 1 < len(ids) else ""
    context: dict[str, Any] = {
        "area": id,
        "filled": filled,
        "meanwhile": saved.meanwhile if saved else (),
        "refused": saved.refused if saved else {},
        "typed": shown,
        "after": after,
        "concepts": counted_concepts() if id == "counts" else (),
        **beside(place, standing, filled.sheet.project if filled.sheet else ""),
    }
    return page(request, "area", place, evaluation, standing, status=status, **context)


def _answer(request: HttpRequest, place: Place, evaluation: SelfEvaluation, id: str, saved: Saved) -> HttpResponse:
    entries = entries_of(evaluation)
    standing = standing_now(evaluation, entries=entries)
    filled = filled_area(evaluation, standing, entries, id)
    written = {entry.path for entry in saved.written}
    rows = [row for row in filled.rows() if row.path in written or row.path in saved.refused]
    clashes = [{"key": anchor(one.current.path), "by": one.current.by.name if one.current.by else ""} for one in saved.meanwhile]
    context: dict[str, Any] = {"area": id, "filled": filled, "rows": rows, "refused": saved.refused, "clashes": clashes}
    context |= beside(place, standing, filled.sheet.project if filled.sheet else "")
    return page(request, "saved", place, evaluation, standing, **context)


def _address(place: Place, area: str) -> str:
    return reverse("evaluation:area", kwargs={**place.keys, "area": area})
