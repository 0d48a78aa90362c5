"""The hand-over: nothing incomplete is sent, what was sent never changes, every step has its right, and what differs is told."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.evaluation.choices import CaseState, SubmissionState
from jiheng.apps.evaluation.comparing import BY_EYE, changes_between, stale_of, titled_places
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT, packaged
from jiheng.apps.evaluation.models import Submission
from jiheng.apps.evaluation.selectors import handover as selectors
from jiheng.apps.evaluation.services import handover
from jiheng.apps.notices.models import Notice
from jiheng.apps.shared.changes import history
from jiheng.core.casefile.version_code import belongs
from tests.apps.handed import approved, make_evaluation, pay, sent, write

EYES = [key for key, _ in BY_EYE]
SCAN = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ready(office):
    return make_evaluation(office)


@pytest.fixture
def bring(ready, django_capture_on_commit_callbacks):
    """Hands in a signed file and lets its comparison run."""

    def give(submission, name: str, data: bytes) -> Submission:
        with django_capture_on_commit_callbacks(execute=True):
            row = handover.bring_signed(actor=ready.clerk, submission=submission, name=name, data=data)
        return fresh(row)

    return give


def fresh(submission) -> Submission:
    return Submission.objects.select_related("evaluation__department", "signed").get(pk=submission.pk)


def submitted(office, submission=None):
    row = submission or approved(office)
    row = handover.bring_signed(actor=office.clerk, submission=row, name="签章件.png", data=SCAN)
    Submission.objects.filter(pk=row.pk).update(compared={"state": "no_text"})
    return handover.submit(actor=office.clerk, submission=fresh(row), by_eye=EYES)


def test_what_is_incomplete_is_not_sent_and_everything_is_named_at_once(ready) -> None:
    row = compile_case(ready.evaluation).lasting("indicators[0]")
    write(ready, f"{row}.actual", "", 1)
    write(ready, "sign.filled_on", "三月的某一天")
    with pytest.raises(ValidationError) as refused:
        sent(ready)
    assert any("填报日期" in one or "日期" in one for one in refused.value.messages)
    write(ready, "sign.filled_on", "", 1)
    with pytest.raises(ValidationError, match="整理档案”没有得分"):
        sent(ready)
    assert not Submission.objects.exists()


def test_an_error_of_the_self_audit_must_be_explained(ready) -> None:
    write(ready, "problems", "全年支出合计151.50万元，其中基本支出120.50万元，项目支出30.00万元。", 1)
    readiness = selectors.readiness_of(ready.evaluation)
    errors = [one for one in readiness.against if one.kind == "audit"]
    assert errors, "the typed parts do not make the typed whole"
    with pytest.raises(ValidationError):
        sent(ready)
    for one in errors:
        with pytest.raises(ValidationError, match="为什么"):
            handover.explain_error(actor=ready.clerk, evaluation=ready.evaluation, fingerprint=one.fingerprint, words=" ")
        handover.explain_error(actor=ready.clerk, evaluation=ready.evaluation, fingerprint=one.fingerprint, words="含上级专项")
    submission = sent(ready)
    assert [one["words"] for one in submission.answered] == ["含上级专项"] * len(errors)
    assert submission.findings["error"] == len(errors)


def test_a_sent_version_is_frozen_and_its_code_belongs_to_it(ready) -> None:
    submission = sent(ready)
    assert sha256(submission.case.encode()).hexdigest() == submission.sha256
    assert belongs(submission.code, submission.sha256)
    assert (submission.total, submission.grade) == ("100", "优")
    assert fresh(submission).evaluation.state == CaseState.WITH_HEAD
    with pytest.raises(ValidationError, match="不能修改"):
        write(ready, "problems", "晚了", 1)
    with pytest.raises(ValidationError, match="不能再送审"):
        sent(ready)
    assert set(Notice.objects.values_list("user__username", flat=True)) >= {"a-head"}


def test_each_step_asks_for_its_right_and_its_state(ready, other) -> None:
    submission = sent(ready)
    for actor in (ready.clerk, ready.section, ready.finance, ready.auditor, other.head):
        with pytest.raises(Http404):
            handover.approve(actor=actor, submission=submission)
    with pytest.raises(ValidationError, match="要修改什么"):
        handover.refuse(actor=ready.head, submission=submission, opinion=" ")
    with pytest.raises(ValidationError, match="现在是"):
        handover.submit(actor=ready.clerk, submission=submission)
    with pytest.raises(ValidationError, match="负责人审批后"):
        handover.bring_signed(actor=ready.clerk, submission=submission, name="签章件.png", data=SCAN)
    handover.approve(actor=ready.head, submission=submission)
    with pytest.raises(ValidationError, match="现在是"):
        handover.approve(actor=ready.head, submission=submission)
    with pytest.raises(ValidationError, match="还没有上传"):
        handover.submit(actor=ready.clerk, submission=fresh(submission))
    for actor in (ready.clerk, ready.head, other.finance):
        with pytest.raises(Http404):
            handover.decide(actor=actor, submission=fresh(submission), accept=True)


def test_the_whole_way_with_a_return_and_a_new_version(ready) -> None:
    first = submitted(ready)
    assert selectors.queue(ready.finance).get() == first
    row = {title: path for path, title in titled_places(first)}
    path = row["部门整体绩效指标 · 整理档案 · 实际完成值"]
    with pytest.raises(ValidationError, match="须写明意见"):
        handover.decide(actor=ready.finance, submission=first, accept=False)
    handover.decide(actor=ready.finance, submission=first, accept=False, opinions=[(path, "整理档案", "与台账不符，请核实"), ("", "", "  ")])
    assert fresh(first).evaluation.state == CaseState.RETURNED
    assert [one.text for one in selectors.opinions_at(ready.evaluation)[path]] == ["与台账不符，请核实"]
    opinion = first.opinions.get()
    handover.answer_opinion(actor=ready.clerk, submission=first, number=opinion.pk, answer="已按台账改为1300卷")
    ready.evaluation.refresh_from_db()
    write(ready, path, "1300", 1)
    second = approved(ready)
    assert second.number == 2
    changes = changes_between(fresh(first), fresh(second))
    assert [(one.title, one.before, one.after) for one in changes.fields] == [("部门整体绩效指标 · 整理档案 · 实际完成值", "1200", "1300")]
    assert any("1,300" in one.after or "1300" in one.after for one in changes.audit.figures)
    second = submitted(ready, second)
    handover.decide(actor=ready.finance, submission=second, accept=True, opinion="同意")
    assert fresh(second).evaluation.state == CaseState.ACCEPTED
    assert fresh(first).case != fresh(second).case
    assert [one.action for one in history(second)][:2] == ["财政审核通过", "报送财政"]
    assert selectors.opinions_at(ready.evaluation), "what was asked stays to be read"


def test_a_version_taken_back_is_nobodys(ready) -> None:
    submission = approved(ready)
    handover.withdraw(actor=ready.clerk, submission=submission)
    assert fresh(submission).state == SubmissionState.WITHDRAWN
    assert selectors.newest(ready.evaluation) is None
    ready.evaluation.refresh_from_db()
    assert sent(ready).number == 2


def test_documents_of_a_version_are_the_same_bytes_and_bear_its_code(ready) -> None:
    submission = approved(ready)
    first = packaged(submission.case, submission.case_name, submission.code).files
    packaged.cache_clear()
    pay(ready, ready.lines["supplies"], "0.5")
    again = packaged(submission.case, submission.case_name, submission.code).files
    assert first == again
    assert submission.code in first["receipt.json"].decode()


def test_the_signed_pdf_is_compared_and_a_changed_figure_is_found(ready, bring) -> None:
    submission = approved(ready)
    files = packaged(submission.case, submission.case_name, submission.code).files
    row = bring(submission, "签章件.pdf", files[SIGNED_DOCUMENT])
    compared = row.compared
    assert (compared["state"], compared["is_same"], compared["code_found"]) == ("read", True, True)
    altered = submission.case.replace("actual: '1200'", "actual: '1900'", 1)
    assert altered != submission.case
    other = packaged(altered, submission.case_name, submission.code).files[SIGNED_DOCUMENT]
    row = bring(row, "签章件2.pdf", other)
    assert not row.compared["is_same"]
    assert any("1900" in one["signed"] and one["place"] for one in row.compared["passages"])
    with pytest.raises(ValidationError, match="不一致"):
        handover.submit(actor=ready.clerk, submission=row)
    assert handover.submit(actor=ready.clerk, submission=row, note="打印后手改，已注明").state == SubmissionState.WITH_FINANCE


def test_a_scan_without_text_is_compared_by_eye(ready, bring) -> None:
    submission = approved(ready)
    row = bring(submission, "签章件.png", SCAN)
    assert row.compared["state"] == "no_text"
    with pytest.raises(ValidationError, match="逐项勾选"):
        handover.submit(actor=ready.clerk, submission=row, by_eye=EYES[:-1])
    assert handover.submit(actor=ready.clerk, submission=row, by_eye=EYES).compared["by_eye"] == [words for _, words in BY_EYE]
    with pytest.raises(ValidationError):
        handover.bring_signed(actor=ready.clerk, submission=row, name="签章件.png", data=SCAN)


def test_a_change_in_the_books_makes_a_version_stale_and_says_where(ready) -> None:
    submission = submitted(ready)
    assert stale_of(submission) == ()
    pay(ready, ready.lines["supplies"], "0.5")
    found = {one.change.title: (one.change.before, one.change.after, one.origin.kind) for one in stale_of(fresh(submission)) if one.origin}
    assert found["支出 · 公用经费 · 全年执行"] == ("20.00", "20.50", "fact")
    assert "支出 · 人员经费 · 全年执行" not in found


def test_a_code_is_looked_up_only_where_one_may_look(ready, other) -> None:
    submission = sent(ready)
    assert selectors.by_code(ready.finance, f"版本码 {submission.code}") == (submission.code, submission)
    assert selectors.by_code(other.clerk, submission.code) == (submission.code, None)
    assert selectors.by_code(ready.clerk, "没有码") == ("", None)
