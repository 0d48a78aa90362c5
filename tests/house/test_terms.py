"""Every table, column and value that a person meets has a Chinese name, and one name stands for one thing."""

from __future__ import annotations

import re
import sys

import pytest
from django.apps import apps

from tests.house.tree import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import terms_page

MODELS = [model for model in apps.get_models() if model.__module__.startswith("jiheng.")]
KINDS = [kind for app in apps.get_app_configs() if app.name.startswith("jiheng.apps.") for kind in terms_page.choices_of(app.name)]


def chinese(words: object) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", str(words)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_and_its_columns_have_chinese_names(model):
    assert chinese(model._meta.verbose_name)
    # Django makes an English name out of the column's where nobody gave one; "SHA-256" is a name somebody gave.
    assert [field.name for field in terms_page.columns_of(model) if str(field.verbose_name) == field.name.replace("_", " ")] == []
    names = [str(field.verbose_name) for field in terms_page.columns_of(model)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_value_has_a_label_of_its_own(kind):
    labels = [one.label for one in kind]
    assert len(set(labels)) == len(labels)


def test_no_two_tables_share_a_name():
    names = [str(model._meta.verbose_name) for model in MODELS]
    assert sorted({name for name in names if names.count(name) > 1}) == []
