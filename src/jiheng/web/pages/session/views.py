"""Signing in and out, the first change of password, one's own settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jiheng.apps.accounts import services
from jiheng.apps.accounts.choices import THEMES
from jiheng.web.pages.session.forms import PasswordForm, SignInForm


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; leads on to where the user wanted to go."""
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return redirect(wanted if safe else "workbench:home")
    return render(request, "session/sign_in.html", {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))})


def locked(request: HttpRequest, credentials: dict[str, Any], *_: Any, **__: Any) -> HttpResponse:  # noqa: ARG001  axes' own signature
    """Too many failed attempts."""
    from django.conf import settings  # noqa: PLC0415  named in the settings themselves

    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    advice = f"连续输错{settings.AXES_FAILURE_LIMIT}次，这个用户名在这台电脑上锁定{minutes}分钟。忘记密码请找系统管理员重置。"
    return render(request, "components/plain.html", {"title": "已暂时锁定", "advice": advice}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect("session:sign_in")


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """The user's own new password, forced at the first sign-in."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(user=request.user, password=form.cleaned_data["new"])  # type: ignore[arg-type]  # login_required
        update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
        messages.success(request, "密码已修改")
        return redirect("workbench:home")
    return render(request, "session/password.html", {"form": form})


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """One's own settings: light or dark."""
    if request.method == "POST" and request.POST.get("theme") in dict(THEMES):
        services.set_theme(user=request.user, theme=request.POST["theme"])  # type: ignore[arg-type]  # login_required
        return redirect("session:me")
    return render(request, "session/me.html", {"themes": THEMES})
