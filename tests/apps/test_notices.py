"""Notices: once to each person, only one's own are read, and who is told."""

from __future__ import annotations

from jiheng.apps.accounts.access import people
from jiheng.apps.accounts.choices import OrganisationKind, Right, Role
from jiheng.apps.accounts.services import add_department
from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.selectors import notices_of, unread_count
from jiheng.apps.notices.services import mark_read, notify
from tests.apps.offices import TESTER, make_user


def test_an_event_is_told_once(office):
    for _ in range(2):
        notify(users=[office.clerk, office.head, office.clerk], kind=NoticeKind.DUE, key="a:1", title="待办")
    assert unread_count(office.clerk) == unread_count(office.head) == 1


def test_nobody_reads_for_another(office):
    notify(users=[office.clerk], kind=NoticeKind.DUE, key="a:1", title="待办")
    row = notices_of(office.clerk).get()
    assert mark_read(user=office.head, number=row.pk) == 0
    assert unread_count(office.clerk) == 1
    assert mark_read(user=office.clerk, number=row.pk) == 1
    assert notices_of(office.clerk, unread=True).count() == 0


def test_filters(office):
    notify(users=[office.clerk], kind=NoticeKind.DUE, key="a:1", title="六月进度待填")
    notify(users=[office.clerk], kind=NoticeKind.OVERDUE, key="a:2", title="处置逾期", text="六月的预警")
    assert notices_of(office.clerk, words="六月").count() == 2
    assert notices_of(office.clerk, kind="overdue").get().title == "处置逾期"


def test_who_has_a_right(office, other):
    def names(right):
        return {user.username for user in people(office.department, right)}

    assert names(Right.RECORD) == {"a-clerk"}
    assert names(Right.WORK) == {"a-clerk", "a-section"}
    assert names(Right.APPROVE) == {"a-head"}
    assert names(Right.REVIEW) == {"a-finance"}
    assert not names(Right.VIEW) & {user.username for user in people(other.department, Right.VIEW)}


def test_only_the_nearest_bureau_is_told(office):
    province = add_department(
        actor=TESTER, kind=OrganisationKind.FINANCE, name="某省财政厅", short_name="省财政", region_code="430000", region_name="某省"
    )
    above = make_user("province", (province, Role.FINANCE))
    assert above not in people(office.department, Right.REVIEW)
    lone = add_department(
        actor=TESTER, kind=OrganisationKind.DEPARTMENT, name="邻县某局", short_name="邻县", region_code="430888", region_name="某省某市邻县"
    )
    assert list(people(lone, Right.REVIEW)) == [above]


def test_a_closed_account_is_not_told(office):
    office.head.is_active = False
    office.head.save()
    assert list(people(office.department, Right.APPROVE)) == []
