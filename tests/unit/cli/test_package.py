"""`jiheng package`: the files, what is printed, and that a case that does not fit is refused with its line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from jiheng.cli.main import main
from tests.unit.core.casefile.made import CASE

FILES = {
    "自评报告.docx", "自评报告.pdf", "自评报告.html", "自评表.xlsx", "自评表.docx", "基础数据表.xlsx", "基础数据表.docx", "绩效目标表.xlsx", "绩效目标表.docx",
    "得分表.xlsx", "得分表.docx", "facts.json", "score.json", "findings.json", "receipt.json",
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "案卷.yaml"
    path.write_text(CASE, "utf-8")
    return path


def package(case: Path, out: Path, *more: str) -> int:
    return main(["package", str(case), "--out", str(out), *more])


def test_a_package_has_every_file_and_a_true_receipt(case: Path, tmp_path: Path, capsys):
    assert package(case, tmp_path / "成果") == 0
    out = capsys.readouterr().out
    folder = tmp_path / "成果"
    assert {path.name for path in folder.iterdir()} == FILES
    receipt = json.loads((folder / "receipt.json").read_text("utf-8"))
    assert receipt["schema"] == "jiheng.receipt/1"
    assert receipt["case"]["sha256"] == hashlib.sha256(case.read_bytes()).hexdigest()
    assert set(receipt["pack"]["files"]) == {"national/2020"}
    for name, digest in receipt["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert "自行核对：错误0" in out
    assert "部门整体" in out


def test_scores_and_facts_are_exact_data(case: Path, tmp_path: Path):
    package(case, tmp_path / "成果")
    score = json.loads((tmp_path / "成果" / "score.json").read_text("utf-8"))
    assert [table["project"] for table in score["tables"]] == [""]
    facts = json.loads((tmp_path / "成果" / "facts.json").read_text("utf-8"))
    entered = next(one for one in facts["facts"] if one["concept"] == "spend.total" and one["basis"] == "执行")
    assert (entered["value"], entered["locator"]["line"]) == ("633.25", 7)
    assert "98.87" in {one["value"] for one in facts["derived"]}


def test_the_same_case_gives_the_same_bytes(case: Path, tmp_path: Path):
    package(case, tmp_path / "一")
    package(case, tmp_path / "二")
    for name in FILES:
        assert (tmp_path / "一" / name).read_bytes() == (tmp_path / "二" / name).read_bytes(), name


def test_a_published_package_carries_no_facts(case: Path, tmp_path: Path):
    package(case, tmp_path / "公开", "--audience", "publication")
    assert "案卷.yaml" not in (tmp_path / "公开" / "自评报告.html").read_text("utf-8")


def test_words_for_a_section_that_is_not_there_are_refused_with_their_line(case: Path, tmp_path: Path, capsys):
    case.write_text(CASE + "narrative:\n  achievment: 完成了任务\n", "utf-8")
    assert package(case, tmp_path / "成果") == 3
    line = capsys.readouterr().err
    assert "[JH-C-007] 案卷.yaml第" in line
    assert "narrative[achievment]" in line
    assert "achievement（绩效目标完成情况）" in line
    assert not (tmp_path / "成果").exists()


def test_by_another_pack_what_has_no_place_is_told(case: Path, tmp_path: Path, capsys):
    case.write_text(CASE + "narrative:\n  achievement: 完成了任务\n", "utf-8")
    assert package(case, tmp_path / "成果", "--pack", "hunan/2023") == 0
    assert "没有放进材料" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "status", "told"), [(("没有.yaml",), 3, "JH-F-001"), (("--pack", "没有/2020"), 3, "JH-P-031")])
def test_what_cannot_be_used_is_said_in_a_line(case: Path, tmp_path: Path, capsys, words: tuple[str, ...], status: int, told: str):
    given = [words[0]] if len(words) == 1 else [str(case), *words]
    assert main(["package", *given, "--out", str(tmp_path / "成果")]) == status
    assert told in capsys.readouterr().err
