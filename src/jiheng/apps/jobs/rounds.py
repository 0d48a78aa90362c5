"""What the worker does again and again beside its queue: each app may declare ROUNDS in its background.py."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from jiheng.apps.shared.shelves import declared

PAUSE = 2  # seconds between two rounds
_log = logging.getLogger(__name__)


def rounds() -> tuple[Callable[[], object], ...]:
    """Every app's rounds; each should be quick, and must not mind being broken off."""
    return tuple(one for module in declared("background") for one in getattr(module, "ROUNDS", ()))


def go_round(stop: threading.Event) -> None:
    """Go round until told to stop; what one round breaks is logged, and the next begins anew."""
    while not stop.wait(PAUSE):
        for one in rounds():
            try:
                one()
            except Exception:  # noqa: BLE001  the database may be busy or restart; the other rounds go on
                _log.exception("round %s", getattr(one, "__name__", one))
        close_old_connections()
