"""Every page but those of signing in needs a signed-in user whose first password is changed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

_OPEN = ("session:sign_in", "session:sign_out", "session:change_password")


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
        if getattr(view, "open_to_all", False) or name in _OPEN:
            return None
        if not request.user.is_authenticated:
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.path}")
        if request.user.must_change_password:
            return redirect("session:change_password")
        return None


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that needs no user: health, public pages."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view
