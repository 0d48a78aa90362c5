"""JH-A-319 人员控制率超过100%。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.period import Period

CODE = "JH-A-319"
_ONE = Decimal(1)


@check(
    code=CODE,
    title="人员控制率超过100%",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#附件2", "mof-framework-2013#投入·预算配置·在职人员控制率"),
)
def staff_control_rate(given: AuditInput) -> Iterable[Outcome]:
    """在职（财政供养）人员控制率超过100%即在职多于编制，须说明原因。

    Holds: 不超过100%。   Breaks: 超过100%。
    Unknown: 只写约数。   Mend: 说明超编的原因（改革过渡、军转安置等），或更正人数与编制。
    """
    for fact in given.statements.facts:
        if fact.concept != "staff.control_rate":
            continue
        if fact.figure.is_hedged:
            yield NotEvaluated(CODE, f"{fact.label}只写约数", (fact.origin,))
            continue
        if fact.figure.range.low <= _ONE:
            yield Held(CODE, Band.EXACT, (fact.origin,), (fact,), f"{fact.label}{fact.figure.text}")
            continue
        people = _people(given, fact.context.period)
        shown = "、".join(dict.fromkeys(f"{'编制' if other.concept == 'staff.quota' else '在职'}{words.plain(other)}人" for other in people))
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"人员控制率{fact.figure.text}，超过100%{f'（{shown}）' if shown else ''}", "说明超编的原因，或更正人数与编制（同一时点、同一范围）",
            (fact.origin, *(other.origin for other in people)), expected="不超过100%", stated=fact.figure.text, facts=(fact, *people),
        )  # fmt: skip


@shared
def _people(given: AuditInput, period: Period) -> tuple[Fact, ...]:
    """Those in post and the posts of a period, each number where it is first told."""
    told = (fact for concept in ("staff.actual", "staff.quota") for fact in given.by_concept.get(concept, ()) if fact.context.period == period)
    first: dict[tuple[str, Decimal], Fact] = {}
    for fact in told:
        first.setdefault((fact.concept, fact.figure.value), fact)
    return tuple(sorted(first.values(), key=lambda fact: fact.origin.start))
