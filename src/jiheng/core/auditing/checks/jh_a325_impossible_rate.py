"""JH-A-325 不可能大于100%的比率印成了大于100%。"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import view_of
from jiheng.core.auditing.told_shares import is_of_plan
from jiheng.core.documents.block import BlockKind
from jiheng.core.facts.fact import Fact

CODE = "JH-A-325"
_ONE = Decimal(1)
_BESIDE = re.compile(
    r"[，,]?[^。；;，,\d]{0,12}(?:[比较与同]\s?(?:19|20)\d\d年[^。；;，,\d]{0,12})?(?:减少|下降)?[，,]?[^。；;，,\d]{0,12}"
)  # a rate in the clause right behind its figure
_POURED = re.compile(r"[一二三]级指标[\s|｜]*(?:[一二三]级指标|分值|权重|(?:年度)?指标值)")
_TASK = re.compile(
    r"(?:任务|目标|计划)(?:数|量|为|是)?[^。；;]{0,40}[完共实已][^。；;，,]{0,8}\d[^。；;，,]{0,14}[，,]占(?:任务|目标|计划)?[^，。；;]{0,6}$"
)  # 任务20亩，共完成30亩，占|150%
_TASK_REACH = 70
_PERCENTS = ("%", "％")
# shares of a whole: above 100% only a digit slip can be
_SHARES = ("share", "procurement.sme_share", "procurement.micro_share")
_BOUNDED = (
    "satisfaction", "proposals.satisfaction", "proposals.closing_rate", "proposals.contact_rate", "proposals.class_a_rate", "micro.closing_rate",
    "assets.use_rate", "assets.completeness_rate", "duty.coverage_rate", "duty.quality_rate", "duty.pass_rate", "duty.awareness", "duty.accuracy_rate",
    "problems.rectifying_rate", "self_evaluation.coverage", "disclosure.rate", "opinions.adoption_rate",
)  # fmt: skip

# What is done of all there is to do, whatever the rate is called besides (户厕验收通过率); those enrolled or insured, and tasks done, may be more.
_PARTS = r"(?:合格|通过|及时|覆盖|满意|知晓|真实|准确|完好|达标|兑现|办结|整改|执行|支付|到位|发放)(?:率|度)"
_CALLED = re.compile(_PARTS + r"(?:指标)?(?:[（(][^（）()\d]{0,8}[)）])?(?:(?:全年)?实际(?:完成)?值?|完成(?:情况|值)|得分率)?[为是达到约\s:：|｜]*$")
_NAMED = re.compile(_PARTS + r"(?:[（(][^（）()]*[)）])?\s*$")
_OF_MONEY = re.compile("执行|支付|到位|发放")
_NAME_REACH, _SENTENCE = 24, 60


@check(
    code=CODE,
    title="比率不可能大于100%",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#三、支出决算情况说明", "seed-nansha-2022#二、（二）5、资产管理方面"),
)
def impossible_rate(given: AuditInput) -> Iterable[Outcome]:
    """占比、满意度、利用率、办结率、整改率、覆盖率等（含合格率、及时率、到位率、执行率等，按名称认）是部分与整体之比，不会大于100%；不为负的数下降也不会超过100%。

    Holds: 不大于100%。   Breaks: 大于100%。
    Unknown: 只写约数。   Mend: 核对分子、分母和小数点。
    """
    of_plans = {stated.rate.id for stated in given.statements.ratios if is_of_plan(stated)}
    for fact in given.statements.facts:
        if fact.id in of_plans or (fact.concept not in _SHARES and fact.concept not in _BOUNDED) or not fact.figure.unit.is_ratio:
            continue
        if fact.figure.range.low > _ONE and _is_poured(fact, given):
            yield NotEvaluated(CODE, f"{fact.label}{fact.figure.text}所在的表格各格连成一段，分值与指标值不能分开", (fact.origin,))
        elif fact.figure.is_hedged:
            yield NotEvaluated(CODE, f"{fact.label}{fact.figure.text}只写约数", (fact.origin,))
        elif fact.figure.range.low > _ONE and _TASK.search(given.document.text, max(0, fact.origin.start - _TASK_REACH), fact.origin.start):
            yield NotEvaluated(CODE, f"{fact.label}{fact.figure.text}是任务的完成率，可以大于100%", (fact.origin,))
        elif fact.figure.range.low <= _ONE:
            yield Held(CODE, Band.EXACT, (fact.origin,), (fact,), f"{fact.label}{fact.figure.text}不大于100%")
        else:
            yield _finding(fact)
    yield from _parts(given, of_plans)
    yield from _falls(given)


def _parts(given: AuditInput, of_plans: Container[str]) -> Iterator[Finding]:
    """Rates that their names bound, in rows of indicators and in running text."""
    rows = {
        span.start: row
        for row in given.statements.indicators if _NAMED.search(row.level[2])
        for span in (row.spans.get("target"), row.spans.get("actual")) if span is not None
    }  # fmt: skip
    made = {fact.id for outcome in given.said if isinstance(outcome, Held) for fact in outcome.facts}
    for fact in given.statements.facts:
        figure, start = fact.figure, fact.origin.start
        if (
            figure.unit.key not in _PERCENTS
            or figure.range.low <= _ONE
            or figure.is_hedged
            or fact.id in of_plans
            or fact.concept in (*_SHARES, *_BOUNDED)
        ):
            continue
        called = _CALLED.search(given.document.text, max(0, start - _NAME_REACH), start)
        if called and _OF_MONEY.match(called[0]) and (fact.id in made or "年初" in given.document.text[max(0, start - _SENTENCE) : start]):
            continue  # more was spent than the plan that is told with it
        if (start in rows or called) and not fact.concept.startswith("change.") and not _is_poured(fact, given):
            yield _finding(fact)


def _is_poured(fact: Fact, given: AuditInput) -> bool:
    """Whether a figure stands in a paragraph into which a form was poured, where the digits of two cells run together: 分值8, 目标80%."""
    block = view_of(given.document).blocks.get(fact.origin.block)
    return block is not None and block.kind is not BlockKind.TABLE and bool(_POURED.search(block.text))


def _falls(given: AuditInput) -> Iterable[Finding]:
    """Falls of more than all there was: 下降162%; falls of all there was to something: 支出1.2万元，比上年减少100%."""
    for stated in given.statements.changes:
        rate, now = stated.rate, stated.now
        if (
            rate is not None and now is not None and stated.direction < 0 and rate.figure.value == _ONE and rate.figure.unit.key in _PERCENTS
            and stated.amount is None and stated.before is None and now.figure.value > 0 and not now.figure.unit.is_ratio and rate.of == now.concept
            and (now.context.item, now.context.period) == (rate.context.item, rate.context.period) and _BESIDE.fullmatch(given.document.text, now.origin.end, rate.origin.start)
        ):  # fmt: skip
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"{now.label}{now.figure.text}，却印作下降{rate.figure.text}；下降100%就一点不剩", "核对本年数、上年数，重算降幅",
                (rate.origin, now.origin), expected="小于100%", stated=rate.figure.text, facts=(rate, now),
            )  # fmt: skip
        if rate is None or stated.direction >= 0 or rate.figure.unit.key not in _PERCENTS or rate.figure.is_hedged or rate.figure.range.low <= _ONE:
            continue
        if stated.now is None or stated.now.figure.value >= 0:
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY,
                f"下降{rate.figure.text}，降幅大于100%", "按“（上年数－本年数）÷上年数”重算降幅", (rate.origin,),
                likely_cause="分母用了本年数，应当用上年数", expected="不大于100%", stated=rate.figure.text, facts=(rate,),
            )  # fmt: skip


def _finding(fact: Fact) -> Finding:
    proved = fact.concept in _SHARES and is_sure((fact,))
    return Finding(
        CODE, Severity.ERROR if proved else Severity.WARNING, Category.ACCURACY,
        f"{fact.label}{fact.figure.text}，大于100%", "核对分子、分母是否颠倒、小数点是否移位", (fact.origin,),
        likely_cause="分子分母颠倒，或小数点移了一位", expected="不大于100%", stated=fact.figure.text, facts=(fact,),
    )  # fmt: skip
