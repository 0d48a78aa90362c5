"""What stands on a screen or comes from one: code pages, standard input, exact text, colours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiheng.cli.screen import Style, clip, pad, style_for, table, width, wrap
from tests.unit.cli.command import BROKEN, SOUND, jiheng

STRANGE = SOUND + "展厅面积800㎡，满意度≥95%，评价“优秀”😀ľ。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(STRANGE, encoding="utf-8")
    return path


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "ascii", "gb18030", "utf-8", "latin-1"])
@pytest.mark.parametrize("words", [["audit"], ["read"], ["read", "--format", "text"], ["audit", "--format", "json"]], ids=" ".join)
def test_any_code_page_is_printed_safely(report: Path, encoding: str, words: list[str]):
    done = jiheng(*words, report, encoding=encoding)
    assert done.status == 0, done.err
    if "json" in words:
        assert json.loads(done.out)["document"]["name"] == "报告.txt"


def test_errors_print_safely_too(tmp_path: Path):
    done = jiheng("audit", tmp_path / "没有😀.txt", encoding="gbk")
    assert done.status == 3
    assert "JH-F-001" in done.err


def test_text_in_gbk_keeps_its_places(report: Path):
    out = jiheng("read", report, "--format", "text", encoding="gbk").out
    assert len(out) == len(STRANGE)
    assert out.index("展厅") == STRANGE.index("展厅")


def test_chinese_marks_survive_on_gbk(tmp_path: Path):
    (tmp_path / "a.txt").write_text(BROKEN, encoding="utf-8")
    out = jiheng("audit", tmp_path / "a.txt", encoding="gbk").out
    assert "× 错误" in out
    assert "【400.30万元】" in out


@pytest.mark.parametrize("text", [SOUND, SOUND.replace("\n", "\r\n"), SOUND.rstrip("\n"), STRANGE], ids=["plain", "crlf", "no line end", "strange"])
def test_text_is_exactly_what_places_count(tmp_path: Path, text: str):
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert jiheng("read", tmp_path / "a.txt", "--format", "text").out == text


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8-sig", "utf-16"])
def test_standard_input(encoding: str):
    done = jiheng("audit", "-", "--format", "json", stdin=BROKEN.encode(encoding))
    assert done.status == 0
    data = json.loads(done.out)
    assert len(data["facts"]) == 4
    assert data["document"]["format"] == "txt"


def test_empty_standard_input():
    done = jiheng("audit", "-")
    assert done.status == 3
    assert "JH-F-002" in done.err


def test_a_folder_without_readable_files(tmp_path: Path):
    (tmp_path / "图.xyz").write_bytes(b"?")
    done = jiheng("audit", tmp_path)
    assert done.status == 3
    assert done.out == ""


def test_a_folder_is_read_to_its_depths_and_closes_with_a_table(tmp_path: Path):
    (tmp_path / "深" / "处").mkdir(parents=True)
    (tmp_path / "深" / "处" / "a.txt").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SOUND, encoding="utf-8")
    (tmp_path / "~$b.docx").write_bytes(b"lock")
    (tmp_path / ".隐藏.txt").write_text(SOUND, encoding="utf-8")
    done = jiheng("audit", tmp_path)
    assert done.status == 0
    *_, head, first, second = done.out.splitlines()
    assert head.split() == ["文件", "错误", "警告", "提示", "数字", "相符"]
    assert first.split()[:2] == ["b.txt", "0"]
    assert second.split()[0] == "深/处/a.txt"
    assert int(second.split()[1]) > 0
    assert width(head) == width(first) == width(second)
    assert done.err == ""


def test_no_colours_away_from_a_terminal(report: Path):
    assert "\x1b" not in jiheng("audit", report, TERM="xterm-256color").out


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "colour"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({}, False), ({"WT_SESSION": "1"}, True)],
)
def test_colours_on_a_terminal(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], colour: bool):
    for name in ("TERM", "NO_COLOR", "WT_SESSION", "ANSICON", "ConEmuANSI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert style_for(Terminal()).colour is colour


def test_widths():
    assert (width("基本支出ab"), pad("支出", 6), pad("支出", 6, right=True), clip("基本支出合计", 7)) == (10, "支出  ", "  支出", "基本支…")
    assert table([["项目", "数"], ["基本支出", "1.5"]], right=(1,)) == ["项目       数", "基本支出  1.5"]


def test_wrapping_keeps_numbers_whole_and_no_stop_begins_a_line():
    lines = wrap("全年预算数1,234.56万元，全年执行数1,200.00万元，执行率98.7%。", 20)
    assert "".join(lines) == "全年预算数1,234.56万元，全年执行数1,200.00万元，执行率98.7%。"
    assert all(line[0] not in "，。" for line in lines)
    assert all(width(line) <= 22 for line in lines)
    assert any("1,234.56" in line for line in lines)


def test_paint():
    assert Style().paint("错误", "red") == "错误"
    assert Style(colour=True).paint("错误", "red") == "\x1b[31;1m错误\x1b[0m"
