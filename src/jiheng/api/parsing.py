"""Reading requests: JSON whose texts a database can hold; a NUL or half a character is refused before any service sees it."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.types import DictStrAny

from jiheng.api.errors import Refused


class PlainParser(Parser):
    """JSON in, with every text looked at."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The body as data.

        Raises: Refused, HttpError.
        """
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        if kind and kind != "application/json":
            raise Refused(415, f"不认识的正文类型 {kind}", "用 application/json")
        try:
            data = json.loads(request.body, parse_constant=_no_number)
        except (ValueError, RecursionError) as wrong:
            raise HttpError(400, "JSON") from wrong
        _look(data)
        return cast("DictStrAny", data)

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> DictStrAny:
        """Query and form fields as data."""
        found = super().parse_querydict(data, list_fields, request)
        _look(found)
        return found


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _look(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value or any(0xD800 <= ord(one) <= 0xDFFF for one in value):
            raise Refused(422, "文字里有不能保存的字符（空字符或残缺的字符）", "删去后再发")
    elif isinstance(value, dict):
        for key, one in value.items():
            _look(key)
            _look(one)
    elif isinstance(value, list):
        for one in value:
            _look(one)
