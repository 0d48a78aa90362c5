"""What the worker does for webhooks between its jobs."""

from __future__ import annotations

from jiheng.apps.jobs.kinds import JobKind
from jiheng.apps.webhooks.services import send_due

KINDS: tuple[JobKind, ...] = ()
ROUNDS = (send_due,)
