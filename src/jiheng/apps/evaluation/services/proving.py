"""Evidence of what a self-evaluation states: kept by its hash at the entry that names it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.apps.accounts.models import User
from jiheng.apps.evaluation.compiling.entries import declared
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.services.entries import write_entry
from jiheng.apps.library import services as library
from jiheng.apps.library.models import Evidence
from jiheng.apps.library.selectors import evidence_in

EVIDENCE = "evidence"


@transaction.atomic
def attach_evidence(
    *,
    actor: User,
    evaluation: SelfEvaluation,
    path: str,
    name: str,
    data: bytes,
    title: str = "",
    dated: date | None = None,
    sample: int | None = None,
) -> Evidence:
    """Bring a file as evidence at a path that ends in `evidence`; its title becomes a line of the entry there.

    Raises: ValidationError for a path without evidence, a file that cannot be kept, or a self-evaluation that is handed over.
    """
    field = declared(path)
    if field is None or field.key != EVIDENCE:
        raise ValidationError(f"“{path}”不收佐证材料；请刷新页面")
    entry = Entry.objects.filter(evaluation=evaluation, path=path).first()
    said = title.strip() or name
    lines = entry.text.splitlines() if entry else []
    written = write_entry(actor=actor, evaluation=evaluation, path=path, text="\n".join([*lines, said]), version=entry.version if entry else 0)
    given = {"name": name, "data": data, "title": said, "dated": dated, "sample": sample}
    return library.attach(actor=actor, department=evaluation.department, year=evaluation.year, thing=written, **given)  # type: ignore[arg-type]  # by their names


@transaction.atomic
def remove_evidence(*, actor: User, evaluation: SelfEvaluation, path: str, number: int, why: str) -> None:
    """Take a piece of evidence off, saying why; its line goes from the entry.

    Raises: Http404; ValidationError without a reason, or while the self-evaluation is handed over.
    """
    entry = Entry.objects.filter(evaluation=evaluation, path=path).first() or Entry(evaluation=evaluation, path=path)
    found = evidence_in(entry, number)
    title = found.title
    library.detach(actor=actor, evidence=found, why=why)
    lines = entry.text.splitlines()
    if title in lines:
        lines.remove(title)
    write_entry(actor=actor, evaluation=evaluation, path=path, text="\n".join(lines), version=entry.version)
