"""The rules of a year: the pack and why it binds, its limits and deadlines with what is verified, holidays, requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.choices import Right
from jiheng.apps.lawbooks import selectors, services
from jiheng.core.law import load_sources
from jiheng.core.rulepack.workdays import load_holidays
from jiheng.web.pages.rules.forms import PackForm, ValueForm
from jiheng.web.place import Place, in_place


@in_place()
def year(request: HttpRequest, place: Place) -> HttpResponse:
    """Everything about the rules of the year, and what may be asked for."""
    asked = request.POST.get("ask", "") if request.method == "POST" else ""
    pack_form = PackForm(selectors.packs_for(place.year), request.POST if asked == "pack" else None, prefix="pack")
    value_form = ValueForm(request.POST if asked == "value" else None, prefix="value")
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        form = pack_form if asked == "pack" else value_form
        if form.is_bound and form.is_valid():
            own: dict[str, Any] = {"actor": place.user, "department": place.department, "year": place.year, **form.cleaned_data}
            try:
                if asked == "pack":
                    services.ask_for_pack(**own)
                else:
                    services.ask_for_value(**own)
                messages.success(request, "已提出，等财政审核")
                return redirect("rules:year", *place.keys.values())
            except ValidationError as refused:
                form.refuse(refused)
    rules = selectors.rules_of(place.department, place.year)
    scoring = rules.resolved.pack.scoring
    grounds = [one.ground for one in scoring.lights] + [one.ground for one in scoring.deadlines]
    grounds += [one.ground for one in scoring.checkpoints] + [one.ground for one in scoring.calendar]
    used = {one.doc for ground in grounds for one in ground.sources}
    context = {
        "place": place,
        "rules": rules,
        "scoring": scoring,
        "lights": [(light, rules.limit(light.id, "yellow"), rules.limit(light.id, "red")) for light in scoring.lights],
        "sources": [load_sources()[one] for one in sorted(used) if one in load_sources()],
        "holidays": load_holidays().get(place.year),
        "packs": selectors.pack_choices(place.department, place.year),
        "values": selectors.local_values(place.department, place.year),
        "pack_form": pack_form,
        "value_form": value_form,
        "may_ask": place.standing.may(Right.RECORD),
        "may_decide": place.standing.may(Right.REVIEW),
        "opened": asked,
    }
    return render(request, "rules/year.html", context)


@require_POST
@in_place(Right.REVIEW)
def decide_pack(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Grant or refuse another pack."""
    choice = selectors.pack_choices(place.department, place.year).filter(pk=number).first()
    if choice is None:
        raise Http404("没有这项申请")
    return _decided(request, place, lambda **said: services.decide_pack(choice=choice, **said))


@require_POST
@in_place(Right.REVIEW)
def decide_value(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Grant or refuse a local value."""
    value = selectors.local_values(place.department, place.year).filter(pk=number).first()
    if value is None:
        raise Http404("没有这项申请")
    return _decided(request, place, lambda **said: services.decide_value(value=value, **said))


def _decided(request: HttpRequest, place: Place, decide: Any) -> HttpResponse:
    typed = request.POST.get("version", "")
    try:
        decide(
            actor=place.user, version=int(typed) if typed.isdigit() else -1, granted="grant" in request.POST, opinion=request.POST.get("opinion", "")
        )
        messages.success(request, "已审核")
    except ValidationError as refused:
        messages.error(request, "；".join(refused.messages))
    return redirect("rules:year", *place.keys.values())
