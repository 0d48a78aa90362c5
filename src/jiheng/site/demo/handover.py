"""Samples' self-evaluations on their way: one before the head, one returned by finance, one accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiheng.apps.accounts.access import people
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import COMPARE_SIGNED, SubmissionState
from jiheng.apps.evaluation.comparing import titled_places
from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT, packaged
from jiheng.apps.evaluation.services import handover
from jiheng.apps.jobs.selectors import visible_jobs
from jiheng.apps.jobs.services import run_job

if TYPE_CHECKING:
    from jiheng.apps.accounts.models import User
    from jiheng.apps.evaluation.models import SelfEvaluation, Submission
    from jiheng.site.demo.people import Sample

_ASKED = "与半年监控填报的数相差较大，请附台账，并写明统计口径。"
_RETURNED = "材料齐全。个别指标的完成值请核实后重新报送。"
_ACCEPTED = "材料齐全，数据与决算一致，同意。"


def hand_over(sample: Sample, evaluation: SelfEvaluation, to: SubmissionState) -> None:
    """Bring a whole self-evaluation to a state of the way, each step by the person whose it is."""
    row = handover.send(actor=sample.clerk, evaluation=evaluation, words="各委室已核对，请审批。")
    if to == SubmissionState.WITH_HEAD:
        return
    row = handover.approve(actor=sample.head, submission=row, opinion="同意报送")
    row = handover.submit(actor=sample.clerk, submission=signed_version(sample.clerk, row))
    reviewer = people(sample.department, Right.REVIEW).order_by("pk")[0]
    if to == SubmissionState.ACCEPTED:
        handover.decide(actor=reviewer, submission=row, accept=True, opinion=_ACCEPTED)
    else:
        place, title = next(one for one in titled_places(row) if one[0].startswith("indicators[") and one[0].endswith("].actual"))
        handover.decide(actor=reviewer, submission=row, accept=False, opinion=_RETURNED, opinions=[(place, title, _ASKED)])


def signed_version(clerk: User, row: Submission) -> Submission:
    """The file that was printed comes back, and is compared at once: nobody is there yet to wait for the worker."""
    data = packaged(row.case, row.case_name, row.code).files[SIGNED_DOCUMENT]
    row = handover.bring_signed(actor=clerk, submission=row, name="自评报告（签章）.pdf", data=data)
    run_job(visible_jobs(clerk).filter(kind=COMPARE_SIGNED, given__submission=row.pk)[0].pk)
    row.refresh_from_db()
    return row
