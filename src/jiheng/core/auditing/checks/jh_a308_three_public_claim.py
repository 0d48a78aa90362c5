"""JH-A-308 称“三公”经费只减不增（零增长、下降），而数字是增加的。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import DONE, OPENING, Bases, first
from jiheng.core.auditing.phrases import Said, said
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-308"
_CLAIM = re.compile("(?P<claim>零增长|只减不增|(?:同比|较上年|比上年|较去年|比去年)(?:有所|均|都|明显|持续)?(?:下降|减少|降低)|逐年(?:下降|减少))")
_ABOUT = (
    (re.compile('[“"]?三公[”"]?'), "three.total"),
    (re.compile("公务接待"), "three.reception"),
    (re.compile("公务用车|公车"), "three.vehicle"),
    (re.compile("出国|出境"), "three.abroad"),
)


@check(
    code=CODE,
    title="称“三公”经费只减不增，与数字不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-framework-2013#投入·预算配置·“三公经费”变动率", "hunan-yueyang-score-2020#投入·“三公”经费变动率"),
)
def three_public_claim(given: AuditInput) -> Iterable[Outcome]:
    """“三公”经费“零增长”“只减不增”“同比下降”：印出的本年数不应大于上年数（零增长可以相等）。

    Holds: 本年数不大于上年数。   Breaks: 本年数大于上年数；称下降而两数相等。
    Unknown: 没有印出上年数。   Mend: 核对两年的数，或改写该句并说明增加的原因。
    """
    for one in said(given.document, _CLAIM, "三公", "接待", "用车", "公车", "出国"):
        about = next((concept for pattern, concept in _ABOUT if pattern.search(one.clause)), "")
        if one.is_plan or not about:
            continue
        bases: tuple[Bases, ...] = (OPENING,) if "预算" in one.clause and "决算" not in one.clause else (DONE, OPENING)
        yield _judge(given, one, about, bases)


def _judge(given: AuditInput, one: Said, about: str, bases: tuple[Bases, ...]) -> Outcome:
    year = given.statements.period.year
    pairs = ((first(given, (about,), base), first(given, (about,), base, None if year is None else year - 1)) for base in bases)
    now, before = next(((a, b) for a, b in pairs if a is not None and b is not None and a.context.period != b.context.period), (None, None))
    if now is None or before is None:
        return NotEvaluated(CODE, f"“{one.match.group()}”没有上年数可比", (one.span,))
    facts: tuple[Fact, ...] = (now, before)
    evidence = (one.span, now.origin, before.origin)
    working = f"{words.named(now)}，{words.named(before)}"
    level = now.figure.value == before.figure.value
    if (now.figure.range.low < before.figure.range.high and not level) or (level and one.group("claim") in ("零增长", "只减不增")):
        return Held(CODE, Band.EXACT, evidence, facts, working)
    gap = words.in_unit(now.figure.value - before.figure.value, now.figure.unit)
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"写“{one.group('claim')}”，而{working}，{'两年相同' if level else f'增加{gap}'}", "核对两年的数；确有增加的写明原因，并改写该句", evidence,
        expected=f"不高于{before.figure.text}", stated=now.figure.text, difference=gap, facts=facts, working=(working,),
    )  # fmt: skip
