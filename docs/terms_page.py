"""docs/reference/terms.md: the words of the screens beside the names in the code, from the models and their choices."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from importlib import import_module, util

import django
from django.apps import apps
from django.db import models

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.site.settings.base")
os.environ.setdefault("JIHENG_DATA", tempfile.mkdtemp())
os.environ.setdefault("JIHENG_SECRET_KEY", "docs-only")

PLAIN = ("id", "version")  # what every table has


def lines() -> Iterator[str]:
    """Tables, columns and values, each under its app."""
    django.setup()
    yield "# 术语对照\n"
    yield "屏幕上的词与程序里的名字，由数据表和取值表生成。报告里的数字叫什么，见 [concepts.md](concepts.md)。"
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        if not app.name.startswith("jiheng.apps."):
            continue
        own = sorted(app.get_models(), key=lambda model: model.__name__)
        if not own:
            continue
        yield f"\n## {app.label}\n"
        yield "| 中文 | 名字 | 栏目 |\n|---|---|---|"
        for model in own:
            columns = "、".join(f"{field.verbose_name} `{field.name}`" for field in columns_of(model))
            yield f"| {model._meta.verbose_name} | `{model.__name__}` | {columns} |"  # noqa: SLF001  _meta is public
        chosen = sorted(choices_of(app.module.__name__), key=lambda kind: kind.__name__)
        if chosen:
            yield "\n| 取值 | 中文与名字 |\n|---|---|"
        for kind in chosen:
            yield f"| `{kind.__name__}` | {'、'.join(f'{one.label} `{one.value}`' for one in kind)} |"


def columns_of(model: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]  # stubs ask for what a field holds
    """The columns that a table's page names, without those that every table has."""
    return [field for field in model._meta.concrete_fields if field.name not in PLAIN]  # noqa: SLF001  _meta is public


def choices_of(module: str) -> list[type[models.TextChoices]]:
    """The kinds of values that an app declares."""
    if util.find_spec(f"{module}.choices") is None:
        return []
    found = vars(import_module(f"{module}.choices")).values()
    kinds = [one for one in found if isinstance(one, type) and issubclass(one, models.TextChoices) and one is not models.TextChoices]
    return [one for one in kinds if one.__module__ == f"{module}.choices"]
