"""Cases scored and composed for tests, and the facts of a text or file made comparable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files

from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.composition import compose
from jiheng.core.reporting.draft import Draft

SAMPLES = sorted(entry.name for entry in (files("jiheng") / "samples").iterdir() if re.fullmatch(r"sample-.*\.yaml", entry.name))
Meaning = tuple[str, str | None, str, str, str, Decimal]


def sample(name: str) -> CaseFile:
    return load_case((files("jiheng") / "samples").joinpath(name).read_bytes(), name)


def composed(case: CaseFile, pack: str = "") -> Draft:
    id = pack or case.pack
    return compose(report_input(case, id, score_case(case, id).sheets))


def meaning(fact: Fact) -> Meaning:
    """What a fact says, without where: an adjustment is said without its sign."""
    context = fact.context
    basis = context.basis.value if context.basis else None
    return fact.concept, basis, context.period.words(), context.item, fact.of, abs(fact.figure.value).normalize()


def missed(printed: Iterable[Fact], read: Iterable[Fact]) -> list[Meaning]:
    """Facts that were printed and not read back."""
    found = Counter(meaning(fact) for fact in read)
    return [meaning(fact) for fact in printed if meaning(fact) not in found]
