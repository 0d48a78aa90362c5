"""JH-A-126 自评高分与自列问题并存。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.stated_items import items_of
from jiheng.core.auditing.structure import ReportKind, view_of
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-126"
_HIGH = Decimal(95)
_FULL = Decimal(100)
_MANY = 3


@check(
    code=CODE,
    title="自评95分以上，却自列多个问题",
    severity=Severity.HINT,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#客观公正", "seed-nansha-2022#二、（一）与三"),
)
def high_score(given: AuditInput) -> Iterable[Outcome]:
    """自评95分以上而自列三个以上问题的，应看得出哪个问题扣了多少分；只作提示。

    Holds: 分数不高，或问题少于三个。   Breaks: 95分以上，自列三个以上问题。
    Unknown: 没有读到总分，或没有分条写问题。   Mend: 写明每个问题对应的指标和扣分。
    """
    view = view_of(given.document)
    score = _score(given)
    problems = [item for section in view.sections if section.is_problems for item in items_of(view, section)]
    if view.kind not in (ReportKind.WHOLE, ReportKind.PROJECT) or score is None or not problems:
        yield NotEvaluated(CODE, "没有读到自评总分，或没有分条写问题")
        return
    value, span, facts = score
    if value < _HIGH or len(problems) < _MANY:
        yield Held(CODE, Band.EXACT, (span,), facts, f"自评{value:f}分，自列问题{len(problems)}个")
        return
    yield Finding(
        code=CODE, severity=Severity.HINT, category=Category.ACCURACY, message=f"自评{value:f}分，却自列{len(problems)}个问题，看不出哪个问题扣了分", mend="写明每个问题对应的指标和扣分，或重新评分",
        evidence=tuple(view.span(item.block, item.start, item.end) for item in problems[:4]), likely_cause="评分与问题分开写，没有对应", stated=f"{value:f}分", facts=facts,
        subject_key="高分与问题",
    )  # fmt: skip


def _score(given: AuditInput) -> tuple[Decimal, Span, tuple[Fact, ...]] | None:
    """The stated total of a hundred: in words, else in the last row of the table."""
    for fact in given.statements.facts:
        if fact.concept == "score.total" and fact.figure.number <= _FULL:
            return fact.figure.number, fact.origin, (fact,)
    for total in given.statements.totals:
        if total.score is not None and total.weight is not None and total.weight.number == _FULL:
            return total.score.number, total.origin, ()
    return None
