"""Each page of docs/recipes is carried out in a copy of the repository, word for word."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.unit.core.casefile.made import CASE

# `path`: then a fenced block: a file of the recipe.
_FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^```\njiheng (new .*?)\n```$", re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (tmp_path / "tests" / "checks").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "checks" / "test_cases.py", tmp_path / "tests" / "checks")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(copy: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, *command], cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def carry_out(copy: Path, recipe: str) -> None:
    """The recipe's commands first: each file it then tells to write must be one that they made, if it has any."""
    text = (ROOT / "docs" / "recipes" / f"{recipe}.md").read_text("utf-8")
    commands = _COMMAND.findall(text)
    for command in commands:
        run(copy, "-m", "jiheng.cli.main", *command.split())
    files = _FILE.findall(text)
    assert files
    for name, content in files:
        assert not commands or (copy / name).exists(), f"{name} is not what {commands} write"
        (copy / name).write_text(content, encoding="utf-8")


def test_check(copy: Path):
    carry_out(copy, "check")
    listed = json.loads(run(copy, "-m", "jiheng.cli.main", "checks", "JH-A-900", "--format", "json"))
    assert listed["checks"][0]["title"] == "预算执行率不到一半"
    said = run(copy, "-m", "pytest", "-p", "no:cacheprovider", "tests/checks", "-k", "JH-A-900")
    assert "5 passed" in said


def test_reader(copy: Path):
    carry_out(copy, "reader")
    letter = "From: a@example.org\nSubject: =?utf-8?b?6Ieq6K+E5oql5ZGK?=\nContent-Type: text/plain; charset=utf-8\n\n基本支出753.5万元。\n"
    (copy / "letter.eml").write_text(letter, encoding="utf-8")
    read = json.loads(run(copy, "-m", "jiheng.cli.main", "read", "letter.eml", "--format", "json"))
    assert read["document"]["format"] == "eml"
    assert [fact["value"] for fact in read["facts"]] == ["753.5"]
    assert run(copy, "-m", "jiheng.cli.main", "read", "letter.eml", "--format", "text") == "自评报告\n\n基本支出753.5万元。"


def test_concept(copy: Path):
    carry_out(copy, "concept")
    (copy / "report.txt").write_text("某馆2023年度绩效自评报告\n\n2023年图书外借册次1200册。\n", encoding="utf-8")
    read = json.loads(run(copy, "-m", "jiheng.cli.main", "read", "report.txt", "--format", "json"))
    assert [(fact["concept"], fact["value"]) for fact in read["facts"]] == [("lending.volumes", "1200")]


def test_pack(copy: Path):
    before = {path for path in copy.rglob("*") if path.is_file()}
    carry_out(copy, "pack")
    made = {path for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc"} - before
    assert made == {copy / "src/jiheng/lawbook/packs/moushan/2025.yaml"}  # one file is a province
    assert "未见不妥" in run(copy, "-m", "jiheng.cli.main", "lawbook", "lint")
    case = CASE.replace("people: {quota: 20, actual: 19}", "people: {quota: 20, actual: 22}").replace("weight: 25}", "weight: 45}")
    case = case.replace("产出指标, 质量指标, 提案办结率", "满意度指标, 服务对象满意度指标, 满意率").replace("weight: 25,", "weight: 10,")
    (copy / "case.yaml").write_text(case, encoding="utf-8")
    sheet = json.loads(run(copy, "-m", "jiheng.cli.main", "score", "case.yaml", "--pack", "moushan/2025", "--format", "json").splitlines()[0])
    lines = {line["title"]: line for line in sheet["scores"]}
    # 98.87% of the budget is spent; 22 on 20 posts; no benefit indicator, whose 25 points the verified clause gives to the outputs.
    assert sheet["pack"]["id"] == "moushan/2025"
    assert (lines["预算执行率"]["points"], lines["在职人员控制率"]["points"]) == ("10.00", "0.00")
    assert sheet["redistribution"]["policy"] == "to-output"
    assert sheet["redistribution"]["verified"] is True
    assert lines["立案提案"]["weight"] == "70.00"
    assert sheet["total"] == "89.95"


def test_section(copy: Path):
    carry_out(copy, "section")
    assert "未见不妥" in run(copy, "-m", "jiheng.cli.main", "lawbook", "lint")
    case = CASE.replace("year: 2024", "year: 2026") + "  lectures.count: 14期\n  lectures.onsite: 1030人次\n"
    (copy / "case.yaml").write_text(case, encoding="utf-8")
    said = run(copy, "-m", "jiheng.cli.main", "package", "case.yaml", "--out", "out", "--pack", "moushan/2026")
    assert "自评表.xlsx" in said
    text = run(copy, "-m", "jiheng.cli.main", "read", "out/自评报告.docx", "--format", "text")
    assert "2026年举办委员讲坛14期，现场听课1030人次。" in text
    assert "二、履职情况" in text


def test_method(copy: Path):
    carry_out(copy, "pack")
    carry_out(copy, "method")
    pack = copy / "src/jiheng/lawbook/packs/moushan/2025.yaml"
    text = pack.read_text("utf-8")
    used = text.replace("  policies:", "    positive: {method: grace, params: {within: 5%}, source: rule}\n  policies:", 1)
    pack.write_text(used, encoding="utf-8")
    assert "未见不妥" in run(copy, "-m", "jiheng.cli.main", "lawbook", "lint")
    pack.write_text(used.replace("actual: 4次", "actual: 4.8次"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "jiheng.cli.main", "lawbook", "lint"], cwd=copy, env={**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "“a”45.00分，应为36分" in done.stdout  # 4.8 of 5 is within 5%


@pytest.mark.parametrize(("kind", "room"), [("check", "auditing"), ("reader", "reading"), ("section", "reporting")])
def test_a_fresh_skeleton_loads(copy: Path, kind: str, room: str):
    run(copy, "-m", "jiheng.cli.main", "new", kind, "fresh_one")
    assert "fresh_one" in run(copy, "-c", f"from jiheng.core.{room}.shelf import {kind.upper()}S as s\n"
                              "print([vars(type(i)) and str(i) for i in s])")  # fmt: skip
