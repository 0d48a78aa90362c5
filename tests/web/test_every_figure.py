"""Every figure on every page leads in at most two clicks to the entry or the document it came from.

A figure is what stands in a column of numbers or a tile, and every amount, rate, score or long number within words. It leads by
itself, or by what stands beside it: the cell, the row, the line, the card it is in; a total leads by the rows it is the total of.
What stands on the page of its entry, or in a list of entries, is there already. No figures are what one types (fields and what
explains them), what counts rows (whole numbers with or without a counting word), a nought (nothing is entered), and sizes of files and texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml import html

from tests.web.addresses import ROWS
from tests.web.sampled import keep_samples, sign_in
from tests.web.test_every_page import pages

# Rows that people enter or hand in: what stands on the page of such a row, stands at its source.
ENTERED = (
    "budget.", "targets.", "library.", "lawbooks.", "shared.",
    "monitoring.Progress", "monitoring.FundRow", "evaluation.Paper", "evaluation.Request",
)  # fmt: skip
# Pages on which such rows are listed or typed, by the last part of their names; what a rule says stands on the page of the year's rules.
LISTS = ("entries", "book", "lines", "payments", "adjustments", "area", "rules:year")
DOCUMENTS = ("document", "single", "file", "download")
# The handbook tells of figures, it has none.
NO_FIGURES = ("help:",)
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:%|万元|亿元|元|个百分点|分(?![之管别项类为数]))|\d[\d,]*\.\d{2,}(?![\d.])|\d{1,3}(?:,\d{3})+")
COUNT = re.compile(r"[\s\d/／]+[^\d.%元分]{0,3}")
NONE = re.compile(r"0(?:\.0+)?%?")
SIZE = re.compile(r"\d\s*(?:字节|KB|MB|字)")
TYPED = {"input", "select", "textarea", "option", "label", "legend", "script", "button", "code", "nav"}
TYPED_PARTS = {"form-text", "form-row", "crumbs", "tabs"}
# Where the way of a figure is looked for, from the inside out: what is itself a link, its cell, line or paragraph, its row.
NEAR = {"a", "td", "th", "dd", "li", "p", "b", "caption", "summary", "tr", "dl"}
LAST = {"card", "alert", "empty", "head"}


def is_source(name: str) -> bool:
    """Whether the page of this address is an entry's, a list of entries, or a document."""
    return any(label.startswith(ENTERED) for label in ROWS.get(name, {}).values()) or name.endswith((*LISTS, *DOCUMENTS))


