"""The copy-out sheet: marks stay while the content is the same, and say so when it is not."""

from __future__ import annotations

import pytest
from django.http import Http404

from jiheng.apps.evaluation.models import CopyMark
from jiheng.apps.evaluation.selectors.copyout import left_to_copy, line_in, sheet_of
from jiheng.apps.evaluation.services import handover
from jiheng.apps.evaluation.services.copyout import mark_entered, unmark
from tests.apps.handed import approved, make_evaluation, write


@pytest.fixture
def ready(office):
    return make_evaluation(office)


def field_of(sheet, words: str):
    return next(line.field for form in sheet.forms for line in form.lines if words in line.field.label)


def test_a_mark_stays_while_the_content_is_the_same_and_no_longer(ready) -> None:
    submission = approved(ready)
    sheet = sheet_of(ready.evaluation, submission)
    field = field_of(sheet, "整理档案 · 实际完成值")
    assert mark_entered(actor=ready.clerk, evaluation=ready.evaluation, fields=[field]) == 1
    assert mark_entered(actor=ready.clerk, evaluation=ready.evaluation, fields=[field]) == 0
    sheet = sheet_of(ready.evaluation, submission)
    assert (sheet.done, line_in(sheet, field.id)[1].by) == (1, "a-clerk")
    assert left_to_copy(submission) == sheet.total - 1 > 0
    handover.withdraw(actor=ready.clerk, submission=submission)
    ready.evaluation.refresh_from_db()
    entry = ready.evaluation.entries.filter(text="1200").order_by("pk").first()
    write(ready, entry.path, "1300", 1)
    live = sheet_of(ready.evaluation, None)
    line = line_in(live, field.id)[1]
    assert (line.is_done, line.is_changed, line.field.text) == (False, True, "1300卷")
    assert line_in(sheet_of(ready.evaluation, submission), field.id)[1].is_done, "the version itself is as it was"


def test_a_mark_can_be_taken_off_and_the_log_keeps_both(ready) -> None:
    sheet = sheet_of(ready.evaluation, None)
    fields = [line.field for line in sheet.forms[0].lines]
    assert mark_entered(actor=ready.clerk, evaluation=ready.evaluation, fields=fields) == len(fields)
    unmark(actor=ready.clerk, evaluation=ready.evaluation, field=fields[0])
    assert sheet_of(ready.evaluation, None).done == len(fields) - 1


def test_only_the_clerk_marks(ready, other) -> None:
    field = field_of(sheet_of(ready.evaluation, None), "实际完成值")
    for actor in (ready.head, ready.finance, other.clerk):
        with pytest.raises(Http404):
            mark_entered(actor=actor, evaluation=ready.evaluation, fields=[field])
    assert not CopyMark.objects.exists()


def test_while_the_case_has_troubles_there_is_no_sheet_and_it_is_said(ready) -> None:
    write(ready, "sign.filled_on", "三月的某一天")
    assert "更正" in sheet_of(ready.evaluation, None).trouble
