"""JH-A-309 称没有超编，而在职人数多于编制。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, first
from jiheng.core.auditing.phrases import said
from jiheng.core.auditing.shelf import check

CODE = "JH-A-309"
_CLAIM = re.compile(
    "(?:没有|未|无|不存在)(?:发生)?(?:超编|超员|超出编制|突破编制)(?:进人|配备|现象|情况|人员)?|控制在(?:核定)?编制(?:数|限额|总数)?(?:以|之)?内"
)


@check(
    code=CODE,
    title="称没有超编，与人数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-framework-2013#投入·预算配置·在职人员控制率", "seed-lusong-2023#附件2"),
)
def within_quota_claim(given: AuditInput) -> Iterable[Outcome]:
    """“未超编”“控制在编制以内”：印出的在职人数不应多于编制数。

    Holds: 在职不多于编制。   Breaks: 在职多于编制。
    Unknown: 没有印出编制或在职人数。   Mend: 核对人数与编制，或改写该句并说明原因。
    """
    for one in said(given.document, _CLAIM, "编", "超员"):
        if one.is_plan:
            continue
        actual, quota = first(given, ("staff.actual",), DONE), first(given, ("staff.quota",), DONE)
        if actual is None or quota is None:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有编制与在职人数可比", (one.span,))
            continue
        facts = (actual, quota)
        evidence = (one.span, actual.origin, quota.origin)
        if actual.figure.value <= quota.figure.value:
            yield Held(CODE, Band.EXACT, evidence, facts, f"在职{actual.figure.text}，编制{quota.figure.text}")
            continue
        gap = words.in_unit(actual.figure.value - quota.figure.value, actual.figure.unit)
        yield Finding(
            CODE, Severity.WARNING, Category.ACCURACY,
            f"写“{one.match.group()}”，而在职{actual.figure.text}，编制{quota.figure.text}，多{gap}",
            "核对同一时点、同一范围的编制与在职人数；确有超编的说明原因", evidence,
            expected=f"不多于{quota.figure.text}", stated=actual.figure.text, difference=gap, facts=facts,
        )  # fmt: skip
