"""What the frame of every page shows: where one is, what one may open, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jiheng.apps.accounts.access import departments, is_administrator, is_reviewer, standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.notices.selectors import unread_count
from jiheng.web.handbook import page_about
from jiheng.web.place import Place, last_place


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the menu, declared as NAV in a page folder's nav.py; `in_year` addresses take department and year.

    `right` is what a user needs in the department; `audience` "administrator" or "reviewer" shows it to those only; `holds` are parts of
    addresses that stand under this line though they begin like another's.
    """

    order: int
    group: str
    title: str
    url: str
    in_year: bool = True
    right: Right = Right.VIEW
    audience: str = ""
    holds: tuple[str, ...] = ()


@cache
def menu() -> tuple[NavItem, ...]:
    """Every line of the menu in its order, as the page folders declare them."""
    found: list[NavItem] = []
    for name in settings.PAGES:
        try:
            module = import_module(f"jiheng.web.pages.{name}.nav")
        except ModuleNotFoundError:
            continue
        found += module.NAV
    return tuple(sorted(found, key=lambda item: item.order))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for every template: menu by groups, place, departments and years to switch to.

    What a part of a page, asked for by itself, does not show is not worked out.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.must_change_password:
        return {}
    place: Place | None = getattr(request, "place", None)
    if place is None and (last := last_place(request)):
        try:
            place = Place(standing(user, last[0]), last[1])
        except Exception:  # noqa: BLE001  the department may be gone or no longer theirs; then the page has no place
            place = None
    years = range(place.year + 1, place.year - 5, -1) if place else ()
    how = page_about(request.resolver_match.view_name) if request.resolver_match else None
    groups, unread = SimpleLazyObject(partial(_groups, request, user, place)), SimpleLazyObject(partial(unread_count, user))
    return {"how": how, "menu_groups": groups, "place": place, "own_departments": departments(user)[:30], "years": years, "unread": unread}


def _groups(request: HttpRequest, user: Any, place: Place | None) -> list[tuple[str, list[dict[str, Any]]]]:
    lines: dict[str, list[dict[str, Any]]] = {}
    shown = [(item, reverse(item.url, kwargs=place.keys if item.in_year and place else None)) for item in menu() if _shown(item, user, place)]
    marked = _marked(request, shown)
    for item, url in shown:
        current = ("page" if url == request.path else "true") if url == marked else ""
        lines.setdefault(item.group, []).append({"title": item.title, "url": url, "current": current})
    return list(lines.items())


def _shown(item: NavItem, user: Any, place: Place | None) -> bool:
    if item.audience == "administrator":
        return is_administrator(user)
    if item.audience == "reviewer":
        return is_reviewer(user)
    return not item.in_year or (place is not None and place.standing.may(item.right))


def _marked(request: HttpRequest, shown: list[tuple[NavItem, str]]) -> str:
    """The address of the line that a page stands under: of its folder's lines the one whose address goes furthest along its own."""
    here = request.resolver_match.app_names[0] if request.resolver_match and request.resolver_match.app_names else ""
    own = [url for item, url in shown if item.url.partition(":")[0] == here]
    if len(own) == 1:
        return own[0]
    held = [url for item, url in shown if any(part in request.path for part in item.holds)]
    if held:
        return held[0]
    return max((url for url in own if request.path.startswith(url)), key=len, default="")
