"""Every address of the application, with the arguments that lead to real rows of one department's year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

TABLE_PAGES = (
    "table", "goal", "remove_table", "last_year", "bank", "history", "add", "hints", "step", "change", "refuse", "review", "reviews", "versions",
    "version", "print", "export",
)  # fmt: skip
ROW_PAGES = ("edit", "move", "remove", "cancel", "restore", "evidence")
# Which row an address names: name of the address → argument → model. An address with other arguments than department and
# year stands here, else the test that walks them all fails.
ROWS: Mapping[str, Mapping[str, str]] = {
    "facts:fact": {"number": "factstore.FactRow"},
    "changes:change": {"number": "shared.ChangeEntry"},
    "changes:object": {"thing": "library.KeptFile"},
    "organisations:organisation": {"number": "accounts.Department"},
    "organisations:edit": {"number": "accounts.Department"},
    "organisations:active": {"number": "accounts.Department"},
    "organisations:grant": {"number": "accounts.Department"},
    "organisations:revoke": {"number": "accounts.Membership"},
    "organisations:user": {"number": "accounts.User"},
    "organisations:reset": {"number": "accounts.User"},
    "organisations:user_active": {"number": "accounts.User"},
    "checkup:paper": {"number": "evaluation.Paper"},
    "checkup:result": {"number": "evaluation.CheckUp"},
    "checkup:answer": {"number": "evaluation.CheckUp"},
    "checkup:changes": {"number": "evaluation.CheckUp"},
    "checkup:score": {"number": "evaluation.CheckUp"},
    "checkup:export": {"number": "evaluation.CheckUp"},
    "jobs:job": {"number": "jobs.Job"},
    "jobs:progress": {"number": "jobs.Job"},
    "jobs:cancel": {"number": "jobs.Job"},
    "jobs:retry": {"number": "jobs.Job"},
    "budget:line": {"number": "budget.BudgetLine"},
    "budget:edit_line": {"number": "budget.BudgetLine"},
    "budget:add_adjustment": {"number": "budget.BudgetLine"},
    "budget:add_payment": {"number": "budget.BudgetLine"},
    "budget:adjustment": {"number": "budget.Adjustment"},
    "budget:payment": {"number": "budget.Payment"},
    "budget:documents": {"number": "budget.Adjustment"},
    "budget:row": {"number": "budget.IncomeEntry"},
    "budget:import_report": {"number": "library.KeptFile"},
    "files:download": {"number": "library.KeptFile"},
    "monitoring:fund": {"number": "monitoring.FundRow"},
    "monitoring:progress": {"number": "monitoring.Progress"},
    "monitoring:alert": {"number": "monitoring.Alert"},
    "notices:go": {"number": "notices.Notice"},
    "requests:request": {"number": "evaluation.Request"},
    "requests:evidence": {"number": "evaluation.Request"},
    "rules:pack": {"number": "lawbooks.PackChoice"},
    "rules:value": {"number": "lawbooks.LocalValue"},
    **{f"targets:{name}": {"table": "targets.TargetTable"} for name in TABLE_PAGES},
    **{f"targets:{name}": {"table": "targets.TargetTable", "number": "targets.Indicator"} for name in ROW_PAGES},
    "tokens:revoke": {"number": "tokens.ApiToken"},
    **{f"webhooks:{name}": {"number": "webhooks.Hook"} for name in ("hook", "probe", "active", "remove")},
    "webhooks:again": {"number": "webhooks.Hook", "delivery": "webhooks.Delivery"},
    "handover:answer": {"opinion": "evaluation.SubmissionOpinion"},
    "targets:answer": {"table": "targets.TargetTable", "number": "targets.TargetTable"},
}
# Arguments that name no row.
WORDS: Mapping[str, Mapping[str, Any]] = {
    "changes:object": {"kind": "library.keptfile"},
    "checkup:export": {"format": "json"},
    **{f"handover:{name}": {"number": 1} for name in ("submission", "step", "signed", "submit", "changes", "review", "answer", "make")},
    "handover:document": {"number": 1, "name": "案卷.yaml"},
    "monitoring:month": {"month": 9},
    "monitoring:take": {"month": 9},
    "monitoring:report": {"month": 9},
    "monitoring:back": {"month": 9},
    "monitoring:file": {"month": 9, "kind": "docx"},
    "budget:book": {"book": "income"},
    "budget:row": {"book": "income"},
    "targets:version": {"number": 1},
    "targets:export": {"format": "xlsx"},
    "budget:template": {"kind": "payments"},
    "help:page": {"name": "budget"},
    "help:picture": {"name": "budget-lines"},
    **{f"evaluation:{name}": {"area": "indicators"} for name in ("area", "save", "settle", "what_if", "marks")},
    "evaluation:single": {"name": "自评报告.docx"},
}


@dataclass(frozen=True, slots=True)
class Address:
    """A named address; `path` is None when nobody said how to fill its arguments."""

    name: str
    arguments: tuple[str, ...]
    path: str | None

    @property
    def is_of_a_department(self) -> bool:
        """Whether it lies below a department's year."""
        return "department" in self.arguments


