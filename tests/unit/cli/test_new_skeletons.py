"""`jiheng new` writes where the shelves look, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.command import jiheng


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src" / "jiheng" / "core").mkdir(parents=True)
    return tmp_path


def test_a_check_gets_a_module_and_cases(project: Path):
    done = jiheng("new", "check", "share_above_whole", "--code", "JH-A-951", cwd=project)
    assert done.status == 0
    module = project / "src/jiheng/core/auditing/checks/jh_a951_share_above_whole.py"
    assert '"""JH-A-951' in module.read_text("utf-8")
    cases = (project / "tests/checks/JH-A-951.yaml").read_text("utf-8")
    assert [kind for kind in ("holds", "breaks", "unknown", "near-miss") if f"kind: {kind}" not in cases] == []
    assert "docs/recipes/check.md" in done.out


def test_a_code_is_found_when_none_is_given(project: Path):
    assert jiheng("new", "check", "one", cwd=project).status == 0
    assert len(list((project / "tests/checks").glob("JH-A-*.yaml"))) == 1


def test_a_reader_gets_a_module(project: Path):
    assert jiheng("new", "reader", "odt", cwd=project).status == 0
    assert 'format="odt"' in (project / "src/jiheng/core/reading/formats/odt.py").read_text("utf-8")


def test_a_pack_is_one_file_with_its_document(project: Path):
    done = jiheng("new", "pack", "moushan/2025", cwd=project)
    assert done.status == 0
    text = (project / "src/jiheng/lawbook/packs/moushan/2025.yaml").read_text("utf-8")
    assert "id: moushan/2025" in text
    assert "documents:" in text
    assert "verified: false" in text
    assert "docs/recipes/pack.md" in done.out


def test_a_method_gets_a_module(project: Path):
    assert jiheng("new", "method", "grace", cwd=project).status == 0
    assert '@method(id="grace"' in (project / "src/jiheng/core/scoring/methods/grace.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "Not-A-Name"], "JH-U-002"),
        (["check", "one", "--code", "A1"], "JH-U-002"),
        (["check", "one", "--code", "JH-A-001"], "JH-U-002"),
        (["pack", "moushan"], "JH-U-002"),
        (["method", "Not-A-Name"], "JH-U-002"),
        (["ledger", "one"], "JH-U-001"),
        (["nothing", "one"], "JH-U-002"),
    ],
    ids=" ".join,
)
def test_refusals(project: Path, words: list[str], code: str):
    done = jiheng("new", *words, cwd=project)
    assert done.status == 2
    assert done.err.startswith(f"[{code}]")


def test_nothing_is_overwritten(project: Path):
    assert jiheng("new", "reader", "odt", cwd=project).status == 0
    done = jiheng("new", "reader", "odt", cwd=project)
    assert done.status == 2
    assert "已经存在" in done.err


def test_elsewhere_is_refused(tmp_path: Path):
    assert jiheng("new", "reader", "odt", cwd=tmp_path).status == 2
