"""Organisations, users and roles by an administrator, and the log of changes that it leaves."""

from __future__ import annotations

import re

import pytest

from jiheng.apps.accounts import services
from jiheng.apps.accounts.choices import OrganisationKind, Role
from jiheng.apps.accounts.models import Department, User
from tests.apps.offices import TESTER, make_office, make_user


@pytest.fixture
def office(transactional_db):
    return make_office()


def many(office, count: int) -> None:
    for number in range(Department.objects.filter(name__startswith="某局").count(), count):
        services.add_department(
            actor=TESTER, kind=OrganisationKind.DEPARTMENT, name=f"某局{number}", short_name=f"局{number}", region_code="430999", region_name="某县"
        )
        make_user(f"person{number}", (office.department, Role.CLERK))


def test_an_administrator_sets_up_a_department_with_its_first_clerk(walk, office):
    one = walk()
    one.sign_in(office.admin)
    one.go("/organisations/")
    one.page.get_by_role("link", name="新增机构").click()
    one.page.get_by_label("全称").fill("东城区文化馆")
    one.page.get_by_label("简称").fill("文化馆")
    one.page.get_by_label("行政区划", exact=True).press_sequentially("北京 东城")
    one.page.get_by_label("北京市东城区").check()
    one.look()
    one.page.get_by_role("button", name="保存").click()
    one.page.get_by_text("已新增部门").wait_for()
    one.look()
    one.page.get_by_role("link", name="新增用户并授予角色").click()
    one.page.get_by_label("用户名").fill("Wen.Hua")
    one.page.get_by_label("姓名").fill("文华")
    one.page.get_by_label("角色").select_option("clerk")
    one.look()
    one.page.get_by_role("button", name="保存").click()
    first = one.page.locator("code").nth(1).inner_text()
    one.look()
    made = User.objects.get(username="wen.hua")
    assert made.check_password(first)
    assert made.memberships.get().department == Department.objects.get(region_code="110101")
    one.page.get_by_role("link", name="已记下").click()
    one.look()
    one.page.get_by_role("link", name="变更历史").click()
    one.page.get_by_text("新增用户").wait_for()
    one.look()
    one.go("/changes/")
    one.page.get_by_role("button", name="核验全部记录").click()
    one.page.get_by_text("全部相符").wait_for()
    one.look()


def test_a_region_is_found_without_script(client, office):
    client.force_login(office.admin, "django.contrib.auth.backends.ModelBackend")
    typed = {"kind": "department", "name": "某馆", "short_name": "馆", "region": "城区"}
    page = client.post("/organisations/add/", typed | {"find": "1"}).content.decode()
    assert "北京市东城区" in page
    assert "北京市西城区" in page
    assert "field-error" not in page
    assert 'value="某馆"' in page
    assert client.post("/organisations/add/", typed).status_code == 200
    assert client.post("/organisations/add/", typed | {"region_code": "110101"}).status_code == 302


def test_a_region_that_the_list_does_not_have_may_be_typed(client, office):
    client.force_login(office.admin, "django.contrib.auth.backends.ModelBackend")
    client.post("/organisations/add/", {"kind": "department", "name": "新区某局", "short_name": "局", "region": "430199 某新区"})
    assert Department.objects.get(name="新区某局").region_name == "某新区"


def test_the_later_of_two_edits_sees_both_texts(client, office):
    client.force_login(office.admin, "django.contrib.auth.backends.ModelBackend")
    number = office.department.pk
    typed = {"kind": "department", "name": "某县档案局", "short_name": "乙", "region": "", "region_code": "430999", "version": "1"}
    services.edit_department(actor=TESTER, number=number, version=1, short_name="甲")
    page = client.post(f"/organisations/{number}/edit/", typed).content.decode()
    assert re.search(r"简称</th><td>甲</td><td>乙", page)
    assert 'name="version" value="2"' in page
    assert client.post(f"/organisations/{number}/edit/", typed | {"version": "2"}).status_code == 302
    office.department.refresh_from_db()
    assert office.department.short_name == "乙"


def test_what_would_shut_everybody_out_is_refused_with_a_word(client, office):
    client.force_login(office.admin, "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/users/{office.admin.pk}/active/", follow=True)
    assert "不能收回自己的管理权" in answer.content.decode()
    office.admin.refresh_from_db()
    assert office.admin.is_active


def test_a_role_for_somebody_who_is_not_there_keeps_what_was_typed(client, office):
    client.force_login(office.admin, "django.contrib.auth.backends.ModelBackend")
    page = client.post(f"/organisations/{office.department.pk}/grant/", {"user": "谁也不是", "role": "clerk"}).content.decode()
    assert "没有这个用户" in page
    assert 'value="谁也不是"' in page


def test_a_clerk_reads_the_log_of_their_own_department_only(client, office):
    stranger = make_office("邻省某局", "519999", prefix="b")
    client.force_login(office.clerk, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/changes/").content.decode()
    assert office.department.name in page
    assert stranger.department.name not in page
    assert client.get(f"/changes/accounts.department/{stranger.department.pk}/").status_code == 404
    assert client.get(f"/changes/accounts.user/{office.head.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "who", "most"), [("/organisations/", "admin", 16), ("/users/", "admin", 16), ("/changes/", "clerk", 16), ("/jobs/", "admin", 16)]
)
def test_a_list_asks_the_database_as_often_for_sixty_rows_as_for_three(client, office, path: str, who: str, most: int, django_assert_max_num_queries):
    client.force_login(getattr(office, who), "django.contrib.auth.backends.ModelBackend")
    asked = []
    for count in (3, 60):
        many(office, count)
        client.get(path)
        with django_assert_max_num_queries(most) as captured:
            client.get(path)
        asked.append(len(captured))
    assert asked[0] == asked[1], asked


@pytest.mark.parametrize(
    "path",
    [
        "/organisations/?q=某局1&kind=department&all=1",
        "/users/?q=档案&role=clerk&state=on",
        "/changes/?q=测试&kind=accounts.user&first=2020-01-01&last=2100-01-01&before=999999999",
    ],
)
def test_filters_find_what_they_name(client, office, path: str):
    many(office, 3)
    client.force_login(office.admin, "django.contrib.auth.backends.ModelBackend")
    page = client.get(path).content.decode()
    assert "<tbody><tr>" in re.sub(r">\s+<", "><", page)
