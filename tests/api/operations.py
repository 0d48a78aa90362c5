"""Every operation of the API out of its own document, with paths that lead to real rows of one department's year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from jiheng.api.document import document

# Which row a path's last number names: the path's part behind the year (or the whole path) → model and its way to the department.
ROWS: Mapping[str, tuple[str, str]] = {
    "/budget/lines/": ("budget.BudgetLine", "department"),
    "/budget/adjustments/": ("budget.Adjustment", "line__department"),
    "/budget/payments/": ("budget.Payment", "line__department"),
    "/budget/books/projects/": ("budget.Project", "department"),
    "/budget/books/income/": ("budget.IncomeEntry", "department"),
    "/budget/books/balances/": ("budget.Balance", "department"),
    "/budget/books/staff/": ("budget.StaffPost", "department"),
    "/budget/books/counts/": ("budget.OperatingCount", "department"),
    "/budget/books/purchases/": ("budget.Purchase", "department"),
    "/budget/books/assets/": ("budget.Asset", "department"),
    "/budget/books/buildings/": ("budget.Building", "department"),
    "/budget/adjustments/{number}/documents/": ("library.Evidence", "department"),
    "/budget/imports/": ("library.KeptFile", "department"),
    "/targets/{table}/indicators/": ("targets.Indicator", "table__department"),
    "/targets/{table}/indicators/{number}/evidence/": ("library.Evidence", "department"),
    "/targets/{table}/opinions/": ("targets.Opinion", "review__table__department"),
    "/monitoring/funds/": ("monitoring.FundRow", "snapshot__department"),
    "/monitoring/progress/": ("monitoring.Progress", "snapshot__department"),
    "/monitoring/alerts/": ("monitoring.Alert", "department"),
    "/rules/packs/": ("lawbooks.PackChoice", "department"),
    "/rules/values/": ("lawbooks.LocalValue", "department"),
    "/evaluation/evidence/": ("library.Evidence", "department"),
    "/requests/{number}/evidence/": ("library.Evidence", "department"),
    "/handover/versions/{number}/opinions/": ("evaluation.SubmissionOpinion", "submission__evaluation__department"),
    "/checkup/papers/": ("evaluation.Paper", "department"),
    "/checkup/checkups/": ("evaluation.CheckUp", "paper__department"),
    "/requests/": ("evaluation.Request", "evaluation__department"),
    "/facts/": ("factstore.FactRow", "department"),
    "/files/": ("library.KeptFile", "department"),
    "/jobs/": ("jobs.Job", "department"),
    "/notices/": ("notices.Notice", "department"),
    "/changes/": ("shared.ChangeEntry", "department_id"),
    "/webhooks/{number}/deliveries/": ("webhooks.Delivery", "hook__department"),
    "/webhooks/": ("webhooks.Hook", "department"),
    "/organisations/": ("accounts.Department", "pk"),
    "/posts/": ("accounts.Membership", "department"),
    "/users/": ("accounts.User", "memberships__department"),
}
# Parts of a path that name no row.
WORDS: Mapping[str, Any] = {
    "month": 9, "kind": "docx", "format": "xlsx", "action": "withdraw", "/changes/objects/": {"kind": "library.keptfile"}, "/templates/": {"kind": "lines"},
    "/targets/{table}/versions/": {"number": 1}, "/handover/versions/": {"number": 2}, "/package/files/": {"name": "自评报告.docx"},
    "/documents/": {"name": "案卷.yaml"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path; `filled` leads to a row of the department's year, None when nobody said how."""

    name: str
    method: str
    path: str
    filled: str | None
    values: Mapping[str, Any]
    takes_json: bool
    query: Mapping[str, str]

    @property
    def is_of_a_department(self) -> bool:
        return "{department}" in self.path


def operations(department: Any, year: int) -> Iterator[Operation]:
    for path, methods in document()["paths"].items():
        values = _values(path, department, year)
        arguments = re.findall(r"\{(\w+)\}", path)
        filled = path.format(**values) if set(arguments) <= set(values) else None
        for method, said in methods.items():
            takes_json = "application/json" in said.get("requestBody", {}).get("content", {})
            yield Operation(
                said["operationId"], method.upper(), path, filled, values, takes_json, _query(path, department, year) if method == "get" else {}
            )


def _values(path: str, department: Any, year: int) -> dict[str, Any]:
    values: dict[str, Any] = {"department": department.pk, "year": year, "month": WORDS["month"]}
    for name in ("kind", "format", "action"):
        values[name] = WORDS[name]
    for part, more in WORDS.items():
        if part.startswith("/") and part in path:
            values |= more
    if "{table}" in path:
        values["table"] = _row("targets.TargetTable", "department", department, year)
    if "{code}" in path:
        values["code"] = apps.get_model("evaluation.Submission").objects.filter(evaluation__department=department, number=2).get().code
    if "{thing}" in path:
        values["thing"] = _row("library.KeptFile", "department", department, year)
    for name in ("number", "opinion", "proof", "delivery"):
        if f"{{{name}}}" in path and name not in values:
            before = path.partition(f"{{{name}}}")[0]
            found = next((row for part, row in ROWS.items() if before.endswith(part)), None)
            if found is None:
                return {}
            values[name] = _row(*found, department, year)
    return {name: value for name, value in values.items() if f"{{{name}}}" in path}


def _query(path: str, department: Any, year: int) -> Mapping[str, str]:
    """What a path is asked with, where it gives nothing without."""
    if path.endswith("/search"):
        return {"q": "只有"}
    if path.endswith("/evaluation/evidence"):
        entries = apps.get_model("evaluation.Entry").objects.filter(evaluation__department=department, evaluation__year=year)
        return {"path": entries.filter(path__endswith=".evidence").values_list("path", flat=True).first()}
    return {}


def _row(label: str, way: str, department: Any, year: int) -> Any:
    rows = apps.get_model(label)._default_manager.filter(**{way: department.pk})
    if label == "evaluation.SubmissionOpinion":
        return rows.get(submission__number=2, submission__evaluation__year=year).pk
    column = f"{way.rpartition('__')[0]}__year" if "__" in way else "year"
    model = rows.model if "__" not in way else rows.model._meta.get_field(way.split("__", maxsplit=1)[0]).related_model
    if any(field.name == "year" for field in model._meta.concrete_fields) and label not in ("notices.Notice", "jobs.Job"):
        rows = rows.filter(**{column if column.count("__") < 2 else "review__table__year": year})
    found = rows.values_list("pk", flat=True).first()
    assert found is not None, f"there is no {label} of {department} {year}"
    return found
