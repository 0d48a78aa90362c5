"""Last year's report: brought, its sections taken over, and what is stale in what was taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.beginning import old_sections, path_of_section, places_for_words, stale_words
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.selectors.cases import entries_of, evaluation_of
from jiheng.apps.evaluation.services import beginning as services
from jiheng.apps.evaluation.services.entries import open_evaluation
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.core.errors import JihengError
from jiheng.web.pages.last_year.forms import ReportForm
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation
    from jiheng.core.casefile.last_year import OldParagraph, StaleMark


@in_place(Right.RECORD)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """The report's sections with their marks, each with the place that it may go to."""
    evaluation = evaluation_of(place.department, place.year)
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.begin_from(actor=place.user, evaluation=_evaluation(place), name=file.name, data=file.read())
        except ValidationError as refused:
            form.refuse(ValidationError({"file": refused.messages}))
        else:
            messages.success(request, "已读出上年报告，请逐节核对后采用")
            return redirect("last_year:page", *place.keys.values())
    if evaluation is None:
        return render(request, "last_year/page.html", {"place": place, "form": form}, status=422 if form.errors else 200)
    compiled = compile_case(evaluation)
    trouble = ""
    try:
        sections = old_sections(evaluation, compiled)
    except JihengError as refused:
        sections, trouble = (), f"{refused.what}（{refused.mend}）"
    entries = entries_of(evaluation)
    rows = []
    for number, section in enumerate(sections):
        path = path_of_section(section.plan) if section.plan else ""
        there = entries.get(path)
        taken = there is not None and section.text in there.text
        rows.append((number, section, path, there, taken, [list(_pieces(one)) for one in section.paragraphs]))
    context = {
        "place": place, "evaluation": evaluation, "form": form, "rows": rows, "trouble": trouble, "places": places_for_words(compiled.pack),
        "versions": {path: entry.version for path, entry in entries.items()}, "open": len(stale_words(evaluation)),
    }  # fmt: skip
    return render(request, "last_year/page.html", context, status=422 if form.errors else 200)


@require_POST
@in_place(Right.RECORD)
def take(request: HttpRequest, place: Place) -> HttpResponse:
    """Take a section over."""
    evaluation = _evaluation(place)
    path = request.POST.get("path", "")
    there = entries_of(evaluation).get(path)
    seen = request.POST.get(f"version:{path}", "0")
    try:
        entry = services.take_section(
            actor=place.user, evaluation=evaluation, number=_number(request.POST.get("number", "")), path=path,
            version=_number(seen), behind="behind" in request.POST or bool(there and there.text.strip()),
        )  # fmt: skip
    except EditedMeanwhile:
        messages.error(request, "这一节刚被别人改过，已显示最新内容；请核对后再采用")
    except ValidationError as refused:
        messages.error(request, "；".join(refused.messages))
    else:
        messages.success(request, f"已采用，放在“{places_for_words(compile_case(evaluation).pack)[entry.path]}”；有疑的地方见“待核对的旧内容”")
    return redirect(f"{reverse('last_year:page', args=[*place.keys.values()])}#s{request.POST.get('number', '')}")


@in_place(Right.RECORD)
def stale(request: HttpRequest, place: Place) -> HttpResponse:
    """Everything of last year's that stands in the writing and nobody has looked at."""
    evaluation = evaluation_of(place.department, place.year)
    if evaluation is None:
        return redirect("last_year:page", *place.keys.values())
    if request.method == "POST":
        path, known_by = request.POST.get("path", ""), request.POST.get("known_by", "")
        try:
            if "good" in request.POST:
                services.find_good(actor=place.user, evaluation=evaluation, path=path, known_by=known_by)
                messages.success(request, "已确认沿用")
            else:
                services.mend(actor=place.user, evaluation=evaluation, path=path, known_by=known_by, text=request.POST.get("text", ""))
                messages.success(request, "已更新")
        except ValidationError as refused:
            messages.error(request, "；".join(refused.messages))
        return redirect("last_year:stale", *place.keys.values())
    return render(request, "last_year/stale.html", {"place": place, "rows": stale_words(evaluation), "evaluation": evaluation})


def _evaluation(place: Place) -> SelfEvaluation:
    found = evaluation_of(place.department, place.year)
    return found or open_evaluation(actor=place.user, department=place.department, year=place.year)


def _pieces(paragraph: OldParagraph) -> Iterator[tuple[str, StaleMark | None]]:
    """The text of a paragraph in runs, those with a mark apart."""
    at = 0
    for mark in paragraph.marks:
        if mark.start > at:
            yield paragraph.text[at : mark.start], None
        yield paragraph.text[mark.start : mark.end], mark
        at = mark.end
    yield paragraph.text[at:], None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
