"""Whether the parts listed of a whole can be added, and whether they are all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from jiheng.core.auditing import causes
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.list_shape import hold_posts, is_below_ceiling
from jiheng.core.auditing.own_parts import taken_out
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import DEPRECIATED, OTHER_FLOWS, ROLL_FORWARD, Parted, StatedSum
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

_ZERO = Decimal(0)
_MOST = Decimal("0.75")
_SPELLED, _ROUNDED = "万元", "亿元"  # the one told to the last digit, the other rounded more often than not
_FAR_OFF = 50  # what misses its whole by more than a fiftieth of it
_REST = ("其他", "其它")
_AVERAGE = re.compile("平均|人均|均价")
_REST_OF_MONEY = re.compile("其[他它](?:各项|零星)?(?:支出|费用|费|开支|方面)?$")
_BASIC_IN_PARTS = {"spend.basic.personnel", "spend.basic.public", "spend.project"}
_TRAITS = (
    re.compile("党员|团员"), re.compile("女|男"), re.compile("职称|正高|副高|中级|初级|专技"), re.compile("本科|专科|研究生|硕士|博士|学历|大专|中专"),
    re.compile("岁"), re.compile("少数民族|汉族"),
)  # fmt: skip
_PARTY = 0
_FATES = frozenset(("proposals.filed", "proposals.merged"))  # what becomes of the proposals received: their counts may be added
_TOTALLED = "合计"
_AUTHORS = {"proposals.individual", "proposals.collective"}
# Of these two kinds one is always what the other is not.
_SHARED_OUT = (
    (re.compile("主办|承办|独办|牵头"), re.compile("协办|会办")), (re.compile("建议|议案"), re.compile("提案")), (re.compile("(?<!基本)满意"), re.compile("基本满意")),
    (re.compile("(?<![不未予])立案"), re.compile("(?:不予|未予?|不)立案")),
)  # fmt: skip
_MONEY_SHARED_OUT = (
    (re.compile("一般债[券务]"), re.compile("专项债[券务]")), (re.compile("新增(?:政府)?债"), re.compile("(?:再融资|置换|借新还旧)(?:政府)?债")),
    (re.compile("(?<!非)税收?(?:性)?收入"), re.compile("非税收入")),
)  # fmt: skip
_SETTLEMENTS = {"outputs.villages.count", "outputs.villages.communities"}
_ASSETS = frozenset(("assets.current", "assets.fixed.net", "assets.intangible", "assets.construction"))
_VEHICLES = "assets.vehicles"
_FLEET = "three.count.vehicle"  # vehicles kept are the same ones as those among the assets
_KINDS = {"income", "spend", "staff", "assets", "procurement", "three"}
_BASIC, _AID = "spend.basic", "spend.economic.303"
_TWO = 2
_WAYS = re.compile("(同|可比|还原|自然|全)口径")
_SPENDINGS = ("spend.current", "spend.total")
_BASIC_AND_PROJECT = {"spend.basic", "spend.project"}
_BESIDES = ("spend.superior", "spend.operation", "spend.subsidy")
_ENDS = re.compile("[。；（）()]")
_THE_OTHER = re.compile("另一(?!方面)")
_SOME = re.compile("主要|重点|如[：:]|例如|部分|等(?!额|级|次|离子)|以上|包含|含")
_AND_SO_ON = re.compile(r"等|左右|以上|\s*[；;，,、]\s*(?:\n|$)")
_APPROPRIATED = ("income.total", "income.current", "income.appropriation", "income.appropriation.general")


def closed_elsewhere(stated: StatedSum, given: AuditInput) -> bool:
    """Whether another list makes the same whole of nothing but kinds that this one names: then there are no others."""
    taxonomy = load_taxonomy()
    whole, named = stated.whole, [part.concept for part in stated.parts]
    if not whole.concept or not all(named) or not whole.figure.unit.is_money:
        return False
    for other in given.statements.sums:
        context = other.whole.context._replace(scope=whole.context.scope)
        same = (other.whole.concept, context, other.whole.figure.value) == (whole.concept, whole.context, whole.figure.value)
        if other is stated or not same or len(other.parts) < _TWO or min(other.signs) < 0:
            continue
        told = [part.concept for part in other.parts if part.figure.value]
        total = Interval.point(_ZERO)
        for part in other.parts:
            total = total + part.figure.range
        if total.meets(whole.figure.range) and all(one and any(taxonomy.is_within(one, kind) for kind in named) for one in told):
            return True
    return False


def add_up(stated: StatedSum) -> bool:
    """Whether the parts can be added: no two of one kind that is no sum (原值 and 净值), none of another kind than the whole."""
    taxonomy = load_taxonomy()
    parts = stated.parts[:-1] if _ends_with_rest(stated) else stated.parts
    known = [part.concept for part in parts if part.concept]
    if _AVERAGE.search(stated.whole.label + stated.whole.context.item):
        return False
    if hold_posts(stated.whole, parts):
        return False
    if (
        len(known) == len(stated.parts) == 1
        and not stated.complete
        and stated.whole.concept
        and not taxonomy.is_within(known[0], stated.whole.concept)
    ):
        return False  # a lone 其中 behind a sentence of several figures may be of another
    if stated.why == DEPRECIATED:
        return True
    if stated.why == _TOTALLED and not stated.whole.figure.unit.is_money:
        return True  # 12个行政村、3个社区，共15个: the sentence adds them itself
    if (stated.whole.concept == "assets.total" and set(known) <= _ASSETS) or set(known) == _SETTLEMENTS or are_by_author(stated):
        return True
    groups = {concept: taxonomy.concept(concept).parent or concept.rpartition(".")[0] for concept in known}
    for group in set(groups.values()) if not are_fates(stated) else ():
        several = sum(own == group for own in groups.values()) > 1 and set(known) != {stated.whole.concept}
        if several and group != stated.whole.concept and not (group in taxonomy and taxonomy.concept(group).parts):
            return False
    kinds = {concept.split(".")[0] for concept in known} & _KINDS
    root = "assets" if stated.whole.concept.startswith(_FLEET) else stated.whole.concept.split(".")[0]
    return not kinds or root not in _KINDS or stated.why != "" or kinds <= {root, "carry"}


def is_spent_of_income(stated: StatedSum, given: AuditInput) -> bool:
    """Whether a budget's income is divided by what it is spent on (拨款收入100万元，其中：基本支出…), and nothing is carried over."""
    whole, concepts = stated.whole, {part.concept for part in stated.parts}
    if whole.concept not in _APPROPRIATED or not concepts <= _BASIC_AND_PROJECT or whole.context.basis is not Basis.OPENING:
        return False
    return not any(fact.concept.startswith("carry.") and fact.figure.value for fact in given.statements.facts)


