"""JH-A-217 满意度写100%而没有调查样本。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.targets import is_satisfaction, pair_of

CODE = "JH-A-217"
_SURVEY = re.compile("问卷|抽样|样本|抽查|调查对象|受访|访谈|满意度调查|满意度测评|测评表|电话回访|随机调查|调查表|满意测评|民意测评")
_OF_ROWS = re.compile("指标完成|指标得分|完成情况|目标完成")  # how much of the indicators was done, not how content people are
_PLAN = re.compile(r"(?:目标|确保|力争|达到|要求|不低于|以上|≥)[^，。；]{0,6}$")


@check(
    code=CODE,
    title="满意度写100%而没有调查样本",
    severity=Severity.WARNING,
    category=Category.EXISTENCE,
    sources=("seed-lusong-2023#附件3", "seed-nansha-2022#（二）履职效能", "mof-indicators-2021#完成值取值方式"),
)
def satisfaction_sample(given: AuditInput) -> Iterable[Outcome]:
    """满意度来自调查：写明调查方式、发放和收回的份数。

    Holds: 文中写了问卷、抽样或测评。   Breaks: 满意度100%，全文没有提到任何调查。
    Unknown: 满意度不到100%而没有提到调查。   Mend: 补写调查时间、方式、样本数和计算过程；没有调查的不填100%。
    """
    stated = list(_stated(given))
    if not stated:
        return
    survey = _survey(given)
    full = [(span, facts) for span, facts, is_full in stated if is_full]
    facts = tuple(fact for _, some, _ in stated for fact in some)
    if survey is not None:
        yield Held(CODE, Band.EXACT, (*(span for span, _, _ in stated), survey), facts, "写了调查方式")
    elif not full:
        yield NotEvaluated(CODE, "满意度没有写调查方式和样本数", tuple(span for span, _, _ in stated))
    else:
        yield Finding(
            CODE,
            Severity.WARNING,
            Category.EXISTENCE,
            f"满意度写作100%（{len(full)}处），全文没有写调查方式、样本数",
            "补写调查的时间、对象、方式和发放、收回份数；没有调查的，不能填100%",
            tuple(span for span, _ in full),
            likely_cause="没有做调查，按印象填写",
            expected="附样本数的满意度",
            stated="100%",
            facts=facts,
            subject_key="满意度100%没有样本",
        )


def _stated(given: AuditInput) -> Iterable[tuple[Span, tuple[Fact, ...], bool]]:
    """Every satisfaction that was reached, in tables and in running text, and whether it is 100%."""
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            pair = pair_of(row) if is_satisfaction(row) else None
            if pair is not None and pair.actual.unit.is_ratio:
                yield spans_of(row, "actual")[0], cells.of(row, "actual", "target"), pair.actual.value == 1 and not pair.actual.is_hedged
    for fact in given.statements.facts:
        if not fact.origin.block.startswith("p") or not fact.figure.unit.is_ratio or "满意" not in fact.label:
            continue
        before = given.document.text[max(0, fact.origin.start - 10) : fact.origin.start]
        if fact.context.basis is not Basis.TARGET and not _PLAN.search(before.removesuffix("达到")) and not _OF_ROWS.search(before):
            yield fact.origin, (fact,), fact.figure.value == 1 and not fact.figure.is_hedged


def _survey(given: AuditInput) -> Span | None:
    """Where the document first tells of a survey."""
    if not _SURVEY.search(given.document.text):
        return None
    for block in given.document.blocks:
        for part in (block, *(cell.block for cell in block.cells)):
            found = _SURVEY.search(part.text)
            if found:
                return given.document.span(part, found.start(), found.end())
    return None
