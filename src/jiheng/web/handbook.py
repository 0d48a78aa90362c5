"""The handbook's pages: docs/handbook in the project, a folder of the pages of help in an installed copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

HERE = Path(__file__).resolve().parent / "pages" / "help"
PICTURES = HERE / "pictures"  # written by `make handbook`


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """A task: its title, its place in the handbook, the screens it is about, and its text in Markdown."""

    name: str
    title: str
    group: str
    order: int
    screens: tuple[str, ...]
    text: str


@cache
def pages() -> tuple[HandbookPage, ...]:
    """Every page in its order."""
    return tuple(sorted((_read(path) for path in _folder().glob("*.md")), key=lambda page: page.order))


@cache
def page_about(screen: str) -> HandbookPage | None:
    """The page about a screen, by the name of its address ("budget:lines")."""
    return next((page for page in pages() if screen in page.screens), None)


def html(page: HandbookPage, way_to_page: Callable[[str], str], way_to_picture: Callable[[str], str]) -> str:
    """The page's text as HTML.

    A link to what is no page of the handbook becomes plain text; a picture that was not taken is left out.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(page.text)
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
        if token.children:
            token.children = _led(token.children, way_to_page, way_to_picture)
    written: str = reader.renderer.render(tokens, reader.options, {})
    return written.replace("<table", '<div class="table-wrap"><table').replace("</table>", "</table></div>")


def pictures_of(page: HandbookPage) -> tuple[str, ...]:
    """Names of the screens whose pictures the page shows."""
    found: list[str] = []
    for token in MarkdownIt("commonmark").parse(page.text):
        found += [Path(str(one.attrs["src"])).stem for one in token.children or () if one.type == "image"]
    return tuple(found)


def _folder() -> Path:
    packed = HERE / "texts"
    return packed if packed.is_dir() else HERE.parents[4] / "docs" / "handbook"


def _read(path: Path) -> HandbookPage:
    _, head, text = path.read_text("utf-8").split("---\n", 2)
    said = yaml.safe_load(head)
    return HandbookPage(path.stem, said["title"], said["group"], said["order"], tuple(said.get("screens", ())), text)


def _led(tokens: list[Token], way_to_page: Callable[[str], str], way_to_picture: Callable[[str], str]) -> list[Token]:
    kept: list[Token] = []
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrs["href"])
            dropped = not target.endswith(".md") or "/" in target
            if dropped:
                continue
            token.attrSet("href", way_to_page(target.removesuffix(".md")))
        elif token.type == "link_close" and dropped:
            continue
        elif token.type == "image":
            there = way_to_picture(Path(str(token.attrs["src"])).stem)
            if not there:
                continue
            token.attrSet("src", there)
            token.attrSet("loading", "lazy")
        kept.append(token)
    return kept
