"""JH-A-407 绩效管理的项目资金大于项目支出。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import BUDGET, DONE, OPENING, first
from jiheng.core.auditing.shelf import check

CODE = "JH-A-407"
_MONEY = ("targets.money", "self_evaluation.money", "monitoring.money")


@check(
    code=CODE,
    title="绩效管理的项目资金大于项目支出",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#十、预算绩效管理情况", "govbudgetchecker-rules#BUD-108"),
)
def performance_money(given: AuditInput) -> Iterable[Outcome]:
    """编报目标、开展自评的项目所涉及的资金，不应大于项目支出（预算或决算）；大于的须写明口径。

    Holds: 不大于项目支出。   Breaks: 大于项目支出。
    Unknown: 没有印出项目支出。   Mend: 写明涉及资金是年初预算、全年预算还是决算，是否含下属单位或上年结转。
    """
    seen: set[object] = set()
    for fact in given.statements.facts:
        if fact.concept not in _MONEY or not fact.figure.unit.is_money or not fact.figure.value or fact.figure.value in seen:
            continue
        seen.add(fact.figure.value)
        project = next((one for bases in (BUDGET, OPENING, DONE) if (one := first(given, ("spend.project",), bases)) is not None), None)
        if project is None:
            yield NotEvaluated(CODE, f"{fact.label}{fact.figure.text}没有项目支出可比", (fact.origin,))
            continue
        facts = (fact, project)
        evidence = (fact.origin, project.origin)
        if fact.figure.range.low <= project.figure.range.high:
            yield Held(CODE, Band.EXACT, evidence, facts, f"{words.plain(fact)}不大于{words.plain(project)}")
            continue
        gap = words.in_unit(fact.figure.value - project.figure.value, fact.figure.unit)
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"绩效管理涉及资金{fact.figure.text}，大于{words.named(project)}，多{gap}",
            "写明涉及资金的口径（年初预算、全年预算或决算；是否含结转），或更正", evidence,
            likely_cause="一个是预算数，一个是决算数，口径没有写明" if project.context.basis in DONE else "范围可能含下属单位或上年结转",
            expected=f"不大于{project.figure.text}", stated=fact.figure.text, difference=gap, facts=facts,
        )  # fmt: skip
