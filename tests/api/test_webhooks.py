"""Events: written with what happened, delivered afterwards to a real server, signed; tried again, given up, never to where they may not go."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from jiheng.apps.jobs.rounds import rounds
from jiheng.apps.targets.services import workflow
from jiheng.apps.webhooks.choices import PAUSES, TOLD, DeliveryState, Event
from jiheng.apps.webhooks.models import Delivery
from jiheng.apps.webhooks.services import announce, probe, register, remove, send_again, send_due, set_active
from jiheng.client.events import is_genuine
from tests.apps.tables import approve, make_table


@contextmanager
def receiver(status: int = 200, location: str = ""):
    """A server on this machine; what it got stands in `got` as (headers, body)."""
    got: list[tuple[dict[str, str], bytes]] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815  the server's own names

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Takes)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?from=jiheng", got
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def inward(settings):
    settings.SITE = replace(settings.SITE, webhooks_inward=True)


def hook_for(office, address: str, events=TOLD):
    return register(actor=office.clerk, address=address, events=events, department=office.department)


def test_an_approval_is_told_signed_and_once(office, inward):
    with receiver() as (address, got):
        _, secret = hook_for(office, address, [Event.TARGETS_APPROVED, Event.TARGETS_SUBMITTED])
        table = approve(office, make_table(office))
        assert got == []
        assert send_due() == 2
        assert send_due() == 0
    headers, body = next(one for one in got if one[0]["X-Jiheng-Event"] == "targets.approved")
    told = json.loads(body)
    assert (told["event"], told["object"]["id"], told["department"]["id"]) == ("targets.approved", table.pk, office.department.pk)
    assert told["id"] == headers["X-Jiheng-Delivery"]
    assert is_genuine(secret, headers["X-Jiheng-Signature"], body)
    assert not is_genuine(secret, headers["X-Jiheng-Signature"], body + b" ")
    assert not is_genuine("another", headers["X-Jiheng-Signature"], body)
    assert not is_genuine(secret, headers["X-Jiheng-Signature"], body, now=0)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DONE}


def test_what_is_rolled_back_is_not_told(office):
    hook_for(office, "https://receiver.example/")
    with transaction.atomic():
        assert announce(event=Event.TARGETS_APPROVED, department=office.department, year=2025, kind="targets.table", number=1) == 1
        transaction.set_rollback(True)
    assert Delivery.objects.count() == 0


def test_only_the_events_and_the_department_that_were_asked_for(office, other):
    hook_for(office, "https://receiver.example/", [Event.TARGETS_SUBMITTED])
    workflow.submit(actor=other.clerk, table=make_table(other))
    assert Delivery.objects.count() == 0
    table = make_table(office)
    workflow.submit(actor=office.clerk, table=table)
    workflow.endorse(actor=office.head, table=table)
    assert list(Delivery.objects.values_list("event", flat=True)) == ["targets.submitted"]


def test_an_administrators_address_hears_of_every_department(office, other):
    register(actor=office.admin, address="https://receiver.example/", events=[Event.TARGETS_SUBMITTED])
    workflow.submit(actor=other.clerk, table=make_table(other))
    assert Delivery.objects.get().payload["department"]["id"] == other.department.pk


def test_what_is_told_holds_no_figure_and_no_text(office):
    hook_for(office, "https://receiver.example/")
    table = make_table(office, goal="只给内部看的目标")
    workflow.submit(actor=office.clerk, table=table)
    workflow.refuse(actor=office.head, table=table, note="只给内部看的理由")
    assert "只给内部看" not in json.dumps([one.payload for one in Delivery.objects.all()], ensure_ascii=False)


def test_a_failed_try_comes_again_later_and_is_given_up_at_last(office, inward):
    with receiver(status=503) as (address, got):
        hook, _ = hook_for(office, address)
        probe(actor=office.clerk, hook=hook)
        for count in range(len(PAUSES) + 1):
            assert send_due() == 1
            assert send_due() == 0
            row = Delivery.objects.get()
            if count < len(PAUSES):
                assert abs(row.next_try_at - timezone.now() - PAUSES[count]) < timedelta(seconds=30)
                Delivery.objects.update(next_try_at=timezone.now())
    row = Delivery.objects.get()
    assert (row.state, row.tries, row.status, len(got)) == (DeliveryState.GIVEN_UP, len(PAUSES) + 1, 503, len(PAUSES) + 1)
    assert len({headers["X-Jiheng-Delivery"] for headers, _ in got}) == 1
    assert send_again(delivery=row).state == DeliveryState.WAITING


def test_a_redirect_is_not_followed(office, inward):
    with receiver() as (elsewhere, never), receiver(status=302, location=elsewhere) as (address, got):
        hook, _ = hook_for(office, address)
        probe(actor=office.clerk, hook=hook)
        send_due()
    assert len(got) == 1
    assert never == []
    assert "转址" in Delivery.objects.get().said


def test_inside_addresses_are_reached_only_when_the_site_says_so(office):
    with receiver() as (address, got):
        hook, _ = hook_for(office, address)
        probe(actor=office.clerk, hook=hook)
        send_due()
    assert got == []
    assert "JIHENG_WEBHOOKS_INWARD" in Delivery.objects.get().said


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest", "http://[fe80::1]/", "http://0.0.0.0/", "http://[::ffff:169.254.169.254]/"])
def test_descriptions_of_cloud_machines_are_never_reached(office, inward, address):
    hook, _ = hook_for(office, address)
    probe(actor=office.clerk, hook=hook)
    send_due()
    assert "内网或本机" in Delivery.objects.get().said


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "file:///etc/passwd", "https://", "https://u:p@a.example/", "http://a.example:99999/", "正文"]
)
def test_an_address_that_is_none_is_refused(office, address):
    with pytest.raises(ValidationError) as refused:
        hook_for(office, address)
    assert "address" in refused.value.message_dict


def test_who_does_not_record_registers_nothing(office, other):
    for who, department in (
        (office.head, office.department),
        (office.auditor, office.department),
        (other.clerk, office.department),
        (office.clerk, None),
    ):
        with pytest.raises(Http404):
            register(actor=who, address="https://receiver.example/", events=TOLD, department=department)


def test_a_stopped_address_is_told_nothing_and_a_removed_one_is_gone(office, inward):
    hook, _ = hook_for(office, "https://receiver.example/")
    set_active(actor=office.clerk, hook=hook, is_active=False)
    assert announce(event=Event.TARGETS_APPROVED, department=office.department, year=2025, kind="targets.table", number=1) == 0
    remove(actor=office.clerk, hook=hook)
    assert Delivery.objects.count() == 0


def test_the_worker_goes_round_to_send():
    assert send_due in rounds()
