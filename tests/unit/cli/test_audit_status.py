"""Exit status: 0 done, 1 findings at or above --fail-on, 2 unusable arguments, 3 a file could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.command import BROKEN, SOUND, jiheng


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    (tmp_path / "相符.txt").write_text(SOUND, encoding="utf-8")
    (tmp_path / "不符.txt").write_text(BROKEN, encoding="utf-8")
    return tmp_path


def test_findings_alone_are_no_failure(reports: Path):
    done = jiheng("audit", reports / "不符.txt")
    assert done.status == 0
    assert "错误" in done.out
    assert done.err == ""


@pytest.mark.parametrize(("level", "status"), [("error", 1), ("warning", 1), ("hint", 1), ("never", 0)])
def test_fail_on(reports: Path, level: str, status: int):
    assert jiheng("audit", reports / "不符.txt", "--fail-on", level).status == status


def test_fail_on_error_lets_a_sound_report_pass(reports: Path):
    done = jiheng("audit", reports / "相符.txt", "--fail-on", "error")
    assert done.status == 0
    assert "核对相符" in done.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["audit"], "JH-U-002"),
        (["audit", "相符.txt", "--bogus"], "JH-U-002"),
        (["audit", "相符.txt", "--fail-on", "often"], "JH-U-002"),
        (["audit", "相符.txt", "--workers", "0"], "JH-U-002"),
        (["audit", "相符.txt", "--year", "23"], "JH-U-002"),
        (["audit", "相符.txt", "--format", "docx"], "JH-U-002"),
        (["audit", "相符.txt", "--format", "xlsx"], "JH-U-002"),
        (["audit", "相符.txt", "不符.txt", "--format", "html"], "JH-U-002"),
        (["audit", "相符.txt", "--format", "html", "--out", "没有/结果.html"], "JH-U-004"),
        (["audit", "相符.txt", "--pack", "hunan/1999"], "JH-U-003"),
        (["audit", "相符.txt", "--cluster", "here:8786"], "JH-U-001"),
        (["audit", "相符.txt", "--out", "没有/结果.txt"], "JH-U-004"),
        (["checks", "JH-X-999"], "JH-U-005"),
        (["concepts", "没有这样的概念"], "JH-U-005"),
        (["score", "相符.txt"], "JH-U-008"),
        (["score", "相符.txt", "--pack", "hunan/1999"], "JH-U-003"),
        (["score", "相符.txt", "--format", "xlsx"], "JH-U-002"),
        (["packs", "hunan/1999"], "JH-U-003"),
        (["frobnicate"], "JH-U-002"),
        *(([verb], "JH-U-001") for verb in ("backup", "restore")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_unusable_arguments_get_one_chinese_line(reports: Path, words: list[str], code: str):
    done = jiheng(*words, cwd=reports)
    assert done.status == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith(f"[{code}] ")
    assert any("\u4e00" <= character <= "\u9fff" for character in done.err)


def test_no_verb_shows_the_help(reports: Path):
    done = jiheng(cwd=reports)
    assert done.status == 2
    assert "audit" in done.out


@pytest.mark.parametrize(
    "words", [["--help"], ["audit", "--help"], ["read", "--help"], ["checks", "--help"], ["concepts", "--help"], ["new", "--help"]]
)
def test_help_has_an_example_and_names_nothing_that_does_not_work(words: list[str]):
    done = jiheng(*words)
    assert done.status == 0
    assert "例" in done.out
    for later in ("--cluster", "docx 格式"):
        assert later not in done.out


def test_an_unreadable_file_is_named_and_the_others_are_reported(reports: Path):
    (reports / "空.txt").write_bytes(b"")
    done = jiheng("audit", reports / "空.txt", reports / "相符.txt", reports / "没有.docx", "--fail-on", "error")
    assert done.status == 3
    assert "核对相符" in done.out
    assert [line.partition("]")[0] for line in done.err.splitlines()] == ["[JH-F-002", "[JH-F-001"]
    assert "空.txt" in done.err.splitlines()[0]
    assert "没有.docx" in done.err.splitlines()[1]


def test_unreadable_outweighs_findings(reports: Path):
    assert jiheng("audit", reports / "不符.txt", reports / "没有.txt", "--fail-on", "error").status == 3


def test_debug_is_taken_anywhere(reports: Path):
    assert jiheng("--debug", "audit", reports / "相符.txt").status == 0
    assert jiheng("audit", reports / "相符.txt", "--debug").status == 0
