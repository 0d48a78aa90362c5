"""Beginning from last year's report: kept, its sections taken over, what is stale in them mended or found to be true."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.models import User
from jiheng.apps.evaluation.beginning import StaleWords, old_sections, places_for_words, read_report, stale_words
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.models import Entry, SelfEvaluation, StillGood
from jiheng.apps.evaluation.services.entries import write_entry
from jiheng.apps.evaluation.titles import place_title
from jiheng.apps.library.services import keep_file
from jiheng.apps.shared.changes import record, state_of
from jiheng.core.errors import JihengError


def begin_from(*, actor: User, evaluation: SelfEvaluation, name: str, data: bytes) -> SelfEvaluation:
    """Keep last year's report as the one to begin from; an earlier one stays among the files.

    Raises: ValidationError when it cannot be kept or read.
    """
    if not evaluation.is_open:
        raise ValidationError(f"自评{evaluation.get_state_display()}，不能修改")
    kept = keep_file(actor=actor, department=evaluation.department, name=name, data=data)
    try:
        read_report(kept.sha256, kept.name)
    except JihengError as refused:
        raise ValidationError(f"“{kept.name}”读不出来：{refused.what}（{refused.mend}）") from refused
    with transaction.atomic():
        before = state_of(evaluation)
        evaluation.last_year = kept
        evaluation.save(update_fields=["last_year"])
        record(actor=actor, action="选定上年报告", thing=evaluation, before=before)
    return evaluation


def take_section(*, actor: User, evaluation: SelfEvaluation, number: int, path: str, version: int, behind: bool = False) -> Entry:
    """Take the words of a section (by its place in the report) over to a path; `behind` puts them below what stands there.

    Raises: EditedMeanwhile; ValidationError.
    """
    compiled = compile_case(evaluation)
    sections = old_sections(evaluation, compiled)
    if not 0 <= number < len(sections):
        raise ValidationError("上年报告里没有这一节；请刷新页面")
    if path not in places_for_words(compiled.pack):
        raise ValidationError("请选择放到本年报告的哪一节")
    words = sections[number].text
    there = Entry.objects.filter(evaluation=evaluation, path=path).first()
    if behind and there is not None and there.text.strip():
        words = f"{there.text.rstrip()}\n{words}"
    return write_entry(actor=actor, evaluation=evaluation, path=path, text=words, version=version)


def mend(*, actor: User, evaluation: SelfEvaluation, path: str, known_by: str, text: str = "") -> Entry:
    """Put what is proposed, or a text of one's own, in place of something stale.

    Raises: EditedMeanwhile; ValidationError when it no longer stands there, or nothing is known to put in its place.
    """
    stale = _find(evaluation, path, known_by)
    instead = text.strip() or stale.mark.proposed
    if not instead:
        raise ValidationError("账上没有对应的数，请写上本年的内容")
    words = stale.entry.text.replace(known_by, f"{stale.before}{instead}{stale.behind}")
    return write_entry(actor=actor, evaluation=evaluation, path=path, text=words, version=stale.entry.version)


@transaction.atomic
def find_good(*, actor: User, evaluation: SelfEvaluation, path: str, known_by: str) -> StillGood:
    """Say that something of last year's is true of this year too.

    Raises: ValidationError when it no longer stands there.
    """
    _find(evaluation, path, known_by)
    said, made = StillGood.objects.get_or_create(evaluation=evaluation, path=path, text=known_by, defaults={"by": actor})
    if made:
        record(actor=actor, action="确认沿用上年内容", thing=said, name=f"{place_title(evaluation, path)}：{said}")
    return said


def _find(evaluation: SelfEvaluation, path: str, known_by: str) -> StaleWords:
    found = next((one for one in stale_words(evaluation) if (one.entry.path, one.known_by) == (path, known_by)), None)
    if found is None:
        raise ValidationError("这一处已经改过或确认过；请刷新页面")
    return found
