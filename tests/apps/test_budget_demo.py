"""The samples' books: what their cases say comes out of the rows again, and the audit of the core has nothing to accuse."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files

import pytest
import yaml

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.selectors.books import carry_over
from jiheng.apps.budget.selectors.lines import lines_of
from jiheng.apps.budget.selectors.totals import months_paid, totals
from jiheng.apps.factstore.selectors import core_facts
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Severity
from jiheng.core.auditing.runner import audit
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements
from jiheng.core.period import Period
from jiheng.core.rulepack.resolve import resolve
from jiheng.site.demo.loading import load
from tests.apps.remembered import remembered

SAMPLES = files("jiheng") / "samples"
CASES = {
    path.name: yaml.safe_load(path.read_text("utf-8"))
    for path in SAMPLES.iterdir()
    if path.name.startswith("sample-") and path.name.endswith(".yaml")
}
COLUMNS = {"opening": "opening", "budget": "budget", "outturn": "paid"}


@pytest.fixture
def samples(db):
    remembered("samples", lambda: list(load()))


def department_of(case) -> Department:
    return Department.objects.get(name=case["unit"]["full_name"])


def test_what_a_case_says_comes_out_of_the_rows(samples):
    assert len(CASES) == 5
    for name, case in CASES.items():
        found = totals(lines_of(department_of(case), case["year"]))
        for key, amounts in case["spend"].items():
            for column, attribute in COLUMNS.items():
                if column in amounts:
                    assert getattr(found[key], attribute) == Decimal(str(amounts[column])) * 10_000, (name, key, column)


def test_the_months_of_a_case_and_the_identity_hold(samples):
    for case in CASES.values():
        department, year = department_of(case), case["year"]
        months = {one.month: one.cumulative for one in months_paid(department, year)}
        for month, amount in case.get("months", {}).items():
            assert months[month] == Decimal(str(amount)) * 10_000
        assert carry_over(department, year).difference == 0


def audited(facts, case):
    subject, period = case["unit"]["full_name"], Period(case["year"])
    given = AuditInput(Document("0", "账册", "ledger", "", ()), Statements(subject, period, tuple(facts)), resolve(case["pack"]).pack.relations)
    return audit(given)


def test_the_audit_accuses_no_book(samples):
    for name, case in CASES.items():
        facts = core_facts(department_of(case), case["year"])
        assert len(facts) > 150
        result = audited(facts, case)
        assert [(one.code, one.message) for one in result.findings if one.severity is Severity.ERROR] == [], name
