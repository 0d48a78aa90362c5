"""Tokens: the list with a form to issue one, revoking, and the description of the API that they open."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST

from jiheng.apps.accounts.access import departments, is_administrator
from jiheng.apps.tokens.choices import SCOPES, Area
from jiheng.apps.tokens.selectors import visible_token, visible_tokens
from jiheng.apps.tokens.services import issue_token, revoke_token
from jiheng.web.pages.tokens.forms import TokenForm

PAGE = 50
_METHODS = ("get", "post", "put", "delete")


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens, for administrators everybody's; a new one's secret is shown once, here."""
    user: Any = request.user
    form = TokenForm(request.POST or None, offered=departments(user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, secret = issue_token(actor=user, name=data["name"], scopes=form.scopes(), days=data["days"], only=data["departments"])
        except ValidationError as refused:
            form.refuse(refused)
        else:
            answer = render(request, "tokens/secret.html", {"token": made, "secret": secret})
            answer["Cache-Control"] = "no-store"
            return answer
    given = {"q": request.GET.get("q", "").strip(), "state": request.GET.get("state", "")}
    rows = visible_tokens(user, words=given["q"], state=given["state"])
    query = urlencode({name: value for name, value in given.items() if value})
    shown = {"form": form, "page": Paginator(rows, PAGE).get_page(request.GET.get("page")), "query": f"{query}&" if query else "", "scopes": SCOPES}
    context = {**shown, **given, "has_filter": bool(query), "everybody": is_administrator(user)}
    return render(request, "tokens/list.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End a token at once."""
    user: Any = request.user
    ended = revoke_token(actor=user, token=visible_token(user, number))
    messages.success(request, f"已吊销“{ended.name}”，用它的程序从现在起进不来")
    return redirect("tokens:list")


@login_required
def description(request: HttpRequest) -> HttpResponse:
    """What the API offers, by areas, out of its own document."""
    told = _document()
    areas: dict[str, list[dict[str, Any]]] = {}
    words = request.GET.get("q", "").strip()
    for path, methods in told["paths"].items():
        for method in (name for name in _METHODS if name in methods):
            one = methods[method]
            if words in f"{path}{one['summary']}{one['operationId']}":
                line = {
                    "method": method.upper(),
                    "path": path,
                    "summary": one["summary"],
                    "said": one.get("description", ""),
                    "id": one["operationId"],
                }
                areas.setdefault(one["tags"][0], []).append(line)
    titles = dict(Area.choices)
    shown = [(area, titles.get(area, "本人与所在单位"), lines) for area, lines in areas.items()]
    return render(
        request,
        "tokens/description.html",
        {"areas": shown, "told": [line.split("`") for line in told["info"]["description"].split("\n") if line], "words": words},
    )


@login_required
def document(_request: HttpRequest) -> HttpResponse:
    """The same for programs, to keep."""
    answer = HttpResponse(json.dumps(_document(), ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="openapi.json"'
    return answer


def _document() -> dict[str, Any]:
    # The API is another door, so the site names it.
    found: dict[str, Any] = import_string(settings.API_DOCUMENT)()
    return found
