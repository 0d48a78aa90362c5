"""The texts of a posted page of fields, each with the marks by which a save knows what was touched."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict

from jiheng.apps.evaluation.services.filling import Typed

_TEXT = "text:"


def typed_in(posted: QueryDict) -> Iterator[Typed]:
    """Every text with its path, version and marks."""
    for name, text in posted.items():
        if not name.startswith(_TEXT):
            continue
        path = name.removeprefix(_TEXT)
        version = str(posted.get(f"version:{path}", "0"))
        was, why = str(posted.get(f"was:{path}", "")), str(posted.get(f"why:{path}", ""))
        yield Typed(path, str(text), int(version) if version.isdecimal() else 0, was, why)