def are_kinds(stated: StatedSum) -> bool:
    """Whether counts listed behind 其中 are kinds that do not overlap, by lawbook or by the last word of their names; 党员、女职工 do."""
    taxonomy = load_taxonomy()
    whole, concepts = stated.whole.concept, [part.concept for part in stated.parts]
    if whole and len(set(concepts)) == len(concepts) and all(one and one != whole and taxonomy.is_within(one, whole) for one in concepts):
        return True
    names = [re.split("[（(]", part.context.item or part.label)[0] for part in stated.parts]
    return len(set(names)) == len(names) and len({name[-1:] for name in names}) == 1


def are_by_author(stated: StatedSum) -> bool:
    """Whether proposals are told by who handed them in: by members or by bodies, which is all of them."""
    if not stated.whole.concept.startswith("proposals.") and stated.whole.figure.unit.key != "件":
        return False
    concepts = {part.concept for part in stated.parts}
    names = [part.label + part.context.item + part.origin.quote for part in stated.parts]
    return (stated.whole.concept in ("proposals.received", "proposals.filed") and concepts == _AUTHORS) or _are_shared_out(names, _SHARED_OUT)


def _are_shared_out(names: Sequence[str], pairs: Iterable[tuple[re.Pattern[str], re.Pattern[str]]]) -> bool:
    """Whether two things are named of which one is always what the other is not, in either order."""
    return len(names) == _TWO and any(
        all(one.search(name) for one, name in zip(pair, order, strict=True)) for pair in pairs for order in (names, names[::-1])
    )


def are_fates(stated: StatedSum) -> bool:
    """Whether the parts tell what became of proposals: some of those merged may be counted among those filed."""
    proposals = {part.concept for part in stated.parts if part.concept.startswith("proposals.")}
    return len(proposals) > 1 and proposals <= _FATES


