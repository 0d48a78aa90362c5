"""A signed file against the approved version: a changed figure and a changed word are found, another layout is no difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiheng.core.casefile import steps
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.casefile.signed import compare_signed
from jiheng.core.reporting.composition import compose
from jiheng.core.reporting.renderer_shelf import render
from tests.unit.core.casefile.made import CASE, changed

CODE = "2024-101-1-ABCDEF"


def report(data: bytes = CASE.encode(), format: str = "pdf", foot: str = f"版本码 {CODE}"):
    case = load_case(data, "案卷.yaml")
    draft = compose(report_input(case, case.pack, score_case(case).sheets))
    name = f"自评报告.{format}"
    return steps.read(render(replace(draft, foot=foot), format), name)


@pytest.fixture(scope="module")
def approved():
    return report()


def test_the_same_pages_are_the_same(approved) -> None:
    found = compare_signed(approved, report(), 2024)
    assert found.is_same
    assert found.codes == (CODE,)


def test_the_same_words_laid_out_by_word_are_the_same(approved) -> None:
    found = compare_signed(report(format="docx"), approved, 2024)
    assert found.passages == (), found.passages


def test_a_changed_figure_is_found_at_its_place(approved) -> None:
    found = compare_signed(approved, report(changed("actual: 108, weight: 25", "actual: 118, weight: 25")), 2024)
    assert not found.is_same
    assert any("108" in one.approved and "118" in one.signed and one.place for one in found.passages)
    assert any("108" in one.change.before and "118" in one.change.after and one.place for one in found.figures)
    assert all(len(one.signed) < 400 for one in found.passages)


def test_a_changed_word_is_found_though_no_figure_changed(approved) -> None:
    found = compare_signed(approved, report(changed("2件提案跨年办理", "2件提案延期办理")), 2024)
    assert found.figures == ()
    assert [("跨年" in one.approved, "延期" in one.signed) for one in found.passages] == [(True, True)] * len(found.passages)
    assert found.passages


def test_another_versions_code_is_told(approved) -> None:
    found = compare_signed(approved, report(foot="版本码 2024-101-2-ZZZZZZ"), 2024)
    assert found.codes == ("2024-101-2-ZZZZZZ",)
    assert found.is_same, "the foot is no part of the text"
