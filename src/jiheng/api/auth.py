"""Who asks, by a token alone: wrong tokens count towards the lock-out as wrong passwords do; cookies mean nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from jiheng.api.errors import Refused
from jiheng.apps.accounts.access import Standing, limited, standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.tokens.choices import Access, Area, scope
from jiheng.apps.tokens.services import note_use, public_part, recognise

if TYPE_CHECKING:
    from jiheng.apps.accounts.models import User
    from jiheng.apps.tokens.models import ApiToken

_HOW = "在网页“接口令牌”里签发一个，放在请求头 Authorization: Bearer 后面"
_READING = ("GET", "HEAD", "OPTIONS")


class TokenFor(HttpBearer):
    """A token whose scopes reach an area, to read for GET and to write for everything else; `None` takes any token."""

    def __init__(self, area: Area | None) -> None:
        """Keep the area."""
        super().__init__()
        self.area = area

    def __call__(self, request: HttpRequest) -> Any:
        """The token, or what is wrong with it.

        Raises: Refused.
        """
        found = super().__call__(request)
        if found is None:
            raise Refused(401, "请求没有带令牌", _HOW, "Authorization")
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token of a request.

        Raises: Refused 401 for one that is unknown, ended or revoked, 403 without the scope, 429 while locked out.
        """
        whom = {"username": f"接口令牌 {public_part(token)}".strip()}
        if not AxesProxyHandler.is_allowed(request, whom):
            raise Refused(429, f"错误的令牌太多，已锁定{int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}分钟", "稍后再试；并核对令牌是不是完整")
        found = recognise(token)
        if found is None:
            AxesProxyHandler.user_login_failed(TokenFor, whom, request)
            request.axes_locked_out = False  # type: ignore[attr-defined]  # this door answers in its own shape, not with the page of the other
            raise Refused(401, "令牌不对、已到期、已吊销，或者它的用户不能登录", _HOW, "Authorization")
        access = Access.READ if request.method in _READING else Access.WRITE
        if self.area is not None and not found.reaches(self.area, access):
            raise Refused(
                403, f"这个令牌没有“{self.area.label}”的{access.label}权限", f"签发一个带 {scope(self.area, access)} 的令牌", "Authorization"
            )
        if note_use(found, str(getattr(request, "axes_ip_address", "") or "")):
            AxesProxyHandler.reset_attempts(username=whom["username"])
        only = frozenset(one.pk for one in found.departments.all())
        if only:
            limited(found.user, only)
        return found


def user_of(request: HttpRequest) -> User:
    """The user for whom the token of this request acts."""
    token = cast("ApiToken", request.auth)  # type: ignore[attr-defined]  # set by ninja after authentication
    return token.user


def place(request: HttpRequest, department: int, right: Right = Right.VIEW) -> Standing:
    """The standing of the token's user in a department, with a right.

    Raises: Http404 without it.
    """
    own = standing(user_of(request), department)
    own.need(right)
    return own
