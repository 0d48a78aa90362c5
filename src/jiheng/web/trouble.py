"""Pages for what went wrong: what, and what to do now; never a traceback."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, "这个请求不完整", "请返回上一页再试；已保存的内容不受影响。", exception)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a form that stayed open longer than the session."""
    return _page(
        request,
        403,
        "页面已过期",
        "表单停留太久，或浏览器没有保留登录信息。请返回上一页再按一次保存；仍不行时先复制填写的内容，刷新后再提交。",
        exception or reason,
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, 404, "没有这一页", "可能是地址有误，也可能不在您的权限之内。可以从左侧菜单重新进入。", exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; the template asks for nothing from the database."""
    return render(
        request,
        "components/plain.html",
        {"title": "程序出错了", "advice": "已保存的内容没有丢失。请稍后再试，仍不行时告诉管理员。"},
        status=500,
    )


def _page(request: HttpRequest, status: int, title: str, advice: str, why: object) -> HttpResponse:
    template = "components/trouble.html" if getattr(request, "user", None) and request.user.is_authenticated else "components/plain.html"
    said = str(why) if isinstance(why, Exception) and not str(why).startswith("{") else ""
    return render(request, template, {"title": title, "advice": advice, "said": said, "status": status}, status=status)
