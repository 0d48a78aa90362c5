"""The copy-out sheet in the browser: copied by the keyboard, marked, and honest about what changed since."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jiheng.apps.evaluation.models import CopyMark
from jiheng.apps.evaluation.services import handover
from tests.apps.handed import YEAR, approved, make_evaluation, write
from tests.apps.offices import make_office


@pytest.fixture
def place(transactional_db):
    return make_evaluation(make_office())


@pytest.fixture
def desk(db):
    return make_evaluation(make_office())


def at(office, name: str = "sheet") -> str:
    return reverse(f"copyout:{name}", kwargs={"department": office.department.pk, "year": YEAR})


def signed_in(client, user):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_fields_are_copied_one_after_another_and_marked(walk, place):
    submission = approved(place)
    clerk = walk(permissions=["clipboard-read", "clipboard-write"])
    clerk.sign_in(place.clerk)
    page = clerk.page
    clerk.go(at(place))
    assert submission.code in page.locator("main").inner_text()

    first = page.get_by_role("button", name="复制：").first
    wanted = first.get_attribute("data-copy")
    first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("已复制", exact=True).first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == wanted
    assert page.evaluate("[...document.querySelectorAll('[data-copy]')].indexOf(document.activeElement)") == 1
    assert CopyMark.objects.count() == 0

    page.get_by_role("button", name="标记已录：").first.click()
    page.get_by_text("本表已录1/").wait_for()
    clerk.look()
    page.get_by_label("复制后就标记已录").check()
    page.locator("[data-copy]").nth(1).focus()
    page.keyboard.press("Enter")
    page.get_by_text("本表已录2/").wait_for()
    page.get_by_role("button", name="取消已录：").first.click()
    page.get_by_text("本表已录1/").wait_for()
    clerk.look()

    page.get_by_label("显示").select_option(label="未录")
    page.get_by_role("button", name="筛选").click()
    clerk.look()
    assert page.get_by_text("✓ 已录").count() == 0
    page.set_viewport_size({"width": 390, "height": 844})
    clerk.look()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_changed_content_is_no_longer_marked_and_says_so(client, desk):
    submission = approved(desk)
    get = signed_in(client, desk.clerk).get
    form = get(at(desk)).context["form"].form.id
    assert client.post(at(desk, "mark"), {"whole": form, "of": ""}).status_code == 302
    assert "内容已改动" not in get(at(desk)).content.decode()
    handover.withdraw(actor=desk.clerk, submission=submission)
    desk.evaluation.refresh_from_db()
    entry = desk.evaluation.entries.filter(text="1200").order_by("pk").first()
    write(desk, entry.path, "1300", 1)
    shown = get(at(desk), {"form": form}).content.decode()
    assert "内容已改动，须重录" in shown
    assert "按现在的填报内容" in shown


def test_a_field_whose_content_changed_meanwhile_is_not_marked(client, desk):
    line = signed_in(client, desk.clerk).get(at(desk)).context["lines"][0]
    client.post(at(desk, "mark"), {"field": line.field.id, "content": "0" * 64, "of": "live"})
    assert not CopyMark.objects.exists()
    client.post(at(desk, "mark"), {"field": line.field.id, "content": line.field.content, "of": "live"})
    assert CopyMark.objects.count() == 1


@pytest.mark.parametrize("who", ["head", "finance", "auditor", "section"])
def test_others_read_and_do_not_mark(client, desk, who):
    answer = signed_in(client, getattr(desk, who)).get(at(desk))
    assert answer.status_code == 200
    assert "标记已录" not in answer.content.decode()
    assert client.post(at(desk, "mark"), {"field": answer.context["lines"][0].field.id}).status_code == 404


def test_the_sheet_asks_few_questions(client, desk, django_assert_max_num_queries):
    approved(desk)
    signed_in(client, desk.clerk).get(at(desk))
    with django_assert_max_num_queries(13):
        client.get(at(desk))
