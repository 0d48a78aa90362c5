"""Webhooks: addresses with a form to register one, one address with what was sent to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import is_administrator, not_yours
from jiheng.apps.webhooks import selectors, services
from jiheng.apps.webhooks.choices import DeliveryState, Event
from jiheng.web.pages.webhooks.forms import HookForm

PAGE = 50
_TAGS = {DeliveryState.DONE: "good", DeliveryState.GIVEN_UP: "bad"}


@login_required
def hooks(request: HttpRequest) -> HttpResponse:
    """Addresses that one may see; a new one's secret is shown once, here."""
    user: Any = request.user
    form = _form(request) if selectors.may_register(user) else None
    if request.method == "POST":
        if form is None:
            raise not_yours()
        if form.is_valid():
            data = form.cleaned_data
            where = selectors.own_departments(user).filter(pk=data["department"]).first() if data["department"] else None
            try:
                made, secret = services.register(actor=user, address=data["address"], events=data["events"], department=where)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                answer = render(request, "webhooks/secret.html", {"hook": made, "secret": secret})
                answer["Cache-Control"] = "no-store"
                return answer
    words = request.GET.get("q", "").strip()
    page = Paginator(selectors.visible_hooks(user, words), PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': words})}&" if words else ""
    context = {"form": form, "page": page, "words": words, "query": query, "events": dict(Event.choices)}
    return render(request, "webhooks/list.html", context, status=422 if form is not None and form.errors else 200)


@login_required
def hook(request: HttpRequest, number: int) -> HttpResponse:
    """One address with its deliveries, newest first."""
    row = selectors.visible_hook(request.user, number)  # type: ignore[arg-type]  # login_required
    state = request.GET.get("state", "")
    rows = selectors.deliveries_of(row, state if state in DeliveryState.values else "")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = f"state={state}&" if state else ""
    context = {
        "row": row,
        "page": page,
        "state": state,
        "states": DeliveryState.choices,
        "query": query,
        "tags": _TAGS,
        "events": dict(Event.choices),
    }
    return render(request, "webhooks/hook.html", context)


@require_POST
@login_required
def probe(request: HttpRequest, number: int) -> HttpResponse:
    """Send a trial."""
    user: Any = request.user
    services.probe(actor=user, hook=selectors.visible_hook(user, number))
    messages.success(request, "已排入试推送；几秒后刷新本页看结果")
    return redirect("webhooks:hook", number)


@require_POST
@login_required
def set_active(request: HttpRequest, number: int) -> HttpResponse:
    """Pause an address or take it up again."""
    user: Any = request.user
    row = selectors.visible_hook(user, number)
    now = services.set_active(actor=user, hook=row, is_active=not row.is_active)
    messages.success(request, "已恢复推送；停用期间积下的会补推" if now.is_active else "已停用；期间发生的事件不再记入这个地址")
    return redirect("webhooks:hook", number)


@require_POST
@login_required
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take an address out."""
    user: Any = request.user
    services.remove(actor=user, hook=selectors.visible_hook(user, number))
    messages.success(request, "已删除推送地址")
    return redirect("webhooks:list")


@require_POST
@login_required
def again(request: HttpRequest, number: int, delivery: int) -> HttpResponse:
    """Send once more what was given up."""
    row = selectors.deliveries_of(selectors.visible_hook(request.user, number)).filter(pk=delivery).first()  # type: ignore[arg-type]
    if row is None:
        raise Http404("没有这条推送")
    services.send_again(delivery=row)
    messages.success(request, "已重新排入推送")
    return redirect("webhooks:hook", number)


def _form(request: HttpRequest) -> HookForm:
    user: Any = request.user
    offered: list[tuple[int | str, str]] = [(one.pk, one.name) for one in selectors.own_departments(user)[:200]]
    if is_administrator(user):
        offered.insert(0, ("", "全部单位"))
    return HookForm(request.POST or None, offered=offered)
