"""Results that are files: a page on standard output, one file, or a folder with an index."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.unit.cli.command import BROKEN, SOUND, jiheng


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    (folder / "子").mkdir(parents=True)
    (folder / "相符.txt").write_text(SOUND, encoding="utf-8")
    (folder / "不符 1#.txt").write_text(BROKEN, encoding="utf-8")
    (folder / "子" / "相符.txt").write_text(SOUND, encoding="utf-8")
    return folder


def test_a_page_goes_to_standard_output(reports: Path):
    done = jiheng("audit", reports / "不符 1#.txt", "--format", "html")
    assert done.status == 0
    assert done.out.startswith("<!DOCTYPE html>")
    assert done.err == ""


def test_a_page_is_utf_8_whatever_the_screen_speaks(reports: Path):
    out = reports.parent / "页.html"
    done = jiheng("audit", reports / "不符 1#.txt", "--format", "html", "--out", out, encoding="gbk")
    assert done.status == 0
    assert "分项之和与合计不符" in out.read_text("utf-8")


def test_several_documents_fill_a_folder_with_an_index(reports: Path):
    out = reports.parent / "结果"
    (reports / "空.txt").write_bytes(b"")
    done = jiheng("audit", reports, "--format", "html", "--out", out)
    assert done.status == 3
    assert done.out == ""
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "不符 1#.txt.html", "子_相符.txt.html", "相符.txt.html"]
    index = (out / "index.html").read_text("utf-8")
    assert 'href="%E4%B8%8D%E7%AC%A6%201%23.txt.html"' in index
    assert index.index("空.txt") < index.index("不符 1#.txt") < index.index("子/相符.txt")


def test_documents_of_one_name_keep_apart(reports: Path):
    out = reports.parent / "结果"
    jiheng("audit", reports / "相符.txt", reports / "子" / "相符.txt", "--format", "html", "--out", out)
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "相符.txt-2.html", "相符.txt.html"]


def test_a_workbook_is_written(reports: Path):
    out = reports.parent / "结果.xlsx"
    done = jiheng("audit", reports / "不符 1#.txt", "--format", "xlsx", "--out", out, "--fail-on", "error")
    assert done.status == 1
    assert "已写入" in done.err
    assert openpyxl.load_workbook(out).sheetnames[1] == "问题"


def test_a_folder_that_is_there_takes_one_file(reports: Path):
    jiheng("audit", reports / "相符.txt", "--format", "html", "--out", reports.parent)
    assert (reports.parent / "相符.txt.html").is_file()


@pytest.mark.parametrize("format", ["html", "xlsx"])
def test_several_documents_need_a_folder(reports: Path, format: str):
    done = jiheng("audit", reports, "--format", format)
    assert done.status == 2
    assert done.err.startswith("[JH-U-002] ")
    (reports.parent / "占用").write_text("")
    assert jiheng("audit", reports, "--format", format, "--out", reports.parent / "占用").err.startswith("[JH-U-004] ")
