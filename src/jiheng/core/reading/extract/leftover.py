"""What is left of money: "下达100万元，已支付85万元，剩余15万元" says that received less spent is left."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import LEFT_OVER, TAKEN_OFF
from jiheng.core.reading.extract.movements import Movement
from jiheng.core.reading.extract.totalled import DERIVED
from jiheng.core.reading.extract.walk import Walk

_LEFT = re.compile(
    r"(?:(?<!累计)(?<!上年)(?<!年末)(?<!年初)(?<!历年)(?<!结转)(?<!结转和)(?:结余|节余|剩余|余款|余额)|尚余|(?<!上年)(?<!年初)结转(?:至?下年度?)?(?:继续)?(?:使用)?|(?:尚?未)(?:支付|使用|支出|拨付|列支))(?:资金|金额|经费|预算|数|额)*(?:为|共|[:：]|\s)*$"
)
_GIVEN = re.compile(r"(?<!本年)收入|接收|接受|预算|下达|收到|到位|安排|拨入|到账|拨款")
_SPENT = re.compile(r"已|支出|支付|使用|执行|列支|拨付|决算")
_PAID = re.compile(r"支出|支付|使用|列支|拨付|汇|用于|下达|发放|上缴")
_PLUS_OR_MINUS = re.compile(r"[，,、；;]\s*(?:再)?(?:加上?(?!强|大|快|班|固|装|油)|(?P<minus>减去?(?!少|免|税|轻|负)|扣除|扣减))[^，。；,;\d]{0,24}$")
_COMES_TO = re.compile(
    r"[，,；;]\s*[^，。；,;]{0,16}(?:(?<!上年)(?<!年初)(?<!上年末)(?:结余|余额|结存|结转)|合计|总计|净|实[际有](?!支出|使用|执行|支付|完成|拨付|到位|收入|发生)|可用|可支配|财力|应为|得出?|等于|为)[^，。；,;\d]{0,10}$"
)
_GOES_ON = re.compile(r"(?:[、和及]|[，,])\s*(?![^，。]*(?:支出|支付|上解|上缴|拨付|用于|其中|占))[^，。；,;\d（(]{2,16}$")  # 加补助2万元、结余|1万元
_GOES_ON_LESS = re.compile(r"[、和及]\s*(?![^，。]*(?:其中|占))[^，。；,;\d（(]{2,16}$")  # 减本年支出8万元和上解支出|2万元
_ADDED_TO = re.compile("其中|加上|加(?=上级|上年|调入|债务)")
_OTHERWISE = re.compile(r"其中|上年|去年|年初结|追加|调[增减整剂]|另|。|本年收入|收入(?:合计|总计|决算)")
_TAKES = re.compile(r"(?:扣除|减去|剔除|核减|调减|退回|收回|核销|(?:因|由于)[^，。；,;]{0,16}减少)[^，。；,;\d]{0,16}$")
_REMAINS = re.compile(r"[，,；;后]\s*(?:全年|年末|最终|现|净)?(?:实际|净|最终|剩余|余额?|实有|实为)[^，。；,;\d]{0,24}$|后[^，。；,;\d]{0,6}[为是]$")
_USED = re.compile("支出|使用|执行|支付|完成|拨付|列支|发生|结余|结转")  # what was spent of what remained
_COMPARES = re.compile("比|较|同期|其中|另|追加|调增|。")
_FULL = re.compile(r"(?:满分|总分|总分值)[^，。；,;\d]{0,6}$")
_OFF, _GETS = (
    re.compile(r"^[，,；;、][^。]*扣(?:减|除|分|去)?(?:了|共|计)?\s?$"),
    re.compile(r"[，,；;][^，。；,;\d]{0,12}(?:得|评)分[^，。；,;\d]{0,6}$"),
)
_SOME = re.compile("主要|等|其中|另|加分|每")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]|(?:19|20)\d\d年")  # a bracket that is closed, a year: no words of calculation
_ADDED_UP = re.compile(
    r"\s?[，,、](?:收入|支出)?(?:合计|总计|总量|共计)|\s?后[，,][^，。；,;\d]{0,16}(?:支出|收入)(?:合计|总计|总量)|\s?后[，,][^，。；,;]{0,24}总(?:支出|收入)"
)
_DEDUCTED = re.compile(r"减[去：:]?[^，。；,;\d]{0,16}$")
_BRACKET = re.compile("[（()）]")
_REACH = 60  # characters from what was given to what is left
_THREE = 3


def left_over(walk: Walk, facts: list[Fact]) -> Movement | None:
    """Given - spent = left, where one sentence states the three one after another and of nothing in particular."""
    money = [fact for fact in facts if fact.figure.unit.is_money and fact.concept not in DERIVED]
    if any(_ADDED_UP.match(walk.text, walk.at(fact, end=True)) for fact in money):
        return None  # 加上解支出5万元、还本2万元、结转3万元（后），支出合计|10万元
    if (several := _spent_in_turn(walk, money)) is not None:
        return several
    for given, spent, left in zip(money, money[1:], money[2:], strict=False):
        begin, end = walk.at(given), walk.at(left)
        if end - begin > _REACH or Basis.ADJUSTMENT in (given.context.basis, spent.context.basis):
            continue
        if given.figure.value < spent.figure.value and _is_aside(walk, left):
            continue  # 收回资金（其中甲9万元），结转使用20万元（其中甲|15万元）
        words = (
            walk.text[walk.sentence_from(begin) : begin].rpartition("；")[2],
            walk.text[walk.at(given, end=True) : walk.at(spent)],
            walk.text[walk.at(spent, end=True) : end],
        )
        if not (_GIVEN.search(words[0]) and _SPENT.search(words[1]) and _LEFT.search(words[2])) or _OTHERWISE.search("".join(words)):
            continue
        if _DEDUCTED.search(words[0]):
            continue  # 收入90万元，减：支出|60万元、上解支出20万元，结余10万元
        if len({given.id, spent.id, left.id}) == _THREE and not {given.context.item, spent.context.item} - {"", given.context.item}:
            return Movement(left, (given, spent), (1, -1), LEFT_OVER)
    return None


def worked_out(walk: Walk, facts: list[Fact]) -> Movement | None:
    """A figure that the sentence itself works out: 上年结余3万元，加本年收入20万元，减本年支出18万元，年末结余|5万元."""
    money = [fact for fact in facts if fact.figure.unit.is_money and fact.concept not in DERIVED and not _is_aside(walk, fact)]
    words = [_ASIDE.sub("", walk.text[walk.at(one, end=True) : walk.at(other)]) for one, other in pairwise(money)]
    first = next((at for at, said in enumerate(words) if _PLUS_OR_MINUS.search(said)), None)
    if first is None:
        return None
    signs: list[int] = []
    for said in words[first:]:
        if (found := _PLUS_OR_MINUS.search(said)) is not None:
            signs.append(-1 if found["minus"] else 1)
        elif _COMES_TO.search(said) or not (_GOES_ON_LESS if signs[-1] < 0 else _GOES_ON).fullmatch(said):
            break
        else:
            signs.append(signs[-1])
    if _ADDED_TO.search(walk.text, walk.sentence_from(walk.at(money[first])), walk.at(money[first])):
        return None  # 甲收入加上乙2万元、丙3万元，减去丁1万元，总收入为9万元: what they are added to is not printed here
    last = first + len(signs)
    if last >= len(words) or min(signs) > 0 or not _COMES_TO.search(words[last]) or walk.at(money[last + 1]) - walk.at(money[first]) > 2 * _REACH:
        return None
    made = Movement(money[last + 1], tuple(money[first : last + 1]), (1, *signs), LEFT_OVER)
    begin = walk.sentence_from(walk.at(money[first]))
    ahead = tuple(fact for fact in money[:first] if walk.at(fact) >= begin)
    if not ahead or _comes_out(made):
        return made
    # 完成收入20万元，争取补助10万元，上年结余3万元，减支出30万元，结余|3万元: what stands ahead without a sign is counted as well, or nobody knows
    whole = Movement(made.whole, (*ahead, *made.parts), ((1,) * len(ahead) + made.signs), LEFT_OVER)
    return whole if _comes_out(whole) else None


def _comes_out(movement: Movement) -> bool:
    return (
        sum((sign * part.figure.value for part, sign in zip(movement.parts, movement.signs, strict=True)), Decimal(0)) == movement.whole.figure.value
    )


def _is_aside(walk: Walk, fact: Fact) -> bool:
    """Whether a figure stands in a bracket behind another one: 收入90万元（其中税收18万元），加上年结余5万元."""
    begin = walk.sentence_from(walk.at(fact))
    opened = max(walk.text.rfind("（", begin, walk.at(fact)), walk.text.rfind("(", begin, walk.at(fact)))
    return opened >= 0 and _BRACKET.search(walk.text, opened + 1, walk.at(fact)) is None


def _spent_in_turn(walk: Walk, money: list[Fact]) -> Movement | None:
    """Given - spent - spent = left: 接收定向捐款25万元，汇往灾区20万元，支付运费0.3万元，余款|4.7万元."""
    for given, one, two, left in zip(money, money[1:], money[2:], money[3:], strict=False):
        places = [walk.at(fact) for fact in (given, one, two, left)]
        ends = [walk.at(fact, end=True) for fact in (given, one, two)]
        between = [walk.text[end:start] for end, start in zip(ends, places[1:], strict=True)]
        before = walk.text[walk.sentence_from(places[0]) : places[0]].rpartition("；")[2]
        if places[-1] - places[0] > 2 * _REACH or not (_GIVEN.search(before) and _LEFT.search(between[2])) or _OTHERWISE.search("".join(between)):
            continue
        if all(_PAID.search(words) for words in between[:2]) and given.figure.value >= one.figure.value + two.figure.value:
            return Movement(left, (given, one, two), (1, -1, -1), LEFT_OVER)
    return None


def taken_off(walk: Walk, facts: list[Fact]) -> Movement | None:
    """A number, what is taken off it and what remains, one after the other: 上报120户，因外迁减少4户，实际补助116户."""
    plain = [fact for fact in facts if not fact.figure.unit.is_ratio and fact.concept != "share"]
    for given, less, left in zip(plain, plain[1:], plain[2:], strict=False):
        alike = given.figure.unit.base == less.figure.unit.base == left.figure.unit.base
        if not alike or walk.at(left) - walk.at(given) > _REACH or left.figure.value > given.figure.value:
            continue
        takes = walk.text[walk.at(given, end=True) : walk.at(less)]
        remains = walk.text[walk.at(less, end=True) : walk.at(left)]
        if _TAKES.search(takes) and _REMAINS.search(remains) and not _COMPARES.search(takes + remains) and not _USED.search(remains):
            return Movement(left, (given, less), (1, -1), TAKEN_OFF)
    return _points_off(walk, plain)


def _points_off(walk: Walk, facts: list[Fact]) -> Movement | None:
    """Points taken off the full ones: 满分100分，执行率扣1分，满意度扣2分，得分|97分."""
    points = [fact for fact in facts if fact.figure.unit.key == "分"]
    words = [walk.text[walk.at(one, end=True) : walk.at(other)] for one, other in pairwise(points)]
    off = [bool(_OFF.search(said)) for said in words]
    if not any(off) or not all(off[:-1]) or off[-1] or not _GETS.fullmatch(words[-1]) or any(_SOME.search(said) for said in words):
        return None
    full = walk.text[walk.sentence_from(walk.at(points[0])) : walk.at(points[0])]
    return Movement(points[-1], tuple(points[:-1]), (1, *[-1] * len(off[:-1])), TAKEN_OFF) if _FULL.search(full) else None
