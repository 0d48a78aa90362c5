"""Every relation of every pack proves itself: its cases come out as they say."""

from __future__ import annotations

import pytest

from jiheng.core.auditing.finding import Finding, Held, NotEvaluated
from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.model import Case, Relation
from tests.lawbook.stated import of_case, outcomes

_CASES = [
    pytest.param(relation, case, id=f"{relation.code}-{place}-{case.verdict}")
    for pack in list_packs()
    for relation in load_pack(pack).relations
    for place, case in enumerate(relation.cases)
]


@pytest.mark.parametrize(("relation", "case"), _CASES)
def test_case(relation: Relation, case: Case) -> None:
    said = outcomes(relation, of_case(case))
    findings = [one for one in said if isinstance(one, Finding)]
    held = [one for one in said if isinstance(one, Held)]
    match case.verdict:
        case "holds":
            assert held, said
            assert not findings, said
            if case.band:
                assert {one.band.value for one in held} == {case.band}
        case "breaks":
            assert len(findings) == 1, said
            assert findings[0].message
            assert findings[0].mend
            assert findings[0].evidence
            assert findings[0].working
            assert findings[0].severity.value == relation.severity or relation.severity == "error"
            assert "{" not in findings[0].message + findings[0].mend
        case "unknown":
            assert not findings, said
            assert not held, said
            assert all(isinstance(one, NotEvaluated) and one.reason for one in said)
