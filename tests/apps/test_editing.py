"""Two people edit the same row: nothing is lost unseen."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.accounts import services
from jiheng.apps.shared.changes import history
from jiheng.apps.shared.editing import EditedMeanwhile


def test_a_save_on_an_older_version_is_refused_and_brings_what_stands_now(office):
    number = office.department.pk
    services.edit_department(actor=office.admin, number=number, version=1, short_name="甲")
    with pytest.raises(EditedMeanwhile) as refused:
        services.edit_department(actor=office.admin, number=number, version=1, short_name="乙")
    assert (refused.value.current.short_name, refused.value.current.version) == ("甲", 2)
    assert services.edit_department(actor=office.admin, number=number, version=2, short_name="乙").version == 3


def test_the_log_does_not_tell_the_version(office):
    services.edit_department(actor=office.admin, number=office.department.pk, version=1, short_name="甲")
    assert history(office.department).first().after == {"short_name": "甲"}


def test_an_edit_that_does_not_fit_changes_nothing(office):
    with pytest.raises(ValidationError):
        services.edit_department(actor=office.admin, number=office.department.pk, version=1, name="")
    office.department.refresh_from_db()
    assert (office.department.name, office.department.version) == ("某县档案馆", 1)
