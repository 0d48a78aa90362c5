"""Whether the application is well: 200 when every part is, else 503 with the part that is not."""

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
    well = all(part.is_well for part in told)
    answer = {"status": "ok" if well else "ill", "parts": {part.name: {"ok": part.is_well, "said": part.said} for part in told}}
    return JsonResponse(answer, status=200 if well else 503, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"})
