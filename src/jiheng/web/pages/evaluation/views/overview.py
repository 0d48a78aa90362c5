"""The year's self-evaluation at a glance: begun here, what is filled, what is missing, what comes next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.areas import area_of
from jiheng.apps.evaluation.selectors.cases import entries_of, evaluation_of, standing_of
from jiheng.apps.evaluation.selectors.opening import readiness
from jiheng.apps.evaluation.selectors.standing import area_states, words_of_trouble
from jiheng.apps.evaluation.services.entries import open_evaluation
from jiheng.web.pages.evaluation.page import page
from jiheng.web.place import Place, in_place


@in_place()
def index(request: HttpRequest, place: Place) -> HttpResponse:
    """How far it is, area by area, with the score as it stands; before it is begun, what it will be made of."""
    evaluation = evaluation_of(place.department, place.year)
    if evaluation is None:
        before = {"place": place, "ready": readiness(place.department, place.year), "may_record": place.standing.may(Right.RECORD)}
        return render(request, "evaluation/nothing.html", before)
    entries = entries_of(evaluation)
    standing = standing_of(evaluation, entries=entries)
    states = area_states(evaluation, standing, entries)
    first = next((state for state in states if state.wanting), None)
    progress = {"filled": sum(state.filled for state in states), "wanting": sum(len(state.wanting) for state in states)}
    others = [words_of_trouble(one) for one in standing.compiled.troubles if not area_of(one.path)]
    context: dict[str, Any] = {"states": states, "first": first, "left": standing.compiled.left, "progress": progress, "others": others}
    return page(request, "index", place, evaluation, standing, **context)


@require_POST
@in_place(Right.RECORD)
def open_year(request: HttpRequest, place: Place) -> HttpResponse:
    """Begin the year's self-evaluation."""
    open_evaluation(actor=place.user, department=place.department, year=place.year)
    messages.success(request, f"已建立{place.year}年度自评，预算账和目标表里的数已经带入")
    return redirect("evaluation:index", *place.keys.values())
