"""Runs every check and every relation of the pack once; a crash is an error report, never a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import CheckCrash, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.relations import Bench, judge
from jiheng.core.auditing.shelf import CHECKS
from jiheng.core.facts.fact import Fact

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@dataclass(frozen=True, slots=True)
class AuditResult:
    """All that an audit has to say of one document; nothing is hidden.

    `unchecked` are the facts that no relation, check or comparison looked at.
    """

    findings: tuple[Finding, ...]
    held: tuple[Held, ...]
    not_evaluated: tuple[NotEvaluated, ...]
    unchecked: tuple[Fact, ...]
    crashes: tuple[CheckCrash, ...]


def audit(given: AuditInput) -> AuditResult:
    """Run all checks, the pack's relations, then the checks that run last; findings by severity, then by place."""
    runs: list[tuple[str, Callable[[], Iterable[Outcome]]]] = [(item.code, partial(item.run, given)) for item in CHECKS if not item.last]
    if given.relations:
        bench = Bench.of(given)
        runs += [(relation.code, partial(judge, relation, bench)) for relation in given.relations]
    runs += [(item.code, partial(item.run, given)) for item in CHECKS if item.last]
    given.said.clear()
    findings: list[Finding] = []
    held: list[Held] = []
    open_ones: list[NotEvaluated] = []
    crashes: list[CheckCrash] = []
    told = _Told()
    for code, run in runs:
        try:
            for outcome in run():
                if isinstance(outcome, Finding):
                    if told.again(outcome):
                        continue
                    findings.append(outcome)
                elif isinstance(outcome, Held):
                    held.append(outcome)
                else:
                    open_ones.append(outcome)
                given.said.append(outcome)
        except Exception as trouble:  # noqa: BLE001  a check's bug must not cost the reader the other checks
            crashes.append(CheckCrash(code, f"{type(trouble).__name__}: {trouble}"))
    looked_at = {fact.id for finding in findings for fact in finding.facts} | {fact.id for one in held for fact in one.facts}
    unchecked = tuple(fact for fact in given.statements.facts if fact.id not in looked_at)
    findings.sort(key=lambda f: (_ORDER[f.severity], f.evidence[0].start if f.evidence else 0, f.code))
    held.sort(key=lambda h: (h.evidence[0].start if h.evidence else 0, h.code))
    return AuditResult(tuple(findings), tuple(held), tuple(open_ones), unchecked, tuple(crashes))


class _Told:
    """What has been said of which figures, so that a sum that wording and pack both claim is reported once."""

    def __init__(self) -> None:
        self._said: dict[frozenset[tuple[object, ...]], dict[str, int]] = {}

    def again(self, finding: Finding) -> bool:
        """Whether another check has said the same of the same figures, no less severely; if not, it is said now."""
        about = frozenset(
            (fact.concept, fact.of, fact.context.item, fact.context.period, fact.context.basis, fact.figure.value) for fact in finding.facts
        )
        if not about:
            return False
        said = self._said.setdefault(about, {})
        order = _ORDER[finding.severity]
        if any(code != finding.code and earlier <= order for code, earlier in said.items()):
            return True
        said[finding.code] = min(order, said.get(finding.code, order))
        return False
