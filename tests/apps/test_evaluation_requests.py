"""Requests to the 委室: who may ask, answer, take over; what is told to whom; nothing is laid over what stands there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import standing
from jiheng.apps.accounts.choices import Role
from jiheng.apps.evaluation.choices import RequestState
from jiheng.apps.evaluation.models import Entry
from jiheng.apps.evaluation.selectors.requests import askable, is_late, visible_requests
from jiheng.apps.evaluation.services import requests as services
from jiheng.apps.evaluation.services.entries import open_evaluation, write_entry
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.notices.selectors import notices_of
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.apps.targets.models import Indicator
from tests.apps.offices import make_user
from tests.apps.tables import approve, make_table

YEAR = 2031


@pytest.fixture
def asked(office):
    """Approved targets whose first indicator the first section answers for, asked of it."""
    table = make_table(office, YEAR)
    Indicator.objects.filter(table=table, place=1).update(section=office.sections[0])
    approve(office, table, date(YEAR, 2, 1))
    office.evaluation = open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    office.other = make_user("a-other", (office.sections[1], Role.SECTION))
    office.path = next(one.path for one in askable(office.evaluation))
    office.due = timezone.localdate() + timedelta(days=2)
    (office.row,) = services.ask(
        standing=of(office, office.clerk), evaluation=office.evaluation, wishes=[(office.path, office.sections[0].pk)], due_on=office.due
    )
    return office


def of(office, user):
    return standing(user, office.department.pk)


def answer(office, text: str = "1300卷", user=None):
    office.row.refresh_from_db()
    office.row = services.answer(standing=of(office, user or office.section), request=office.row, version=office.row.version, text=text)
    return office.row


def test_the_responsible_section_is_proposed(asked) -> None:
    assert askable(asked.evaluation)[0].section == asked.sections[0].pk
    assert askable(asked.evaluation)[0].asked


def test_an_answer_taken_over_is_the_entry(asked) -> None:
    row = answer(asked)
    services.take(standing=of(asked, asked.clerk), request=row, version=row.version, entry_version=0)
    entry = Entry.objects.get(evaluation=asked.evaluation, path=asked.path)
    assert entry.text == "1300卷"
    row.refresh_from_db()
    assert row.state == RequestState.TAKEN


def test_what_stands_there_is_not_laid_over_unseen(asked) -> None:
    row = answer(asked)
    write_entry(actor=asked.clerk, evaluation=asked.evaluation, path=asked.path, text="1250卷", version=0)
    with pytest.raises(EditedMeanwhile):
        services.take(standing=of(asked, asked.clerk), request=row, version=row.version, entry_version=0)
    row.refresh_from_db()
    assert row.state == RequestState.ANSWERED, "the refused step left no trace"


def test_a_returned_answer_comes_again(asked) -> None:
    row = answer(asked)
    with pytest.raises(ValidationError, match="哪里要改"):
        services.send_back(standing=of(asked, asked.clerk), request=row, version=row.version, remark=" ")
    row.refresh_from_db()
    services.send_back(standing=of(asked, asked.clerk), request=row, version=row.version, remark="请核对台账")
    assert answer(asked, "1280卷").state == RequestState.ANSWERED


def test_only_the_section_asked_answers_and_sees(asked) -> None:
    with pytest.raises(Http404):
        services.answer(standing=of(asked, asked.other), request=asked.row, version=1, text="1")
    with pytest.raises(Http404):
        services.answer(standing=of(asked, asked.clerk), request=asked.row, version=1, text="1")
    assert not visible_requests(of(asked, asked.other), YEAR)
    assert visible_requests(of(asked, asked.section), YEAR).count() == 1
    assert visible_requests(of(asked, asked.head), YEAR).count() == 1


@pytest.mark.parametrize("who", ["section", "head", "finance", "auditor"])
def test_only_the_clerk_asks(asked, who) -> None:
    with pytest.raises(Http404):
        services.ask(standing=of(asked, getattr(asked, who)), evaluation=asked.evaluation, wishes=[(asked.path, asked.sections[0].pk)])


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (lambda _: [], "至少勾选"),
        (lambda o: [("indicators[1].nothing", o.sections[0].pk)], "不在目标表"),
        (lambda _: [("problems", 0)], "责任委室"),
        (lambda o: [("problems", o.department.pk)], "责任委室"),
        (lambda o: [(o.path, o.sections[0].pk)], "已经在征集"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, wishes, words) -> None:
    with pytest.raises(ValidationError, match=words):
        services.ask(standing=of(asked, asked.clerk), evaluation=asked.evaluation, wishes=wishes(asked))


def test_reminders_go_out_once(asked) -> None:
    told = notices_of(asked.section).count()
    services.remind_requests(day=timezone.localdate())
    services.remind_requests(day=timezone.localdate())
    assert notices_of(asked.section).count() == told + 1
    late = asked.due + timedelta(days=1)
    services.remind_requests(day=late)
    assert notices_of(asked.clerk, words="逾期").count() == 1
    assert is_late(asked.row, late)
    assert not is_late(asked.row, asked.due)
    answer(asked)
    assert services.remind_requests(day=late) == 0


def test_a_request_called_back_is_not_answered(asked) -> None:
    services.withdraw(standing=of(asked, asked.clerk), request=asked.row, version=asked.row.version)
    with pytest.raises(ValidationError, match="已撤回"):
        answer(asked)


def attach(office, user=None):
    given = {"name": "台账.txt", "data": "入库1300卷".encode(), "title": "入库台账"}
    return services.attach_proof(standing=of(office, user or office.section), request=office.row, **given)


def test_evidence_goes_with_the_answer(asked) -> None:
    attach(asked)
    row = answer(asked)
    services.take(standing=of(asked, asked.clerk), request=row, version=row.version, entry_version=0)
    entry = Entry.objects.get(path=asked.path.replace(".actual", ".evidence"))
    assert entry.text == "入库台账"
    assert [one.title for one in evidence_of(entry)] == ["入库台账"]


def test_evidence_is_brought_by_the_section_asked_alone(asked) -> None:
    for user in (asked.clerk, asked.other, asked.head):
        with pytest.raises(Http404):
            attach(asked, user)


def test_evidence_stays_once_the_answer_was_taken(asked) -> None:
    proof = attach(asked)
    row = answer(asked)
    services.take(standing=of(asked, asked.clerk), request=row, version=row.version, entry_version=0)
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="不能再动"):
        services.remove_proof(standing=of(asked, asked.section), request=row, number=proof.pk, why="多余")
