"""The page of a report in a real browser: from disk, by mouse and keyboard, in the dark, on paper, for everyone."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest

from jiheng.core.reporting.renderer_shelf import render
from jiheng.core.reporting.webpage.page import DraftPage
from tests.unit.core.reporting.drafted import drafted


@pytest.fixture
def opened(visit):
    def go(audience: str = "colleagues", **settings):
        return visit(render(drafted(), "html", audience=audience), **settings)

    return go


def test_a_click_on_a_number_tells_its_origin_and_escape_leads_back(opened):
    page = opened()
    number = page.locator("a.n", has_text="799.89万元")
    number.click()
    card = page.locator("#origin")
    assert card.is_visible()
    assert "支出合计" in card.inner_text()
    assert "第9行" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "799.89万元"


def test_numbers_are_reached_and_opened_by_keyboard(opened):
    page = opened()
    page.locator("a.n").first.focus()
    page.keyboard.press("Space")
    assert "编制数" in page.locator("#origin").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(opened, scheme: str, width: int):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.locator("a.n").first.click()
    found = axe.run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize(
    ("theme", "system", "is_dark"), [("auto", "dark", True), ("auto", "light", False), ("light", "dark", False), ("dark", "light", True)]
)
def test_light_or_dark_is_what_the_reader_chose_and_else_what_the_system_has(visit, theme: str, system: str, is_dark: bool):
    page = visit(DraftPage(drafted(), own=True, theme=theme).html().encode(), color_scheme=system)
    assert (page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark") is is_dark


@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_itself_never_scrolls_sideways(opened, width: int):
    page = opened(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_every_word_is_there_and_the_card_is_not(opened):
    page = opened()
    page.locator("a.n").first.click()
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join("".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert "示范项目40" in text
    assert "2024年3月15日" in text
    assert "关闭" not in text


def test_the_public_page_has_no_script_and_no_origin(opened):
    page = opened("publication")
    assert page.locator("script, a, aside, [title]").count() == 0
