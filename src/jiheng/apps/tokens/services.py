"""Writes of tokens: issue, revoke, recognise and note the use."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import User
from jiheng.apps.shared.changes import record
from jiheng.apps.tokens.choices import LONGEST_DAYS, SCOPES
from jiheng.apps.tokens.models import ApiToken

BEGINNING = "jh"
_NOTED_APART = timedelta(minutes=1)


@transaction.atomic
def issue_token(*, actor: User, name: str, scopes: Iterable[str], days: int, only: Iterable[int] = ()) -> tuple[ApiToken, str]:
    """A new token of the acting user and its secret, which is shown once and kept nowhere.

    `only` are numbers of departments to which it is limited.

    Raises: ValidationError.
    """
    chosen, limit = sorted(set(scopes)), sorted(set(only))
    wrong: dict[str, str] = {}
    if not name.strip():
        wrong["name"] = "请写明用途，如“结算系统每日推送支付”，日后才知道能不能吊销"
    if not chosen or any(one not in SCOPES for one in chosen):
        wrong["scopes"] = f"请至少选一项权限范围；可用的是 {'、'.join(SCOPES)}"
    if not 1 <= days <= LONGEST_DAYS:
        wrong["days"] = f"有效期应为1至{LONGEST_DAYS}天"
    reached = departments(actor).filter(pk__in=limit)
    if limit and len(reached) != len(limit):
        wrong["departments"] = "限定的单位里有您看不到的；请从列表中选"
    if wrong:
        raise ValidationError(wrong)
    public = secrets.token_hex(4)
    whole = f"{BEGINNING}_{public}_{secrets.token_urlsafe(32)}"
    token = ApiToken(
        user=actor, name=name.strip(), public=public, digest=_digest(whole), scopes=chosen, expires_at=timezone.now() + timedelta(days=days)
    )
    token.full_clean()
    token.save()
    token.departments.set(reached)
    after = {"name": token.name, "public": public, "scopes": chosen, "departments": limit, "expires_at": token.expires_at.isoformat()}
    record(actor=actor, action="签发接口令牌", thing=token, after=after)
    return token, whole


@transaction.atomic
def revoke_token(*, actor: User, token: ApiToken) -> ApiToken:
    """End a token at once; one that ended already stays as it is."""
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(actor=actor, action="吊销接口令牌", thing=row, before={"revoked_at": None}, after={"revoked_at": row.revoked_at.isoformat()})
    return row


def public_part(whole: str) -> str:
    """The part of a token that tells it apart; "" for what is no token of ours."""
    parts = whole.split("_", 2)
    return parts[1][:12] if len(parts) == 3 and parts[0] == BEGINNING else ""


def recognise(whole: str) -> ApiToken | None:
    """The live token of a user who may sign in; None for anything else."""
    token = ApiToken.objects.select_related("user").prefetch_related("departments").filter(digest=_digest(whole)).first()
    if token is None or not token.is_live or not token.user.is_active or token.user.must_change_password:
        return None
    return token


def note_use(token: ApiToken, address: str) -> bool:
    """Note when and from where a token was used, at most once a minute; whether it was noted."""
    now = timezone.now()
    if token.used_at is not None and token.used_from == address and now - token.used_at < _NOTED_APART:
        return False
    ApiToken.objects.filter(pk=token.pk).update(used_at=now, used_from=address[:45])
    return True


def _digest(whole: str) -> str:
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
