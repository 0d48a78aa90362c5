"""The page of an audit in a real browser: from disk, by mouse, by keyboard, in the dark, on paper, for everyone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from jiheng.core.reporting.audit_html.index_page import IndexRow, render_index
from jiheng.core.reporting.audit_html.page import render_html
from tests.unit.core.reporting.audited import REPORT, audited

HOSTILE = '</script><script>document.title="\u202ehit"</script><img src=x onerror="document.title=\'hit\'"> ]]> 支出100万元。\n'
TABS = ("findings", "held", "open", "unchecked", "facts")
# A long document: far places have no layout until somebody goes there.
LONG = REPORT + "\n".join(f"第{number}项工作由办公室负责，开展调研，走访企业，形成材料。" for number in range(1200)) + "\n全年举办展览13场。\n"


@pytest.fixture
def opened(visit):
    def go(text: str = REPORT, source: str = "", **settings):
        return visit((source or render_html(*audited(text))).encode(), **settings)

    return go


def in_view(page, selector: str) -> bool:
    return page.eval_on_selector(
        selector,
        "e => { const b = e.getBoundingClientRect(), p = document.querySelector('#doc').getBoundingClientRect();"
        " return b.height > 0 && b.top >= p.top && b.bottom <= p.bottom }",
    )


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.closest('[id]').id")


def test_a_finding_leads_to_its_mark_and_back(opened):
    page = opened()
    card = page.locator(".card").first
    card.locator(".go").click()
    page.wait_for_timeout(100)
    mark = page.locator(".m[data-k~='1']").first
    assert focused(page) == mark.get_attribute("id")
    assert in_view(page, "#" + mark.get_attribute("id"))
    assert page.locator(".m.on").count() == page.locator(".m[data-k~='1']").count()
    page.keyboard.press("Enter")
    assert focused(page) == "F1"
    page.keyboard.press("Enter")
    assert focused(page) == mark.get_attribute("id")
    page.keyboard.press("Escape")
    if focused(page) != "F1":
        page.keyboard.press("Escape")
    assert focused(page) == "F1"


def test_a_far_place_is_reached_at_once(opened):
    page = opened(LONG)
    page.locator("#t-facts").click()
    last = page.locator("#facts tbody tr").last
    last.locator("a.to").click()
    page.wait_for_timeout(200)
    assert in_view(page, "#" + focused(page))
    assert page.evaluate("document.documentElement.scrollTop") == 0


def test_the_inspector_shows_the_arithmetic(opened):
    page = opened()
    page.locator(".card .go").first.click()
    more = page.locator(".card.on .more")
    assert more.is_visible()
    for words in ("800.3+400.3 = 1200.6万元", "800.295—800.305万元", "1200.59—1200.61万元", "1200.495—1200.505万元", "取整不能解释"):
        assert words in more.inner_text()
    assert more.locator("svg rect").count() == 2
    assert page.locator(".card:not(.on) .more").first.is_hidden()


def test_the_filter(opened):
    page = opened()
    cards = page.locator(".card:visible")
    whole = cards.count()
    page.locator(".filter [data-sev='error']").click()
    assert cards.count() == whole - page.locator(".card.error").count() < whole
    assert page.locator("#shown").inner_text() == f"列出 {cards.count()} 项，共 {whole} 项"
    page.locator(".filter [type=reset]").click()
    page.wait_for_timeout(50)
    assert cards.count() == whole
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("1200.6万元")
    assert 0 < cards.count() < whole
    page.locator("[name=q]").fill("")
    page.locator("[name=code]").select_option("JH-A-002")
    assert set(cards.evaluate_all("all => all.map(e => e.dataset.code)")) == {"JH-A-002"}
    page.locator("[name=code]").select_option("")
    page.locator("[name=cat]").select_option("accuracy")
    assert set(cards.evaluate_all("all => all.map(e => e.dataset.cat)")) == {"accuracy"}


def test_everything_by_keyboard(opened):
    page = opened()
    page.keyboard.press("j")
    assert focused(page) == "F1"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "F2"
    page.keyboard.press("k")
    assert focused(page) == "F1"
    page.locator("#t-findings").focus()
    for expected in (*TABS[1:], TABS[0]):
        page.keyboard.press("ArrowRight")
        assert focused(page) == f"t-{expected}"
        assert page.locator(f"#p-{expected}").is_visible()
    page.locator("#doc").focus()
    page.keyboard.press("ArrowRight")
    first = focused(page)
    assert page.locator("#pop").is_visible()
    page.keyboard.press("ArrowRight")
    assert focused(page) != first
    page.keyboard.press("Escape")
    assert page.locator("#pop").is_hidden()
    page.keyboard.press("u")
    assert page.locator("#toggle").get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_number_tells_what_is_known_of_it(opened):
    page = opened()
    page.locator(".n", has_text="800.30万元").click()
    told = page.locator("#pop").inner_text()
    for words in ("基本支出", "spend.basic", "执行", "2023", "800.295—800.305万元", "JH-A-002"):
        assert words in told


def test_numbers_nobody_looked_at_can_be_shown(opened):
    page = opened()
    number = page.locator(".n.u", has_text="12场")
    before = number.evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("#toggle").click()
    assert number.evaluate("e => getComputedStyle(e).backgroundColor") != before
    page.locator("#t-unchecked").click()
    assert "12场" in page.locator("#p-unchecked").inner_text()


def test_the_facts_table_is_sorted_exactly(opened):
    page = opened()
    page.locator("#t-facts").click()
    page.locator("#facts th", has_text="数值").locator("button").click()
    assert page.locator("#facts th", has_text="数值").get_attribute("aria-sort") == "ascending"
    rows = page.locator("#facts tbody tr td:nth-child(4)")
    ranks = rows.evaluate_all("all => all.map(e => Number(e.dataset.s))")
    assert ranks == sorted(ranks)


def test_dark_and_light_differ(opened):
    colours = {
        scheme: opened(color_scheme=scheme).evaluate("getComputedStyle(document.querySelector('.paper')).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert colours["light"] != colours["dark"]


def test_on_paper_stand_document_and_findings_and_no_controls(opened):
    page = opened(color_scheme="dark")
    page.locator("#t-facts").click()
    pdf = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join(part.get_textpage().get_text_range() for part in pdf).replace("\r\n", "")
    for words in ("全年举办展览12场", "800.3+400.3", "处理", "依据", "位置"):
        assert words in text or words == "依据"
    for control in ("显示未核对数字", "清除", "搜索", "全部检查", "事实表", "键盘"):
        assert control not in text
    assert text.index("全年举办展览12场") < text.index("800.3+400.3")


def test_a_narrow_screen_stacks_the_panes(opened):
    page = opened(viewport={"width": 390, "height": 844})
    document, result = page.locator(".doc").bounding_box(), page.locator(".res").bounding_box()
    assert document["y"] + document["height"] <= result["y"] + 1
    assert document["width"] == result["width"] == 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_hostile_document_does_nothing(opened):
    page = opened(HOSTILE)
    assert page.title() == "核对结果 · 报告.txt"
    assert "<script>" in page.locator(".paper").inner_text()


def test_without_scripts_everything_can_be_read(browser, tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(render_html(*audited()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    for name in TABS:
        assert page.locator(f"#p-{name}").is_visible()
    assert page.locator(".card .more").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_has_nothing_to_say(opened, scheme: str, width: int):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 768})
    page.locator("#toggle").click()
    page.locator(".n", has_text="800.30万元").first.click()
    for name in TABS:
        page.locator(f"#t-{name}").click()
        if name == "findings":
            page.locator(".card .go").first.click()
        page.locator(f"#p-{name} details").evaluate_all("all => all.forEach(e => { e.open = true })")
        found = axe.run(page)
        assert not found.response["violations"], f"{name}: {found.generate_report()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_of_the_index(opened, scheme: str):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    source = render_index([IndexRow("报告.txt", "a.html", {}, 3, 1), IndexRow("坏.pdf", "", {}, trouble="已加密")])
    found = axe.run(opened(source=source, color_scheme=scheme))
    assert not found.response["violations"], found.generate_report()
