"""Every ledger states its facts anew, and the log tells what came out otherwise."""

from __future__ import annotations

import pytest

from jiheng.apps.factstore import background
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.factstore.selectors import facts_of
from jiheng.apps.jobs.services import start_job
from jiheng.apps.shared.changes import broken_seals
from jiheng.apps.shared.models import ChangeEntry
from jiheng.apps.targets.models import TargetTable
from jiheng.site.demo.loading import load
from tests.apps.remembered import remembered


@pytest.fixture
def books(db):
    remembered("samples", lambda: list(load()))
    return set(FactRow.objects.order_by().values_list("department_id", "year").distinct())


def post_again(office):
    job = start_job(actor=office.admin, kind="post_again")
    job.refresh_from_db()
    assert job.state == "done", job.message
    return job


def test_where_nothing_is_wrong_nothing_changes(books, office):
    before = {row.pk: (row.value, row.working) for row in FactRow.objects.all()}
    job = post_again(office)
    assert (job.result["changed"], job.result["places"]) == (0, len({*books, *TargetTable.objects.values_list("department_id", "year")}))
    assert {row.pk: (row.value, row.working) for row in FactRow.objects.all()} == before
    assert not ChangeEntry.objects.filter(action="重新过账").exists()


def test_what_was_wrong_is_put_right_and_told(books, office, monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE", 1)
    gone = FactRow.objects.filter(source__startswith="targets:").first()
    wrong = FactRow.objects.filter(source="budget", concept="spend.total", basis="执行", last_month=None, department=gone.department).get()
    right, lost = wrong.value, gone.concept
    FactRow.objects.filter(pk=wrong.pk).update(value="1.23")
    FactRow.objects.filter(pk=gone.pk).delete()
    FactRow.objects.create(
        department=wrong.department, year=wrong.year, concept="old", label="没有出处的数", value="5", step="1", source="budget", ledger="budget"
    )
    job = post_again(office)
    assert (job.result["changed"], job.result["moved"]) == (3, 1)
    wrong.refresh_from_db()
    assert wrong.value == right
    assert facts_of(wrong.department, wrong.year).filter(concept=lost, item=gone.item).exists()
    told = ChangeEntry.objects.get(action="重新过账")
    assert (told.user_name, told.department_id) == (office.admin.name, wrong.department_id)
    assert told.before["没有出处的数 budget"] == "5"
    assert told.after["没有出处的数 budget"] is None
    key = next(key for key in told.after if told.before[key] == f"1.23{wrong.unit}")
    assert told.after[key] == f"{right}{wrong.unit}"
    assert list(broken_seals()) == []
