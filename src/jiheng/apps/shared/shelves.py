"""What apps declare for others to find: a module of the same name in each app that has something to declare."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings


def declared(name: str) -> Iterator[ModuleType]:
    """The module of that name of every app that has one."""
    for app in settings.APPS:
        module = f"jiheng.apps.{app}.{name}"
        if find_spec(module) is not None:
            yield import_module(module)
