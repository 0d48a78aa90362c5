"""The rooms of the application: which way foreign keys point, that migrations say what models say, and what templates may hold."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house.tree import ROOT, SOURCE, within

PAGES = sorted(path.parent for path in (SOURCE / "web" / "pages").glob("*/urls.py"))
TEMPLATES = sorted((SOURCE / "web").glob("**/templates/**/*.html"))
# What the strict CSP would refuse, or what would make a page depend on script.
REFUSED = {
    "an inline style": r"<[^>]*\sstyle\s*=",
    "an inline event": r"<[^>]*\son[a-z]+\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)[^>]*>",
    "a style element": r"<style\b",
    "an address of elsewhere": r"""(?:src|href|action)=["'](?:https?:)?//""",
    "hx-on, which needs eval": r"\shx-on",
}


def floors() -> dict[str, int]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one.get("containers") == ["jiheng.apps"])
    return {name.strip(): height for height, layer in enumerate(reversed(layers)) for name in layer.split("|")}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("jiheng.")]


def test_foreign_keys_point_down_only():
    heights = floors()
    wrong = []
    for model in ours():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model.__module__.startswith("jiheng."):
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there and heights[there] >= heights[here]:
                    wrong.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")
    assert wrong == []


def test_no_figure_is_kept_as_a_float():
    assert [
        f"{model._meta.label}.{field.name}" for model in ours() for field in model._meta.concrete_fields if isinstance(field, models.FloatField)
    ] == []


def test_migrations_say_what_the_models_say():
    with translation.override(None):  # as makemigrations does: words of Django itself stay as they are written there
        found = _unwritten()
    own = {model._meta.app_label for model in ours()}
    assert {label: said for label, said in found.items() if label in own} == {}


def _unwritten() -> dict[str, list[str]]:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    return {label: [str(operation) for migration in some for operation in migration.operations] for label, some in changes.items()}


def test_migrations_are_named_and_in_one_line():
    loader = MigrationLoader(None)
    own = {model._meta.app_label for model in ours()}
    names = [(label, name) for label, name in loader.disk_migrations if label in own]
    assert [name for name in names if "auto_" in name[1] or name[1].endswith("_initial")] == []
    assert loader.detect_conflicts() == {}


@pytest.mark.parametrize("folder", PAGES, ids=lambda path: path.name)
def test_a_page_folder_has_a_line_in_the_menu_or_says_why_not(folder: Path):
    assert (folder / "nav.py").exists(), f"{within(folder)}: declare NAV in nav.py; where it is empty its docstring says why"
    module = importlib.import_module(f"jiheng.web.pages.{folder.name}.nav")
    assert module.NAV or "No line" in (module.__doc__ or "")


@pytest.mark.parametrize("path", TEMPLATES, ids=within)
def test_a_template_holds_nothing_that_the_policy_refuses(path: Path):
    text = path.read_text("utf-8")
    assert [name for name, pattern in REFUSED.items() if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=within)
def test_a_form_that_changes_something_carries_its_token(path: Path):
    text = path.read_text("utf-8")
    posts = re.findall(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)</form>", text, re.IGNORECASE | re.DOTALL)
    assert [form[:80] for form in posts if "csrf_token" not in form] == []
