"""The shelf of checks: what each is called, how severe it may be, where it was met, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Outcome, Severity
from jiheng.core.catalog import Catalog
from jiheng.core.law import Citation

Run = Callable[[AuditInput], Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule about facts or text that needs Python; `run` yields findings, held statements and what it could not judge.

    One that is `last` runs when all others and the pack's relations have spoken, and may ask what they said.
    """

    code: str
    title: str
    severity: Severity
    category: Category
    sources: tuple[Citation, ...]
    doc: str
    run: Run
    last: bool = False


CHECKS: Catalog[Check] = Catalog("检查", "jiheng.core.auditing.checks")


def check(*, code: str, title: str, severity: Severity, category: Category, sources: tuple[str, ...], last: bool = False) -> Callable[[Run], Run]:
    """Put a function on the shelf of checks; `severity` is the highest it may yield, `sources` are `document#place`."""

    def place(run: Run) -> Run:
        cited = tuple(Citation(*source.split("#", 1)) for source in sources)
        CHECKS.put(code, Check(code, title, severity, category, cited, run.__doc__ or "", run, last))
        return run

    return place
