"""体检: hand reports in, follow them, look at the result, answer, compare with the version before, take it away."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import not_yours
from jiheng.apps.evaluation.auditing import audited
from jiheng.apps.evaluation.choices import AnswerKind, CheckState
from jiheng.apps.evaluation.exports import FORMATS, result_file
from jiheng.apps.evaluation.selectors import checkups as selectors
from jiheng.apps.evaluation.services import checkups as services
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.selectors import may_steer
from jiheng.core.casefile.compare import compare
from jiheng.core.casefile.scoring_steps import score_statements
from jiheng.core.errors import JihengError
from jiheng.web.pages.checkup.forms import HandInForm
from jiheng.web.pages.checkup.page import result_page
from jiheng.web.place import Place, in_place

PAGE = 50


@in_place()
def papers(request: HttpRequest, place: Place) -> HttpResponse:
    """Every report of the year that was checked, and a form to hand in more."""
    return render(request, "checkup/papers.html", _listing(request, place) | {"form": HandInForm()})


@in_place()
def rows(request: HttpRequest, place: Place) -> HttpResponse:
    """The table alone, asked for again and again while something is under way."""
    return render(request, "checkup/rows.html", _listing(request, place))


def _listing(request: HttpRequest, place: Place) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()
    found = selectors.papers_of(place.department, place.year)
    page = Paginator(found.filter(title__icontains=words) if words else found, PAGE).get_page(request.GET.get("page"))
    return {
        "place": place,
        "page": page,
        "words": words,
        "query": f"q={quote(words)}&" if words else "",
        "waiting": selectors.waiting(place.department, place.year),
        "may_hand_in": place.standing.may_hand_in,
    }


@require_POST
@in_place()
def hand_in(request: HttpRequest, place: Place) -> HttpResponse:
    """Take files or pasted text; with `paper` the next version of that report."""
    if not place.standing.may_hand_in:
        raise not_yours()
    number = request.POST.get("paper", "")
    paper = selectors.paper_of(place.department, place.year, int(number)) if number.isdecimal() else None
    form = HandInForm(request.POST, request.FILES)
    made = []
    if form.is_valid():
        given = [(one.name, one.read()) for one in form.cleaned_data["files"]]
        if form.cleaned_data["text"].strip():
            first = form.cleaned_data["text"].strip().splitlines()[0].strip()[:40]
            given.append((f"{first}.txt", form.cleaned_data["text"].encode()))
        for name, data in given:
            try:
                made.append(services.hand_in(actor=place.user, department=place.department, year=place.year, name=name, data=data, paper=paper))
            except ValidationError as refused:
                form.add_error("files", refused.messages[0])
    if form.errors:
        if made:
            messages.info(request, f"已收下{len(made)}个文件，其余见下")
        return render(request, "checkup/papers.html", _listing(request, place) | {"form": form}, status=422)
    if len(made) == 1:
        return redirect("checkup:result", *place.keys.values(), made[0].pk)
    messages.success(request, f"已收下{len(made)}个文件，正在核对")
    return redirect("checkup:papers", *place.keys.values())


@in_place()
def paper(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """One report with all its versions."""
    found = selectors.paper_of(place.department, place.year, number)
    context = {
        "place": place,
        "paper": found,
        "versions": selectors.versions_of(found),
        "form": HandInForm(),
        "may_hand_in": place.standing.may_hand_in,
    }
    return render(request, "checkup/paper.html", context)


@in_place()
def result(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """The result of one version, or how far it is."""
    checkup = selectors.checkup_of(place.department, place.year, number)
    if checkup.state == CheckState.DONE:
        return result_page(request, place, checkup, may_answer=place.standing.may_hand_in)
    job = selectors.job_of(checkup)
    may_go_on = job is not None and job.state in (JobState.FAILED, JobState.CANCELLED) and may_steer(place.user, job)
    return render(request, "checkup/waiting.html", {"place": place, "checkup": checkup, "job": job, "may_go_on": may_go_on})


@require_POST
@in_place()
def answer(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Say something to a finding."""
    if not place.standing.may_hand_in:
        raise not_yours()
    checkup = selectors.checkup_of(place.department, place.year, number)
    fingerprint, kind, words = (request.POST.get(key, "") for key in ("fingerprint", "kind", "words"))
    try:
        services.answer(actor=place.user, checkup=checkup, fingerprint=fingerprint, kind=kind, words=words)
    except ValidationError as refused:
        context = {"place": place, "checkup": checkup, "trouble": refused.messages[0], "kind": kind, "words": words, "fingerprint": fingerprint}
        return render(request, "checkup/answer_again.html", context | {"kinds": AnswerKind.choices}, status=422)
    return redirect(f"{request.path.removesuffix('answer/')}#F{request.POST.get('place', '1')}")


@in_place()
def changes(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """What changed from the version before."""
    checkup = selectors.checkup_of(place.department, place.year, number)
    before = selectors.earlier(checkup)
    if before is None or checkup.state != CheckState.DONE:
        raise Http404("没有更早的、已核对的版本可以比较")
    context = {"place": place, "checkup": checkup, "before": before, "told": compare(before.result, checkup.result)}
    return render(request, "checkup/changes.html", context | {"answers": selectors.answers_to(checkup.paper)})


@in_place()
def score(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """The points of the tables in the report, computed again beside those printed."""
    checkup = selectors.checkup_of(place.department, place.year, number)
    trouble, scored = "", None
    try:
        scored = score_statements(audited(checkup.file.sha256, checkup.file.name, checkup.pack).statements)
    except JihengError as refused:
        trouble = refused.what
    return render(request, "checkup/score.html", {"place": place, "checkup": checkup, "scored": scored, "trouble": trouble})


@in_place()
def export(request: HttpRequest, place: Place, number: int, format: str) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """The result as a file."""
    checkup = selectors.checkup_of(place.department, place.year, number)
    if format not in FORMATS or checkup.state != CheckState.DONE:
        raise Http404("没有这种格式的结果；可用 html、docx、xlsx、json")
    response = HttpResponse(result_file(checkup, format), content_type=FORMATS[format])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{checkup.paper.title}-核对结果.{format}')}"
    return response
