"""The official tables of final accounts and of budgets: a clean set is not accused, and their totals guard each other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jiheng.core.auditing.finding import Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.facts.fact import Fact
from tests.unit.core.reading import official_budget_made as budget
from tests.unit.core.reading import official_made as made
from tests.unit.core.reading.table_shapes_made import LEFT, SHAPES, UP, Made, own

HEADS = {False: (f"{made.UNIT}2023年度部门决算", "第二部分 部门决算表"), True: (f"{budget.UNIT}2024年部门预算", "第二部分 部门预算表")}
KINDS = (made.ACCOUNTS, tuple(made.PUBLICS_BY_KIND if form is made.PUBLICS else form for form in made.ACCOUNTS), budget.BUDGET)


def head(forms: tuple[Made, ...]) -> tuple[str, str]:
    return HEADS[any(form is other for form in forms for other in budget.BUDGET)]


def as_html(forms: tuple[Made, ...]) -> bytes:
    """A web page with the tables' merged cells."""
    lines = [f"<h1>{head(forms)[0]}</h1><h2>{head(forms)[1]}</h2>"]
    for form in forms:
        lines += [f"<p>{line}</p>" for line in form.above]
        lines += ["<table>", *("<tr>" + "".join(_cells(form, row)) + "</tr>" for row in range(len(form.rows))), "</table>"]
        lines += [f"<p>{line}</p>" for line in form.below]
    return f'<html><meta charset="utf-8"><body>{"".join(lines)}</body></html>'.encode()


def _cells(form: Made, row: int) -> list[str]:
    found = []
    for column, text in enumerate(form.rows[row]):
        if text in (UP, LEFT):
            continue
        wide = next((n for n, other in enumerate(form.rows[row][column + 1 :]) if other != LEFT), len(form.rows[row]) - column - 1) + 1
        tall = next((n for n, other in enumerate(form.rows[row + 1 :]) if other[column] != UP), len(form.rows) - row - 1) + 1
        found.append(f'<td colspan="{wide}" rowspan="{tall}">{text}</td>')
    return found


def as_text(shape: Callable[[Made], list[str]]) -> Callable[[tuple[Made, ...]], bytes]:
    """Plain text with the tables in one of the shapes that extraction leaves."""

    def written(forms: tuple[Made, ...]) -> bytes:
        return "\n".join([*head(forms), *(line for form in forms for line in (*form.above, *shape(form), *form.below, ""))]).encode()

    return written


WRITERS = {"html": as_html, "tabs": as_text(SHAPES["tabs"]), "markdown": as_text(SHAPES["markdown"])}
# Poured out: blank cells dropped, columns lost.
POURED = {name: as_text(SHAPES[name]) for name in ("cell lines", "cell lines apart", "cell bars", "padded bars", "wide blanks", "single blanks")}


def audited(data: bytes, name: str) -> tuple[AuditResult, tuple[Fact, ...]]:
    document = steps.read(data, f"决算公开.{'html' if name == 'html' else 'txt'}")
    said = steps.facts(document)
    return steps.audit(document, said), tuple(said.facts)


def accusations(result: AuditResult) -> list[str]:
    return [f"{found.code} {found.message}" for found in result.findings if found.severity is not Severity.HINT]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("forms", KINDS, ids=["by basis", "by kind", "budget"])
def test_a_clean_set_is_not_accused(name: str, forms: tuple[Made, ...]) -> None:
    result, facts = audited(WRITERS[name](forms), name)
    assert accusations(result) == []
    assert not {fact.figure.text for fact in facts} & {"11", "12"}, "the numbers of the columns are no figures"


