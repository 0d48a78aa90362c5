"""JH-A-201 得分超过分值，或分值、得分为负。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, ScoreTable, cell_facts, name_of, plain, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.indicator import StatedIndicator

CODE = "JH-A-201"
_FULL = 100
_SCORES = ("score.total", "score.average", "indicator.score")
_GOT = re.compile(r"(?:得分|评分|评价分|自评分|总分)(?:数|值)?[为是:：]?\s?$")
_MORE = re.compile(r"加分|附加|[千0-9]分制|(?:满分|总分值|标准分|分值)[^。，；\n]{0,8}(?:1[1-9]\d|1[0-9]{3}|[2-9]\d\d)")
_WIDTH = 10
_FEW = 3  # so many rows above their points are a scale, not a slip


@check(
    code=CODE,
    title="得分超过分值，或分值、得分为负",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3", "langfang-project-2019#项目支出绩效自评表"),
)
def score_above_points(given: AuditInput) -> Iterable[Outcome]:
    """一行指标的得分在零分与该行分值之间；正文的得分不超过满分100分。

    Holds: 0≤得分≤分值。   Breaks: 得分大于分值；分值或得分为负数；没有写明另有满分、加分，而得分超过100分。
    Unknown: 一张表多数行得分大于分值（各行按百分制打分，分值是权重）。   Mend: 核对分值与得分两栏，更正后重算合计。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        rows = [row for row in table.scored if row.score is not None]
        if _is_percent_scale(rows):
            yield NotEvaluated(CODE, "多数行得分大于分值，像是各行按百分制打分，不能与分值相比", spans_of(rows[0], "weight", "score"))
            continue
        yield from _judge(rows, cells)
        yield from _execution(table, cells)
    yield from _told(given)


def _told(given: AuditInput) -> Iterable[Outcome]:
    """Scores of running text that are above a hundred, where no more points can be got than that."""
    high = [fact for fact in given.statements.facts if fact.concept in _SCORES and fact.figure.number > _FULL and fact.origin.block.startswith("p")]
    text = given.document.text if high else ""
    for fact in high:
        if not _GOT.search(text, max(0, fact.origin.start - _WIDTH), fact.origin.start) or _MORE.search(text):
            continue
        yield Finding(
            CODE,
            Severity.WARNING,
            Category.ACCURACY,
            f"得分{fact.figure.text}，超过满分100分",
            "核对得分；满分不是100分或者有加分的，写明满分和加分办法",
            (fact.origin,),
            expected="不大于100分",
            stated=fact.figure.text,
            facts=(fact,),
        )


def _is_percent_scale(rows: list[StatedIndicator]) -> bool:
    """Whether the two columns are of different scales: rows scored out of 100, weights that are shares."""
    pairs = [(row.weight, row.score) for row in rows if row.weight is not None and row.score is not None]
    if any(score.unit.is_ratio and not weight.unit.is_ratio for weight, score in pairs):
        return True
    if len(pairs) > 1 and sum(weight.number for weight, _ in pairs) <= 1:
        return True
    above = [row for row in rows if row.weight is not None and row.score is not None and row.score.number > row.weight.number]
    return len(above) >= _FEW and len(above) * 2 > len(rows) and all(row.score is not None and row.score.number <= _FULL for row in above)


def _judge(rows: list[StatedIndicator], cells: CellFacts) -> Iterable[Outcome]:
    for row in rows:
        score, weight = row.score, row.weight
        if score is None:
            continue
        negative = score if score.number < 0 else weight if weight is not None and weight.number < 0 else None
        facts = cells.of(row, "weight", "score")
        if negative is not None:
            message = f"“{name_of(row)}”的{'得分' if negative is score else '分值'}写作{plain(negative.number)}，不能是负数"
            mend = "更正该格；扣分写在扣分原因栏，得分栏写扣后的分数"
            expected = f"0—{plain(weight.number)}分" if weight is not None and weight.number > 0 else "不小于0分"
            yield _finding(row, message, mend, expected, plain(negative.number), "", "像是把扣分填进了得分栏" if negative is score else "", cells)
        elif weight is None:
            continue
        elif score.number > weight.number:
            over = plain(score.number - weight.number)
            message = f"“{name_of(row)}”分值{plain(weight.number)}分，得分{plain(score.number)}分，超出{over}分"
            cause = "两栏数字像是填反了" if weight.number and score.number else "该行没有分值，得分应为0"
            yield _finding(
                row, message, "核对分值与得分，更正后重算合计", f"0—{plain(weight.number)}分", f"{plain(score.number)}分", f"{over}分", cause, cells
            )
        else:
            yield Held(CODE, Band.EXACT, spans_of(row, "weight", "score"), facts, f"{plain(score.number)} ≤ {plain(weight.number)}")


def _execution(table: ScoreTable, cells: CellFacts) -> Iterable[Outcome]:
    group = table.execution
    if group is None or group.weight is None or group.score is None or group.score.number <= group.weight.number:
        return
    span, facts = cells.printed(group, group.score)
    full, stated = plain(group.weight.number), plain(group.score.number)
    yield Finding(
        CODE,
        Severity.ERROR,
        Category.ACCURACY,
        f"预算执行率分值{full}分，得分{stated}分，超过分值",
        "核对分值与得分，更正后重算合计",
        (span,),
        expected=f"0—{full}分",
        stated=f"{stated}分",
        facts=facts,
    )


def _finding(row: StatedIndicator, message: str, mend: str, expected: str, stated: str, difference: str, cause: str, cells: CellFacts) -> Finding:
    return Finding(
        CODE,
        Severity.ERROR,
        Category.ACCURACY,
        message,
        mend,
        spans_of(row, "score", "weight", "name"),
        likely_cause=cause,
        expected=expected,
        stated=stated,
        difference=difference,
        facts=cells.of(row, "weight", "score"),
        subject_key=f"{'/'.join(row.level)}|得分与分值",
    )
