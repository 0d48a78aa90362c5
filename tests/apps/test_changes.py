"""The log of changes: what is written, and that nothing can be altered unseen."""

from __future__ import annotations

from jiheng.apps.accounts import services
from jiheng.apps.shared.changes import broken_seals, history
from jiheng.apps.shared.models import ChangeEntry
from tests.apps.offices import TESTER


def test_an_edit_tells_before_and_after_of_what_changed_only(office):
    department = office.department
    department.short_name = "县馆"
    services.save_department(actor=office.clerk, department=department, reason="改简称")
    entry = history(department).first()
    assert (entry.user_name, entry.before, entry.after, entry.reason) == ("a-clerk", {"short_name": "档案馆"}, {"short_name": "县馆"}, "改简称")


def test_an_edit_that_changes_nothing_is_not_written(office):
    count = ChangeEntry.objects.count()
    services.save_department(actor=office.clerk, department=office.department)
    assert ChangeEntry.objects.count() == count


def test_altering_removing_or_slipping_in_a_row_breaks_the_chain(office):
    assert list(broken_seals()) == []
    rows = list(ChangeEntry.objects.order_by("id"))
    ChangeEntry.objects.filter(pk=rows[3].pk).update(user_name="别人")
    assert list(broken_seals()) == [rows[3].pk]
    ChangeEntry.objects.filter(pk=rows[3].pk).update(user_name=rows[3].user_name)
    ChangeEntry.objects.filter(pk=rows[5].pk).delete()
    assert list(broken_seals()) == [rows[6].pk]


def test_times_survive_the_database(office):
    services.reset_password(actor=TESTER, user=office.head)
    assert list(broken_seals()) == []
