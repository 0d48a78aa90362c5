"""A kept file as it was brought."""

from __future__ import annotations

import io

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest

from jiheng.apps.library.selectors import visible_file
from jiheng.apps.library.services import content_of


@login_required
def download(request: HttpRequest, number: int) -> FileResponse:
    """Always as a download: what people bring is never shown as a page of this site."""
    kept = visible_file(request.user, number)  # type: ignore[arg-type]  # login_required
    return FileResponse(io.BytesIO(content_of(kept)), as_attachment=True, filename=kept.name, content_type=kept.media_type)
