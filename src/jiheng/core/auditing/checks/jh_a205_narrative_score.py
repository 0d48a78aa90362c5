"""JH-A-205 正文的得分与指标表不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, Points, ScoreTable, block_of, cell_facts, figures_of, plain, table_id, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-205"
TOTAL = "score.total"
# What the running text calls a group's score, and the first level of the table that it is of.
_GROUPS = {
    "score.group.output": ("产出",),
    "score.group.benefit": ("效益", "效果"),
    "score.group.satisfaction": ("满意",),
    "score.group.cost": ("成本",),
    "score.group.process": ("过程",),
    "score.group.input": ("投入",),
    "score.group.decision": ("决策",),
}
_WIDTH = 16
_SCORE = re.compile("得分|总分|评分|自评分|得|自评结果")
_FULL_POINTS = re.compile(r"(?:满分|分值|权重|总分值)[^，。；]{0,4}$")


@check(
    code=CODE,
    title="正文的得分与指标表不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（一）评价结论", "seed-lusong-2023#附件3"),
)
def narrative_score(given: AuditInput) -> Iterable[Outcome]:
    """正文写的自评总分、各组得分，与自评表的总分行、各组各行之和是同一个数。

    Holds: 相同。   Breaks: 只有一张整体自评表，而正文的得分与它不同。
    Unknown: 有几张表，分不清正文说的是哪一张；表中没有得分。   Mend: 以重算无误的自评表为准，改正文。
    """
    told = [fact for fact in given.statements.facts if fact.concept == TOTAL or fact.concept in _GROUPS]
    told = [fact for fact in told if fact.origin.block.startswith("p") and _is_score(fact, given)]
    tables = tables_of(given) if told else []
    if not tables:
        return
    cells = cell_facts(given)
    for fact in told:
        printed = [(score, place, facts) for table in tables for score, place, facts in _scores(fact, table, cells)]
        if not printed:
            yield NotEvaluated(CODE, f"{fact.label}{fact.figure.text}：指标表没有印出得分，不能核对", (fact.origin,))
        else:
            others = [other for other in told if other.concept == fact.concept and other.figure.value != fact.figure.value]
            yield _judge(fact, printed, others, given)


def _is_score(fact: Fact, given: AuditInput) -> bool:
    """Whether the words before a number, in its own clause, say that it is a score and not the full points."""
    start = fact.origin.start
    words = re.split("[，、；。,;\n]|其中", given.document.text[max(0, start - _WIDTH) : start])[-1]
    return _SCORE.search(words) is not None and not _FULL_POINTS.search(words)


def _scores(fact: Fact, table: ScoreTable, cells: CellFacts) -> Iterable[tuple[Points, Span, tuple[Fact, ...]]]:
    if fact.concept == TOTAL:
        if table.total is not None and table.total.score is not None:
            span, facts = cells.printed(table.total, table.total.score)
            yield Points.of([table.total.score]), span, facts
        return
    stems = _GROUPS[fact.concept]
    rows = [row for row in table.weighed if any(stem in row.level[0] for stem in stems)]
    if rows and all(row.score is not None for row in rows):
        facts = tuple(one for row in rows for one in cells.of(row, "score"))
        yield Points.of(figures_of(rows, "score")), rows[0].spans.get("score", rows[0].origin), facts


def _judge(fact: Fact, printed: list[tuple[Points, Span, tuple[Fact, ...]]], others: list[Fact], given: AuditInput) -> Outcome:
    for points, span, facts in printed:
        fits = points.prints(fact.figure)
        if fits is not None:
            words = f"{fact.figure.text} = 表中{plain(points.value)}分"
            return Held(CODE, Band.EXACT if fits else Band.ROUNDING, (fact.origin, span), (fact, *facts), words)
    if any(points.prints(other.figure) is not None for points, _, _ in printed for other in others):
        return NotEvaluated(CODE, f"{fact.label}{fact.figure.text}：表中的得分已由正文另一处写明，这里像是别的得分", (fact.origin,))
    if len(printed) > 1:
        return NotEvaluated(CODE, f"{fact.label}{fact.figure.text}与{len(printed)}张表都不同，分不清说的是哪一张", (fact.origin,))
    points, span, facts = printed[0]
    difference = plain(abs(points.value - fact.figure.number))
    whole = not fact.figure.is_hedged and not others and not _is_of_project(span, given)
    what = "总分行" if fact.concept == TOTAL else "该组各行之和"
    return Finding(
        CODE,
        Severity.ERROR if whole else Severity.WARNING,
        Category.ACCURACY,
        f"正文{fact.label}{fact.figure.text}，指标表{what}为{plain(points.value)}分，相差{difference}分",
        "先把指标表重算一遍，再以表为准改正文",
        (fact.origin, span),
        likely_cause="一处改过而另一处没有跟着改",
        expected=f"{plain(points.value)}分",
        stated=fact.figure.text,
        difference=f"{difference}分",
        facts=(fact, *facts),
    )


def _is_of_project(span: Span, given: AuditInput) -> bool:
    """Whether the table's caption says that it scores a project, not the whole department."""
    block = block_of(given, table_id(span))
    words = block.caption if block is not None else ""
    return "项目" in words and "整体" not in words
