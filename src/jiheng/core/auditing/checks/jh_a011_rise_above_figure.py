"""JH-A-011 增加额大于本年数。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.addable import is_change
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.brackets import is_level
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.own_parts import is_net_of_refunds
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-011"
_SURE = Decimal("0.8")
_BOUND = re.compile(r"(?:[^。；;\d]|(?:19|20)\d\d年){0,40}")  # whatever it is called, the change right behind a figure is of it
_LAST_YEAR, _CLAUSE = re.compile(r"[较比](?:上年|去年|20\d\d年)[^，。；;、]*$"), 40
_COMPARES = re.compile("[比较]|相比|上年|去年")
# Balances and surpluses may have been below zero the year before; money received or spent may not.
_NEVER_NEGATIVE = ("income.", "spend.", "three.", "procurement.", "agency.", "staff.", "both.")


@check(
    code=CODE,
    title="增加额大于本年数",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("rules-practice#A13",),
)
def rise_above_figure(given: AuditInput) -> Iterable[Outcome]:
    """“A为x，比上年增加y”：y大于x时，上年数就成了负数；收入、支出、人数没有负数。

    Holds: 增加额不大于本年数。   Breaks: 增加额大于本年数。
    Unknown: 结余、收益等可以为负（不比较），或没有写本年数。   Mend: 核对本年数、增加额及其单位和增减方向。
    """
    for stated in given.statements.changes:
        now, amount = stated.now, stated.amount
        if now is None or amount is None or stated.direction <= 0 or amount.figure.unit.dimension != now.figure.unit.dimension:
            continue
        if not now.concept.startswith(_NEVER_NEGATIVE) or amount.of != now.concept or now.figure.unit.is_ratio or stated.before is not None:
            continue
        if _LAST_YEAR.search(given.document.text[max(0, now.origin.start - _CLAUSE) : now.origin.start]):
            continue  # 甲30万元，较上年决算数乙|12万元、增加18万元: the figure is last year's
        if now.context.basis is Basis.OPENING and not _COMPARES.search(given.document.text[now.origin.end : amount.origin.start]):
            continue  # 年初预算为30万元，增加45万元: what was added to the budget in the year
        if not is_level(given.document.text[now.origin.end : amount.origin.start]):
            continue  # 甲30万元（其中乙5万元）。较上年增加12万元: what the bracket told is over
        evidence = (now.origin, amount.origin)
        if amount.figure.range.low <= now.figure.range.high:
            yield Held(CODE, Band.EXACT, evidence, (amount, now), f"{now.label}{now.figure.text}，增加{amount.figure.text}")
            continue
        if is_net_of_refunds(now, given) or _rose_from_nothing(now, amount, given):
            continue  # 甲支出90万元，其中乙80万元、丙10万元，较上年增加90万元: of the whole, of which there was none
        yield _finding(now, amount, given.document.text[now.origin.end : amount.origin.start])


def _rose_from_nothing(now: Fact, amount: Fact, given: AuditInput) -> bool:
    """Whether the rise is another figure that its sentence tells before: that one rose by all that it is."""
    begin = given.document.text.rfind("。", 0, now.origin.start)
    told = (fact for fact in given.statements.facts if fact.origin.block == now.origin.block and begin < fact.origin.start < now.origin.start)
    return any(fact.figure.value == amount.figure.value and not is_change(fact) for fact in told)


def _finding(now: Fact, amount: Fact, between: str) -> Finding:
    unit = amount.figure.unit
    base = words.in_unit(now.figure.value - amount.figure.value, unit)
    named = min(now.trust, amount.trust) >= _SURE
    sure = (named or _BOUND.fullmatch(between)) and not any(fact.figure.is_hedged or fact.repair for fact in (now, amount))
    mixed = {now.figure.unit.key, unit.key} == {"元", "万元"}
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(now)}，却比上年增加{amount.figure.text}，上年数成了{base}",
        "核对本年数、增加额及其单位和增减方向",
        (now.origin, amount.origin),
        likely_cause="元与万元混用" if mixed else "",
        expected=f"不大于{now.figure.text}",
        stated=amount.figure.text,
        difference=words.in_unit(amount.figure.value - now.figure.value, unit),
        facts=(amount, now),
        working=(f"{words.plain(now)} - {words.plain(amount)} = {base}",),
    )
