"""JH-A-321 指标名称中写明的数与正文同一事项的数不同。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.taxonomy import load_taxonomy

CODE = "JH-A-321"
_NAMED = re.compile("(?P<what>[\\u4e00-\\u9fff]{2,10})[（(](?P<number>\\d{1,6})(?P<unit>人|名|件|个|条|家)[)）]")
_ONE_NUMBER = ("members.", "staff.", "organisation.", "proposals.", "assets.vehicles")


@check(
    code=CODE,
    title="指标名称中的数与正文不同",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标与六、强化统筹协调",),
)
def numbers_in_names(given: AuditInput) -> Iterable[Outcome]:
    """指标名称里用括号写明的人数、件数（“政协委员（159人）”）应与正文写的同一事项的数相同。

    Holds: 相同。   Breaks: 不同。
    Unknown: 正文没有写这一事项的数。   Mend: 写明各数的时点和范围，或更正。
    """
    for row in given.statements.indicators:
        for match in _NAMED.finditer(row.level[2]):
            hits = load_taxonomy().find(match["what"])
            concept = hits[-1].concept.id if hits and hits[-1].concept.id.startswith(_ONE_NUMBER) else ""
            number = Decimal(match["number"])
            facts = [
                fact for fact in given.statements.facts
                if concept and fact.concept == concept and not fact.context.item and not fact.figure.is_hedged
                and fact.context.period == given.statements.period and fact.figure.value * 2 > number > fact.figure.value / 2
            ]  # fmt: skip
            span = row.spans.get("name") or row.origin
            text = f"{match['number']}{match['unit']}"
            if not facts:
                yield NotEvaluated(CODE, f"指标名称中的{match['what']}{text}在正文没有同一事项的数", (span,))
                continue
            unlike = [fact for fact in facts if fact.figure.value != number]
            if len(unlike) < len(facts):
                yield Held(CODE, Band.EXACT, (span, *(fact.origin for fact in facts if fact not in unlike)), (), f"{match['what']}{text}")
                continue
            shown = "、".join(dict.fromkeys(fact.figure.text for fact in unlike))
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"指标名称写{match['what']}{text}，正文写作{shown}", "写明人数（件数）的时点和范围，或更正为同一个数",
                (*(fact.origin for fact in unlike), span), likely_cause="时点或范围可能不同（如是否含上级委员、年中增补）",
                expected=text, stated=shown, difference=words.in_unit(abs(unlike[0].figure.value - number), unlike[0].figure.unit), facts=tuple(unlike),
            )  # fmt: skip
