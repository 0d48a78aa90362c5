"""Every page but those of signing in needs a signed-in user whose first password is changed."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

_SEEN, _TOLD_APART = "seen", 60  # seconds
_OPEN = ("session:sign_in", "session:sign_out", "session:change_password")
_OTHER_DOOR = "api:"  # it asks for a token of its own and knows no session
_TIMED_OUT = {
    "title": "登录已超时",
    "advice": "刚才的内容还没有保存，但没有丢：",
    "steps": ("在新标签页登录", "回到这里，按“返回上一页”（或浏览器的后退），填的内容还在", "再按一次保存"),
}


class SignedIn:
    """Sends whoever is not signed in to the sign-in page, and a first password to its change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object) -> HttpResponse | None:
        """Stop what must sign in or change a password first."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if getattr(view, "open_to_all", False) or name in _OPEN or name.startswith(_OTHER_DOOR):
            return None
        if not request.user.is_authenticated and request.method == "POST":
            return render(request, "components/plain.html", {**_TIMED_OUT, "sign_in": reverse(settings.LOGIN_URL)}, status=401)
        if not request.user.is_authenticated:
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.path}")
        if request.user.must_change_password:
            return redirect("session:change_password")
        # The session lives on while it is used; it is written at most once a minute, because each write costs the database.
        if time.time() - request.session.get(_SEEN, 0) > _TOLD_APART:
            request.session[_SEEN] = int(time.time())
        return None


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that needs no user: health, public pages."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view
