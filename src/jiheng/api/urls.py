"""Where the API stands; what it does not have is refused in its own shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from jiheng.api.errors import Trouble, refuse
from jiheng.api.v1.interface import PREFIX, api

app_name = "api"


def nothing(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """An address that the API does not have."""
    return refuse(404, [Trouble(code="JH-H-404", what="接口没有这个地址", where=request.path[:200], mend="地址见网页“接口说明”或 openapi.json")])


def _in_one_shape(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """An address that is there, asked with a method that it does not have, says so like every other refusal."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
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


_routes = [URLPattern(one.pattern, _in_one_shape(one.callback), one.default_args, one.name) for one in api.urls[0] if isinstance(one, URLPattern)]
urlpatterns = [
    path(f"{PREFIX.strip('/')}/", include(_routes)),
    path("api/<path:rest>", nothing, name="nothing"),
]
