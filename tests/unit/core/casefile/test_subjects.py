"""Money by economic subject: facts under the subject's concept, which a pack's own indicator is computed from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.core.casefile.case_trouble import CaseError
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.facts.context import Basis
from tests.unit.core.casefile.made import changed

SUBJECTS = """subjects:
  30201: {opening: 6, outturn: 6.7}
  30205: {opening: 1, outturn: 1.5}
  30209: {opening: 3, outturn: 3}
"""


def test_subjects_become_facts_with_their_place() -> None:
    case = load_case(changed("counts:", SUBJECTS + "counts:"), "案卷.yaml")
    facts = {(fact.concept, fact.context.basis): fact for fact in case.content.statements.facts}
    office = facts["spend.economic.30201", Basis.OUTTURN]
    assert (office.figure.number, office.origin.block) == (Decimal("6.7"), "subjects[30201].outturn")


def test_the_control_of_spending_is_that_of_the_named_subjects_alone() -> None:
    text = changed("counts:", SUBJECTS + "counts:").replace(b"national/2020", b"sichuan/2023-department")
    control = next(one for one in score_case(load_case(text, "案卷.yaml")).sheets[0].scores if one.indicator == "adjustment.control")
    assert control.points == Decimal("2.50")  # 10 budgeted and 11.2 spent: 12% away, half of 5
    bare = changed("national/2020", "sichuan/2023-department")
    control = next(one for one in score_case(load_case(bare, "案卷.yaml")).sheets[0].scores if one.indicator == "adjustment.control")
    assert control.points is None  # all running costs are no stand-in for five subjects


def test_a_subject_that_does_not_exist_is_told() -> None:
    with pytest.raises(CaseError, match="没有“3020x”这个支出经济分类科目"):
        load_case(changed("counts:", SUBJECTS.replace("30205", "3020x") + "counts:"), "案卷.yaml")