@pytest.mark.parametrize("name", POURED)
@pytest.mark.parametrize("forms", KINDS, ids=["by basis", "by kind", "budget"])
def test_a_clean_set_that_was_poured_out_is_not_accused(name: str, forms: tuple[Made, ...]) -> None:
    result, _ = audited(POURED[name](forms), name)
    assert accusations(result) == []


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("form", "row", "column"),
    [
        (made.BOTH, 3, 2), (made.BOTH, 12, 5), (made.BOTH, 14, 2), (made.BOTH, 14, 5), (made.INCOME, 3, 3), (made.INCOME, 18, 4),
        (made.SPENDING, 3, 5), (made.SPENDING, 19, 3), (made.APPROPRIATIONS, 11, 5), (made.APPROPRIATIONS, 12, 2), (made.APPROPRIATIONS, 15, 2),
        (made.APPROPRIATIONS, 11, 6), (made.APPROPRIATIONS, 15, 5), (made.GENERAL, 3, 3), (made.GENERAL, 15, 4), (made.BASIC, 2, 2), (made.BASIC, 14, 5),
        (made.PUBLICS, 4, 0), (made.PUBLICS_BY_KIND, 4, 0), (made.PUBLICS_BY_KIND, 4, 5), (made.PUBLICS_BY_KIND, 4, 11), (made.PUBLICS, 4, 2), (made.PUBLICS, 4, 9), (made.PUBLICS, 4, 11), (made.FUND, 3, 4),
        (made.STATE_CAPITAL, 4, 4), (budget.BOTH, 2, 1), (budget.BOTH, 11, 3), (budget.INCOME, 2, 2), (budget.INCOME, 3, 8), (budget.SPENDING, 8, 2),
        (budget.SPENDING, 12, 4), (budget.APPROPRIATIONS, 2, 3), (budget.APPROPRIATIONS, 7, 1), (budget.APPROPRIATIONS, 10, 4), (budget.GENERAL, 11, 4),
        (budget.BASIC, 3, 2), (budget.BASIC, 2, 4), (budget.PUBLICS, 2, 2), (budget.PUBLICS, 3, 5), (budget.FUND, 3, 2), (budget.PROJECTS, 2, 3),
        (budget.PROJECTS, 3, 6),
    ],
)  # fmt: skip
def test_one_wrong_amount_is_found(name: str, form: Made, row: int, column: int) -> None:
    wrong, data = with_wrong_amount(WRITERS[name], form, row, column)
    assert wrong in accused(data, name)


@pytest.mark.parametrize("name", ["cell lines", "single blanks"])
@pytest.mark.parametrize(
    ("form", "row", "column"),
    [
        (made.BOTH, 3, 2), (made.BOTH, 12, 5), (made.BOTH, 14, 2), (made.INCOME, 3, 3), (made.INCOME, 18, 4), (made.SPENDING, 3, 5), (made.SPENDING, 19, 3),
        (made.APPROPRIATIONS, 11, 5), (made.APPROPRIATIONS, 11, 6), (made.APPROPRIATIONS, 15, 5), (made.GENERAL, 3, 3), (made.GENERAL, 15, 4),
        (made.PUBLICS, 4, 0), (made.PUBLICS, 4, 9), (budget.INCOME, 2, 2), (budget.INCOME, 3, 8),
        (budget.GENERAL, 11, 4), (budget.BASIC, 2, 4),
    ],
)  # fmt: skip
def test_one_wrong_amount_is_found_where_totals_prove_the_columns(name: str, form: Made, row: int, column: int) -> None:
    wrong, data = with_wrong_amount(POURED[name], form, row, column)
    assert wrong in accused(data, name)


def with_wrong_amount(write: Callable[[tuple[Made, ...]], bytes], form: Made, row: int, column: int) -> tuple[str, bytes]:
    """A set with one amount of a form raised by 0.30: the amount, and the set written out."""
    wrong = f"{Decimal(form.rows[row][column].replace(',', '')) + Decimal('0.30'):.2f}"
    rows = tuple(tuple(wrong if (r, c) == (row, column) else text for c, text in enumerate(cells)) for r, cells in enumerate(form.rows))
    assert own(rows[row])[column] == wrong
    changed = Made(form.name, form.above, rows, {}, form.below)
    whole = next((forms for forms in (made.ACCOUNTS, budget.BUDGET) if any(other is form for other in forms)), made.ACCOUNTS)
    forms = tuple(changed if other is form or (other is made.PUBLICS and form is made.PUBLICS_BY_KIND) else other for other in whole)
    return wrong, write(forms).replace(HEADS[False][0].encode(), HEADS[whole is budget.BUDGET][0].encode())


def accused(data: bytes, name: str) -> set[str]:
    """The texts that errors are about."""
    result, _ = audited(data, name)
    return {span.text for found in result.findings if found.severity is Severity.ERROR for span in found.evidence}
