"""Reads of self-evaluations: the case as it stands, scored; what stands at each place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.compiling.compile import Compiled, compile_case
from jiheng.apps.evaluation.finished import scored_case
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.shared.kept import Kept
from jiheng.core.casefile.scoring_steps import Scored
from jiheng.core.errors import JihengError


def evaluation_of(department: Department, year: int) -> SelfEvaluation | None:
    """The year's self-evaluation, if it was begun."""
    found = SelfEvaluation.objects.filter(department=department, year=year).select_related("last_year").order_by("pk").first()
    if found is not None:
        found.department = department
    return found


def evaluation_in(department: Department, year: int) -> SelfEvaluation:
    """The year's self-evaluation.

    Raises: Http404.
    """
    found = evaluation_of(department, year)
    if found is None:
        raise Http404("本年度的自评还没有建立")
    return found


def entries_of(evaluation: SelfEvaluation) -> dict[str, Entry]:
    """What was entered, by path."""
    return {entry.path: entry for entry in evaluation.entries.order_by("path")}


def entry_rows(evaluation: SelfEvaluation, words: str = "") -> QuerySet[Entry]:
    """The entries in order of their paths, those whose path holds the words."""
    rows = evaluation.entries.select_related("by").order_by("path")
    return rows.filter(path__icontains=words) if words else rows


@dataclass(frozen=True, slots=True)
class Standing:
    """A self-evaluation now: the case, and its scores where they can be computed, else why not."""

    compiled: Compiled
    scored: Scored | None
    trouble: str = ""


_STANDINGS: Kept[Standing] = Kept(16)


def standing_now(evaluation: SelfEvaluation, entries: Mapping[str, Entry] | None = None) -> Standing:
    """The standing of what is recorded; asked again, it is made again only when the log of changes has grown.

    A page asks twice after each change: for the points, then for the findings.
    """
    return _STANDINGS.get(evaluation.pk, lambda: standing_of(evaluation, entries=entries))


def standing_of(evaluation: SelfEvaluation, typed: Mapping[str, str] | None = None, entries: Mapping[str, Entry] | None = None) -> Standing:
    """Compile and score; `typed` stands in for entries by path, unsaved; `entries` where they were read already."""
    compiled = compile_case(evaluation, typed, entries)
    if compiled.case is None:
        return Standing(compiled, None)
    try:
        return Standing(compiled, scored_case(compiled.text, compiled.name))
    except JihengError as refused:
        return Standing(compiled, None, f"{refused.what}（{refused.mend}）" if refused.mend else refused.what)
