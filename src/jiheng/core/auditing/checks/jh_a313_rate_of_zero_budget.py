"""JH-A-313 预算为零而写出完成预算的百分比。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedRatio

CODE = "JH-A-313"


@check(
    code=CODE,
    title="预算为零而写出完成预算的百分比",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#五、（三）一般公共预算财政拨款支出决算具体情况", "govbudgetchecker-rules#R004"),
)
def rate_of_zero_budget(given: AuditInput) -> Iterable[Outcome]:
    """“完成年初预算的x%”：年初预算印作零时没有分母；看哪个印出的预算数相符。

    Holds: 预算数不为零。   Breaks: 预算数为零，而百分比不为零。
    Unknown: 没有印出该预算数。   Mend: 以全年预算为分母，并把“年初预算”改为“全年预算”。
    """
    for ratio in given.statements.ratios:
        if "预算" not in ratio.words or ratio.part is None or not ratio.rate.figure.value or not ratio.part.figure.unit.is_money:
            continue
        wanted = (
            (Basis.OPENING,)
            if "年初" in ratio.words
            else (Basis.BUDGET,)
            if "全年" in ratio.words or "调整" in ratio.words
            else (Basis.OPENING, Basis.BUDGET)
        )
        plans = [fact for fact in _alike(given, ratio.part) if fact.context.basis in wanted]
        if not plans:
            yield NotEvaluated(CODE, f"{ratio.rate.figure.text}的预算数没有印出", (ratio.rate.origin, ratio.part.origin))
        elif any(plan.figure.value for plan in plans):
            plan = next(plan for plan in plans if plan.figure.value)
            yield Held(CODE, Band.EXACT, (ratio.rate.origin, plan.origin), (ratio.rate, plan), "预算数不为零")
        else:
            yield _finding(given, ratio, ratio.part, plans[0])


def _alike(given: AuditInput, part: Fact) -> list[Fact]:
    """Figures of the same thing in the same year, those of the same block first."""
    found = [
        fact for fact in (given.by_concept[part.concept] if part.concept else ())
        if fact.context.item == part.context.item and fact.context.period == part.context.period and fact is not part and fact.context.basis is not part.context.basis
    ]  # fmt: skip
    here = [fact for fact in found if fact.origin.block == part.origin.block]
    return here or [fact for fact in found if fact.context.scope == part.context.scope]


def _finding(given: AuditInput, ratio: StatedRatio, part: Fact, plan: Fact) -> Finding:
    fitting = next(
        (fact for fact in _alike(given, part) if fact.figure.value and (part.figure.range / fact.figure.range).meets(ratio.rate.figure.range)), None
    )
    facts = (ratio.rate, part, plan, *((fitting,) if fitting is not None else ()))
    return Finding(
        CODE, Severity.ERROR if is_sure((ratio.rate, plan)) else Severity.WARNING, Category.ACCURACY,
        f"{words.named(plan)}，却写完成{'年初' if plan.context.basis is Basis.OPENING else ''}预算的{ratio.rate.figure.text}，分母为零",
        f"改写为完成全年预算（{fitting.figure.text}）的{ratio.rate.figure.text}" if fitting is not None else "写明作为分母的预算数，或不写百分比",
        tuple(fact.origin for fact in facts),
        likely_cause=f"以{words.named(fitting)}为分母则相符，应是把全年预算写成了年初预算" if fitting is not None else "",
        expected="分母不为零", stated=ratio.rate.figure.text, facts=facts,
        working=(f"{words.plain(part)} ÷ {words.plain(fitting)} ≈ {ratio.rate.figure.text}",) if fitting is not None else (),
    )  # fmt: skip
