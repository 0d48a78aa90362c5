"""For receivers of events: whether a delivery is from the site and whole."""

from __future__ import annotations

import hmac
import time
from hashlib import sha256


def is_genuine(secret: str, header: str, body: bytes, *, tolerance: int = 300, now: int | None = None) -> bool:
    """Whether `X-Jiheng-Signature` fits the body and is not older than the tolerance.

    Units: `tolerance` in seconds; `now` in seconds since 1970.
    """
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    at, signed = parts.get("t", ""), parts.get("v1", "")
    if not (at.isascii() and at.isdigit()) or abs((int(time.time()) if now is None else now) - int(at)) > tolerance:
        return False
    wanted = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return hmac.compare_digest(wanted, signed)
