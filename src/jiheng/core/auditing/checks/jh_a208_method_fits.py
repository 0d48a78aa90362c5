"""JH-A-208 未达目标的指标，得分不合任何已知的计分办法。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, name_of, plain, spans_of, tables_of
from jiheng.core.auditing.scoring_methods import Worked, missed
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.outturns import MoneyFacts
from jiheng.core.facts.targets import Met, Pair, is_satisfaction, pair_of
from jiheng.core.figures.figure import Figure
from jiheng.core.rulepack.scoring_rules import ScoringRules

CODE = "JH-A-208"


@check(
    code=CODE,
    title="未达目标的指标，得分不合任何已知的计分办法",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "hunan-yueyang-score-2020#投入·财政供养人员控制率", "seed-lusong-2023#附件3"),
)
def method_fits(given: AuditInput) -> Iterable[Outcome]:
    """没有完成目标值的定量指标，得分按完成比例、反比例、超出幅度、百分点扣分、分档或全有全无算出。

    Holds: 得分四舍五入后合乎其中一种。   Breaks: 哪一种都不合。
    Unknown: 目标或实际值不是数，单位不同，或分不清越大越好还是越小越好。   Mend: 注明计分办法并重算，或更正得分。
    """
    cells = cell_facts(given)
    money = MoneyFacts(given.statements)
    for table in tables_of(given):
        for row in table.scored:
            if row.score is None or row.weight is None or not row.weight.number or not 0 <= row.score.number < row.weight.number:
                continue
            pair = pair_of(row)
            if pair is not None and pair.aim.value == 1 and "执行率" in name_of(row):
                continue  # JH-A-207 looks at points for execution
            if pair is None:
                if row.target_figure is not None and row.actual_figure is not None:
                    yield NotEvaluated(CODE, f"“{name_of(row)}”的目标值与实际值单位不同，不能计分", spans_of(row, "target", "actual"))
            elif pair.met is Met.MISSED:
                yield _judge(row, pair, row.weight, row.score, money, cells, given.scoring)
            elif pair.met is Met.UNKNOWN:
                yield NotEvaluated(CODE, f"“{name_of(row)}”分不清是否达到目标", spans_of(row, "target", "actual"))


def _judge(row: StatedIndicator, pair: Pair, full: Figure, score: Figure, money: MoneyFacts, cells: CellFacts, rules: ScoringRules) -> Outcome:
    ways = list(missed(pair, full, rules, satisfaction=is_satisfaction(row)))
    facts = cells.of(row, "target", "actual", "weight", "score")
    fitting = next((way for way in ways if way.gives(score)), None)
    if fitting is not None:
        words = f"{fitting.name}：{fitting.working} = {fitting.printed}，印作{plain(score.number)}分"
        return Held(CODE, Band.ROUNDING, spans_of(row, "target", "actual", "score"), facts, words)
    others = [(fact, way) for fact in money.other_outturns(pair.actual) for way in _with(pair, fact, full, rules)]
    return _finding(row, full, score, ways, others, facts)


def _with(pair: Pair, fact: Fact, full: Figure, rules: ScoringRules) -> list[Worked]:
    """The points, were another printed outturn the actual: by the ratio that most regions prescribe."""
    other = replace(pair, actual=fact.figure)
    return list(missed(other, full, rules))[:1] if other.met is Met.MISSED else []


def _finding(
    row: StatedIndicator, full: Figure, score: Figure, ways: list[Worked], others: list[tuple[Fact, Worked]], facts: tuple[Fact, ...]
) -> Finding:
    values = "、".join(f"{way.name}{way.printed}分" for way in ways)
    stated = plain(score.number)
    cause, extra = "", ""
    if others:
        extra = "；" + "；".join(f"若实际值取另处印出的{fact.figure.text}（{fact.label}），{way.name}为{way.printed}分" for fact, way in others)
        fits = next((fact for fact, way in others if way.gives(score)), None)
        cause = f"实际值取{fits.figure.text}则相符" if fits is not None else "实际值可能填的不是执行数"
    elif all(way.points.high < score.number for way in ways):
        cause = "像是酌情只扣少量分，没有按办法计算"
    nearest = min(abs((way.points.low + way.points.high) / 2 - score.number) for way in ways)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{name_of(row)}”目标{row.target}，实际{row.actual}，{plain(full.number)}分得{stated}分，不合任何已知办法：{values}{extra}",
        "注明所用的计分办法并据以重算得分；实际值应取执行数的，先改实际值",
        (*spans_of(row, "target", "actual", "score", "weight"), *(fact.origin for fact, _ in others)),
        likely_cause=cause,
        expected="、".join(f"{way.printed}分" for way in (*ways, *(way for _, way in others))),
        stated=f"{stated}分",
        difference=f"与最近的办法相差{nearest:.2f}分",
        facts=(*facts, *(fact for fact, _ in others)),
        working=tuple(f"{way.name}：{way.working} = {way.printed}" for way in ways),
        subject_key=f"{'/'.join(row.level)}|计分办法",
    )
