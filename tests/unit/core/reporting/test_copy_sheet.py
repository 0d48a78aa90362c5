"""The copy-out sheet: every value of the forms once, in their order, with labels that find it again."""

from __future__ import annotations

from importlib.resources import files

import pytest

from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reporting.composition import tables_of
from jiheng.core.reporting.copy_sheet import CopyField, copy_sheet
from jiheng.core.reporting.draft import CellKind
from tests.unit.core.casefile.made import CASE, changed

SAMPLES = sorted(one.name for one in (files("jiheng") / "samples").iterdir() if one.name.endswith(".yaml"))
SICHUAN = CASE.replace("national/2020", "sichuan/2023-department").replace(
    "政协会议\n    funds", "政协会议\n    target: 开好会议\n    conclusion: 完成较好。\n    funds"
)


def given(text: str | bytes):
    case = load_case(text if isinstance(text, bytes) else text.encode(), "案卷.yaml")
    return report_input(case, case.pack, score_case(case).sheets)


def fields(text: str | bytes) -> dict[str, CopyField]:
    found: dict[str, CopyField] = {}
    for form in copy_sheet(given(text)):
        for field in form.fields:
            found.setdefault(field.label, field)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_value_of_every_form_is_there_once_and_in_order(name: str) -> None:
    of_case = given((files("jiheng") / "samples" / name).read_bytes())
    forms = copy_sheet(of_case)
    assert forms
    tables = {table.id: table for layout in of_case.layouts for table in tables_of(of_case, layout)}
    ids = [field.id for form in forms for field in form.fields]
    assert len(ids) == len(set(ids))
    for form in forms:
        cells = [cell for row in tables[form.id].rows for cell in row if cell.kind not in (CellKind.HEAD, CellKind.BLANK)]
        stated = [cell.text.strip() for cell in cells if cell.text.strip() not in ("", "/") and not cell.text.strip().endswith("：")]
        assert len(form.fields) == len(stated)
        assert all(cell.endswith(field.text) for cell, field in zip(stated, form.fields, strict=True))


def test_a_field_is_called_as_the_form_calls_it() -> None:
    found = fields(SICHUAN)
    assert found["预算执行情况（10分） · 总额 · 预算执行数"].text == "68.75"
    assert found["项目基本情况 · 项目年度目标"].limit == 100
    assert {"评价结论"} < set(found)


def test_a_row_that_comes_before_leaves_the_ids_of_others() -> None:
    before = fields(CASE)
    more = changed(
        "  - {level: [产出指标, 数量指标, 立案提案]",
        "  - {level: [产出指标, 数量指标, 视察], relation: ≥, target: 3, unit: 次, actual: 3, weight: 5}\n  - {level: [产出指标, 数量指标, 立案提案]",
    )
    after = fields(more)
    ids = [{field.id for label, field in found.items() if "立案提案" in label and "得分" not in label} for found in (before, after)]
    assert ids[0]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(("words", "over"), [("完" * 200, 0), ("完" * 201, 1), ("完" * 199 + "\n" + "成", 0)])
def test_characters_are_counted_against_the_limit_of_the_form(words: str, over: int) -> None:
    text = SICHUAN.replace("conclusion: 完成较好。", f"conclusion: {words!r}".replace("'", '"'))
    found = fields(text)["评价结论"]
    assert (found.limit, found.over) == (200, over)


def test_the_hash_follows_the_content() -> None:
    one = CopyField("a", "甲", "1")
    assert one.content == CopyField("b", "乙", "1").content != CopyField("a", "甲", "2").content
