"""JH-A-312 上期为零而写出增长率。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check

CODE = "JH-A-312"


@check(
    code=CODE,
    title="上期为零而写出增长率",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#一、收入支出决算总体情况说明",),
)
def growth_from_zero(given: AuditInput) -> Iterable[Outcome]:
    """增加额等于本期数时上期为零，增长率没有分母，不能写“增长100%”。

    Holds: 上期数不为零。   Breaks: 上期数为零而写了增长率。
    Unknown: 只写增长率，没有增加额和上期数。   Mend: 改写为“上年无此项支出”，不写增长率。
    """
    for change in given.statements.changes:
        now, amount, rate, before = change.now, change.amount, change.rate, change.before
        if rate is None or change.direction <= 0 or now is None or now.figure.unit.is_ratio or not now.figure.value:
            continue
        if amount is not None and amount.figure.unit.dimension == now.figure.unit.dimension:
            is_zero, facts = amount.figure.value == now.figure.value and not amount.figure.is_hedged, (rate, amount, now)
        elif before is not None:
            is_zero, facts = not before.figure.value, (rate, now, before)
        else:
            yield NotEvaluated(CODE, f"{rate.label}{rate.figure.text}没有上期数可比", (rate.origin, now.origin))
            continue
        evidence = tuple(fact.origin for fact in facts)
        if not is_zero:
            yield Held(CODE, Band.EXACT, evidence, facts, "上期数不为零")
            continue
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"{now.label}{now.figure.text}，增加额与本期数相同，上期为零，不能写{words.in_unit(rate.figure.value, rate.figure.unit)}的增长率",
            "改写为“上年无此项收支（单位当年成立）”，不写增长率", evidence,
            likely_cause="单位或项目当年新设，把从无到有写成了增长100%", expected="不写增长率", stated=rate.figure.text, facts=facts,
            working=(f"{words.plain(now)} - {words.plain(facts[1])} = 0" if amount is not None else "上期数为0",),
        )  # fmt: skip
