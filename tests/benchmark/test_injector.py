"""The injector's own promises: clean papers are true at their print, errors break what they say, seeds repeat."""

from __future__ import annotations

import ast
import io
import random
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.injector import frames_accounts, frames_evaluation, public
from tests.injector.amounts import Range
from tests.injector.make import clean_paper, make, truth_of
from tests.injector.paper import Paper
from tests.injector.plant import PLANS, plant
from tests.injector.render import FORMATS, pdf_trouble, render
from tests.injector.ties import broken, holds

FOLDER = Path(__file__).resolve().parents[1]
LABELLED = {path.stem for room in ("public", "seeds") for path in (FOLDER / "labelled" / room).glob("*.yaml")}
PAPERS = [(wording, index) for wording in ("own", "public") for index in range(20)]


@pytest.mark.parametrize(("wording", "index"), PAPERS)
def test_a_clean_paper_holds_by_its_own_arithmetic(wording: str, index: int):
    paper = clean_paper(7, index, wording)
    assert len(paper.ties) >= 3
    assert broken(paper) == []


def test_clean_papers_hold_sums_that_only_rounding_explains():
    def exact(paper: Paper) -> int:
        off = 0
        for tie in paper.ties:
            if tie.kind == "sum":
                of = sum((sign * paper.marks[id].number * paper.marks[id].factor for id, sign in zip(tie.of, tie.signs, strict=True)), start=0)
                off += of != paper.marks[tie.result].number * paper.marks[tie.result].factor
        return off

    assert sum(exact(clean_paper(7, index, "own")) for index in range(12)) > 12


@pytest.mark.parametrize("format", ["txt", "docx", "xlsx", "pdf"])
def test_a_file_is_the_same_for_the_same_seed(format: str):
    if format == "pdf" and pdf_trouble():
        pytest.skip(pdf_trouble())
    first, second = (clean_paper(3, 0, "own") for _ in range(2))
    assert truth_of(first, "a", format, []) == truth_of(second, "a", format, [])
    if format == "txt":
        assert render(first, format) == render(second, format)
    if format == "docx":
        assert _parts(render(first, format)) == _parts(render(second, format))


def _parts(made: bytes) -> dict[str, bytes]:
    """The parts of a docx: its archive holds the time of day too."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_another_seed_gives_another_paper():
    assert clean_paper(1, 0, "own").blocks != clean_paper(2, 0, "own").blocks


@pytest.mark.parametrize("kind", sorted(PLANS))
def test_a_planted_error_breaks_what_its_truth_says(kind: str):
    met = 0
    for wording in ("own", "public"):
        for index in range(15):
            paper = clean_paper(5, index, wording)
            after, errors = plant(paper, random.Random(index), [kind], 1)
            if not errors:
                continue
            met += 1
            assert broken(paper) == [], "the clean paper was changed"
            (error,) = errors
            assert error.was != error.now
            if error.provable:
                assert error.ties
                assert all(not holds(after, tie) for tie in error.ties)
            wrong = {id for tie in broken(after) for id in tie.marks}
            assert wrong <= {id for tie in error.ties for id in tie.marks} | set(error.marks)
    assert met, f"{kind} fits none of the papers"


def test_errors_of_one_document_do_not_touch_each_other():
    for made in make(11, 0, 20, ("txt",)):
        places = [tuple(map(tuple, error["places"])) for error in made.truth["errors"]]
        assert len(set(places)) == len(places)
        assert 1 <= len(places) <= 5


def test_places_of_the_truth_hold_the_wrong_text():
    for made in make(11, 0, 20, ("txt",)):
        for error in made.truth["errors"]:
            number, start, end = error["places"][0]
            text = made.truth["texts"][number][start:end]
            assert error["now"] in text
            assert text in made.data.decode()


def test_public_frames_come_from_twenty_documents_and_name_them():
    frames = [frame for plan in public.PLANS.values() for _, some in plan for frame in some]
    named = {str(frame.__doc__).partition(":")[0] for frame in [*frames, frames_accounts.table_nanzhang]}
    assert named <= LABELLED
    assert len(named) >= 20
    unused = {
        name
        for module in (frames_accounts, frames_evaluation)
        for name, thing in vars(module).items()
        if callable(thing) and getattr(thing, "__module__", "") == module.__name__
    }
    assert unused - {frame.__name__ for frame in frames} == {"table_nanzhang"}


def test_no_frame_is_taken_from_a_held_document():
    assert [
        name for name in LABELLED if name.startswith("held-") for path in (FOLDER / "injector").glob("*.py") if name in path.read_text("utf-8")
    ] == []


def test_the_injector_knows_nothing_of_how_it_is_audited():
    for path in (FOLDER / "injector").glob("*.py"):
        names = [node.module or "" for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        names += [alias.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import) for alias in node.names]
        wrong = [name for name in names if name.startswith("jiheng.core")]
        assert wrong == [], path.name


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written(format: str):
    if format == "pdf" and pdf_trouble():
        pytest.skip(pdf_trouble())
    data = render(clean_paper(2, 0, "own"), format)
    assert data[:4] == {"txt": data[:4], "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF"}[format]


def test_truth_files_are_plain_yaml():
    (made,) = make(4, 1, 0, ("txt",), ("own",))
    assert yaml.safe_load(yaml.safe_dump(made.truth, allow_unicode=True)) == made.truth


def test_ranges_meet_at_their_ends_only_when_they_touch():
    from decimal import Decimal

    one, two = Range(Decimal(1), Decimal(2)), Range(Decimal(2), Decimal(3))
    assert one.meets(two)
    assert not one.meets(Range(Decimal("2.1"), Decimal(3)))
    assert one.over(Range(Decimal(-1), Decimal(1))) is None
