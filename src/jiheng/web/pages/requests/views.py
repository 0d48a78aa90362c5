"""Requests to the 委室: the list, asking, and one request with its answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiheng.apps.accounts.access import not_yours
from jiheng.apps.accounts.choices import Right
from jiheng.apps.accounts.selectors import sections
from jiheng.apps.evaluation.choices import RequestState
from jiheng.apps.evaluation.selectors import requests as selectors
from jiheng.apps.evaluation.selectors.cases import entries_of, evaluation_of
from jiheng.apps.evaluation.services import requests as services
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.shared.changes import history
from jiheng.web.components.evidence import EvidenceForm, evidence_saved
from jiheng.web.components.forms import Form
from jiheng.web.pages.requests.forms import AnswerForm, AskForm, DecideForm
from jiheng.web.place import Place, in_place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import Request

PAGE = 50


@in_place()
def requests(request: HttpRequest, place: Place) -> HttpResponse:
    """The year's requests: a 委室 sees its own."""
    chosen = {"state": request.GET.get("state", ""), "q": request.GET.get("q", "").strip()}
    rows = selectors.visible_requests(place.standing, place.year, state=chosen["state"], words=chosen["q"])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "page": page,
        "late": {row.pk for row in page if selectors.is_late(row)},
        "chosen": chosen,
        "query": "".join(f"{urlencode({key: value})}&" for key, value in chosen.items() if value),
        "states": [("waiting", "待填报"), *RequestState.choices],
        "may_ask": place.standing.may(Right.RECORD),
    }
    return render(request, "requests/list.html", context)


@in_place(Right.RECORD)
def ask(request: HttpRequest, place: Place) -> HttpResponse:
    """Choose places and the 委室 of each; the targets' responsible ones stand there already."""
    evaluation = evaluation_of(place.department, place.year)
    if evaluation is None:
        messages.info(request, "先建立这一年的自评，再向委室征集")
        return redirect("evaluation:index", *place.keys.values())
    form = AskForm(request.POST or None)
    wanted = set(request.POST.getlist("want")) or {request.GET.get("path", "")}
    if request.method == "POST" and form.is_valid():
        wishes = [(path, _number(request.POST.get(f"section:{path}", ""))) for path in request.POST.getlist("want")]
        try:
            made = services.ask(standing=place.standing, evaluation=evaluation, wishes=wishes, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已向{len({row.section_id for row in made})}个委室征集{len(made)}项，对方工作台上会看到")
            return redirect("requests:list", *place.keys.values())
    places = [(one, one.path in wanted, _number(request.POST.get(f"section:{one.path}", "")) or one.section) for one in selectors.askable(evaluation)]
    context = {"place": place, "form": form, "places": places, "sections": sections(place.department), "may_ask": evaluation.is_open}
    return render(request, "requests/ask.html", context, status=422 if form.errors else 200)


@in_place()
def request_page(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """One request: the 委室 answers, the clerk takes over, returns or calls back."""
    row = selectors.visible_request(place.standing, place.year, number)
    answering = AnswerForm(request.POST if "answer" in request.POST else None, initial=_start(row))
    deciding = DecideForm(request.POST if "answer" not in request.POST and request.POST else None, initial=_start(row))
    if request.method == "POST":
        form: Form = answering if "answer" in request.POST else deciding
        if not (selectors.may_answer(place.standing, row) if form is answering else place.standing.may(Right.RECORD)):
            raise not_yours()
        if form.is_valid():
            try:
                messages.success(request, _done(request, place, row, form.cleaned_data))
                return redirect("requests:request", *place.keys.values(), row.pk)
            except ValidationError as refused:
                form.refuse(refused)
    return _page(request, place, row, answering, deciding)


def _start(row: Request) -> dict[str, Any]:
    there = entries_of(row.evaluation).get(row.path)
    return {"answer": row.answer, "version": row.version, "entry_version": there.version if there else 0}


def _page(request: HttpRequest, place: Place, row: Request, answering: Form, deciding: Form, proving: Form | None = None) -> HttpResponse:
    may_answer = selectors.may_answer(place.standing, row) and row.state in (*selectors.WAITING, RequestState.ANSWERED)
    context: dict[str, Any] = {
        "place": place, "row": row, "there": entries_of(row.evaluation).get(row.path), "answering": answering, "deciding": deciding,
        "late": selectors.is_late(row), "may_answer": may_answer, "may_decide": place.standing.may(Right.RECORD),
        "answered": row.state == RequestState.ANSWERED, "taken": row.state == RequestState.TAKEN, "waiting": row.state in selectors.WAITING,
        "history": history(row), "evidence": list(evidence_of(row)), "takes_evidence": services.takes_evidence(row),
        "evidence_form": (proving or EvidenceForm()) if may_answer else None,
        "evidence_url": reverse("requests:evidence", args=[*place.keys.values(), row.pk]),
    }  # fmt: skip
    wrong = answering.errors or deciding.errors or (proving is not None and proving.errors)
    return render(request, "requests/request.html", context, status=422 if wrong else 200)


@in_place(Right.WORK)
def evidence(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Files of the 委室 with its answer; they go with it when it is taken over."""
    row = selectors.visible_request(place.standing, place.year, number)
    if not selectors.may_answer(place.standing, row):
        raise not_yours()
    form = EvidenceForm(request.POST or None, request.FILES or None)
    attach = partial(services.attach_proof, standing=place.standing, request=row)
    if request.method == "POST" and evidence_saved(request, form, attach, partial(services.remove_proof, standing=place.standing, request=row)):
        return redirect("requests:request", *place.keys.values(), row.pk)
    return _page(request, place, row, AnswerForm(initial=_start(row)), DecideForm(initial=_start(row)), form)


def _done(request: HttpRequest, place: Place, row: Request, data: dict[str, Any]) -> str:
    """Do what was posted; returns what to say."""
    given = {"standing": place.standing, "request": row, "version": data["version"]}
    if "answer" in data:
        services.answer(**given, text=data["answer"])
        return "已填报，填报人会看到"
    if "take" in request.POST:
        services.take(**given, entry_version=data["entry_version"])
        return f"已采用：{row.title}"
    if "withdraw" in request.POST:
        services.withdraw(**given)
        return "已撤回这项征集"
    services.send_back(**given, remark=data["remark"])
    return "已退回，请委室重填"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