def lists_all(stated: StatedSum, given: AuditInput) -> bool:
    """Whether an open list of money names everything, even a kind that is zero, or leaves out only what is too small."""
    if _ends_with_rest(stated) or _are_shared_out([part.label + part.context.item for part in stated.parts], _MONEY_SHARED_OUT):
        return True
    taxonomy = load_taxonomy()
    whole, concepts = stated.whole, {part.concept for part in stated.parts}
    if (
        not whole.concept
        or not whole.figure.unit.is_money
        or not all(concepts)
        or len(concepts) < len(stated.parts)
        or is_below_ceiling(given.document.text, stated)
    ):
        return False
    if concepts - {_AID} in (_BASIC_AND_PROJECT, _BASIC_IN_PARTS) and whole.concept in _SPENDINGS:
        others = _BESIDES if whole.concept == _SPENDINGS[0] else (*_BESIDES, "carry.closing", "surplus.distribution")
        stated_elsewhere = {(fact.concept, fact.figure.value) for fact in given.statements.facts if is_above_zero(fact, others, whole)}
        gap = whole.figure.value - sum((part.figure.value for part in stated.parts), _ZERO)
        return sum((value for _, value in stated_elsewhere), _ZERO) < gap  # all that else is spent cannot fill what is missing
    parents = {taxonomy.concept(concept).parent for concept in concepts}
    return (
        len(concepts) > _TWO
        and any(not part.figure.value for part in stated.parts)
        and all(taxonomy.is_within(concept, whole.concept) and concept != whole.concept for concept in concepts)
        and len(parents) == 1
        and taxonomy.concept(parents.pop()).parts
    )


def fits_only_rounded(stated: Parted) -> bool:
    """Whether a list fits its whole only if short numbers among decimals were rounded: 总额2.9万元，其中1.5万元、1万元、0万元.

    Most such numbers only lost their noughts; what is nought is none at all.
    """
    whole, parts = stated.whole.figure, [part.figure for part in stated.parts]
    units, slipped = {figure.unit.key for figure in (whole, *parts)}, causes.differs_in_one(whole, stated.exact)
    if (units != {_SPELLED} and not (units == {_ROUNDED} and slipped)) or any(figure.is_hedged for figure in (whole, *parts)):
        return False
    step = min(whole.base_step, *(figure.base_step for figure in parts))
    gap = abs(stated.exact - whole.value)
    if sum(bool(figure.value) for figure in parts) < _TWO and all(figure.value for figure in parts):
        return False  # 总投资39.27万元，其中中央资金39万元
    told = sum(bool(figure.value) for figure in parts) + 1
    in_column = stated.whole.origin.block.startswith("t") and gap >= whole.base_step  # 35 below 5, 1.5 and 2 lost its nought as well
    return (whole.base_step == step or in_column) and 2 * gap > told * step and gap * _FAR_OFF > whole.value


def tells_all(stated: StatedSum, given: AuditInput) -> bool:
    """Whether a list of money seems to leave nothing out: it says so, or names several kinds of which there is nothing."""
    noughts = sum(not part.figure.value for part in stated.parts)
    return noughts >= _TWO or lists_all(stated, given) or seems_whole(stated, given)


def leaves_out_none(stated: StatedSum) -> bool:
    """Whether a list names kinds of which there is nothing, so that it leaves out none: 轿车2辆、客车0辆、货车0辆; or one and the other.

    Of money only one that is mostly of such says so.
    """
    if len(stated.parts) == _TWO and _THE_OTHER.match(stated.parts[-1].label):
        return True  # 第一笔5万元，另一笔3万元
    mostly = 2 * stated.exact >= stated.whole.figure.value
    if stated.whole.concept == _VEHICLES and len(stated.parts) > 1 and mostly and are_kinds(stated):
        return True  # 共有车辆5辆，其中：应急保障用车2辆、执法执勤用车3辆: the form of the accounts names all uses
    figures = [part.figure for part in stated.parts]
    none = sum(not figure.value for figure in figures)
    if len(figures) <= _TWO or not none or min(stated.signs) < 0 or any(figure.is_hedged for figure in figures):
        return False
    if figures[0].unit.is_money:
        return _TWO < none < len(figures) and not stated.whole.figure.is_hedged
    return none >= _TWO or are_kinds(stated)


def _ends_with_rest(stated: StatedSum) -> bool:
    """Whether a list of things that are counted ends with all others: 车辆8辆，其中机要用车1辆、应急用车2辆、其他用车5辆."""
    last = stated.parts[-1]
    names = (last.label, last.context.item)
    if len(stated.parts) <= _TWO or stated.whole.concept.startswith("income."):
        return False
    if last.figure.unit.is_money:  # 公务用车加油、维修、其他支出; 其他工资福利支出 is a kind of its own
        return (not last.concept or bool(last.context.item)) and any(_REST_OF_MONEY.search(name) for name in names)
    return any(name.startswith(_REST) for name in names)


