"""JH-A-027 比率与前面说过的数都算不拢。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, pairwise

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Finding, Held, Severity
from jiheng.core.auditing.rates_of_two import rate_of_two
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.told_shares import is_bare
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.interval import Interval

CODE = "JH-A-027"
_NAMED = re.compile(
    r"(?:执行|支付|拨付|支出|发放|使用|支出进度|资金完成|预算完成|任务完成|完成任务|完工|竣工|补贴完成)(?:进度)?(?:比?率|比例|进度)(?:为|达到?|是|约|[：:\s])*$"
)
_OF_ACT = re.compile(  # 办结|率, 满意|度: of those that were so
    r"(?:(?P<act>[\u4e00-\u9fff]{2})[率度]|税[收性](?:收入)?占?比[重例]?)(?:为|达到?|是|约|均|[：:\s])*$"
)
_TAX = "税收"
_OF_PLAN = re.compile(
    r"(?:完成|达到?|[占为])了?(?:年初|年度|全年|当年|年|调整)?后?的?(?:预算|预期|计划|目标|任务|(?<=调整)数)(?:数|任务|目标)?的?(?:[：:\s])*$"
)
_PLAN = re.compile(r"(?:(?<!公共)(?<!基金)(?<!经营)(?<!保险)预算|预期|计划|目标|任务|调整)[^，。；：:\d]{0,24}$|批准[^，。；：:]{0,24}$")
_PLANNED = re.compile("预算|预期|计划(?!生育)|任务|目标")
_AGAINST, _YEAR = re.compile(r"^(?!.*(?:上年|去年)).*(?<!公共)(?<!基金)(?<!经营)(?<!保险)预算"), re.compile(r"(?:19|20)\d\d")
_RATED = re.compile("[%％]")
_NOT_YET = re.compile("[未尚应拟需待非]|计划|目标|其中|上年|去年|同期")
_NOT_YET_TAXED = re.compile("非税|上年|去年|同期|计划|目标")
_SAVED = re.compile("[节结]")
_GIVEN = re.compile(r"预算|下达|安排|到位|总投资|计划|任务|目标|资金|经费|收到|拨入|批复|投入|年初")
_DONE = re.compile(r"支[出付]|拨付|使用|执行|发放|完成|支|兑现|报账|列支|改造|建成|实施|结算")
_LEFT = re.compile("结余|结转|剩余|未|余额|上年|去年|同期|其中|分别")
_MARKS, _ENDS = re.compile(r"[，,。；;：:、\n（()）]"), re.compile(r"[。；;\n]")
_COMPLETED, _BUDGET = re.compile("预算"), re.compile("(?:年初|全年|年度|当年|本年)预算|预算(?:数|为|安排|批复|总额)")
_CLAUSE, _SENTENCE, _PAGE, _MOST = 24, 160, 900, 16
_PAIR, _TIMES = 2, 3
_ALL_SPENT = ("spend.total", "spend.current", "spend.appropriation", "spend.appropriation.general")


@check(
    code=CODE,
    title="比率与前面说过的数都算不拢",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("rules-practice#A03",),
    last=True,
)
def rate_of_nothing_told(given: AuditInput) -> Iterable[Finding]:
    """“下达A……（另一句）已支付B，支付率r”“受理A……办结B，办结率r”“预算A，结果如下：收入B，完成预算的r”：r应等于B除以前面说过的某个数，或某两个数之和。

    Holds: 前面有一个数（或两数之和）使比率成立。   Breaks: 前面说过应有数，而没有一个数使比率成立。
    Unknown: 比率是100%，同句没有支出数（办结数），或前面没有说过应有数。   Mend: 核对支出数、应有数，重算比率；分母没有写出的，写出。
    """
    text = given.document.text
    # That a rate is no impossible one is no relation: what holds of one figure alone vouches for nothing.
    said = {
        fact.id for one in given.said if isinstance(one, Finding) or (isinstance(one, Held) and len(one.facts) > 1) for fact in one.facts
    }  # fmt: skip
    yield from _undone(given, said)
    told = list(chain(_over_plans(given, said), _apart_from_plans(given, said)))
    yield from told
    said |= {fact.id for finding in told for fact in finding.facts}
    facts = [fact for fact in given.in_order if fact.figure.unit.key and not fact.figure.unit.is_ratio and fact.figure.value]
    starts = [_start(fact) for fact in facts]
    for rate in given.statements.facts:
        figure, start = rate.figure, rate.origin.start
        if (
            figure.unit.key not in ("%", "％")
            or rate.id in said
            or figure.is_hedged
            or figure.value in (0, 1)
            or not rate.origin.block.startswith("p")
        ):
            continue
        named, act = _NAMED.search(text, max(0, start - _CLAUSE), start), _OF_ACT.search(text, max(0, start - _CLAUSE), start)
        planned = _OF_PLAN.search(text, max(0, start - _CLAUSE), start)
        two = rate_of_two(rate, facts[bisect_left(starts, start - _SENTENCE) : bisect_left(starts, start)], text)
        if two is not None:
            yield _finding_of(rate, two.part, two.whole, f"按{two.part.figure.text}÷{two.whole.figure.text}", two.exact, two.expected)
            continue
        if named is None and act is None and planned is None:
            continue
        before = facts[bisect_left(starts, start - _PAGE) : bisect_left(starts, start)]
        parts = _done(before, rate, text) if named else []
        if parts:
            yield from _judge(rate, parts[-1], parts, before, text)
        elif act is not None:
            yield from _judge_act(rate, act["act"] or _TAX, before, text)
        elif planned is not None:
            yield from _judge_plan(rate, before, text)


def _undone(given: AuditInput, said: Collection[str]) -> Iterator[Finding]:
    """Rates of a budget that is told beside them while what was spent is not: 年初预算80万元，完成年初预算的|30%."""
    money: list[Fact] = []
    for stated in given.statements.ratios:
        whole, rate = stated.whole, stated.rate
        if (
            whole is None
            or stated.part is not None
            or rate.id in said
            or not _COMPLETED.search(stated.words)
            or rate.figure.is_hedged
            or whole.figure.value <= 0
        ):
            continue
        money = money or [fact for fact in given.statements.facts if fact.figure.unit.is_money and not fact.concept.startswith("change.")]
        others = [fact for fact in money if fact.figure.value != whole.figure.value]
        if not _BUDGET.search(_clause(whole, given.document.text)):
            continue
        own = [fact for fact in others if _is_outturn_of(fact, whole)]
        if not own or any(_makes(fact.figure.range, whole.figure.range, rate.figure.range) for fact in others):
            continue
        yield _finding(rate, own[-1], whole, "已印出的数都算不出这个比率")


def _over_plans(given: AuditInput, said: Collection[str]) -> Iterator[Finding]:
    """Rates of a plan that stands before what was done, and whatever this is divided into: 预算90万元，收入80万元（其中…），完成预算的|95%."""
    text, facts = given.document.text, [fact for fact in given.in_order if fact.figure.value and not fact.concept.startswith("change.")]
    starts = [_start(fact) for fact in facts]
    for stated in given.statements.ratios:
        part, rate = stated.part, stated.rate
        if part is None or stated.whole is not None or rate.id in said or not part.origin.block.startswith("p") or rate.figure.is_hedged:
            continue
        beyond = is_bare(stated) and rate.figure.value > 1 and _DONE.search(_clause(part, text))  # of no whole there is more than all
        if rate.figure.value in (0, 1) or part.origin.start > rate.origin.start or not (_PLANNED.search(stated.words) or beyond):
            continue
        at = bisect_left(starts, part.origin.start)
        alike = [fact for fact in facts[max(0, at - _MOST) : at + _MOST] if fact.figure.unit.base == part.figure.unit.base and fact is not part]
        plans = [
            fact for fact in alike
            if fact.origin.block == part.origin.block and fact.origin.end <= part.origin.start and fact.context.period == part.context.period
            and _PLAN.search(clause := _clause(fact, text)) and not _DONE.search(clause) and not _PLAN.search(_clause(part, text))
            and part.figure.value <= _TIMES * fact.figure.value <= _TIMES * _TIMES * part.figure.value
        ]  # fmt: skip
        if plans and not _RATED.search(text, plans[-1].origin.end, part.origin.start) and not _made(rate, [part], alike):
            yield _finding(rate, part, plans[-1], "前面说过的数都算不出这个比率")


def _apart_from_plans(given: AuditInput, said: Collection[str]) -> Iterator[Finding]:
    """Rates of a plan that is told by how much was spent more or less: 支出80万元，完成预算的|75%，比预算减少20万元."""
    rates = {one.part.id: one for one in given.statements.ratios if one.part is not None and one.whole is None and _PLANNED.search(one.words)}
    for change in given.statements.changes:
        now, amount = change.now, change.amount
        stated = rates.get(now.id) if now is not None else None
        if now is None or amount is None or stated is None or not _AGAINST.search(change.against) or not change.direction or stated.rate.id in said:
            continue
        if any(int(year[0]) != now.context.period.year for year in _YEAR.finditer(change.against)):
            continue  # 为年预算的100%，比上年的预算数增加10万元
        if stated.rate.figure.is_hedged or now.figure.unit.base != amount.figure.unit.base:
            continue
        rate, plan = stated.rate, now.figure.range - amount.figure.range if change.direction > 0 else now.figure.range + amount.figure.range
        if plan.low <= 0 or (now.figure.range / plan).meets(rate.figure.range):
            continue
        exact = now.figure.value / (now.figure.value - change.direction * amount.figure.value)
        yield _finding_of(rate, now, amount, f"按{now.figure.text}和与预算相差的{amount.figure.text}", exact, now.figure.range / plan)


def _is_outturn_of(fact: Fact, whole: Fact) -> bool:
    """Whether a figure may be what was spent of a budget: the same thing, or all that was spent of the same funds, and of its size."""
    same = fact.concept == whole.concept or (fact.concept in _ALL_SPENT and whole.concept in _ALL_SPENT and fact.context.scope == whole.context.scope)
    own = same and fact.context.basis is Basis.OUTTURN and fact.context.item == whole.context.item and fact.context.period == whole.context.period
    return own and whole.figure.value <= _TIMES * fact.figure.value <= _TIMES * _TIMES * whole.figure.value


def _start(fact: Fact) -> int:
    return fact.origin.start


def _done(before: Sequence[Fact], rate: Fact, text: str) -> list[Fact]:
    """What the sentence of a rate tells as done, where it tells nothing of what is left."""
    last = before[-1:]
    if not last or rate.origin.start - last[0].origin.end > _SENTENCE or _ENDS.search(text, last[0].origin.end, rate.origin.start):
        return []
    ends = [match.end() for match in _ENDS.finditer(text, max(0, last[0].origin.start - _SENTENCE), last[0].origin.start)]
    begin = ends[-1] if ends else last[0].origin.start - _SENTENCE
    begin = max(0, begin)
    unit = last[0].figure.unit.base
    own = [fact for fact in before if fact.origin.start >= begin and fact.figure.unit.base == unit and not fact.figure.is_hedged]
    if _LEFT.search(text, begin, rate.origin.start):
        # 批复90万元，已用60万元，结余30万元，执行率|67%: what is left is told besides
        three = own[-3:] if len(own) > _PAIR and _LEFT.search(_clause(own[-1], text)) else []
        return three[1:2] if three and three[0].figure.value == three[1].figure.value + three[2].figure.value else []
    return own if any(_DONE.search(_clause(fact, text)) for fact in own) else []


def _clause(fact: Fact, text: str) -> str:
    return _MARKS.split(text[max(0, fact.origin.start - _CLAUSE) : fact.origin.start])[-1]


def _judge(rate: Fact, part: Fact, parts: Sequence[Fact], before: Sequence[Fact], text: str) -> Iterator[Finding]:
    alike = [fact for fact in before if fact.figure.unit.base == part.figure.unit.base][-_MOST:]
    if _made(rate, parts, alike):
        return
    given = [
        fact for fact in alike
        if fact is not part and _GIVEN.search(clause := _clause(fact, text)) and not _DONE.search(clause)
        and (fact.figure.value >= part.figure.value or (rate.figure.value > 1 and _PLAN.search(clause)))
    ]  # fmt: skip
    if not given and len(parts) == _PAIR and not _DONE.search(_clause(parts[0], text)) and parts[0].figure.value >= part.figure.value:
        given = [parts[0]]  # 办案装备60万元，年末支出57万元，支出进度|…: of the two, what was to be spent stands first
    if not given:
        return
    whole = min(given, key=lambda fact: abs(part.figure.value / fact.figure.value - rate.figure.value))
    yield _finding(rate, part, whole, "前面说过的数都算不出这个比率")


def _judge_plan(rate: Fact, before: Sequence[Fact], text: str) -> Iterator[Finding]:
    """The verdict on how much was done of a plan that its paragraph tells: 收入预算90万元，执行结果如下：……收入85万元，完成预算的|99%."""
    own = [fact for fact in before[-2:] if not _ENDS.search(text, fact.origin.end, rate.origin.start) and not fact.concept.startswith("change.")]
    if not own or own[-1].figure.is_hedged or _PLAN.search(_clause(own[-1], text)):
        return
    part = own[-1]
    alike = [fact for fact in before if fact.figure.unit.base == part.figure.unit.base]
    plans = [
        fact for fact in alike
        if fact.origin.block == part.origin.block and fact is not part and _PLAN.search(_clause(fact, text)) and not _DONE.search(_clause(fact, text))
        and not fact.concept.startswith("change.") and part.figure.value <= _TIMES * fact.figure.value <= _TIMES * _TIMES * part.figure.value
    ]  # fmt: skip
    # Behind a rate of its own a plan is done with: 预算21万元，完成预算的80%，其中公车支出17万元，完成预算的|85%
    if plans and not _RATED.search(text, plans[-1].origin.end, part.origin.start) and not _made(rate, alike[-_MOST:], alike[-_MOST:]):
        yield _finding(rate, part, plans[-1], "前面说过的数都算不出这个比率")


def _made(rate: Fact, parts: Sequence[Fact], told: Sequence[Fact]) -> bool:
    """Whether one of the parts is so much of another number, or of two together."""
    # What is left or saved is told of what it makes with what was spent, which may stand anywhere.
    pairs = combinations(told, 2) if _SAVED.search(rate.label) else pairwise(told)
    sums = [one.figure.range + other.figure.range for one, other in pairs]
    return any(
        _makes(part.figure.range, whole, rate.figure.range)
        for part in parts
        for whole in (*sums, *(fact.figure.range for fact in told if fact is not part))
    )


def _judge_act(rate: Fact, act: str, before: Sequence[Fact], text: str) -> Iterator[Finding]:
    """The verdict on a rate of those that were so: 受理501件……已处理474件，处理率|98.6%. The number that it is of stands in its own paragraph."""
    ends = [match.end() for match in _ENDS.finditer(text, max(0, rate.origin.start - _SENTENCE), rate.origin.start)]
    begin = ends[-1] if ends else max(0, rate.origin.start - _SENTENCE)
    if act == _TAX:  # 税收90万元，增长3%；非税10万元。税收占比|90%
        begin = text.rfind("\n", 0, rate.origin.start)
    said = [fact for fact in before if fact.origin.start >= begin and not fact.figure.is_hedged]
    told = [(fact, _clause(fact, text)) for fact in said if not fact.concept.startswith("change.")]
    own = [fact for fact, clause in told if set(act) <= set(clause) and not (_NOT_YET_TAXED if act == _TAX else _NOT_YET).search(clause)]
    undone = [fact for fact, clause in told if re.search(f"[未尚][^，。；]{{0,2}}{act}", clause)] if act != _TAX else []
    if not own and undone:
        yield from _judge_rest(rate, undone[-1], said, text)
    if not own:
        return
    part = own[-1]
    alike = [fact for fact in before if fact.figure.unit.base == part.figure.unit.base][-_MOST:]
    if _made(rate, own if act == _TAX else alike, alike):
        return
    given = [fact for fact in alike if fact.origin.block == part.origin.block and (fact.origin.end <= part.origin.start or act == _TAX)]
    larger = [fact for fact in given if fact.figure.value >= part.figure.value and not fact.concept.startswith("change.") and fact is not part]
    if larger:
        yield _finding(rate, part, larger[-1], "前面说过的数都算不出这个比率")


def _judge_rest(rate: Fact, undone: Fact, said: Sequence[Fact], text: str) -> Iterator[Finding]:
    """The verdict on a rate of which only the rest is told: 资金90万元，未分配9万元，分配率|90%."""
    before = [fact for fact in said if fact.origin.end <= undone.origin.start and fact.figure.unit.base == undone.figure.unit.base]
    if not before or not before[-1].figure.value > undone.figure.value or _RATED.search(text, before[-1].origin.end, undone.origin.start):
        return
    whole, rest = before[-1].figure, undone.figure
    expected = (whole.range - rest.range) / whole.range
    if not expected.meets(rate.figure.range):
        exact = (whole.value - rest.value) / whole.value
        yield _finding_of(rate, before[-1], undone, f"按{whole.text}减去{rest.text}后的数除以{whole.text}", exact, expected)


def _finding(rate: Fact, part: Fact, whole: Fact, said: str) -> Finding:
    exact, expected = part.figure.value / whole.figure.value, part.figure.range / whole.figure.range
    return _finding_of(rate, part, whole, f"{said}；按{part.figure.text}÷{whole.figure.text}", exact, expected)


def _finding_of(rate: Fact, part: Fact, other: Fact, said: str, exact: Decimal, expected: Interval) -> Finding:
    unit = rate.figure.unit
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{rate.label or '比率'}印作{rate.figure.text}，{said}是{words.in_unit(exact, unit, rate.figure.step)}",
        "核对支出数和应有数，重算比率；分母没有写出的，写出",
        (rate.origin, part.origin, other.origin),
        facts=(rate, part, other),
        working=(f"{said}：{words.in_unit(exact, unit)}，印作{rate.figure.text}",),
        **words.compared(rate.figure, exact, expected),
    )


def _makes(part: Interval, whole: Interval, rate: Interval) -> bool:
    return whole.low > 0 and (part / whole).meets(rate)
