"""Floors, sizes, names of rooms, and what an `__init__` may hold."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, files, modules, parsed, within

LONGEST = 400
FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler"}


def test_floors_hold():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_of_the_floors_is_there():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert text.count("exhaustive = true") == 3
    for kind in ("layers", "forbidden", "independence", "acyclic_siblings"):
        assert f'type = "{kind}"' in text


def test_no_module_is_longer_than_the_limit():
    rooms = ("src/", "bench/", "docs/", "tests/house/", "tests/unit/cli/")
    sizes = {within(path): len(path.read_text("utf-8").splitlines()) for path in files() if path.suffix == ".py" and within(path).startswith(rooms)}
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_no_room_or_module_has_a_name_that_says_nothing():
    names = [(within(path), part.lower().removesuffix(".py")) for path in files() for part in path.relative_to(ROOT).parts]
    assert sorted({name for name, part in names if part.startswith(tuple(f"{word}." for word in FORBIDDEN)) or part in FORBIDDEN}) == []


def test_an_init_is_one_line_that_says_what_the_room_is_for():
    wrong = []
    for path in modules():
        if path.name == "__init__.py":
            body = parsed(path).body
            docstring = ast.get_docstring(parsed(path)) or ""
            if len(body) != 1 or not docstring or "\n" in docstring:
                wrong.append(within(path))
    assert not wrong, "\n".join(wrong)


def test_every_folder_of_the_package_with_python_says_what_it_is_for():
    folders = {path.parent for path in modules()}
    assert sorted(within(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_the_lawbook_holds_data_only():
    assert [within(path) for path in modules("lawbook")] == []
