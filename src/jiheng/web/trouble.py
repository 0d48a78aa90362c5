"""Pages for what went wrong: what, and what to do now; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

_KEPT = "已保存的内容不受影响。"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, "这个请求不完整", f"可能是网络中断，或者上传的内容太大。请返回上一页再试；{_KEPT}", exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, "这一步不能由您来做", "您在这个单位的角色没有这项权限。需要时请系统管理员授予角色。", exception)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's own signature; its reasons are in English
    """403 for a form whose page is older than the session, or a browser that keeps no cookies."""
    steps = ("返回上一页，填的内容还在", "刷新之前先把写得多的文字复制下来", "再按一次保存")
    return _page(request, 403, "页面已过期", "表单停留太久，或浏览器没有保留登录信息。没有保存，也没有改动任何内容。", steps=steps)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, 404, "没有这一页", "可能是地址有误，也可能不在您的权限之内。可以从左侧菜单重新进入，或者在顶部搜索。", exception)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  nothing is asked of the request: the database may be what failed
    """500."""
    at = f"{timezone.localtime():%Y-%m-%d %H:%M:%S}"
    advice = f"{_KEPT}请稍后再试；仍不行时把这个时间告诉管理员，日志里能查到：{at}"
    return HttpResponse(render_to_string("components/plain.html", {"title": "程序出错了", "advice": advice}), status=500)


class OtherMethod:
    """An address that only takes a button's POST, opened by itself, answers with a page instead of nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; an empty 405 to a person's GET becomes a page."""
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = _page(request, 405, "这个地址不能直接打开", "它是某个按钮的去处。请返回上一页，再按那个按钮。")
        page["Allow"] = response["Allow"]
        return page


def _page(request: HttpRequest, status: int, title: str, advice: str, why: object = None, **more: Any) -> HttpResponse:
    template = "components/trouble.html" if getattr(request, "user", None) and request.user.is_authenticated else "components/plain.html"
    said = str(why) if isinstance(why, Exception) and not str(why).startswith("{") else ""
    return render(request, template, {"title": title, "advice": advice, "said": said, "status": status, **more}, status=status)
