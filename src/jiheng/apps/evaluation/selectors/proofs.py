"""The evidence at one place of a self-evaluation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiheng.apps.evaluation.compiling.entries import declared
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.library.models import Evidence
from jiheng.apps.library.selectors import evidence_by_row, evidence_of
from jiheng.apps.targets.models import Indicator
from jiheng.core.rulepack.resolve import resolve

_INDICATOR = re.compile(r"indicators\[(\d+)\]\.evidence")
_ITEM = re.compile(r"answers\[([^\]]+)\]\.evidence")


@dataclass(frozen=True, slots=True)
class Proofs:
    """What is proven, what has to be shown, the files brought here and those that the indicator got in the year."""

    title: str
    demands: tuple[str, ...]
    own: tuple[Evidence, ...]
    of_the_year: tuple[Evidence, ...]
    is_sampled: bool
    back: str


def proofs_at(evaluation: SelfEvaluation, standing: Standing, path: str) -> Proofs | None:
    """The evidence at a lasting path; None for a place of this case that takes none."""
    if declared(path) is None:
        return None
    entry = Entry.objects.filter(evaluation=evaluation, path=path).first()
    own = tuple(evidence_of(entry)) if entry else ()
    if found := _INDICATOR.fullmatch(path):
        row = standing.compiled.sheet.value(standing.compiled.sheet.place(path.rpartition(".")[0]))
        if not isinstance(row, dict):
            return None
        level = [str(one) for one in row["level"]]
        of_the_year = tuple(evidence_by_row(Indicator, [int(found[1])]).get(int(found[1]), ()))
        return Proofs(level[-1], (), own, of_the_year, "满意" in "".join(level), ".actual")
    if found := _ITEM.fullmatch(path):
        item = next((one for one in resolve(standing.compiled.pack).pack.scoring.items if one.id == found[1]), None)
        return Proofs(item.title, item.demands, own, (), is_sampled=False, back=".value") if item else None
    return None
