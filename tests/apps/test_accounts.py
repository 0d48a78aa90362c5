"""Managing accounts: first passwords, names, and that somebody can always manage."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.accounts import services
from jiheng.apps.accounts.access import is_administrator, standing
from jiheng.apps.accounts.choices import Right, Role
from jiheng.apps.accounts.regions import region_name, search_regions
from jiheng.apps.shared.changes import history
from tests.apps.offices import TESTER, make_user


def test_a_first_password_is_told_once_and_must_be_changed(office):
    user, first = services.add_user(actor=office.admin, username=" Li.Si ", name="李四")
    assert (user.username, user.must_change_password, user.check_password(first)) == ("li.si", True, True)
    assert first not in str(history(user).first().after)


def test_a_name_is_given_once(office):
    with pytest.raises(ValidationError, match="已经有人用了"):
        services.add_user(actor=office.admin, username="A-CLERK", name="又一位")


def test_nobody_shuts_themselves_out(office):
    services.grant(actor=TESTER, user=make_user("second"), department=office.bureau, role=Role.ADMIN)
    with pytest.raises(ValidationError, match="自己"):
        services.set_active(actor=office.admin, user=office.admin, is_active=False)
    with pytest.raises(ValidationError, match="自己"):
        services.revoke(actor=office.admin, membership=office.admin.memberships.get())


def test_the_last_administrator_stays_and_the_last_but_one_may_go(office):
    second = make_user("second", (office.bureau, Role.ADMIN))
    services.set_active(actor=second, user=office.admin, is_active=False)
    with pytest.raises(ValidationError, match="最后一位"):
        services.set_active(actor=TESTER, user=second, is_active=False)
    with pytest.raises(ValidationError, match="最后一位"):
        services.revoke(actor=TESTER, membership=second.memberships.get())
    services.set_active(actor=second, user=office.admin, is_active=True)
    services.revoke(actor=office.admin, membership=second.memberships.get())


def test_an_empty_site_gets_one_administrator_and_another_none(db):
    user, first = services.first_administrator()
    assert (user.check_password(first), user.must_change_password, is_administrator(user)) == (True, True, True)
    assert services.first_administrator() is None


def test_the_books_of_a_dissolved_department_can_be_seen_and_not_written(office):
    services.edit_department(actor=office.admin, number=office.department.pk, version=1, is_active=False)
    assert standing(office.clerk, office.department.pk).rights == {Right.VIEW}


@pytest.mark.parametrize(("words", "code"), [("岳阳 楼区", "430602"), ("5111", "511100"), ("北京 东城", "110101"), ("", "110000")])
def test_regions_are_found_by_words_and_by_digits(words: str, code: str):
    assert search_regions(words)[0].code == code


def test_a_region_is_named_from_the_province_down():
    assert region_name("430112") == "湖南省长沙市望城区"
