"""Every input that once broke something holds now, and so does everything that the fuzzers begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import holds
from tests.fuzz.kept import FOLDER, kept, load
from tests.fuzz.targets import TARGETS

# Inputs whose trouble is known and not mended yet: path below kept/ → why. Strict: a mended one must leave this list.
OPEN: dict[str, str] = {}


def _cases() -> list[object]:
    found = []
    for target, path in kept():
        name = path.relative_to(FOLDER).as_posix()
        marks = [pytest.mark.xfail(reason=OPEN[name], strict=True)] if name in OPEN else []
        found.append(pytest.param(target, path, id=name, marks=marks))
    return found


@pytest.mark.parametrize(("target", "path"), _cases())
def test_a_kept_input_holds(target: str, path: Path, capfd: pytest.CaptureFixture[str]):
    with holds.in_bounds():
        TARGETS[target].try_(load(path))
    said = capfd.readouterr()
    assert said.out + said.err == "", "libraries may not speak to the reader (a panic of native code)"


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_seeds_hold(target: str):
    for data in TARGETS[target].seeds()[:40]:
        TARGETS[target].try_(data)


def test_every_folder_of_kept_inputs_has_its_target():
    assert {target for target, _ in kept()} <= set(TARGETS)
    assert set(OPEN) <= {path.relative_to(FOLDER).as_posix() for _, path in kept()}
