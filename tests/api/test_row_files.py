"""Files at rows of the books through the API: brought by those who may, taken off with a reason; and deliveries sent again."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiheng.apps.targets.models import Indicator
from jiheng.apps.webhooks.choices import DeliveryState, Event
from jiheng.apps.webhooks.models import Delivery
from jiheng.apps.webhooks.services import probe, register
from tests.api.calling import errors
from tests.apps.tables import make_table

YEAR = 2025


@pytest.fixture
def here(office):
    return f"/departments/{office.department.pk}/{YEAR}"


def paper(name: str = "批复.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"同意。{name}".encode())


def test_an_adjustments_document_is_brought_and_taken_off(office, other, here, calls):
    clerk, head = calls(office.clerk), calls(office.head)
    line = clerk.ok("POST", f"{here}/budget/lines", {"function": "2010201", "economic": "30201", "opening": "36.5万元"})
    cut = {"amount": "-5000", "decided_on": "2025-06-01", "document": "调1号", "reason": "压减", "approver": "张三"}
    row = clerk.ok("POST", f"{here}/budget/lines/{line['id']}/adjustments", cut)
    way = f"{here}/budget/adjustments/{row['id']}/documents"
    brought = clerk.send(way, paper())
    assert brought.status_code == 200, brought.content
    assert (brought.json()["title"], brought.json()["dated"]) == ("调1号", "2025-06-01")
    assert [one["id"] for one in head.ok("GET", way)] == [brought.json()["id"]]
    assert [head.send(way, paper("二.txt")).status_code, calls(other.clerk).send(way, paper("三.txt")).status_code] == [404, 404]
    off = f"{way}/{brought.json()['id']}/removal"
    assert head.post(off, {"why": "误传"}).status_code == 404
    assert clerk.post(off, {"why": ""}).status_code == 422
    assert clerk.post(off, {"why": "误传"}).status_code == 204
    assert head.ok("GET", way) == []


def test_an_indicators_evidence_is_brought_by_the_section_that_answers_for_it(office, here, calls):
    table = make_table(office)
    mine, none = Indicator.objects.filter(table=table).order_by("pk")[:2]
    membership = office.section.memberships.get()
    Indicator.objects.filter(pk=mine.pk).update(section=membership.department)
    Indicator.objects.filter(pk=none.pk).update(section=None)
    section = calls(office.section)
    way = f"{here}/targets/{table.pk}/indicators"
    brought = section.send(f"{way}/{mine.pk}/evidence", paper("问卷.txt"), sample="120", title="问卷汇总")
    assert brought.status_code == 200, brought.content
    assert (brought.json()["title"], brought.json()["sample"]) == ("问卷汇总", 120)
    assert section.send(f"{way}/{none.pk}/evidence", paper("别的.txt")).status_code == 404
    assert [one["title"] for one in calls(office.head).ok("GET", f"{way}/{mine.pk}/evidence")] == ["问卷汇总"]
    assert section.post(f"{way}/{mine.pk}/evidence/{brought.json()['id']}/removal", {"why": "重做"}).status_code == 204


def test_what_was_given_up_is_sent_again(office, other, calls):
    hook, _ = register(actor=office.clerk, address="https://receiver.example/", events=[Event.TARGETS_SUBMITTED], department=office.department)
    row = probe(actor=office.clerk, hook=hook)
    way = f"/webhooks/{hook.pk}/deliveries/{row.pk}/sending"
    Delivery.objects.update(state=DeliveryState.GIVEN_UP, tries=9)
    assert calls(other.clerk).post(way).status_code == 404
    told = calls(office.clerk).ok("POST", way)
    assert (told["state"], told["tries"]) == ("waiting", 0)
    gone = calls(office.clerk).post(f"/webhooks/{hook.pk}/deliveries/{row.pk + 1}/sending")
    assert gone.status_code == 404
    assert "没有这条推送" in errors(gone)[0]["what"]
