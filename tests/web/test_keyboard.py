"""The application by keyboard alone, in a real browser."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.apps.budget.services.lines import add_line
from jiheng.apps.shared.money import money_figure
from tests.apps.offices import make_office

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = 2023


@pytest.fixture
def at_lines(walk):
    office = make_office()
    walker = walk()
    walker.sign_in(office.clerk)
    walker.home = f"/{office.department.pk}/{YEAR}/"
    walker.go(f"{walker.home}budget/lines/")
    return walker


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_the_keys_are_told_and_work(at_lines):
    page = at_lines.page
    dialog = page.get_by_role("dialog", name="键盘快捷键")
    page.keyboard.press("Shift+Slash")
    assert dialog.is_visible()
    at_lines.look()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.keyboard.press("Slash")
    assert focused(page) == "search"
    page.keyboard.type("n/?")  # what is typed stays text
    assert page.locator("#search").input_value() == "n/?"
    page.locator("#main").focus()
    page.keyboard.press("n")
    assert focused(page) == "id_function"
    page.locator("#main").focus()
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.textContent") == "预算明细"
    page.keyboard.press("h")
    page.wait_for_url(lambda url: url.endswith(at_lines.home))


def test_a_form_is_saved_without_the_mouse_and_only_when_something_is_there_to_save(at_lines):
    page = at_lines.page
    page.keyboard.press("n")
    page.keyboard.type("2010201")
    page.get_by_label("经济分类（款）").fill("30201")
    page.get_by_label("年初预算").fill("12.5")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("td:has-text('12.50')")
    at_lines.look()
    page.keyboard.press("n")
    page.keyboard.type("209")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".field-error")
    assert page.get_by_label("功能分类（项）").input_value() == "209"
    at_lines.look()


def test_single_keys_can_be_turned_off_and_stay_off(at_lines):
    page = at_lines.page
    page.locator(".user-drop > summary").click()
    page.get_by_role("button", name="键盘快捷键").click()
    page.get_by_label("使用单键").uncheck()
    page.get_by_role("button", name="关闭").click()
    page.reload()
    page.keyboard.press("n")
    assert focused(page) != "id_function"
    page.keyboard.press("Shift+Slash")  # the way back stays
    assert page.get_by_role("dialog").is_visible()


def test_the_first_tab_leads_past_the_menu(at_lines):
    page = at_lines.page
    page.reload()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_esc_closes_a_panel_and_leads_back_to_what_opened_it(at_lines):
    page = at_lines.page
    summary = page.locator(".user-drop > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "我的设置"
    page.keyboard.press("Escape")
    assert page.locator(".user-drop").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_wide_table_is_scrolled_by_the_keyboard_on_a_phone(walk):
    office = make_office()
    walker = walk(viewport={"width": 390, "height": 844})
    walker.sign_in(office.clerk)
    home = f"/{office.department.pk}/{YEAR}/"
    walker.go(f"{home}budget/lines/")
    page = walker.page
    page.get_by_label("功能分类（项）").fill("2010201")
    page.get_by_label("年初预算").fill("1")
    page.keyboard.press("Control+Enter")
    frame = page.get_by_role("region", name="预算明细")
    frame.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)  # Chromium scrolls smoothly
    assert frame.evaluate("(frame) => frame.scrollLeft") > 40
    walker.look()
    # what the row is about stays in sight
    assert page.locator("tbody th").last.bounding_box()["x"] < 60


def test_a_payment_and_an_adjustment_are_registered_from_their_lists_and_left_by_esc(walk):
    office = make_office()
    line = add_line(
        actor=office.clerk, department=office.department, year=YEAR, function="2010201", economic="30201", opening=money_figure(Decimal(90_000))
    )
    walker = walk()
    walker.sign_in(office.clerk)
    books = f"/{office.department.pk}/{YEAR}/budget/"
    page = walker.page
    for kind, fields in (
        ("payment", {"p-amount": "1.5", "p-paid_on": "2023-03-05", "p-voucher": "记-1", "p-summary": "纸张", "p-approver": "局长"}),
        ("adjustment", {"a-amount": "2", "a-decided_on": "2023-04-05", "a-document": "财预1号", "a-reason": "追加", "a-approver": "财政局"}),
    ):
        walker.go(f"{books}{kind}s/")
        page.keyboard.press("n")
        page.wait_for_url(lambda url, kind=kind: f"for={kind}" in url)
        walker.look()
        page.locator("tbody a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, kind=kind: url.endswith(f"/lines/{line.pk}/#{kind}"))
        panel = page.locator(f"details#{kind}")
        page.locator(f"#id_{kind[0]}-amount:focus").wait_for()
        walker.look()
        page.keyboard.type("7")
        page.keyboard.press("Escape")
        assert panel.get_attribute("open") is None
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        page.keyboard.press("Enter")
        assert page.locator(f"#id_{kind[0]}-amount").input_value() == "7"  # nothing typed is lost
        for name, value in fields.items():
            page.locator(f"#id_{name}").fill(value)
        page.keyboard.press("Control+Enter")
        page.get_by_role("status").wait_for()
        walker.look()
    # With two places to add at, the key leads from one to the other.
    page.locator("#main").focus()
    page.keyboard.press("n")
    assert focused(page) == "id_a-amount"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert focused(page) == "id_p-amount"


def test_esc_leaves_a_form_and_the_page_has_the_keys_again(at_lines):
    page = at_lines.page
    page.keyboard.press("n")
    page.keyboard.type("201")
    page.keyboard.press("Escape")
    assert focused(page) == "main"
    assert page.get_by_label("功能分类（项）").input_value() == "201"
    page.keyboard.press("Slash")
    assert focused(page) == "search"
