"""The handbook's pages and their pictures."""

from __future__ import annotations

from itertools import groupby

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from jiheng.web.handbook import PICTURES, HandbookPage, html, pages


def index(request: HttpRequest) -> HttpResponse:
    """All tasks by groups."""
    return render(request, "help/index.html", {"groups": _groups()})


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One task."""
    found = next((one for one in pages() if one.name == name), None)
    if found is None:
        raise Http404("手册里没有这一页")
    text = html(found, lambda other: reverse("help:page", args=[other]), _way_to_picture)
    # The text is our own, and the renderer lets no HTML of it through.
    return render(request, "help/page.html", {"page": found, "groups": _groups(), "text": mark_safe(text)})  # noqa: S308


def picture(_request: HttpRequest, name: str) -> FileResponse:
    """The picture of a screen, where `make handbook` took it."""
    path = PICTURES / f"{name}.png"
    if not path.is_file():
        raise Http404("没有这张图")
    return FileResponse(path.open("rb"), content_type="image/png")


def _way_to_picture(name: str) -> str:
    return reverse("help:picture", args=[name]) if (PICTURES / f"{name}.png").is_file() else ""


def _groups() -> list[tuple[str, list[HandbookPage]]]:
    return [(group, list(some)) for group, some in groupby(pages(), key=lambda one: one.group)]
