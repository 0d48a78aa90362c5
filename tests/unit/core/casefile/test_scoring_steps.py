"""The bundled cases scored: without benefit indicators, each policy gives the total of its clause."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest

from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.scoring_steps import score_case, score_statements
from jiheng.core.errors import JihengError
from tests.unit.core.scoring.made import statements

SAMPLES = sorted(entry.name for entry in files("jiheng.samples").iterdir() if re.fullmatch(r"sample-.*\.yaml", entry.name))


def sample(name: str) -> CaseFile:
    return load_case((files("jiheng.samples") / name).read_bytes(), name)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_bundled_case_scores_whole(name: str) -> None:
    scored = score_case(sample(name))
    for sheet in scored.sheets:
        assert sheet.total is not None, [remark.words for one in sheet.scores for remark in one.remarks]
        assert sheet.of == 100
        assert sheet.grade


def test_without_benefit_indicators_no_policy_is_applied_unasked() -> None:
    case = replace(sample(SAMPLES[0]), policy="")
    department = score_case(case).sheets[0]
    assert department.redistribution is not None
    assert department.redistribution.policy == ""
    assert department.total is None


@pytest.mark.parametrize(
    ("policy", "weights"),
    [
        ("to-output", {"execution": "10", "output": "80", "satisfaction": "10"}),
        ("proportional", {"execution": "10", "output": "75", "satisfaction": "15"}),
        ("rescale", {"execution": "14.29", "output": "71.42", "satisfaction": "14.29"}),
    ],
)
def test_each_policy_gives_the_total_of_its_clause(policy: str, weights: dict[str, str]) -> None:
    case = sample(SAMPLES[0])
    bare = score_case(replace(case, policy="")).sheets[0]
    department = score_case(replace(case, policy=policy)).sheets[0]
    assert {group.id: group.after for group in department.groups if group.after} == {id: Decimal(weight) for id, weight in weights.items()}
    # Each group keeps the share of its points that it had; two decimals a row are rounded.
    share = {group.id: group.points / group.before for group in bare.groups if group.points is not None}
    wanted = sum((share[id] * Decimal(weight) for id, weight in weights.items()), Decimal(0))
    assert department.total is not None
    assert abs(department.total - wanted) <= Decimal("0.005") * len(department.scores)


def test_a_document_without_a_table_is_refused() -> None:
    with pytest.raises(JihengError, match="JH-U-008"):
        score_statements(statements())
