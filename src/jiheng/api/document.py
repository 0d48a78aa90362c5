"""The description of the API as plain data, for the page that shows it, and for docs/reference."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from jiheng.api.v1.interface import api


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document of version 1."""
    plain: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder))
    return plain
