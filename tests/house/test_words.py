"""Docstrings, exact numbers, and what may not stand in a file of the repository."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SEEDS, SOURCE, files, modules, parsed, within

FIRST_LINE = 120
# Geometry of a page is measured in points; no printed figure passes through these modules.
GEOMETRY = ("src/jiheng/core/reading/pdf/", "src/jiheng/core/reading/formats/pdf.py")
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".in", ".html", ".csv", ".cfg", ".json", "", ".typ"}
# Names of the departments and places of the seeds; a rule that knows one of them is tuned to it.
SEED_NAMES = ("望城", "南沙", "芦淞", "常宁", "峨边")
# A bibliography names the documents that its concepts were met in.
MAY_NAME_SEEDS = ("src/jiheng/samples/", "src/jiheng/lawbook/sources/")
# Numbers that a seed happens to hold and that the code has reasons of its own for.
ALLOWED_NUMBERS = {"0.55": "a share of a line's height or of a grid's width on a PDF page"}


def public(tree: ast.AST) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_every_public_name_says_in_one_line_what_it_is():
    wrong = []
    for path in modules():
        tree = parsed(path)
        for node in (tree, *public(tree)):
            first = (ast.get_docstring(node) or "").partition("\n")[0]
            if not first or len(first) > FIRST_LINE:
                wrong.append(f"{within(path)}: {getattr(node, 'name', 'module')}: {len(first)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", [p for p in modules("core") if ">>>" in p.read_text("utf-8")], ids=lambda p: p.stem)
def test_the_examples_of_docstrings_are_true(path: Path):
    name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_no_float_stands_between_a_printed_figure_and_its_value():
    wrong = []
    for path in modules("core"):
        if within(path).startswith(GEOMETRY):
            continue
        wrong += [
            f"{within(path)}:{node.lineno}"
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        ]
    assert not wrong, "\n".join(wrong)


def texts() -> Iterator[tuple[str, str]]:
    for path in files():
        if path.suffix in TEXT:
            yield within(path), path.read_text("utf-8", errors="replace")


def test_no_file_names_a_machine_or_a_registry():
    # Written apart, so that this file does not hold what it looks for.
    places = "|".join(("wo" + "rk", "fa" + "rm", "tm" + "p", "ro" + "ot", "ho" + "me"))
    paths = re.compile(rf"(?<![\w.~-])/(?:{places})/")
    registries = re.compile(
        "|".join(("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npm", "deb" + r"\.debian\.org", "index" + r"-url\s*="))
    )
    wrong = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if paths.search(line) or registries.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_lock_files_hold_hashes_and_no_address():
    locks = [path for path in files() if path.parent == ROOT and re.fullmatch(r"requirements.*\.txt", path.name)]
    assert len(locks) >= 2
    for path in locks:
        text = path.read_text("utf-8")
        assert not re.search(r"://|--(?:extra-)?index-url|--find-links|file:", text), path.name
        pinned = re.findall(r"^[a-zA-Z0-9._-]+(?:\[[^\]]*\])?==", text, re.MULTILINE)
        assert pinned, path.name
        assert len(re.findall(r"--hash=sha256:", text)) >= len(pinned), path.name


def test_the_lock_pins_what_the_project_declares():
    declared = re.findall(r'^  "([A-Za-z0-9-]+)(?:\[[a-z,]+\])?>=', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    pinned = (ROOT / "requirements-web.txt").read_text("utf-8").lower()
    assert declared
    assert [name for name in declared if not re.search(rf"^{name.lower()}(?:\[[a-z,]+\])?==", pinned, re.MULTILINE)] == []


def sources_outside_samples() -> list[tuple[str, str]]:
    kinds = (".py", ".yaml")
    inside = [path for path in files() if path.is_relative_to(SOURCE) and path.suffix in kinds]
    return [(within(path), path.read_text("utf-8")) for path in inside if not within(path).startswith(MAY_NAME_SEEDS)]


def test_no_rule_knows_the_name_of_a_seed():
    wrong = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in sources_outside_samples()
        for number, line in enumerate(text.splitlines(), 1)
        if any(word in line for word in SEED_NAMES)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_rule_knows_a_figure_of_a_seed():
    if not SEEDS.is_dir():
        pytest.skip("the seeds (../shared/seeds) are not on this machine")
    number = re.compile(r"(?<![\d.A-Za-z_-])\d+(?:\.\d+)?(?![\d.]*[\dA-Za-z_])")
    seeds: set[str] = set()
    for path in SEEDS.glob("*.txt"):
        seeds |= set(number.findall(path.read_text("utf-8", errors="replace").replace(",", "")))
    telling = {n for n in seeds if re.fullmatch(r"\d+\.\d\d+|\d{4,}(?:\.\d+)?", n)} - {str(year) for year in range(1900, 2101)}
    telling = {n for n in telling if len(n.replace(".", "").strip("0")) > 1}  # one digit and noughts tell nothing
    assert len(telling) > 50, "the seeds' own figures were not found"
    wrong = [
        f"{name}:{line_number}: {found}"
        for name, text in sources_outside_samples()
        for line_number, line in enumerate(text.splitlines(), 1)
        for found in number.findall(line)
        if found in telling and found not in ALLOWED_NUMBERS
    ]
    assert not wrong, "\n".join(wrong)
