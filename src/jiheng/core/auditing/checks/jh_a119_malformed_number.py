"""JH-A-119 数字写法有误。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of

CODE = "JH-A-119"
_NO_PERCENT = re.compile(
    r"(?:同比|较上年|比上年|环比)?(?:增长|下降|上升|降低|增幅|降幅)(?:率|幅度|比例)?(?:为|约|达)?\s*(?P<a>\d{1,3}\.\d{1,2})(?=[。；，,\n])"
    r"|占[^，。；\n\d]{2,24}(?:的|比重为?|比例为?)? ?(?P<b>\d{1,3}\.\d{1,2})(?=[。；，,\n])|(?:执行率|完成率|增长率|支付率|办结率|满意度|满意率)(?:为|达到?|是)?\s*(?P<c>\d{1,3}\.\d{1,2})(?=[。；，,\n])"
)
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

    Holds: 数字写法都规范。   Breaks: 读取时须猜测才能认出的数字，或缺百分号、缺数字、缺“元”。
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
    found = [finding for flat in (view.running, view.cells) for finding in _patterns(flat, taken)]
    yield from found
    if not facts:
        yield NotEvaluated(CODE, "没有读到数字")
    elif not taken and not found:
        yield Held(CODE, Band.EXACT, (facts[0].origin,), words=f"{len(facts)}个数字写法规范")


def _patterns(flat: Flat, taken: list[tuple[int, int]]) -> Iterable[Finding]:
    for pattern, what, mend, severity in (
        (_NO_PERCENT, "比率缺百分号", "补上“%”", Severity.WARNING),
        (_NO_DIGITS, "百分号前没有数字", "补填百分比", Severity.WARNING),
        (_NO_AMOUNT, "金额没有填数字", "补填金额", Severity.WARNING),
        (_BARE, "金额单位不全，缺“元”", "写作“万元”", Severity.HINT),
        (_CROOKED, "小数点或千分位有误", "核对账表后改正", Severity.WARNING),
    ):
        for match in pattern.finditer(flat.text):
            span = flat.span(match.start(), match.end())
            if any(start < span.end and span.start < end for start, end in taken):
                continue
            yield Finding(
                code=CODE, severity=severity, category=Category.ACCURACY, message=f"{what}：“{match[0].strip()}”", mend=mend, evidence=(span,),
                likely_cause="录入笔误", stated=match[0].strip(), subject_key=f"{what}|{match[0]}",
            )  # fmt: skip
