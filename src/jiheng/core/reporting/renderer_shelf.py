"""The shelf of renderers, one per file format, and the one way to them: a draft and an audience → the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from jiheng.core.catalog import Catalog
from jiheng.core.errors import JihengError
from jiheng.core.reporting.draft import Draft


class Audience(Enum):
    """Who a file is for."""

    COLLEAGUES = "colleagues"  # it carries its facts, so that reading it again is exact
    PUBLICATION = "publication"  # it carries what is printed on it and nothing else


Write = Callable[[Draft, Audience], bytes]


@dataclass(frozen=True, slots=True)
class Renderer:
    """One file format: its name, its extension, its media type, and the function that writes it."""

    format: str
    extension: str
    mime: str
    write: Write


RENDERERS: Catalog[Renderer] = Catalog("输出格式", "jiheng.core.reporting.renderers")


def renderer(*, format: str, extension: str, mime: str) -> Callable[[Write], Write]:
    """Put a function from (draft, audience) to bytes on the shelf.

    Raises: JihengError JH-P-001 for a format declared twice.
    """

    def place(write: Write) -> Write:
        RENDERERS.put(format, Renderer(format, extension, mime, write))
        return write

    return place


def render(draft: Draft, format: str, *, audience: Audience | str = Audience.COLLEAGUES) -> bytes:
    """A draft as the bytes of a file; the same draft gives the same bytes.

    A file for publication is written from a draft without facts, marks and stamps, so that it cannot hold them.

    Raises: JihengError JH-U-001 for a format that is not on the shelf.
    """
    chosen = RENDERERS.all().get(format)
    if chosen is None:
        raise JihengError("JH-U-001", f"没有“{format}”这种输出格式", mend=f"可用的有：{'、'.join(RENDERERS.all())}")
    who = Audience(audience)
    return chosen.write(draft.for_publication() if who is Audience.PUBLICATION else draft, who)