def addresses(department: Any, year: int) -> Iterator[Address]:
    """Every address of every page folder, filled for the department's year."""
    for name, arguments in sorted(set(_named(get_resolver(), ""))):
        yield address(name, arguments, department, year)


def address(name: str, arguments: tuple[str, ...], department: Any, year: int) -> Address:
    """One address, filled for the department's year."""
    values: dict[str, Any] = {"department": department.pk, "year": year, **WORDS.get(name, {})}
    for argument, label in ROWS.get(name, {}).items():
        values[argument] = _row(label, department, year)
    known = all(argument in values for argument in arguments)
    return Address(name, arguments, reverse(name, kwargs={key: values[key] for key in arguments}) if known else None)


def _named(resolver: URLResolver, space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "api":
                continue  # tests/api walks it, out of its own document
            yield from _named(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}", tuple(pattern.pattern.converters)


def _row(label: str, department: Any, year: int) -> Any:
    """The key of a row of the department's year; of the department where rows have no year."""
    if label == "accounts.Department":
        return department.pk
    found = rows_of(apps.get_model(label), department, year).values_list("pk", flat=True).first()
    assert found is not None, f"the samples hold no {label} of {department} {year}: let site/demo make one"
    return found


def rows_of(model: type[models.Model], department: Any, year: int) -> models.QuerySet[Any]:
    """The rows of the department's year; of the department where rows have no year; all where they have neither."""
    label = model._meta.label
    rows = model._default_manager.all()
    if label == "accounts.User":
        return rows.filter(memberships__department=department)
    if label == "shared.ChangeEntry":
        return rows.filter(department_id=department.pk)
    to_department = _path(model, apps.get_model("accounts.Department"), 4)
    if not to_department:
        return rows
    rows = rows.filter(**{to_department: department})
    way = to_department.rpartition("__")[0]
    for column in ("year", f"{way}__year" if way else "year"):
        if _has(model, column):
            return rows.filter(**{column: year})
    return rows


def _path(model: type[models.Model], wanted: type[models.Model], depth: int) -> str:
    ways = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    for field in ways:
        if field.related_model is wanted and field.name in ("department", "organisation"):
            return field.name
    if depth:
        for field in ways:
            below = field.related_model
            if below is model or below is wanted or below._meta.model_name == "user":
                continue
            if way := _path(below, wanted, depth - 1):
                return f"{field.name}__{way}"
    return ""


def _has(model: type[models.Model], column: str) -> bool:
    first, _, rest = column.partition("__")
    field = next((one for one in model._meta.concrete_fields if one.name == first), None)
    return bool(field) and (not rest or _has(field.related_model, rest))