def seems_whole(stated: StatedSum, given: AuditInput) -> bool:
    """Whether an open list of several parts reads as if nothing were left out: no 等 or 主要, and most of the whole told."""
    parts = [part for part in stated.parts if part.figure.value]
    if stated.why == "分行列示" or stated.whole.concept.startswith("proposals.") or overlap(stated) or makes_up_elsewhere(stated, given):
        return False
    if (
        len(parts) < _TWO
        or min(stated.signs) < 0
        or stated.whole.figure.unit.is_ratio
        or any(fact.figure.is_hedged for fact in (stated.whole, *parts))
    ):
        return False
    if 2 * sum((part.figure.value for part in parts), _ZERO) < stated.whole.figure.value:
        return False
    if stated.whole.origin.block != stated.parts[-1].origin.block or not stated.whole.origin.block.startswith("p"):
        return True
    text, first, last = given.document.text, stated.whole.origin, stated.parts[-1].origin
    return not _SOME.search(text, first.end, last.start) and not _AND_SO_ON.match(text, last.end)


def covers(stated: StatedSum, given: AuditInput) -> bool:
    """Whether an open list names every kind that the whole consists of, or something of it, and ends there."""
    taxonomy = load_taxonomy()
    whole, named = stated.whole, [part.concept for part in stated.parts]
    if not whole.concept or not whole.figure.unit.is_money or not all(named) or goes_on(stated, given):
        return False
    if is_below_ceiling(given.document.text, stated):
        return False
    kinds = [kind.id for kind in taxonomy.children(whole.concept) if kind.kind == "money"] if taxonomy.concept(whole.concept).parts else []
    if all(part.figure.value for part in stated.parts) and sorted(named) != sorted(kinds):
        return False
    return len(kinds) > _TWO and all(any(taxonomy.is_within(concept, kind) for concept in named) for kind in kinds)


def shares_leave_room(stated: StatedSum, given: AuditInput) -> bool:
    """Whether each part's share of the whole is printed beside it and is right, and the shares are less than all of it.

    收入100万元，其中甲40万元，占40%；乙30万元，占30%. A list that names what is nought as well means to be complete.
    """
    return all(part.figure.value for part in stated.parts) and shares_fall_short(stated, given)


def shares_fall_short(stated: StatedSum, given: AuditInput) -> bool:
    """Whether the printed share of each part, noughts too, is right and they are less than all: a part was left out."""
    shares = {one.part.id: one.rate for one in given.statements.ratios if one.part is not None and one.rate.figure.unit.is_ratio}
    whole = stated.whole.figure
    if len(stated.parts) < _TWO or not whole.value or any(part.id not in shares for part in stated.parts):
        return False
    rates = [shares[part.id].figure for part in stated.parts]
    right = all((part.figure.range / whole.range).meets(rate.range) for part, rate in zip(stated.parts, rates, strict=True))
    return right and sum((rate.range.high for rate in rates), _ZERO) < 1


def holds_whole(stated: StatedSum) -> bool:
    """Whether one of two parts in a sentence is just the whole, and the other one less."""
    whole = stated.whole.figure
    if len(stated.parts) != _TWO or not whole.unit.is_money or not stated.origin.block.startswith("p"):
        return False
    least, most = sorted((part.figure for part in stated.parts), key=lambda figure: figure.value)
    return most.is_same(whole) and least.value < whole.value


def goes_on(stated: StatedSum, given: AuditInput) -> bool:
    """Whether the sentence lists further money behind the parts, which the reader counts to nothing that makes the whole."""
    last = stated.parts[-1].origin
    facts = given.in_order
    after = next((fact for fact in facts if fact.origin.start >= last.end and fact.figure.unit.is_money), None)
    if after is None or after.origin.block != last.block or after.concept.startswith("change."):
        return False
    return not _ENDS.search(given.document.text[last.end : after.origin.start])


def overlap(stated: StatedSum) -> bool:
    """Whether people are told by more than one trait (党员, 女职工, 高级职称): one of them may be counted twice."""
    if not stated.whole.figure.unit.is_people:
        return False
    traits = {next((trait for trait, words in enumerate(_TRAITS) if words.search(part.label + part.context.item)), -1) for part in stated.parts}
    return len(traits) > 1 or traits == {_PARTY}


def leaves_out_aid(stated: StatedSum, given: AuditInput) -> bool:
    """Whether a list of basic spending lacks just what is printed as aid to persons, which many tell apart from 人员支出."""
    gap = stated.whole.figure.value - stated.exact
    return stated.whole.concept == _BASIC and gap > 0 and any(fact.figure.value == gap for fact in given.by_concept.get(_AID, ()))


