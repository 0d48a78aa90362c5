"""JH-A-408 公开日期晚于批复后二十日。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.phrases import Said, said
from jiheng.core.auditing.shelf import check
from jiheng.core.law import Citation

CODE = "JH-A-408"
_DAY = "(?P<y>20\\d{2})\\s*年\\s*(?P<m>\\d{1,2})\\s*月\\s*(?P<d>\\d{1,2})\\s*日"
_APPROVED = re.compile(
    f"{_DAY}[^。；;]{{0,30}}?(?:批复|批准)|(?:批复|批准)(?:时间|日期)[为是：:]?\\s*{_DAY.replace('?P<y>', '?P<y2>').replace('?P<m>', '?P<m2>').replace('?P<d>', '?P<d2>')}"
)
_PUBLISHED = re.compile(
    f"{_DAY}[^。；;]{{0,40}}?(?:公开|公布|公示)|(?:公开|公布)(?:时间|日期)[为是：:]?\\s*{_DAY.replace('?P<y>', '?P<y2>').replace('?P<m>', '?P<m2>').replace('?P<d>', '?P<d2>')}"
)
_KIND = re.compile("预算|决算")
_LIMIT = 20
_LAW = Citation("budget-law-2018", "第十四条", "经本级政府财政部门批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开")


@check(
    code=CODE,
    title="公开日期晚于批复后二十日",
    severity=Severity.ERROR,
    category=Category.TIMELINESS,
    sources=("budget-law-2018#第十四条",),
)
def disclosure_days(given: AuditInput) -> Iterable[Outcome]:
    """部门预算、决算应在批复后二十日内公开；文中印出批复日期和公开日期的，逐对计算。

    Law: 预算法第十四条：经本级政府财政部门批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开。
    Holds: 不超过二十日。   Breaks: 超过二十日。
    Unknown: 只印出其中一个日期，或不能确定是同一份预算、决算。   Mend: 写明延迟的原因；以后按时公开。
    """
    approved = [one for one in said(given.document, _APPROVED, "批复", "批准") if _KIND.search(one.sentence)]
    published = [one for one in said(given.document, _PUBLISHED, "公开", "公布", "公示") if _KIND.search(one.sentence)]
    for one in published:
        day = _date(one)
        if day is None:
            continue
        kinds = set(_KIND.findall(one.sentence))
        matching = [
            (other, when) for other in approved
            if (when := _date(other)) is not None and when <= day and (day - when).days < 366 and len(kinds & set(_KIND.findall(other.sentence))) > 0
        ]  # fmt: skip
        if not matching:
            yield NotEvaluated(CODE, "印出了公开日期，没有批复日期", (one.span,))
            continue
        other, when = max(matching, key=lambda pair: pair[1])
        evidence = (other.span, one.span)
        days = (day - when).days
        if days <= _LIMIT:
            yield Held(CODE, Band.EXACT, evidence, (), f"批复后{days}日公开")
            continue
        one_kind = len(kinds) == 1 and kinds == set(_KIND.findall(other.sentence))
        yield Finding(
            CODE, Severity.ERROR if one_kind else Severity.WARNING, Category.TIMELINESS,
            f"{when.isoformat()}批复，{day.isoformat()}公开，相隔{days}日，超过二十日", "说明延迟公开的原因，更正日期，或以后按时公开", evidence,
            expected="批复后20日内", stated=f"{days}日", difference=f"{days - _LIMIT}日", sources=(_LAW,),
        )  # fmt: skip


def _date(one: Said) -> date | None:
    parts = [one.group(name) or one.group(f"{name}2") for name in ("y", "m", "d")]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
