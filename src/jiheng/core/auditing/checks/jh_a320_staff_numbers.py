"""JH-A-320 人员数在文中几处不同，范围没有写明。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, SURE, first
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-320"
_OWN_STAFF = re.compile(
    "(?:全体|全办|全局|全机关|本单位|机关|干部职工)[^，。；、\\d]{0,12}(?P<number>\\d{1,4})\\s*[人名](?![次员])|(?<!\\d)(?P<lead>\\d{1,4})\\s*名[^，。；、]{0,4}机关(?:干部职工|干部|职工)"
)
_OTHERS = re.compile("退休|编外|聘用|临时|委员|群众|企业|共有|总数|编制|其中|在职|少数|党员")
_PARTS = ("staff.retired", "staff.retired_all", "staff.other", "staff.contract", "staff.quota")


@check(
    code=CODE,
    title="人员数几处不同而没有写明范围",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（二）机构职能和人员概况与绩效目标表",),
)
def staff_numbers(given: AuditInput) -> Iterable[Outcome]:
    """文中“全体机关干部职工×人”应与在职人数（或加上写明的退休、编外人员）对得上。

    Holds: 等于在职人数，或等于在职与退休、编外等之和。   Breaks: 都对不上。
    Unknown: 没有印出在职人数。   Mend: 写明各数的范围（是否含退休、编外、借调），或更正。
    """
    actual = first(given, ("staff.actual",), DONE)
    known = set[Decimal]() if actual is None else _known(given, actual)
    for number, text, span in _in_text(given):
        if actual is None:
            yield NotEvaluated(CODE, f"人数{text}没有在职人数可比", (span,))
            continue
        if number in known:
            yield Held(CODE, Band.EXACT, (span, actual.origin), (actual,), f"{text}与在职{actual.figure.text}（及退休、编外人员）相符")
            continue
        gap = words.in_unit(abs(number - actual.figure.value), actual.figure.unit)
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"在职人员{actual.figure.text}，另一处写作{text}，相差{gap}", "写明两处人数的范围和时点（是否含退休、编外、借调），或更正",
            (actual.origin, span), likely_cause="统计范围或时点可能不同", expected=actual.figure.text, stated=text, difference=gap, facts=(actual,),
        )  # fmt: skip


def _known(given: AuditInput, actual: Fact) -> set[Decimal]:
    """The head-count in post, alone or with any printed groups of others."""
    others = [fact.figure.value for concept in _PARTS if concept != "staff.quota" and (fact := first(given, (concept,), DONE)) is not None]
    sums = {actual.figure.value + sum(some, Decimal(0)) for size in range(len(others) + 1) for some in combinations(others, size)}
    quota = first(given, ("staff.quota",), DONE)
    total = [fact.figure.value for fact in given.by_concept.get("staff.total", ()) if "共" in fact.origin.quote]
    return sums | ({quota.figure.value} if quota is not None else set()) | set(total)


def _in_text(given: AuditInput) -> Iterator[tuple[Decimal, str, Span]]:
    facts = {fact.origin.start: fact for fact in given.statements.facts if fact.trust >= SURE}
    for one in said(given.document, _OWN_STAFF, "机关", "全体", "干部职工", "本单位"):
        name = "number" if one.group("number") else "lead"
        if _OTHERS.search(one.clause) or one.is_plan:
            continue
        span = one.part(given.document, name)
        fact = facts.get(span.start)
        if (fact is not None and fact.figure.is_hedged) or (name == "lead" and "全" not in one.clause):
            continue  # some of the staff, not all of it
        yield Decimal(one.group(name)), f"“{one.match.group()}”", span
