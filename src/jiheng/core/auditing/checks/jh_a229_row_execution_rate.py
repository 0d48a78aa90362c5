"""JH-A-229 表内一行的执行率与同一行的执行数、预算数不符。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.row_rates import rate_as_meant, row_rates
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval

CODE = "JH-A-229"


@check(
    code=CODE,
    title="表内一行的执行率与同一行的执行数、预算数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件3", "langfang-project-2019#项目支出绩效自评表", "mof-self-evaluation-2020#项目支出绩效自评表"),
)
def row_execution_rate(given: AuditInput) -> Iterable[Outcome]:
    """自评表上部每一行：执行率=全年执行数÷全年预算数（没有全年预算数的用年初预算数）。

    没有写“%”的，按百分数、小数两种读法中与重算值相近的一种（0.95即95%）。

    Holds: 重算值与印出的执行率相接。   Breaks: 三个数都印在同一行而不相接。
    Unknown: 缺执行数或预算数，或预算数为零。   Mend: 更正执行率；分母是年初预算的，改用调整后的全年预算。
    """
    for row in row_rates(given):
        yield _judge(row.rate, row.spent, row.budgets)


def _judge(rate: Fact, spent: Fact | None, budgets: Sequence[Fact]) -> Outcome:
    if spent is None or not budgets:
        return NotEvaluated(CODE, f"执行率{rate.figure.text}的同一行没有一个执行数和预算数", (rate.origin,))
    if not budgets[0].figure.value:
        return NotEvaluated(CODE, f"执行率{rate.figure.text}的预算数为零，不能作分母", (rate.origin, budgets[0].origin))
    printed = rate_as_meant(rate.figure, spent.figure.value / budgets[0].figure.value)
    fits = _fits(spent.figure, budgets[0].figure, printed)
    if fits is not None:
        used = (rate, spent, budgets[0])
        words_ = f"{words.plain(spent)} ÷ {words.plain(budgets[0])} ≈ {rate.figure.text}"
        return Held(CODE, Band.EXACT if fits else Band.ROUNDING, tuple(fact.origin for fact in used), used, words_)
    return _finding(rate, printed, spent, budgets)


def _fits(spent: Figure, budget: Figure, rate: Figure) -> bool | None:
    """True exactly, False by rounding, None not at all."""
    if not budget.value:
        return None
    if spent.value / budget.value == rate.value:
        return True
    # Amounts of a form are sums of 分 printed whole: only their last printed digit is in doubt.
    half = rate.base_step / 2
    printed = Interval(rate.value - half, rate.value + half)
    return False if (spent.range / budget.range).meets(printed) else None


def _name(rate: Fact, spent: Fact) -> str:
    """What the row is called."""
    return rate.label.partition("·")[0] if "·" in rate.label else spent.label


def _finding(rate: Fact, printed: Figure, spent: Fact, budgets: Sequence[Fact]) -> Finding:
    budget, unit = budgets[0], printed.unit
    exact = spent.figure.value / budget.figure.value
    habit = words.cut_off(printed, exact) if printed.value else ""
    other = next((fact for fact in budgets[1:] if _fits(spent.figure, fact.figure, printed) is not None), None)
    if other is not None:
        cause = f"以{other.context.basis.value if other.context.basis else ''}{other.figure.text}为分母则相符，分母用错"
    elif not rate.figure.value:
        cause = "执行率没有填写"
    else:
        cause = habit
    shown = words.in_unit(exact, unit, Decimal("0.01"))
    return Finding(
        CODE,
        Severity.WARNING if habit else Severity.ERROR,
        Category.ACCURACY,
        f"“{_name(rate, spent)}”执行率印作{rate.figure.text}，按{words.plain(spent)}÷{words.plain(budget)}应为{shown}",
        "更正执行率和据此计算的得分；分母应为调整后的全年预算数",
        (rate.origin, spent.origin, budget.origin),
        likely_cause=cause,
        expected=words.span_of(spent.figure.range / budget.figure.range, unit, printed.step),
        stated=rate.figure.text,
        difference=words.in_unit(abs(exact - printed.value), unit, Decimal("0.01")),
        facts=(rate, spent, budget),
        working=(f"{words.plain(spent)} ÷ {words.plain(budget)} = {shown} ≠ {rate.figure.text}",),
    )
