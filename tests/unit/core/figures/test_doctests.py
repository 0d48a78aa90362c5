"""The examples in the docstrings of `core/figures` and `core/period`."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import jiheng.core.figures as package

MODULES = [*sorted(f"{package.__name__}.{found.name}" for found in pkgutil.iter_modules(package.__path__)), "jiheng.core.period"]
WITH_EXAMPLES = {
    "jiheng.core.figures.interval",
    "jiheng.core.figures.printed",
    "jiheng.core.figures.zh_numerals",
    "jiheng.core.period",
}


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.failed == 0
    assert result.attempted > 0 or name not in WITH_EXAMPLES
