"""Hints on targets while they are written: the checks of filled tables run on the draft, and what only a draft can show.

The draft is laid out as a table of its own, so that every check sees it as it sees a table that was read from a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Finding, Severity
from jiheng.core.auditing.shelf import CHECKS
from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import TextPlace
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.statements import Statements
from jiheng.core.facts.targets import pair_of
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import NUMBER
from jiheng.core.period import Period
from jiheng.core.rulepack.scoring_rules import ScoringRules
from jiheng.core.scoring.scoring_input import IndicatorRow

# Checks of filled tables that need nothing but the targets.
ON_TARGETS = ("JH-A-213", "JH-A-214", "JH-A-215", "JH-A-216", "JH-A-220", "JH-A-221", "JH-A-222")
_COLUMNS = ("level1", "level2", "name", "relation", "target", "unit", "weight")
_LOW = Decimal("0.8")  # of what was reached last year


@dataclass(frozen=True, slots=True)
class Hint:
    """What is weak in a draft and how to mend it; `row` is the indicator's id, "" for the whole table. `code` is the check's."""

    row: str
    code: str
    message: str
    mend: str
    severity: Severity = Severity.HINT


@dataclass(frozen=True, slots=True)
class Reached:
    """What last year's row of the same name aimed at and reached."""

    target: Figure | None
    actual: Figure | None = None


def hints_on(
    rows: Sequence[IndicatorRow],
    rules: ScoringRules,
    *,
    subject: str,
    year: int,
    staff: Sequence[Fact] = (),
    last: Mapping[str, Reached] | None = None,
) -> tuple[Hint, ...]:
    """Every hint on a draft, in the order of its rows, those on the whole table last."""
    live = [row for row in rows if row.cancelled is None]
    if not live:
        return ()
    document, stated = _laid_out(live, subject)
    given = AuditInput(document, Statements(subject, Period(year), tuple(staff), indicators=stated), scoring=rules)
    found = list(_checked(given, live))
    vague = {hint.row for hint in found if hint.code in ("JH-A-213", "JH-A-214", "JH-A-216")}
    found += [hint for row in live for hint in _own(row, live, vague, (last or {}).get(row.level[2]))]
    order = {row.id: place for place, row in enumerate(live)}
    return tuple(sorted(found, key=lambda hint: order.get(hint.row, len(order))))


def _laid_out(rows: Sequence[IndicatorRow], subject: str) -> tuple[Document, tuple[StatedIndicator, ...]]:
    composer = Composer(b"", "绩效目标表", "draft")
    composer.heading(subject, TextPlace(1, 1))
    table = composer.table(TextPlace(2, 1))
    cells = {}
    for place, row in enumerate(rows):
        texts = (*row.level, row.relation, row.target, row.unit, "" if row.weight is None else f"{row.weight:f}")
        for column, text in enumerate(texts):
            cells[place, _COLUMNS[column]] = table.cell(place, column, text, TextPlace(place + 1, column + 1))
    table.close()
    document = composer.document()
    stated = []
    for place, row in enumerate(rows):
        spans = {name: document.span(block, 0, len(block.text)) for name in _COLUMNS if (block := cells[place, name]).text}
        weight = None if row.weight is None else Figure(row.weight, Decimal("0.01"), NUMBER, f"{row.weight:f}")
        one = StatedIndicator(row.level, row.relation, row.target, row.unit, "", weight, None, "", spans["name"], row.target_figure, None, spans)
        stated.append(one)
    return document, tuple(stated)


def _checked(given: AuditInput, rows: Sequence[IndicatorRow]) -> Iterator[Hint]:
    """What the checks find; a finding on one row is that row's, on several or none the table's."""
    shelf = CHECKS.all()
    for code in ON_TARGETS:
        for outcome in shelf[code].run(given):
            if isinstance(outcome, Finding):
                places = {int(span.block.split(".")[1]) for span in outcome.evidence if span.block.startswith("t")}
                row = rows[places.pop() - 1].id if len(places) == 1 else ""
                yield Hint(row, code, outcome.message, outcome.mend, outcome.severity)


def _own(row: IndicatorRow, rows: Sequence[IndicatorRow], vague: set[str], last: Reached | None) -> Iterator[Hint]:
    name = row.level[2]
    figure = row.target_figure
    if any(other.id != row.id and other.level[2] == name for other in rows):
        yield Hint(row.id, "", f"表中有两个“{name}”", "合并为一项，或在名称中写明区别")
    if not row.target.strip():
        yield Hint(row.id, "", "没有写指标值", "写上要达到的数、时限或档次")
    elif figure is None and row.relation != "定性" and row.id not in vague:
        yield Hint(
            row.id,
            "",
            f"指标值“{row.target}”不是一个数，比较符号“{row.relation}”用不上",
            "写成数量、比率或时限；确属定性的，把性质改为定性并写明分档标准",
        )
    elif figure is not None and figure.unit is NUMBER and not row.unit.strip() and row.id not in vague:
        yield Hint(row.id, "", f"指标值“{row.target}”没有计量单位", "写上单位，如次、件、%、万元")
    if last is not None:
        yield from _against(row, last)


def _against(row: IndicatorRow, last: Reached) -> Iterator[Hint]:
    """Whether a target asks for clearly less than was reached, or less than was aimed at."""
    for words, figure, share in (("完成", last.actual, _LOW), ("目标", last.target, Decimal(1))):
        pair = None if figure is None else pair_of(replace(row, actual_figure=figure))
        if pair is None or pair.lower is None or figure is None:
            continue
        aim, before = pair.aim.value, pair.actual.value
        lax = aim * share > before if pair.lower else aim < before * share
        if lax:
            yield Hint(row.id, "", f"指标值{row.target}{row.unit}比上年{words}的{figure.text}宽松", "参照上年实绩提高，或写明今年条件变化的依据")
            return
