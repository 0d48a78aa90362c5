"""Where the API stands; what it does not have is refused in its own shape."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jiheng.api.errors import Trouble, refuse
from jiheng.api.v1.interface import PREFIX, api

app_name = "api"


def nothing(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """An address that the API does not have."""
    return refuse(404, [Trouble(code="JH-H-404", what="接口没有这个地址", where=request.path[:200], mend="地址见网页“接口说明”或 openapi.json")])


urlpatterns = [
    path(f"{PREFIX.strip('/')}/", include(api.urls[0])),
    path("api/<path:rest>", nothing, name="nothing"),
]
