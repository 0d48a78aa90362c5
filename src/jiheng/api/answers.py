"""Files as answers, and how the document says that an answer is a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ANY = "application/octet-stream"


def as_file(content: bytes, mime: str, name: str) -> HttpResponse:
    """A file to keep, never a page of this site."""
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def a_file(*mimes: str) -> dict[str, Any]:
    """For the document: the answer is a file of one of these kinds."""
    content = {mime: {"schema": {"type": "string", "format": "binary"}} for mime in mimes}
    return {"responses": {200: {"description": "文件", "content": content}}}
