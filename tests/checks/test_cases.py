"""Every check proves itself: small reports in YAML, and what auditing them must and must not say.

`<code>.yaml` is a list of cases {name, kind, text, expect}; docs/recipes/check.md tells the keys of `expect`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from jiheng.core.auditing.finding import Finding
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.auditing.shelf import CHECKS
from jiheng.core.casefile import steps
from jiheng.core.facts.carried import CarriedFacts, Print, carried_json

FOLDER = Path(__file__).parent
KINDS = {"holds", "breaks", "unknown", "near-miss"}
EXPECTED = {"findings", "held", "none_of", "not_evaluated"}
FINDING = {"code", "severity", "category", "stated", "expected", "difference", "message", "mend", "likely_cause"}


def load() -> list[tuple[str, dict[str, Any]]]:
    return [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]


def audited(text: str, carried: list[dict[str, str]] | str | None = None) -> AuditResult:
    """`carried`: the numbers, each with the words round it, that the file carries along; or words that are no such data."""
    document = steps.read(text.encode(), "case.txt")
    if carried:
        prints = "" if isinstance(carried, str) else carried_json(CarriedFacts((), tuple(Print(facts=(), **one) for one in carried)))
        document = replace(document, carried=prints or str(carried))
    return steps.audit(document, steps.facts(document))


def fits(finding: Finding, wanted: dict[str, str]) -> bool:
    """Severity and category are named exactly; of words, the wanted ones must be among those said."""
    said = {
        "code": finding.code,
        "severity": finding.severity.value,
        "category": finding.category.value,
    }
    return all(value == said[key] if key in said else value in getattr(finding, key) for key, value in wanted.items())


@pytest.mark.parametrize(("code", "case"), [pytest.param(code, case, id=f"{code}-{case['name']}") for code, case in load()])
def test_case(code: str, case: dict[str, Any]):
    assert {"name", "kind", "text", "expect"} <= set(case) <= {"name", "kind", "text", "carried", "expect"}, "keys of a case"
    assert case["kind"] in KINDS
    expect = case["expect"]
    assert set(expect) <= EXPECTED, "keys of expect"
    assert expect, "a case expects something"
    result = audited(case["text"], case.get("carried"))
    assert not result.crashes
    found = [f"{f.code} {f.severity.value}: {f.message}" for f in result.findings]
    left = list(result.findings)
    for wanted in expect.get("findings", ()):
        assert set(wanted) <= FINDING, "keys of a finding"
        match = next((finding for finding in left if fits(finding, wanted)), None)
        assert match is not None, f"not found: {wanted}; found: {found}"
        left.remove(match)
    for wanted in expect.get("held", ()):
        assert wanted in {held.code for held in result.held}, f"did not hold: {wanted}; found: {found}"
    for refused in expect.get("none_of", ()):
        assert refused not in {finding.code for finding in result.findings}, f"found: {found}"
    for wanted in expect.get("not_evaluated", ()):
        assert wanted in {item.code for item in result.not_evaluated}, f"was evaluated: {wanted}"


@pytest.mark.parametrize("code", sorted(CHECKS.all()))
def test_every_check_has_a_case_of_each_kind(code: str):
    assert {case["kind"] for of, case in load() if of == code} == KINDS


def test_no_cases_are_left_of_a_check_that_is_gone():
    assert sorted({code for code, _ in load()} - set(CHECKS.all())) == []
