"""The way of a table: submitting, endorsing, returning, finance's review, opinions and answers, changes in the year."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.targets.choices import State
from jiheng.apps.targets.selectors.drafting import sheet_of
from jiheng.apps.targets.selectors.reviewing import grades_of, review_sheet
from jiheng.apps.targets.selectors.tables import indicators_of, reviews_of, table_in
from jiheng.apps.targets.selectors.versions import differences, rows_of, version_in_force
from jiheng.apps.targets.services import workflow
from jiheng.web.pages.targets.answers import address, done, page, refused_by, to_table
from jiheng.web.pages.targets.forms import ReviewForm, WordsForm
from jiheng.web.place import Place, in_place

_PLAIN = {
    "submit": (workflow.submit, Right.RECORD, "已提交单位负责人审批"),
    "withdraw": (workflow.withdraw, Right.RECORD, "已撤回，可以继续修改"),
    "endorse": (workflow.endorse, Right.APPROVE, "已同意并报财政审核"),
    "abandon": (workflow.abandon_change, Right.RECORD, "已放弃调整，恢复为批准的版本"),
}


@require_POST
@in_place()
def step(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """A step that needs no words: submit, withdraw, endorse, abandon."""
    own = table_in(place.department, place.year, table)
    found = _PLAIN.get(request.POST.get("action", ""))
    if found is None:
        raise Http404("没有这一步")
    act, right, said = found
    place.standing.need(right)
    done(request, lambda: act(actor=place.user, table=own), said)
    return to_table(place, own)


@in_place(Right.RECORD)
def change(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Open a change in the year, with its reason."""
    own = table_in(place.department, place.year, table)
    form = WordsForm(request.POST or None, label="调整原因")
    said = "调整已开始；批准之前仍执行原版本"
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, lambda: workflow.begin_change(actor=place.user, table=own, reason=form.cleaned_data["words"]), said)
    ):
        return to_table(place, own)
    return page(
        request,
        "words",
        place,
        own,
        form=form,
        title="发起年中调整",
        button="开始调整",
        note="政策变化、预算调整、不可抗力等确需调整的，写明原因；经单位审批、财政批准后生成新版本。",
    )


@in_place(Right.APPROVE)
def refuse(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """The head returns a table, with the reason."""
    own = table_in(place.department, place.year, table)
    form = WordsForm(request.POST or None, label="退回理由")
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, lambda: workflow.refuse(actor=place.user, table=own, note=form.cleaned_data["words"]), "已退回填报人")
    ):
        return to_table(place, own)
    note = "写明要修改什么，填报人据此修改后重新提交。"
    return page(request, "words", place, own, form=form, title="退回填报人", button="退回", note=note)


@in_place(Right.REVIEW)
def review(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Finance's review: what the program saw beside each item, points, opinions, and the decision."""
    own = table_in(place.department, place.year, table)
    rows = tuple(indicators_of(own))
    seen = review_sheet(own, rows)
    form = ReviewForm(request.POST or None, items=tuple(line.item for line in seen.lines) if seen else (), rows=rows)
    if request.method == "POST" and form.is_valid():
        approve = request.POST.get("decision") == "approve"
        said = {"points": form.points(), "notes": form.notes(), "opinion": form.cleaned_data["opinion"], "opinions": form.opinions()}
        try:
            workflow.decide(actor=place.user, table=own, approve=approve, on=form.cleaned_data["on"], **said)
        except ValidationError as refused:
            own = table_in(place.department, place.year, table)
            refused_by(form, refused)
        else:
            return HttpResponseRedirect(address("reviews", place, own))
    if own.state != State.WITH_FINANCE:
        return HttpResponseRedirect(address("reviews", place, own))
    version = version_in_force(own)
    changed = [one for one in differences(rows_of(version), rows) if one.kind != "same"] if version else []
    words = {line.item.id: line.seen for line in seen.lines} if seen else {}
    items = [(item, points, note, words[item.id]) for item, points, note in form.item_fields()]
    shown: dict[str, Any] = {"items": items, "grades": grades_of(own), "sheet": sheet_of(own, rows), "changed": changed, "version": version}
    return page(request, "review", place, own, form=form, seen=seen, **shown)


@in_place()
def reviews(request: HttpRequest, place: Place, table: int) -> HttpResponse:
    """Every review of a table, with opinions and answers."""
    own = table_in(place.department, place.year, table)
    found = [(one, review_sheet(own, (), one.points, one.notes)) for one in reviews_of(own)]
    return page(request, "reviews", place, own, found=found)


@require_POST
@in_place(Right.RECORD)
def answer(request: HttpRequest, place: Place, table: int, number: int) -> HttpResponse:
    """The clerk's answer to an opinion."""
    own = table_in(place.department, place.year, table)
    done(request, lambda: workflow.answer_opinion(actor=place.user, table=own, number=number, answer=request.POST.get("answer", "")), "已保存答复")
    return HttpResponseRedirect(address("reviews", place, own))
