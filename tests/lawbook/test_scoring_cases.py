"""Every pack scores its own cases as they say, published tables and their mis-scores among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.load_cases import read_cases
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.rulepack.scoring_rules import ScoringCase
from jiheng.core.scoring.pack_cases import case_input, differences, published
from jiheng.core.scoring.scorer import score

_PUBLISHED = Path(__file__).parent / "published"


def _refuse(path: str, what: str, mend: str) -> NoReturn:
    raise AssertionError(f"{path}: {what} ({mend})")


def _outside() -> Iterator[tuple[str, ScoringCase]]:
    """Cases with the figures of real published tables: national-2021.yaml is for national/2021."""
    for path in sorted(_PUBLISHED.glob("*.yaml")):
        for case in read_cases(yaml.safe_load(path.read_text("utf-8")), _refuse):
            yield path.stem.replace("-", "/", 1), case


_OWN = ((id, case) for id in list_packs() for case in load_pack(id).scoring.cases)
_CASES = [pytest.param(id, case, id=f"{id}-{place}") for place, (id, case) in enumerate((*_OWN, *_outside()))]


@pytest.mark.parametrize(("id", "case"), _CASES)
def test_case(id: str, case: ScoringCase) -> None:
    assert list(differences(resolve(id).pack, case)) == []


@pytest.mark.parametrize(("id", "case"), [pytest.param(*one.values, id=one.id) for one in _CASES if one.values[1].published])
def test_published_mis_scores_are_not_what_the_rule_gives(id: str, case: ScoringCase) -> None:
    for printed, ours in published(case, score(resolve(id).pack, case_input(case))).values():
        assert ours is not None
        assert printed != ours
