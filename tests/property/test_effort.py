"""The work of reading, stating and auditing grows with the text: no list, table or run of rates is gone through over and over."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files

import pytest

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Outcome
from jiheng.core.auditing.shelf import CHECKS
from jiheng.core.casefile import steps
from jiheng.core.reading.extract.statements import forget
from jiheng.core.rulepack.resolve import resolve
from tests.effort import calls_of, steps_of

PIECES = (
    "支出\t5\n",
    "项目\t金额（万元）\n支出\t5\n",
    "合计\t5\n支出\t5\n",
    "支出1万元，比上年增长5%。",
    "立案9件，办结8件，办结率5%，",
    "执行率5%，占比5%，",
    "完成预算的5%。",
    "一、甲\n支出5万元。\n",
    "产出指标\t数量指标\t甲\t≥5\t6\t5\t5\n",
    "7\n",
    "支出5万元占总支出的5%。",
    "总收入5万元，其中：拨款收入3万元，其他收入3万元。",
    "预决算偏差率5%。无结余。",
)
SAMPLES = ("sample-3-lusong-2023.txt", "sample-5-ebian-2023.txt")  # a form of many rows, and a long report with claims and tables


def work(text: str) -> int:
    document = steps.read(text.encode(), "any.txt")
    statements = steps.facts(document)
    forget()  # what was read a moment ago is no work
    return steps_of(lambda: (steps.read(text.encode(), "any.txt"), steps.facts(document), steps.audit(document, statements)))


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_is_four_times_the_work(piece: str) -> None:
    """Between the two lengths a quadratic part would show: it alone would make sixteen times the work of its own."""
    short = work(piece * 100)
    long = work(piece * 400)
    assert long < 5 * short


SETTLED = {"JH-A-102": 6, "JH-A-225": 12}  # from so many copies on they look no farther: at so many texts of one clause, titles of one kind


@cache
def volume(copies: int) -> AuditInput:
    """Whole reports bound together, as a department's volume of its units' reports is."""
    text = "\n".join((files("jiheng") / "samples" / name).read_text("utf-8") for name in SAMPLES)
    document = steps.read((text * copies).encode(), "any.txt")
    relations = resolve(steps.NATIONAL).pack.relations
    return AuditInput(document, steps.facts(document), relations)


def fresh(given: AuditInput) -> AuditInput:
    """The same input with nothing worked out yet."""
    return AuditInput(given.document, given.statements, given.relations, given.scoring)


def looked(check: str, given: AuditInput) -> list[Outcome]:
    """All that one check has to say."""
    return list(CHECKS.all()[check].run(given))


@pytest.mark.parametrize("check", [item.code for item in CHECKS])
def test_no_check_goes_through_a_volume_for_each_of_its_rows(check: str) -> None:
    """Three times the reports may cost a check four times the work, beyond what it takes to look once."""
    at = SETTLED.get(check, 2)
    short, long = (steps_of(partial(looked, check, fresh(volume(copies)))) for copies in (at, 3 * at))
    assert long < 4 * short + 2000


def test_ten_times_the_reports_are_at_most_thirteen_times_the_work() -> None:
    """The whole audit, relations among it."""
    short, long = (calls_of(partial(steps.audit, volume(copies).document, volume(copies).statements)) for copies in (1, 10))
    assert long < 13 * short
