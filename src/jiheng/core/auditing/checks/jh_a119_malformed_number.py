"""JH-A-119 数字写法有误。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of
from jiheng.core.facts.fact import Fact

CODE = "JH-A-119"
_FEN = Decimal("0.01")
_BEFORE = 24  # characters before an amount in which a price or an average is named
_PRICED = re.compile("单价|均|每|价格|价为|标准|费率|单位成本|成本为")
_NO_PERCENT = re.compile(
    r"(?:同比|较上年|比上年|环比)?(?:增长|下降|上升|降低|增幅|降幅)(?:率|幅度|比例)?(?:为|约|达)?\s*(?P<a>\d{1,3}\.\d{1,2})(?=[。；，,\n])"
    r"|占[^，。；\n\d]{2,24}(?:的|比重为?|比例为?)? ?(?P<b>\d{1,3}\.\d{1,2})(?=[。；，,\n])|(?:执行率|完成率|增长率|支付率|办结率|满意度|满意率)(?:为|达到?|是)?\s*(?P<c>\d{1,3}\.\d{1,2})(?=[。；，,\n])"
)
# 01辆 may be counted in two digits; an amount begins with nought only before its point, which was lost.
_NOUGHT_FIRST = re.compile(r"(?<![\dA-Za-z.,，．第号])0(?=\d*[1-9])\d[\d,]*(?:\.\d+)?\s?(?:万元|亿元|元)")
_NO_DIGITS = re.compile(r"(?:占|完成|增长|下降|上升|降低|率为|率达到?|预算的?|决算的?|合计的?|支出的?|收入的?) ?[%％](?=[，。；,、])")
_NO_AMOUNT = re.compile(r"(?:合计|共计|总计|支出|收入|预算数?|决算数?|金额|总额)(?:为|共)? ?(?:万元|亿元)(?=[，。；、])")
_BARE = re.compile(
    r"(?:支出|收入|预算|决算|金额|合计|拨款|经费|资金)(?:[为约共]|共计|合计|数为?)?\s*(?P<figure>\d[\d,]*(?:\.\d+)?万)(?=[（(，。；、\n])"
)
_CROOKED = re.compile(
    r"(?<![\d.])\d+(?:\.\.|\.，|，\.|。)\d+(?=\s*(?:万元|亿元|元|%))|(?<![\d.,])\d{1,3}(?:,\d{1,2}){1,}(?=(?:\.\d+)?\s*(?:万元|亿元|元))(?<!,\d{3})|(?<![\d.])\d+\.\d+\.\d+(?=\s*(?:万元|亿元|%|元))|\d\s*%\s*%"
)


@check(
    code=CODE,
    title="数字写法有误",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-changning-2020#二", "sh-final-accounts-2024-b#五、（一）", "govbudgetchecker-rules#R001 数字格式"),
)
def malformed_number(given: AuditInput) -> Iterable[Outcome]:
    """小数点、千分位、百分号和单位应写全：“344、27”“增长13.95。”“占预算%”“0.39万”都要改。

    Holds: 数字写法都规范。   Breaks: 读取时须猜测才能认出的数字，或缺百分号、缺数字、缺“元”；以元计的金额精确到分以下。
    Unknown: 没有数字。   Mend: 按账表改正。
    """
    facts = given.statements.facts
    view = view_of(given.document)
    taken: list[tuple[int, int]] = []
    for fact in facts:
        if fact.repair:
            taken.append((fact.origin.start, fact.origin.end))
            yield Finding(
                code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"数字写法有误：{fact.repair}", mend="核对账表，按规范写法改正",
                evidence=(fact.origin,), likely_cause="录入笔误", stated=fact.figure.text, facts=(fact,), subject_key=f"{fact.label}|{fact.figure.text}",
            )  # fmt: skip
    fine = [finding for fact in facts if (finding := _too_fine(fact, given)) is not None]
    yield from fine
    found = [finding for flat in (view.running, view.cells) for finding in _patterns(flat, taken)]
    yield from found
    if not facts:
        yield NotEvaluated(CODE, "没有读到数字")
    elif not taken and not found and not fine:
        yield Held(CODE, Band.EXACT, (facts[0].origin,), words=f"{len(facts)}个数字写法规范")


def _too_fine(fact: Fact, given: AuditInput) -> Finding | None:
    """An amount in 元 printed finer than 分: nobody pays it, so that 万 was left out; a price or an average may be so fine."""
    figure = fact.figure
    if figure.unit.key != "元" or figure.step >= _FEN or not fact.origin.block.startswith("p") or "元" not in figure.text:
        return None
    start = fact.origin.start
    if _PRICED.search(given.document.text[max(0, start - _BEFORE) : start]) or given.document.text[fact.origin.end : fact.origin.end + 1] in "/／每":
        return None
    beside = any(
        other.origin.block == fact.origin.block and other.figure.unit.key == "万元" and other.figure.step == figure.step
        for other in given.statements.facts
    )
    return Finding(
        CODE, Severity.ERROR if beside else Severity.WARNING, Category.ACCURACY,
        f"{figure.text}精确到分以下，金额不会这样细，像是把万元写成了元", "核对账表，多半应写作“万元”", (fact.origin,),
        likely_cause="元与万元混用", stated=figure.text, facts=(fact,), subject_key=f"{fact.label}|{figure.text}",
    )  # fmt: skip


def _patterns(flat: Flat, taken: list[tuple[int, int]]) -> Iterable[Finding]:
    for pattern, what, mend, severity in (
        (_NO_PERCENT, "比率缺百分号", "补上“%”", Severity.WARNING),
        (_NO_DIGITS, "百分号前没有数字", "补填百分比", Severity.WARNING),
        (_NOUGHT_FIRST, "金额以0开头而没有小数点", "核对账表，补上小数点或删去多余的0", Severity.WARNING),
        (_NO_AMOUNT, "金额没有填数字", "补填金额", Severity.WARNING),
        (_BARE, "金额单位不全，缺“元”", "写作“万元”", Severity.HINT),
        (_CROOKED, "小数点或千分位有误", "核对账表后改正", Severity.WARNING),
    ):
        for match in flat.matches(pattern):
            span = flat.span(match.start(), match.end())
            if any(start < span.end and span.start < end for start, end in taken):
                continue
            yield Finding(
                code=CODE, severity=severity, category=Category.ACCURACY, message=f"{what}：“{match.words().strip()}”", mend=mend, evidence=(span,),
                likely_cause="录入笔误", stated=match.words().strip(), subject_key=f"{what}|{match.words()}",
            )  # fmt: skip
