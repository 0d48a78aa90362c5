"""The signature by which a receiver knows that a delivery is ours and whole."""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.utils.crypto import salted_hmac

from jiheng.apps.webhooks.models import Hook


def secret_of(hook: Hook) -> str:
    """The secret shared with the receiver of an address."""
    return salted_hmac("jiheng.webhooks", hook.salt, algorithm="sha256").hexdigest()


def signature(secret: str, at: int, body: bytes) -> str:
    """HMAC-SHA256 over time and body, as the header carries it.

    Units: `at` in seconds since 1970.
    """
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={signed}"
