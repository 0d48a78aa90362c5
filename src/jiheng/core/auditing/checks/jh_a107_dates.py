"""JH-A-107 日期不成立或早于年末。"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, ReportKind, View, view_of
from jiheng.core.documents.span import Span

CODE = "JH-A-107"
_DATE = re.compile(r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?(?P<month>\d{1,2})\s*月(?:份)?(?:\s*(?P<day>\d{1,2})\s*日)?(?!工资)")
_ODD_YEAR = re.compile(
    r"(?<![\d.〔\[])(?:20[0-3]\d{2}|20[12]|2O\d\d)\s*年(?:度)?(?![限以内期多来前后])|(?<=[\u4e00-\u9fff])[〔\[](?:\d{1,3}|\d{5,})[〕\]]\s*\d{1,4}\s*号"
)
_SIGNED = re.compile(r"^(?:报告日期[:：]?|日期[:：]?)?\s*(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*$")
_LAST = 12  # months, and blocks from the end that may hold the date of a report


@check(
    code=CODE,
    title="日期不存在，或报告日期早于年末",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("gb-t-9704-2012#7.3.5.4 成文日期", "seed-nansha-2022#落款"),
)
def dates(given: AuditInput) -> Iterable[Outcome]:
    """日期应在日历上存在；年度终了后的报告，落款日期应在报告年度之后。

    Holds: 落款日期在报告年度之后。   Breaks: 13月、2月30日、“202年”，或落款在年度终了之前。
    Unknown: 没有落款日期。   Mend: 核对日期。
    """
    view = view_of(given.document)
    for flat in (view.running, view.cells):
        yield from _impossible(flat)
    year = given.statements.period.year
    signed = _signed(view)
    if signed is None or year is None or view.kind is ReportKind.BUDGET or not view.names_year(year):
        yield NotEvaluated(CODE, "没有落款日期，或标题没有写明报告年度")
        return
    span, found = signed
    if found > year:
        yield Held(CODE, Band.EXACT, (span,), words=f"落款{span.text.strip()}，在{year}年度之后")
    elif found == year and "12月31日" not in span.text:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.TIMELINESS, message=f"报告{year}年全年情况，落款却是{span.text.strip()}，年度还没有结束",
            mend="核对落款日期和报告年度", evidence=(span,), likely_cause="落款年份没有改，或报告年度写错", expected=f"{year + 1}年", stated=span.text.strip(),
            subject_key=f"落款|{span.text}",
        )  # fmt: skip


def _impossible(flat: Flat) -> Iterable[Finding]:
    for match in flat.matches(_DATE):
        month, day = int(match.words("month")), int(match.words("day") or 0)
        year = int(match.words("year") or 0)
        if 1 <= month <= 12:
            most = monthrange(year or 2024, month)[1]
            if not match.words("day") or 1 <= day <= most:
                continue
            why = f"{f'{year}年' if year else ''}{month}月只有{most}日" if day else "没有0日"
        elif not (match.words("year") or match.words("day")):
            continue
        else:
            why = f"没有{month}月"
        yield _finding(flat.span(match.start(), match.end()), why, Severity.ERROR)
    for match in flat.matches(_ODD_YEAR):
        yield _finding(flat.span(match.start(), match.end()), "年份不是四位数字", Severity.WARNING)


def _finding(span: Span, why: str, severity: Severity) -> Finding:
    return Finding(
        code=CODE, severity=severity, category=Category.ACCURACY, message=f"“{span.text}”不成立：{why}", mend="核对后改正", evidence=(span,),
        likely_cause="笔误", stated=span.text, subject_key=span.text,
    )  # fmt: skip


def _signed(view: View) -> tuple[Span, int] | None:
    """The date below a report, or on its cover."""
    blocks = view.running.blocks
    for block in (*reversed(blocks[-_LAST:]), *view.head):
        found = _SIGNED.match(block.text)
        if found:
            return view.span(block, 0, len(block.text)), int(found["year"])
    return None
