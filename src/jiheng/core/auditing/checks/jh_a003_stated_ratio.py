"""JH-A-003 比率与其分子分母不符。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.bracketed_bases import bracketed_bases
from jiheng.core.auditing.finding import Category, Outcome, Severity
from jiheng.core.auditing.judged_ratios import CODE, ratios_judged
from jiheng.core.auditing.saving_rates import saving_rates
from jiheng.core.auditing.shelf import check


@check(
    code=CODE,
    title="比率与其分子分母不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（三）部门整体收支情况", "sh-final-accounts-2024-a#情况说明", "rules-practice#A03"),
)
def stated_ratio(given: AuditInput) -> Iterable[Outcome]:
    """“占…的x%”“完成预算的x%”：按文中印出的分子、分母重算，应落在印出的比率的取值范围内。

    Holds: 重算值与印出值相接。   Breaks: 分子分母都已印出而不相接。
    Unknown: 分母没有印出。   Mend: 写明分母，或更正比率。
    """
    told = [*bracketed_bases(given, CODE), *saving_rates(given, CODE)]
    rates = {outcome.evidence[0] for outcome in told}
    yield from told
    yield from (outcome for outcome in ratios_judged(given) if outcome.evidence[0] not in rates)
