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
    """The recipe's command first: each file it then tells to write must be one that the command made, if it has one."""
    text = (ROOT / "docs" / "recipes" / f"{recipe}.md").read_text("utf-8")
    command = _COMMAND.search(text)
    if command:
        run(copy, "-m", "jiheng.cli.main", *command[1].split())
    files = _FILE.findall(text)
    assert files
    for name, content in files:
        assert command is None or (copy / name).exists(), f"{name} is not what `jiheng {command[1]}` writes"
        (copy / name).write_text(content, encoding="utf-8")


def test_check(copy: Path):
    carry_out(copy, "check")
    listed = json.loads(run(copy, "-m", "jiheng.cli.main", "checks", "JH-A-900", "--format", "json"))
    assert listed["checks"][0]["title"] == "预算执行率超过100%"
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


@pytest.mark.parametrize("kind", ["check", "reader"])
def test_a_fresh_skeleton_loads(copy: Path, kind: str):
    run(copy, "-m", "jiheng.cli.main", "new", kind, "fresh_one")
    assert "fresh_one" in run(copy, "-c", f"from jiheng.core.{'auditing' if kind == 'check' else 'reading'}.shelf import {kind.upper()}S as s\n"
                              "print([vars(type(i)) and str(i) for i in s])")  # fmt: skip
