"""Whether the application is well: 200 when every part is or is starting, else 503 with the part that is not."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from jiheng.apps.jobs.health import parts
from jiheng.web.sessions import open_to_all


@open_to_all
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Each part by name; what it says holds nothing of the books, for anybody may ask."""
    told = parts(settings.SITE.data)
    ill = any(not part.is_well and not part.is_starting for part in told)
    status = "ill" if ill else "starting" if any(part.is_starting for part in told) else "ok"
    answer = {"status": status, "parts": {part.name: {"ok": part.is_well, "said": part.said} for part in told}}
    return JsonResponse(answer, status=503 if ill else 200, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"})
