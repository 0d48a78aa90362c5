"""Writes of packages: asked for, made, given up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.apps.accounts.models import User
from jiheng.apps.evaluation.choices import MAKE_PACKAGE, PackageState
from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.apps.evaluation.finished import PROGRAM
from jiheng.apps.evaluation.models import MadePackage, SelfEvaluation, Submission
from jiheng.apps.evaluation.selectors.packages import draft_package, holds, is_of, version_package
from jiheng.apps.jobs.services import start_job
from jiheng.apps.library.services import drop_bytes, keep_bytes
from jiheng.apps.shared.changes import Actor, Program


@transaction.atomic
def ask_package(*, actor: Actor, evaluation: SelfEvaluation, compiled: Compiled) -> MadePackage:
    """Have the files of the case as it stands made; those that are made or under way are not made twice.

    Raises: ValidationError while something in the case must be mended.
    """
    if compiled.case is None:
        raise ValidationError("还有要先改正的内容，改好后才能生成材料包")
    there = draft_package(evaluation)
    if there is not None and holds(there) and is_of(there, compiled):
        return there
    text = compiled.text.decode()
    return _ask(actor, MadePackage(evaluation=evaluation, name=compiled.name, case=text, sha256=sha256(compiled.text).hexdigest()))


@transaction.atomic
def ask_documents(*, actor: Actor, submission: Submission) -> MadePackage:
    """Have the documents of a version made; they are made once."""
    there = version_package(submission)
    if there is not None and holds(there):
        return there
    return _ask(actor, MadePackage(evaluation=submission.evaluation, submission=submission, name=submission.case_name, sha256=submission.sha256))


@transaction.atomic
def finish_package(
    *,
    made: MadePackage,
    files: Sequence[tuple[str, int] | list[Any]] = (),
    typed: Sequence[dict[str, str]] = (),
    archive: bytes = b"",
    trouble: str = "",
) -> None:
    """Write what was made, or why it was not; earlier packages of the same case or version go."""
    made.state = PackageState.FAILED if trouble else PackageState.DONE
    made.trouble, made.files, made.typed, made.done_at = trouble[:500], list(files), list(typed), timezone.now()
    made.archive = keep_bytes(archive) if archive else ""
    made.save()
    if trouble:
        return
    before = MadePackage.objects.filter(evaluation=made.evaluation_id, submission=made.submission_id, pk__lt=made.pk)
    gone = set(before.values_list("archive", flat=True))
    before.delete()
    for digest in gone - set(MadePackage.objects.filter(archive__in=gone).values_list("archive", flat=True)):
        transaction.on_commit(partial(drop_bytes, digest))


def stop_package(*, number: int, waits: bool, trouble: str) -> None:
    """What becomes of a package whose job was stopped or goes on."""
    state = PackageState.WAITING if waits else PackageState.FAILED
    MadePackage.objects.filter(pk=number).exclude(state=PackageState.DONE).update(state=state, trouble=trouble[:500])


def _ask(actor: Actor, made: MadePackage) -> MadePackage:
    made.program = PROGRAM
    made.asked_by_id = actor.pk
    made.save()
    evaluation = made.evaluation
    who = actor if isinstance(actor, User) else Program()
    given = {"package": made.pk}
    start_job(actor=who, kind=MAKE_PACKAGE, department=evaluation.department, year=evaluation.year, given=given, about=str(made))
    made.refresh_from_db()
    return made
