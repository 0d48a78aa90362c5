"""JH-A-324 项目个数与所列项目、分项个数不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.listings import number_of
from jiheng.core.auditing.phrases import Said, said
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.statements import StatedSum

CODE = "JH-A-324"
_CLAIM = re.compile(
    "(?:专项资金|专项|项目)(?:支出|经费)?(?:共|共计|合计)?(?P<a>\\d{1,3}|[一二三四五六七八九十]{1,3})个|(?:共|共计|共有|实施)(?P<b>\\d{1,3}|[一二三四五六七八九十]{1,3})个(?:专项|项目)"
)
_GROWN = re.compile(
    "(?:项目|专项)共?(?P<all>\\d{1,3})个.{0,60}?(?:年初)[^。；]{0,8}?(?P<first>\\d{1,3})个(?:项目|专项).{0,80}?(?:年中)?(?:增加|新增|追加)(?P<more>\\d{1,3})个(?:项目|专项)?"
)


@check(
    code=CODE,
    title="项目个数与所列不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#六、（二）项目支出绩效情况", "seed-ebian-2023#二、（二）部门财政资金支出情况"),
)
def counted_projects(given: AuditInput) -> Iterable[Outcome]:
    """“项目共×个”应与同一句（下面分条）列出金额的项目个数相同；“年初×个、年中增加×个”应合成总个数。

    Holds: 相同。   Breaks: 不同。
    Unknown: 没有逐个列出项目。   Mend: 补全漏列的项目，或更正个数。
    """
    lists = {one.whole.origin.block: one for one in reversed(given.statements.sums) if len(one.parts) > 1 and _of_projects(one)}
    for one in said(given.document, _CLAIM, "项目", "专项"):
        own = number_of(one.group("a") or one.group("b"))
        listed = lists.get(one.block.id)
        if not own or ("绩效" in one.clause and listed is None):
            continue
        if listed is None:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有逐个列出项目", (one.span,))
            continue
        evidence = (one.span, *(part.origin for part in listed.parts))
        count = len(listed.parts)
        if count == own:
            yield Held(CODE, Band.EXACT, evidence, listed.parts, f"{own}个项目")
        elif count > own or listed.complete or _adds_up(listed):
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"写“{one.match.group()}”，列出{count}个项目", "补全漏列的项目，或更正个数", evidence,
                expected=f"{count}个", stated=f"{own}个", difference=f"{abs(own - count)}个", facts=listed.parts,
            )  # fmt: skip
        else:
            yield NotEvaluated(CODE, f"“{one.match.group()}”所列{count}个项目没有声称列全", evidence)
    for one in said(given.document, _GROWN, "增加", "新增", "追加"):
        yield _grown(given, one)


def _of_projects(one: StatedSum) -> bool:
    named = (one.whole,) if one.whole.concept else one.parts
    return all(fact.concept.startswith("spend.project") for fact in named) and all(
        part.context.basis is one.whole.context.basis for part in one.parts
    )


def _adds_up(one: StatedSum) -> bool:
    """Whether the listed projects already make up the whole, so that none is left out."""
    return one.exact == one.whole.figure.value


def _grown(given: AuditInput, one: Said) -> Outcome:
    total, opening, more = (int(one.group(name)) for name in ("all", "first", "more"))
    evidence = tuple(one.part(given.document, name) for name in ("all", "first", "more"))
    if opening + more == total:
        return Held(CODE, Band.EXACT, evidence, (), f"{opening}+{more}={total}")
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"项目共{total}个，而年初{opening}个、增加{more}个，合计{opening + more}个", "核对项目清单，更正个数；中途取消、合并的写明", evidence,
        likely_cause="中途取消或合并的项目没有写明", expected=f"{opening + more}个", stated=f"{total}个", difference=f"{abs(total - opening - more)}个",
        working=(f"{opening} + {more} = {opening + more}",),
    )  # fmt: skip
