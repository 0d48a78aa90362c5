"""Who may do what where."""

from __future__ import annotations

import pytest
from django.http import Http404

from jiheng.apps.accounts.access import departments, standing
from jiheng.apps.accounts.choices import Right, Role
from tests.apps.offices import make_user

RIGHTS = {
    "clerk": {Right.VIEW, Right.RECORD, Right.WORK},
    "section": {Right.VIEW, Right.WORK},
    "head": {Right.VIEW, Right.APPROVE},
    "finance": {Right.VIEW, Right.REVIEW},
    "auditor": {Right.VIEW},
}


@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_has_its_rights_at_home_and_nothing_elsewhere(office, other, role):
    user = getattr(office, role)
    assert standing(user, office.department.pk).rights == RIGHTS[role]
    assert list(departments(user)) == [office.department]
    with pytest.raises(Http404):
        standing(user, other.department.pk)


def test_an_administrator_sees_no_books(office):
    assert list(departments(office.admin)) == []
    with pytest.raises(Http404):
        standing(office.admin, office.department.pk)


def test_a_province_sees_its_counties_and_a_county_not_its_neighbour(office, other):
    province = office.bureau
    province.region_code = "430000"
    province.save()
    assert list(departments(make_user("p", (province, Role.FINANCE)))) == [office.department]
    assert list(departments(make_user("q", (other.bureau, Role.FINANCE)))) == [other.department]


def test_who_may_no_longer_sign_in_sees_nothing(office):
    office.clerk.is_active = False
    assert list(departments(office.clerk)) == []


def test_a_section_is_no_place_of_books(office):
    with pytest.raises(Http404):
        standing(office.clerk, office.sections[0].pk)


def test_two_roles_add_up(office):
    both = make_user("both", (office.department, Role.CLERK), (office.department, Role.HEAD))
    assert standing(both, office.department.pk).rights == RIGHTS["clerk"] | RIGHTS["head"]
