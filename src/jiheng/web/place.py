"""Where a page stands: a department's year. One decorator finds it, checks the right, and gives it to the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from jiheng.apps.accounts.access import Standing, is_administrator, not_yours, standing
from jiheng.apps.accounts.choices import Right

if TYPE_CHECKING:
    from jiheng.apps.accounts.models import Department, User

FIRST_YEAR, LAST_YEAR = 2010, 2100
_LAST = "place"
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Place:
    """A department's year and what the signed-in user may do there."""

    standing: Standing
    year: int

    @property
    def department(self) -> Department:
        """The department."""
        return self.standing.department

    @property
    def user(self) -> User:
        """The signed-in user."""
        return self.standing.user

    @property
    def keys(self) -> dict[str, int]:
        """What addresses of this place begin with."""
        return {"department": self.department.pk, "year": self.year}


def in_place(right: Right = Right.VIEW) -> Callable[[View], View]:
    """A view of a department's year: `/<department>/<year>/…`; without the right there is no such page (404)."""

    def wrap(view: View) -> View:
        @wraps(view)
        @login_required
        def found(request: HttpRequest, department: int, year: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise Http404(f"年度应在{FIRST_YEAR}至{LAST_YEAR}之间")
            own = standing(request.user, department)  # type: ignore[arg-type]  # login_required
            own.need(right)
            place = Place(own, year)
            request.place = place  # type: ignore[attr-defined]  # the frame of the page reads it
            if last_place(request) != (department, year):
                request.session[_LAST] = [department, year]
            return view(request, place, *args, **kwargs)

        return found

    return wrap


def for_administrators(view: View) -> View:
    """A view for those who manage organisations; for others there is no such page."""

    @wraps(view)
    @login_required
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_administrator(request.user):  # type: ignore[arg-type]  # login_required
            raise not_yours()
        return view(request, *args, **kwargs)

    return found


def last_place(request: HttpRequest) -> tuple[int, int] | None:
    """The department and year that the user last looked at in this session."""
    kept: Any = request.session.get(_LAST)
    return (int(kept[0]), int(kept[1])) if kept else None
