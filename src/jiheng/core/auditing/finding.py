"""What an audit says: findings, statements that held, and what could not be evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b

from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.law import Citation
from jiheng.core.record import record


class Severity(Enum):
    """`error`: arithmetic or a verified rule proves it; `warning`: needs an answer; `hint`: style."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Category(Enum):
    """Which quality of a report is hurt."""

    ACCURACY = "accuracy"
    COMPLETENESS = "completeness"
    EXISTENCE = "existence"
    TIMELINESS = "timeliness"
    WORDING = "wording"


class Band(Enum):
    """How a relation held: the printed numbers agree, or rounding explains the difference."""

    EXACT = "exact"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or open in a report, with the evidence to see it.

    `expected`, `stated` and `difference` are printed as a reader would write them (ranges included). `subject_key`
    (code, concepts, contexts) makes the fingerprint, so that an answer stays attached over re-runs and versions.
    """

    code: str
    severity: Severity
    category: Category
    message: str
    mend: str
    evidence: tuple[Span, ...]
    likely_cause: str = ""
    expected: str = ""
    stated: str = ""
    difference: str = ""
    facts: tuple[Fact, ...] = ()
    sources: tuple[Citation, ...] = ()
    working: tuple[str, ...] = ()
    subject_key: str = ""

    @property
    def fingerprint(self) -> str:
        """Stable key of what the finding is about."""
        about = (
            self.subject_key
            or "|".join(f"{fact.concept}/{fact.label}/{fact.of}/{fact.context}" for fact in self.facts)
            or "|".join(span.text for span in self.evidence)
        )
        return blake2b(f"{self.code}|{about}".encode(), digest_size=8).hexdigest()


@record
class Held:
    """A relation that was evaluated and held."""

    code: str
    band: Band
    evidence: tuple[Span, ...]
    facts: tuple[Fact, ...] = ()
    words: str = ""


@record
class NotEvaluated:
    """A relation or check that could not be evaluated, and why."""

    code: str
    reason: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckCrash:
    """A check that failed to run: trouble of the program, never a finding."""

    code: str
    trouble: str


Outcome = Finding | Held | NotEvaluated
