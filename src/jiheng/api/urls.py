"""Where the API stands; what it does not have is refused in its own shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from jiheng.api.document import document
from jiheng.api.errors import Trouble, refuse
from jiheng.api.v1.interface import PREFIX, api

app_name = "api"


def nothing(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """An address that the API does not have."""
    return refuse(404, [Trouble(code="JH-H-404", what="接口没有这个地址", where=request.path[:200], mend="地址见网页“接口说明”或 openapi.json")])


def _undeclared(request: HttpRequest, address: str) -> list[str]:
    """What stands behind the question mark and is no parameter of the operation: a filter that is misspelt must not answer with everything."""
    operation = document()["paths"].get(address, {}).get((request.method or "").lower())
    if operation is None:
        return []
    known = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    return [name for name in request.GET if name not in known]


def _in_one_shape(view: Callable[..., Any], address: str) -> Callable[..., HttpResponseBase]:
    """An address that is there, asked with a method or a parameter that it does not have, says so like every other refusal."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Who shows no token is told that first, by the operation itself.
        if "Authorization" in request.headers and (unknown := _undeclared(request, address)):
            what, mend = "这个地址没有这个参数", "参数见网页“接口说明”或 openapi.json"
            return refuse(422, [Trouble(code="JH-H-422", what=what, where=name[:200], mend=mend) for name in unknown[:20]])
        answer: HttpResponseBase = view(request, *args, **kwargs)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        allowed = answer["Allow"]
        trouble = Trouble(
            code="JH-H-405",
            what=f"这个地址没有 {request.method} 方法",
            where=request.path[:200],
            expected=allowed,
            mend="方法见网页“接口说明”或 openapi.json",
        )
        told = refuse(405, [trouble])
        told["Allow"] = allowed
        return told

    return door


_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


def served() -> list[URLPattern]:
    """The routes of the API."""
    return [one for one in api.urls[0] if isinstance(one, URLPattern)]


def address_of(route: URLPattern) -> str:
    """The address of a route as the document writes it: /api/v1/files/{number}."""
    plain = _CONVERTED.sub(r"{\1}", str(route.pattern))
    return f"{PREFIX}/{plain}"


_routes = [URLPattern(one.pattern, _in_one_shape(one.callback, address_of(one)), one.default_args, one.name) for one in served()]
urlpatterns = [
    path(f"{PREFIX.strip('/')}/", include(_routes)),
    path("api/<path:rest>", nothing, name="nothing"),
]
