"""Filling a self-evaluation: what may be typed, saved as a page, proven with files, scored with what-if, audited and packed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.models import Entry
from jiheng.apps.evaluation.selectors.areas import area_ids, filled_area
from jiheng.apps.evaluation.selectors.cases import entries_of, standing_of
from jiheng.apps.evaluation.selectors.fields import digest
from jiheng.apps.evaluation.selectors.live import look_over
from jiheng.apps.evaluation.selectors.marks import marked
from jiheng.apps.evaluation.selectors.scores import losses, offers, sheet_of, what_if
from jiheng.apps.evaluation.selectors.standing import area_states
from jiheng.apps.evaluation.services.filling import Typed, save_typed
from jiheng.apps.evaluation.services.proving import attach_evidence, remove_evidence
from jiheng.apps.evaluation.titles import place_title
from jiheng.apps.shared.changes import history
from jiheng.core.reporting.draft import Mark
from jiheng.core.rulepack.outline_files import load_outline
from tests.apps.begun import begin, finish, lasting, write
from tests.apps.tables import ROWS

PDF = b"%PDF-1.4 proof"


@pytest.fixture
def begun(office, monkeypatch):
    return begin(office, monkeypatch)


def save(office, *typed: Typed):
    return save_typed(actor=office.clerk, evaluation=office.evaluation, typed=typed)


def test_every_field_of_the_format_that_a_person_fills_has_a_page(begun) -> None:
    standing, entries = standing_of(begun.evaluation), entries_of(begun.evaluation)
    ids = [id for id, _ in area_ids(standing)]
    assert "project-1" in ids
    for id in ids:
        for row in filled_area(begun.evaluation, standing, entries, id).rows():
            assert area_of(standing.compiled.sheet.place(row.path)) == id, row.path
            assert not [word for word in row.declared.words if word.isascii() and word and word in row.hint], row.path


def test_what_the_books_do_not_state_is_typed_and_what_they_state_is_not(begun) -> None:
    write(begun, "spend.total.last_year", "140.2")
    write(begun, "spend.total.outturn", "999")
    compiled = compile_case(begun.evaluation)
    assert compiled.sheet.value("spend.total.last_year") == "140.2"
    assert compiled.sheet.value("spend.total.outturn") == Decimal("148.50")
    assert [entry.path for entry in compiled.left] == ["spend.total.outturn"], "kept and said"
    with pytest.raises(ValidationError):
        write(begun, "spend.total.nothing", "1")


def test_a_page_saves_what_was_touched_and_nothing_else(begun) -> None:
    write(begun, "problems", "甲写的")
    untouched = Typed("problems", "甲写的", 0, digest("甲写的"))
    saved = save(begun, untouched, Typed("measures", "一条\r\n两条", 0, digest("")))
    assert saved.is_whole
    assert [entry.path for entry in saved.written] == ["measures"]
    assert Entry.objects.get(path="measures").text == "一条\n两条"
    assert save(begun, Typed("measures", "一条\n两条", 0, "x")).written == [], "the same text again is no edit"


def test_two_texts_for_one_place_are_both_kept_and_the_rest_is_saved(begun) -> None:
    write(begun, "problems", "甲写的")
    saved = save(begun, Typed("problems", "乙写的", 0, digest("")), Typed("measures", "乙的措施", 0, digest("")))
    assert [entry.path for entry in saved.written] == ["measures"]
    (one,) = saved.meanwhile
    assert (one.current.text, one.typed.text, one.title) == ("甲写的", "乙写的", "存在的问题及原因")


def test_the_log_calls_places_by_their_titles(begun) -> None:
    first = lasting(begun, "indicators[0]")
    section = next(load_outline(compile_case(begun.evaluation).pack).walk())
    places = (f"{first}.actual", "problems", f"narrative[{section.id}]", "unit.full_name", "spend.total.opening")
    told = [place_title(begun.evaluation, path) for path in places]
    assert told == [f"“{ROWS[0][2]}”的实际完成值", "存在的问题及原因", f"“{section.title}”", "单位：全称", "支出总额年初预算"]
    assert place_title(begun.evaluation, "gone[1].text") == "gone[1].text"
    entry = write(begun, places[0], "5")
    assert history(entry).get().object_name == told[0]


def test_an_actual_that_departs_from_the_books_needs_a_reason(office, monkeypatch) -> None:
    begin(office, monkeypatch)
    path = f"{lasting(office, 'indicators[0]')}.actual"
    assert save(office, Typed(path, "1300", 0, digest(""))).is_whole, "the books know nothing of it"
    monkeypatch.setattr("jiheng.apps.evaluation.services.filling.compile_case", lambda *_: _Stating(path))
    refused = save(office, Typed(path, "1400", 1, digest("1300")))
    assert "理由" in refused.refused[path]
    assert save(office, Typed(path, "1400", 1, digest("1300"), "补录两卷")).is_whole
    assert Entry.objects.get(path=path).why == "补录两卷"


class _Stating:
    """A compiled case whose books state 1300."""

    def __init__(self, path: str) -> None:
        self.sheet = self
        self.origins = {path: object()}

    def place(self, path: str) -> str:
        return path

    def value(self, _: str) -> str:
        return "1300"


def test_evidence_is_kept_at_its_row_and_named_in_the_case(begun) -> None:
    row = lasting(begun, "indicators[3]")
    given = {"actor": begun.clerk, "evaluation": begun.evaluation, "path": f"{row}.evidence"}
    kept = attach_evidence(name="问卷.pdf", data=PDF, title="满意度问卷汇总", sample=120, **given)
    compiled = compile_case(begun.evaluation)
    assert compiled.sheet.value("indicators[3].evidence") == ["满意度问卷汇总"]
    assert (kept.sample, kept.file.size) == (120, len(PDF))
    with pytest.raises(ValidationError):
        attach_evidence(actor=begun.clerk, evaluation=begun.evaluation, path=f"{row}.actual", name="a.pdf", data=PDF)
    with pytest.raises(ValidationError):
        remove_evidence(number=kept.pk, why=" ", **given)
    remove_evidence(number=kept.pk, why="传错了", **given)
    assert compile_case(begun.evaluation).sheet.value("indicators[3].evidence") is None


def test_what_if_tells_points_and_saves_nothing(begun) -> None:
    finish(begun)
    standing = standing_of(begun.evaluation)
    path = f"{lasting(begun, 'indicators[0]')}.actual"
    found = what_if(begun.evaluation, standing, {path: "600"}, anchor(path))
    assert found.change < 0
    assert found.total == sheet_of(standing).total + found.change
    assert Entry.objects.get(path=path).text == "1300"


def test_each_policy_for_a_missing_group_is_tried_and_the_chosen_one_holds(begun) -> None:
    finish(begun)
    Entry.objects.filter(path="policy").delete()
    standing = standing_of(begun.evaluation)
    assert sheet_of(standing).total is None
    assert any(one.key == "policy" for state in area_states(begun.evaluation, standing, {}) for one in state.wanting)
    tried = {one.policy.id: one for _, _, some in offers(begun.evaluation, standing) for one in some}
    assert tried["to-output"].done.after != tried["to-output"].done.before
    assert tried["to-output"].total is not None
    write(begun, "policy", "to-output")
    assert sheet_of(standing_of(begun.evaluation)).total == tried["to-output"].total


def test_the_row_that_costs_most_leads_to_its_field(begun) -> None:
    finish(begun)
    path = f"{lasting(begun, 'indicators[0]')}.actual"
    write(begun, path, "300", 1)
    standing = standing_of(begun.evaluation)
    first = losses(standing.compiled, sheet_of(standing))[0]
    assert (first.area, first.key) == ("indicators", anchor(path))


def test_typed_numbers_are_bound_contradicting_or_unbound(begun) -> None:
    finish(begun)
    standing = standing_of(begun.evaluation)
    marks = [{run.text: run.mark for run in line} for line in marked(standing, "支出合计148.50万元。\n2025年基本支出130.50万元。\n走访了777户。")]
    assert marks[0]["148.50万元"] is Mark.BOUND
    assert marks[1]["130.50万元"] is Mark.CONTRADICTS
    assert marks[2]["777户"] is Mark.UNBOUND


def test_the_live_audit_names_the_field_that_made_the_finding(begun) -> None:
    finish(begun)
    write(begun, "problems", "全年支出148.50万元，比上年的1.20万元增长3.4%。", 1)
    found = look_over(standing_of(begun.evaluation)).findings
    assert any(one.path == "problems" and one.area == "words" for one in found)


def test_a_section_shows_what_the_program_writes_beside_what_a_person_adds(begun) -> None:
    finish(begun)
    write(begun, "unit.functions", "收集保管档案。\n提供查档服务。")
    write(begun, "narrative[functions]", "另有人员兼管地方志。")
    standing = standing_of(begun.evaluation)
    area = filled_area(begun.evaluation, standing, entries_of(begun.evaluation), "words")
    lines = {line.id: line for block in area.blocks for line in block.sections}
    assert any("收集保管档案" in words for line in lines.values() for words in line.written)
    assert all("兼管地方志" not in words for line in lines.values() for words in line.written)
