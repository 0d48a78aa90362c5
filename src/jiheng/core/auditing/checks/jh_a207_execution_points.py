"""JH-A-207 预算执行率得分与印出的执行率不符。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, plain
from jiheng.core.auditing.scoring_methods import Worked, execution, execution_banded
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval
from jiheng.core.rulepack.scoring_rules import ScoringRules

CODE = "JH-A-207"
_RATE = "spend.execution_rate"
_ONE = Decimal(1)
_HIGH = 10_000  # no points are as high; a "score" above is another column


@check(
    code=CODE,
    title="预算执行率得分与印出的执行率不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "seed-lusong-2023#附件3", "langfang-project-2019#项目支出绩效自评表"),
)
def execution_points(given: AuditInput) -> Iterable[Outcome]:
    """预算执行率得分=分值×执行率，执行率超过100%的按100%。

    Law: 财预〔2020〕10号的计分说明未核实原文，故只作提醒。
    Holds: 按印出的执行率（或印出的金额）算得的分，四舍五入后等于得分；或合乎分档计分。   Breaks: 都不相符。
    Unknown: 同一行没有执行率。   Mend: 按执行率重算得分；当地分档计分的，注明办法。
    """
    for facts in cell_facts(given).rows():
        score = _first(facts, ("score.execution",), "得分") or _first(facts, ("indicator.score",), "得分")
        weight = _first(facts, ("indicator.weight", ""), "权重") or _first(facts, ("indicator.weight", ""), "分值")
        rate = next((fact for fact in facts if fact.concept == _RATE and fact.figure.unit.is_ratio), None) or _actual_rate(facts)
        if score is None or weight is None or not _is_execution(facts, rate) or not 0 < weight.figure.number < _HIGH:
            continue
        if rate is None:
            yield NotEvaluated(CODE, f"预算执行率得{plain(score.figure.number)}分，同一行没有印出执行率", (score.origin,))
        else:
            yield _judge(rate, weight, score, facts, given.scoring)


def _first(facts: list[Fact], concepts: tuple[str, ...], word: str) -> Fact | None:
    return next((fact for fact in facts if fact.concept in concepts and word in fact.label and not fact.figure.unit.is_money), None)


def _actual_rate(facts: list[Fact]) -> Fact | None:
    """The rate of an indicator row that is named 预算执行率; one with a target of its own is scored against that."""
    if any(fact.concept == "indicator.target" and fact.figure.value != 1 for fact in facts):
        return None
    return next((fact for fact in facts if fact.concept == "indicator.actual" and fact.figure.unit.is_ratio and _names_it(fact)), None)


def _names_it(fact: Fact) -> bool:
    item = fact.context.item
    return item.startswith(("预算执行率", "部门预算执行率", "执行率", "整体支出预算执行率"))


def _is_execution(facts: list[Fact], rate: Fact | None) -> bool:
    """Whether a row scores the execution of the budget: it prints a rate over money, or says so."""
    if rate is not None and rate.concept == _RATE:
        return True
    if rate is None and any(fact.concept == "indicator.target" for fact in facts):
        return False
    return rate is not None or any(_names_it(fact) for fact in facts if fact.concept == "indicator.score")


def _judge(rate: Fact, weight: Fact, score: Fact, facts: list[Fact], rules: ScoringRules) -> Outcome:
    full = weight.figure
    by_rate = execution(rate.figure.range, full)
    ways: list[tuple[Worked, tuple[Fact, ...]]] = [(by_rate, (rate,))]
    amounts = _amounts(facts)
    if amounts is not None:
        spent, budget = amounts
        ways.append((execution(spent.figure.range / budget.figure.range, full), (spent, budget)))
    ways += [(way, (rate,)) for way in execution_banded(min(rate.figure.value, _ONE), full, rules)]
    for way, used in ways:
        if way.gives(score.figure):
            words = f"{way.name}：{full.text}×{rate.figure.text} ≈ {plain(score.figure.number)}分"
            exact = way.points == Interval.point(score.figure.number)
            used_all = (rate, weight, score, *(fact for fact in used if fact is not rate))
            return Held(CODE, Band.EXACT if exact else Band.ROUNDING, tuple(fact.origin for fact in used_all), used_all, words)
    return _finding(rate, weight, score, by_rate, ways[1] if amounts is not None else None)


def _amounts(facts: list[Fact]) -> tuple[Fact, Fact] | None:
    spent = next((fact for fact in facts if fact.figure.unit.is_money and fact.context.basis in (Basis.OUTTURN, Basis.ACTUAL)), None)
    budget = next((fact for fact in facts if fact.figure.unit.is_money and fact.context.basis is Basis.BUDGET), None)
    return (spent, budget) if spent is not None and budget is not None and budget.figure.value else None


def _finding(rate: Fact, weight: Fact, score: Fact, by_rate: Worked, by_amounts: tuple[Worked, tuple[Fact, ...]] | None) -> Finding:
    full, stated = plain(weight.figure.number), plain(score.figure.number)
    expected = f"{by_rate.printed}分（按印出的执行率）"
    working = [f"{full} × {rate.figure.text} = {by_rate.printed}"]
    used: tuple[Fact, ...] = (rate, score, weight)
    if by_amounts is not None:
        way, (spent, budget) = by_amounts
        expected += f"，{way.printed}分（按印出的金额）"
        working.append(f"{full} × {spent.figure.number:f} ÷ {budget.figure.number:f} = {way.printed}")
        used = (*used, spent, budget)
    low = by_rate.points.low
    if score.figure.number <= low < score.figure.number + score.figure.step:
        cause = "像是舍去了小数，没有四舍五入或保留小数"
    elif score.figure.number == weight.figure.number:
        cause = "执行率不足100%而得满分，可能当地按分档计分，须写明"
    else:
        cause = ""
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"预算执行率{rate.figure.text}，分值{full}分，得{stated}分；按比例应为{expected}",
        "按执行率重算得分（保留两位小数），并重算总分；另有分档办法的，注明文件和档次",
        tuple(fact.origin for fact in used),
        likely_cause=cause,
        expected=expected,
        stated=f"{stated}分",
        difference=f"{plain(abs(Decimal(by_rate.printed) - score.figure.number))}分",
        facts=used,
        working=tuple(working),
        subject_key=f"执行率得分|{score.origin.block}",
    )
