"""Self-evaluation forms as web pages print them: rows without their leading cells, lost blanks, heads over two rows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile import steps
from jiheng.core.facts.statements import Statements
from jiheng.core.reading.flattened.funds import places

FORMS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("public_forms.yaml").read_text("utf-8"))

# form → its first row of funds: (figure, basis) in order
FUNDS = {
    "province_rows": [("40.00", "年初预算"), ("36.50", "全年预算"), ("35.77", "执行")],
    "province_cells": [("18.20", "年初预算"), ("17.60", "全年预算"), ("17.60", "执行")],
    "heads_over_two_rows": [("520000.00", "全年预算"), ("494000.00", "执行")],
    "no_name_over_the_rows": [("640", "年初预算"), ("640", "全年预算"), ("640", "执行")],
}
# form → indicators: target, actual, weight, score as printed ("" where the form has none)
INDICATORS = {
    "province_rows": [("24", "24", "30", "30"), ("100", "100", "20", "20"), ("5000", "5200", "30", "30"), ("90", "92", "10", "10")],
    "province_cells": [("12", "", "60", ""), ("100", "", "30", "")],
    "heads_over_two_rows": [
        ("860", "875", "20", "20"), ("100", "100%", "20", "20"), ("100", "90%", "20", "18"), ("640", "655", "15", "15"), ("95", "97%", "15", "15"),
    ],
    "bars_before_cells": [
        ("至少全年完成4次检查", "已完成100%", "", ""), ("按质完成", "已完成100%", "", ""), ("25万元", "已完成92%", "", ""),
        ("不断提升", "已完成100%", "", ""), ("95%", "已完成98%", "", ""),
    ],
}  # fmt: skip


def read(form: str) -> Statements:
    return steps.facts(steps.read(FORMS[form].encode(), "a.txt"))


@pytest.mark.parametrize("form", FUNDS)
def test_the_funds_stand_under_their_heads(form: str):
    facts = [fact for fact in read(form).facts if fact.concept == "spend.project"]
    assert [(fact.figure.text, fact.context.basis.value if fact.context.basis else "") for fact in facts] == FUNDS[form]


@pytest.mark.parametrize("form", INDICATORS)
def test_the_indicators_have_their_values(form: str):
    rows = [row for row in read(form).indicators if row.target or row.actual]
    points = [[figure.text if figure is not None else "" for figure in (row.weight, row.score)] for row in rows]
    assert [(row.target, row.actual, *own) for row, own in zip(rows, points, strict=True)] == INDICATORS[form]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_in_order_is_not_accused(form: str):
    document = steps.read(FORMS[form].encode(), "a.txt")
    findings = steps.audit(document, steps.facts(document)).findings
    assert [finding.message for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["52", "49", "10", "94.23%", "9.4"], [1, 2, 3, 4, 5]),
        (["52", "52", "49", "10", "94.23%", "9.4"], [0, 1, 2, 3, 4, 5]),
        (["880", "880", "880", "10", "10"], [0, 1, 2, 3, 5]),
        (["-", "-"], [4, 5]),
    ],
)
def test_figures_are_put_where_they_can_be(values: list[str], wanted: list[int]):
    assert places(["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"], values) == wanted