def named(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def classes(element) -> set[str]:
    return set((element.get("class") or "").split())


NUMBERS, DIGIT = {"num", "tile-value"}, re.compile(r"\d")
SHOWN = ".//text()[not(ancestor::button or ancestor::label or ancestor::option or ancestor::textarea)]"


def figures(main) -> Iterator[tuple[str, object]]:
    """Text and element of every figure below `main`."""
    for element in main.iter():
        if not isinstance(element.tag, str):
            continue
        above = [element, *element.iterancestors()]
        if any(one.tag in TYPED or classes(one) & TYPED_PARTS for one in above) or any(classes(one) & NUMBERS for one in above[1:]):
            continue
        in_column = classes(element) & NUMBERS and element.tag != "th"
        texts = ["".join(element.xpath(SHOWN))] if in_column else [element.text, *(child.tail for child in element)]
        for text in texts:
            shown = " ".join((text or "").split())
            if (DIGIT if in_column else FIGURE).search(shown) and not COUNT.fullmatch(shown) and not NONE.fullmatch(shown) and not SIZE.search(shown):
                yield shown, element


def ways(element, main) -> list[str]:
    """What the figure, or else what stands beside it, links to: at last its card, or what stands above its table."""
    is_total = False
    for one in [element, *element.iterancestors()]:
        if one is main:
            break
        is_total |= one.tag in ("tfoot", "caption") or bool(classes(one) & {"total", "branch"})
        is_last = one.tag == "section" or bool(classes(one) & LAST)
        if one.tag == "a" or one.tag in NEAR or is_last or (one.tag == "table" and is_total):
            found = links(*([main] if "head" in classes(one) else [one]))
            if found or is_last:
                return found
        if "table-wrap" in classes(one):
            lead = []
            for before in one.itersiblings(preceding=True):
                lead.append(before)
                if before.tag in ("h2", "h3") or "table-wrap" in classes(before):
                    break
            if found := links(*one.iter("caption"), *lead):
                return found
    return []


def links(*elements) -> list[str]:
    """Where the links within lead, but those back and those that are not about what stands here."""
    found = []
    for element in elements:
        for link in [element] if element.tag == "a" else element.iter("a"):
            aside = any(classes(one) & {"crumbs", "tabs", "how", "pages"} for one in (link, *link.iterancestors()))
            if link.get("href") and not aside:
                found.append(link.get("href"))
    return found


def on_this_page(main, mark: str) -> bool:
    """Whether what stands under the mark leads to a source by its own links."""
    there = main.get_element_by_id(mark, None)
    below = [there] if there is not None else []
    for one in there.itersiblings() if there is not None else ():
        if one.tag == there.tag:
            break
        below.append(one)
    return any(is_source(named(href)) for href in links(*below))


def lost_figures() -> tuple[list[tuple[str, str, list[str]]], int]:
    """Figures without a way (page, text, where it leads instead), and how many were followed."""
    clients, seen, lost, followed = {}, {}, [], 0

    def behind(client, path: str) -> bool:
        """Whether the page of the path has a way to a source."""
        if path not in seen:
            answer = client.get(path, follow=True)
            if answer.status_code != 200 or answer.streaming or not answer["Content-Type"].startswith("text/html"):
                seen[path] = answer.status_code == 200
            else:
                main = html.fromstring(answer.content).find(".//main")
                seen[path] = any(is_source(named(urljoin(path, href))) for href in links(main))
        return seen[path]

    for name, who, path in list(pages(keep_samples())):
        if name.startswith(NO_FIGURES) or is_source(name.partition(" ")[0]):
            continue
        client = clients.setdefault(who, sign_in(who))
        page = html.fromstring(client.get(path).content)
        main = page.find(".//main")
        if page.find(".//nav[@id='menu']") is None:
            continue  # a document, shown as it will be handed out, or what stands before one has signed in
        for text, element in figures(main):
            followed += 1
            to = set(ways(element, main))
            if not any(
                on_this_page(main, one[1:]) if one.startswith("#") else is_source(named(urljoin(path, one))) or behind(client, urljoin(path, one))
                for one in to
            ):
                lost.append((name, text, sorted(to)[:3]))
    return lost, followed


def test_every_figure_leads_to_where_it_came_from(db):
    lost, followed = lost_figures()
    assert lost == []
    assert followed > 400


@pytest.mark.parametrize(
    ("words", "is_lost"),
    [
        ('<table><tbody><tr><th>收入</th><td class="num">12.50</td></tr></tbody></table>', True),
        ('<table><tbody><tr><th><a href="/x/">收入</a></th><td class="num">12.50</td></tr></tbody></table>', False),
        ('<p>支出12.50万元。</p><p><a href="/x/">别的</a></p>', True),
        ('<section class="card"><p>支出12.50万元。</p><p><a href="/x/">明细</a></p></section>', False),
        ('<p class="tile-value">88.67%</p>', True),
        ("<p><label>12.50万元</label>共5条，第2页，36 / 40</p>", None),
    ],
)
def test_the_walk_would_notice_a_figure_without_a_way(words, is_lost):
    main = html.fromstring(f"<html><body><main>{words}</main></body></html>").find(".//main")
    found = [not ways(element, main) for _, element in figures(main)]
    assert found == ([] if is_lost is None else [is_lost])