def are_told_twice(stated: StatedSum) -> bool:
    """Whether the parts are one thing told in two ways: 同口径51万元；自然口径48万元."""
    told = {found[0] for part in stated.parts for found in _WAYS.findall(part.origin.quote.rpartition(part.figure.text)[0])[-1:] if found}
    return len(told) > 1


def are_in_columns(stated: StatedSum, given: AuditInput) -> bool:
    """Whether each line of a list tells two things, and the whole is that of the second: 省级5万元，市县3万元，其中：1.省级甲4万元，市县甲2万元."""
    if stated.why != "分条列示" or min(stated.signs) < 0:
        return False
    whole, blocks = stated.whole, [part.origin.block for part in stated.parts]
    rows: dict[str, list[Fact]] = {block: [] for block in (whole.origin.block, *blocks)}
    for fact in given.statements.facts:
        if fact.origin.block in rows and fact.figure.unit.base == whole.figure.unit.base and not fact.concept.startswith("change."):
            rows[fact.origin.block].append(fact)
    if len(rows.pop(whole.origin.block)) < _TWO:
        return False
    total = Interval.point(_ZERO)
    for row in rows.values():
        total = total + (row[-1].figure.range if len(row) >= _TWO else Interval.point(_ZERO))
    return sum(len(row) >= _TWO for row in rows.values()) >= _TWO and total.meets(whole.figure.range)


def makes_up_elsewhere(stated: StatedSum, given: AuditInput) -> bool:
    """Whether what the parts make or leave is itself printed: they belong to that, or one more part is told apart."""
    whole = stated.whole.figure
    exact = stated.exact
    if whole.unit.dimension == "count" and exact < _MOST * whole.value:
        return True  # of things that are counted a list may well leave some out
    own = {stated.whole.id, *(part.id for part in stated.parts)}
    came_in = "income." if stated.whole.concept.startswith("spend.") else "?"  # which is no whole of what is spent
    others = [fact for fact in given.statements.facts if fact.figure.unit.base == whole.unit.base and fact.figure.value and fact.id not in own]
    others = [fact for fact in others if not fact.concept.startswith(came_in)]
    if exact < whole.value:
        gap = whole.value - exact
        telling = [fact for fact in others if fact.figure.value == gap and not fact.concept.startswith("change.")]
        # A short number is printed again and again; only beside the list it says anything.
        if any(fact.origin.block == stated.whole.origin.block or len(fact.figure.number.as_tuple().digits) > _TWO for fact in telling):
            return True
    if taken_out(stated, given.statements.facts, given.document.text) is not None:
        return True
    same = [fact for fact in others if fact.origin.block == stated.whole.origin.block and fact.origin.end <= stated.whole.origin.start]
    return not causes.slip(whole, exact) and any(fact.figure.value == exact for fact in same)


def is_above_zero(fact: Fact, concepts: tuple[str, ...], near: Fact) -> bool:
    """Whether a figure of some concepts and of another's year is not nought."""
    return fact.concept in concepts and bool(fact.figure.value) and fact.context.period == near.context.period


def divide(stated: StatedSum) -> bool:
    """Whether the parts are known to share out the whole: children that add up, or items of one kind."""
    whole = stated.whole
    if not whole.concept:
        return False
    taxonomy = load_taxonomy()
    concepts = [part.concept for part in stated.parts]
    if all(concept == whole.concept for concept in concepts):
        return len({part.context.item for part in stated.parts}) == len(concepts)
    parents = {taxonomy.concept(concept).parent if concept else "" for concept in concepts}
    return len(set(concepts)) == len(concepts) and parents == {whole.concept} and taxonomy.concept(whole.concept).parts


def unnamed_flow(stated: StatedSum, given: AuditInput) -> Fact | None:
    """A flow of the year, stated elsewhere, that "opening + income - spending = closing" leaves out."""
    if stated.why != ROLL_FORWARD:
        return None
    return next((fact for fact in given.statements.facts if fact not in stated.parts and is_above_zero(fact, OTHER_FLOWS, stated.whole)), None)


def are_posts_or_values(stated: StatedSum) -> bool:
    """Whether the parts are known not to add up: people beside posts, the gross and the net value of assets."""
    concepts = [part.concept for part in stated.parts]
    return hold_posts(stated.whole, stated.parts) or any(one.startswith("assets.") for one in (stated.whole.concept, *concepts))
