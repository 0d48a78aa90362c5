"""Posting the year's facts after a write: at once, or once at the end of many writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.posting import post_facts

_waiting: ContextVar[dict[tuple[int, int], Department] | None] = ContextVar("waiting", default=None)


def post(department: Department, year: int) -> None:
    """State the year anew, or when the writes around this one are through."""
    waiting = _waiting.get()
    if waiting is None:
        post_facts(department, year)
    else:
        waiting[department.pk, year] = department


@contextmanager
def posted_once() -> Iterator[None]:
    """Many writes in one transaction, whose facts are posted once at its end."""
    outer = _waiting.get()
    if outer is not None:
        yield
        return
    waiting: dict[tuple[int, int], Department] = {}
    token = _waiting.set(waiting)
    try:
        with transaction.atomic():
            yield
            for (_, year), department in waiting.items():
                post_facts(department, year)
    finally:
        _waiting.reset(token)
