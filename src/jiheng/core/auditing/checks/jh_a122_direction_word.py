"""JH-A-122 大于、小于、持平与印出的数字相反。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of
from jiheng.core.documents.span import Span

CODE = "JH-A-122"
_CLAIM = re.compile(
    r"(?:支出)?决算数?(?:支出)?(?:比|较|与|同)?(?:当年|本年|年初|全年|调整)*预算数?(?P<flat>持平|一致|相同)"
    r"|(?:支出)?决算数?(?P<word>大于|高于|超过|超出|多于|小于|低于|少于)(?P<which>年初|全年|调整后?|当年)*预算数?(?!数|（或|\(或)"
)
_NUMBER = r"(?P<{0}>\d[\d,]*(?:\.\d+)?)\s*(?P<{0}u>亿元|万元|元)"
_BUDGET = re.compile(rf"(?P<kind>年初|全年|调整后?|当年)?(?:部门)?预算数?(?:安排|批复)?(?:为|是)?\s*{_NUMBER.format('b')}")
_OUTTURN = re.compile(rf"(?:支出)?决算数?(?:支出)?(?:为|是)?\s*{_NUMBER.format('o')}")
_RATE = re.compile(r"完成(?P<kind>年初|全年|调整后?|当年)?(?:部门)?预算数?的?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]")
_APART = re.compile(r"。|；|其中")
_FACTOR = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_UP = {"大于", "高于", "超过", "超出", "多于"}
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The budget and the outturn that stand before a claim, each with its place."""

    difference: Decimal  # outturn less budget
    slack: Decimal  # half the coarser printed step where the two are printed to unlike steps
    spans: tuple[Span, Span]
    kind: str


@check(
    code=CODE,
    title="大于、小于、持平与数字相反",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("govbudgetchecker-rules#V33-110 预决算大小词", "sh-final-accounts-2024-b#五、（三）"),
)
def direction_word(given: AuditInput) -> Iterable[Outcome]:
    """“决算数大于（小于、等于）预算数”应与同一段印出的预算数、决算数一致。

    Holds: 与数字一致。   Breaks: 与数字相反（两个数都印出为错误，只印完成率为警告）。
    Unknown: 同一段没有印出预算数和决算数。   Mend: 改正大小词，或核对数字。
    """
    view = view_of(given.document)
    flat = view.running
    judged = False
    for claim in _CLAIM.finditer(flat.text):
        judged = True
        yield _judge(flat, claim)
    if not judged:
        yield NotEvaluated(CODE, "没有“决算数大于（小于）预算数”一类说法")


def _judge(flat: Flat, claim: re.Match[str]) -> Outcome:
    said = 0 if claim["flat"] else 1 if claim["word"] in _UP else -1
    start = flat.starts[flat.index(claim.start())]
    span = flat.span(claim.start(), claim.end())
    pairs = _pairs(flat, start, claim.start())
    if claim["word"] and claim["which"]:
        pairs = [pair for pair in pairs if pair.kind == claim["which"]] or pairs
    if pairs:
        fitting = next((pair for pair in pairs if _sign(pair.difference) == said or (abs(pair.difference) <= pair.slack and said == 0)), None)
        if fitting:
            return Held(CODE, Band.EXACT, (span, *fitting.spans), words=f"“{claim[0]}”与数字一致")
        pair = pairs[-1]
        if abs(pair.difference) <= pair.slack:
            return NotEvaluated(CODE, "两个数精度不同，差额在四舍五入之内", (span, *pair.spans))
        actual = {1: "大于", 0: "等于", -1: "小于"}[_sign(pair.difference)]
        return Finding(
            code=CODE, severity=Severity.ERROR, category=Category.ACCURACY, message=f"写“{claim[0]}”，而决算{pair.spans[1].text}{actual}预算{pair.spans[0].text}",
            mend="改正大小词，或核对两个数", evidence=(span, *pair.spans), likely_cause="套用说明文字没有改，或数字写错", expected=f"决算数{actual}预算数", stated=claim[0],
            subject_key=f"{claim[0]}|{pair.spans[0].text}|{pair.spans[1].text}",
        )  # fmt: skip
    rates = list(_RATE.finditer(flat.text, start, claim.start()))
    if not rates:
        return NotEvaluated(CODE, "同一段没有印出预算数和决算数", (span,))
    rate = rates[-1]
    shown = _sign(Decimal(rate["rate"]) - _WHOLE)
    place = flat.span(rate.start(), rate.end())
    if shown == said:
        return Held(CODE, Band.EXACT, (span, place), words=f"“{claim[0]}”与{rate[0]}一致")
    return Finding(
        code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"写“{claim[0]}”，却又写“{rate[0]}”", mend="核对预算数、决算数和完成率，改正其中一个",
        evidence=(span, place), likely_cause="完成率沿用模板，或分母不是同一个预算数", stated=claim[0], expected=rate[0], subject_key=f"{claim[0]}|{rate[0]}|{flat.text[start : start + 12]}",
    )  # fmt: skip


def _pairs(flat: Flat, start: int, end: int) -> list[_Pair]:
    """Budgets before the claim in its paragraph, each with the outturn that follows it; a total's parts come later."""
    found: list[_Pair] = []
    outturns = list(_OUTTURN.finditer(flat.text, start, end))
    if not outturns:
        return []
    last = outturns[-1]
    budgets = [one for one in _BUDGET.finditer(flat.text, start, last.start()) if not _APART.search(flat.text, one.end(), last.start())]
    for one in budgets[-2:]:
        if any(other.start() > one.start() and other is not last for other in outturns):
            continue
        spans = (flat.span(one.start("b"), one.end()), flat.span(last.start("o"), last.end()))
        difference = _value(last["o"], last["ou"]) - _value(one["b"], one["bu"])
        steps = {_step(one["b"], one["bu"]), _step(last["o"], last["ou"])}
        slack = max(steps) / 2 if len(steps) > 1 else Decimal(0)
        found.append(_Pair(difference, slack, spans, one["kind"] or ""))
    return found


def _value(number: str, unit: str) -> Decimal:
    return Decimal(number.replace(",", "")) * _FACTOR[unit]


def _step(number: str, unit: str) -> Decimal:
    """What the last printed digit is worth; a whole number may have been rounded to it."""
    return Decimal(1).scaleb(-len(number.partition(".")[2])) * _FACTOR[unit]


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
