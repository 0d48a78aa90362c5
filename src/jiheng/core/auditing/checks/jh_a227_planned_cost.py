"""JH-A-227 按人数、天数、标准算得的费用与支出不符。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan

CODE = "JH-A-227"
_KINDS: tuple[tuple[str, ...], ...] = (
    ("会议", "全会", "全委会", "例会", "大会", "年会"),
    ("培训", "轮训", "研修"),
    ("考察", "调研", "视察"),
    ("慰问", "走访"),
    ("体检",),
)
_DAILY = ("天", "日")
_NEAR = Decimal("1.02")
_SURE = Decimal("0.7")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sentence or an indicator plans: people × days × standard, with the words and the place."""

    people: Figure
    days: Figure | None
    each: Figure
    text: str
    span: Span

    @property
    def cost(self) -> Decimal:
        """The planned cost in yuan; a plan's numbers are exact."""
        return self.people.number * self.each.number * (self.days.number if self.days is not None else 1)

    @property
    def working(self) -> str:
        """The product as a reader would write it."""
        days = f"×{self.days.number:f}" if self.days is not None else ""
        return f"{self.people.number:f}×{self.each.number:f}{days}"


@check(
    code=CODE,
    title="按人数、天数、标准算得的费用与支出不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标与二、（二）",),
)
def planned_cost(given: AuditInput) -> Iterable[Outcome]:
    """印出了人数、天数、每人每天标准的会议、培训，支出不超过三者之积。

    Holds: 支出不超过计划数（取整之内）。   Breaks: 支出超过计划数百分之二以上。
    Unknown: 没有同类的支出，或同类支出不止一项。   Mend: 说明标准以外的开支，或更正人数、天数、标准。
    """
    plans = [plan for text, span in _texts(given) if (plan := _plan(text, span)) is not None]
    if not plans:
        return
    spent = _spent(given)
    spent_on = {kind: [fact for fact in spent if any(word in f"{fact.context.item}{fact.label}" for word in kind)] for kind in _KINDS}
    values_of = {kind: {fact.figure.value for fact in facts} for kind, facts in spent_on.items()}
    for plan in plans:
        kind = next((kind for kind in _KINDS if any(word in plan.text for word in kind)), ())
        alike, values = spent_on.get(kind, []), values_of.get(kind, set())
        if len(values) != 1:
            why = "没有同类的支出" if not values else f"同类支出有{len(values)}项，分不清是哪一项"
            yield NotEvaluated(CODE, f"{plan.working}={plan.cost.normalize():f}元，{why}", (plan.span,))
        else:
            yield _judge(plan, alike[0])


def _texts(given: AuditInput) -> Iterable[tuple[str, Span]]:
    """Names and targets of indicators, and sentences of the running text, that may hold a standard per head."""
    for table in tables_of(given):
        for row in table.rows:
            for text, span in ((row.level[2], row.spans.get("name")), (row.target, row.spans.get("target"))):
                if span is not None and "元" in text:
                    yield text, span
    for block in given.document.running():
        if "元/人" not in block.text and "每人每天" not in block.text:
            continue
        start = 0
        for sentence in block.text.replace("；", "。").split("。"):
            if "元" in sentence:
                yield sentence, given.document.span(block, start, start + len(sentence))
            start += len(sentence) + 1


def _plan(text: str, span: Span) -> Plan | None:
    """The plan in some words, when each of its parts is printed once."""
    if "元/人" not in text and "每人每天" not in text:
        return None
    figures = [found.figure for found in scan(text) if found.kind is MentionKind.QUANTITY and found.figure is not None]
    people = [figure for figure in figures if figure.unit.is_people and figure.number > 1]
    days = [figure for figure in figures if figure.unit.key in _DAILY]
    each = [figure for figure in figures if figure.unit.key.startswith("元/人")]
    if not each and "每人每天" in text:
        each = [figure for figure in figures if figure.unit.is_money and figure.unit.key == "元"]
    if len(people) != 1 or len(each) != 1 or len(days) > 1:
        return None
    daily = "天" in each[0].unit.key or "日" in each[0].unit.key or "每人每天" in text
    if daily != bool(days):
        return None
    return Plan(people[0], days[0] if days else None, each[0], text, span)


def _spent(given: AuditInput) -> list[Fact]:
    year = given.statements.period.year
    return [
        fact
        for fact in given.statements.facts
        if fact.figure.unit.is_money and fact.context.basis is Basis.OUTTURN and fact.context.period.year == year and fact.trust >= _SURE
        and (fact.context.item or fact.concept.startswith(("spend.economic", "meeting", "training"))) and fact.figure.value > 0
    ]  # fmt: skip


def _judge(plan: Plan, spent: Fact) -> Outcome:
    cost, unit = plan.cost, spent.figure.unit
    planned = words.in_unit(cost, unit)
    working = f"{plan.working} = {planned}"
    if spent.figure.range.low <= cost * _NEAR:
        band = Band.EXACT if spent.figure.value <= cost else Band.ROUNDING
        return Held(CODE, band, (plan.span, spent.origin), (spent,), f"{working}，支出{spent.figure.text}")
    over = spent.figure.value - cost
    percent = (over / cost * 100).quantize(Decimal("0.1"))
    days = f"×{plan.days.text}" if plan.days is not None else ""
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{plan.people.text}×{plan.each.text}{days}应为{planned}，{spent.label}支出{spent.figure.text}，多{percent}%",
        "说明标准以外的开支（场租、资料、交通等），或更正人数、天数、标准",
        (spent.origin, plan.span),
        likely_cause="支出含标准以外的费用，或实际人数、天数多于计划",
        expected=f"不超过{planned}",
        stated=spent.figure.text,
        difference=words.in_unit(over, unit, spent.figure.step),
        facts=(spent,),
        working=(working,),
    )
