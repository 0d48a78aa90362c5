"""A whole and its parts as a text lays them out, and whether the text claims to name them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Parted, StatedSum
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.interval import Interval

SOME = re.compile(
    r"主要(?!分|原因|因|是因|是由于|系|由于|用于|职)|重点|如[：:]|例如|(?<![一二三四五六七八九十两几\d])(?<!大)部分|等(?!额|级|次|离子)|包含?税"
)
JOINS = re.compile("[和及与以]+[^，。；,;：:]{1,16}$")  # the last part to those before it
LEAST = 2  # parts
CLAUSE = re.compile("[；;。\n]")
_AND_SO_ON = re.compile(r"[^，,。；;）)\n]{0,6}等|\s*[；;，,、]\s*(?:\n|$)")
_PARTED = re.compile(r"[，,、；;。：\n|]")  # no brackets: they hold the units of a form
_HEAD = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,2}(?:部分|项|类)|[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．)）](?!\d)|[①-⑳]|[㈠-㈩]|[-—·•●]+|[A-Z][.、．])"
)
_KIND = re.compile(r"[一二三四五六七八九十\d]+|[①-⑳]|[㈠-㈩]|[A-Z]")
_REASON = re.compile(r"(?:因(?!公)|由于|主要|新增|结余)[^，。；]{0,16}$")
_BASE = re.compile(
    r"(?:[比较与同]|相比)于?(?:上年|去年|(?:19|20)\d\d年)(?:度|同期|同月)?(?:的|数|决算数?)?\s*$"
)  # 比上年同期|165万元增支6万元，其中…
_APART = re.compile("差值|差额|差异")
GRADE = re.compile(r"[“\"]?(?:[优良中差]|优秀|良好|(?:基本|不)?合格|较差)[”\"]?(?:等[次级])?的?(?:项目|部门|单位)?(?:有|为|是|共)?\s?$")
_FILED, _NOT_FILED = re.compile(r"(?<![不未予])立案(?:的|为|有)?\s?$"), re.compile(r"(?:不予|未予?|不)立案(?:的|为|有)?\s?$")
_CEILING, _CALLED = re.compile("控制数|控制限额|限额|上限"), 6  # characters before a figure that call it so
_EMPLOYED = re.compile(
    "在[编职岗]|聘|临时|离?退休|离休|编外|合同|派遣|公益|遗属|行政|事业|工勤|自收自支|[差全]额|[正副][处科厅]|科员|专技|技术|职员"
)  # how someone is paid, or of what rank
_POSTS = "staff.quota"
_STAFF_KINDS = "staff.actual."  # 行政, 事业, 工勤
_HOLDERS = re.compile("在职|实有|现有|实际|退休|离休|在编|在岗|聘|到岗")
_CELLS = re.compile(r"\s*\|[\s|]*")
_EXCLUDED = re.compile("^(?:剔除|扣除|减去)")
_BESIDE_ITSELF = re.compile("(?:本部|本级|机关|自身)[和及与、]?(?:以及)?(?:所属|下属|直属)?(?:的)?$")  # 本部和下属|4家
_WORDS_BEFORE = 12
_ZERO = Decimal(0)
_HALF = Decimal("0.5")
_SEVERAL = 3
_SPENT_ON = frozenset(("spend.basic.personnel", "spend.basic.public", "spend.project"))  # all that a unit spends money on


@dataclass(frozen=True, slots=True)
class Shape(Parted):
    """A whole and its parts as the text lays them out; `adds_up` where they do, `plain` where nothing else could be meant."""

    adds_up: bool
    plain: bool

    @property
    def divides(self) -> bool:
        """Whether several parts are more than nought: one figure told again, with noughts behind it, divides nothing."""
        return sum(bool(part.figure.value) for part in self.parts) > 1


def are_no_parts(text: str, whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether figures behind a whole can hardly be its parts: several are larger, or they are the bare cells of a form.

    支出900万元，其中甲800万元，乙100万元。包括工资600万元，公用300万元: the last two divide the first, not 乙.
    """
    larger = sum(part.figure.range.low > whole.figure.range.high for part in parts)
    bare = all(text[part.origin.start : part.origin.end].rstrip()[-1:].isdigit() for part in parts)
    return larger > 1 or (bare and not any(_PARTED.search(text, one.origin.end, other.origin.start) for one, other in pairwise(parts)))


def hold_posts(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether people are listed behind a number of posts, of which they are no kinds: 编制9人，其中在职5人，退休5人."""
    return whole.concept.startswith(_POSTS) and any(_is_of_people(part) for part in parts)


def _is_of_people(part: Fact) -> bool:
    """Whether a part of a list of posts counts people who hold them; 公务员, 工勤 by themselves are kinds of posts."""
    if not part.concept.startswith("staff.") or part.concept.startswith(_POSTS):
        return False
    return not part.concept.startswith(_STAFF_KINDS) or bool(_HOLDERS.search(part.origin.quote))


def are_noughts(parts: Sequence[Fact]) -> bool:
    """Whether several items are nought and one is not: what names so much that there is none of leaves nothing out."""
    return sum(bool(part.figure.value) for part in parts) == 1 and len(parts) > _SEVERAL


def exceed(parts: Sequence[Fact], whole: Fact) -> bool:
    """Whether parts are more than their whole, of which a list that is not complete may be less only."""
    return sum((part.figure.range.low for part in parts), _ZERO) > whole.figure.range.high


def are_cells(text: str, parts: Sequence[Fact]) -> bool:
    """Whether nothing but the line between two cells parts some of the figures: 其中甲类 | 5亩 | 5亩 are target and result."""
    return any(_CELLS.fullmatch(text, one.origin.end, other.origin.start) for one, other in pairwise(parts))


def claims_all(text: str, whole: Fact, parts: Sequence[Fact], opened: int | None = None) -> bool:
    """Whether a list reads as if it left nothing out; `opened` is where the words that introduce it end (the last part)."""
    told = [part for part in parts if part.figure.value]
    if len(told) < LEAST or any(fact.figure.is_hedged for fact in (whole, *told)):
        return False
    if not {part.concept for part in told} >= _SPENT_ON and sum((part.figure.value for part in told), _ZERO) < _HALF * whole.figure.value:
        return False
    return not SOME.search(text, whole.origin.end, told[-1].origin.start if opened is None else opened) and not _AND_SO_ON.match(
        text, told[-1].origin.end
    )


def head_of(text: str, start: int, stop: int) -> str:
    """How a line is numbered: （一） otherwise than （1）."""
    head = _HEAD.match(text, start, stop)
    return _KIND.sub(lambda kind: "#" if kind[0].isdigit() else "一", head[0].strip()) if head is not None else ""


def goes_on(text: str, style: str, after: tuple[int, int], lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a numbered list goes on behind a line that is numbered otherwise."""
    return bool(style) and any(span > after and head_of(text, *span) == style for span in lines)


def are_grades(text: str, parts: Sequence[Fact]) -> bool:
    """Whether figures tell how many got each grade, three of them or more, or what was so and what was not.

    “优”有37个、“良”有6个、“差”有1个; 立案90件，不予立案8件.
    """
    words = [text[max(0, part.origin.start - 8) : part.origin.start] for part in parts]
    if len(words) == LEAST:
        return bool(_FILED.search(words[0]) and _NOT_FILED.search(words[1]))
    return len(parts) > LEAST and all(GRADE.search(one) for one in words)


def is_below_ceiling(text: str, stated: Parted) -> bool:
    """Whether a whole is a bound that less than it may be planned of: “三公经费”控制数30万元，其中…."""
    start = stated.whole.origin.start
    return stated.exact < stated.whole.figure.value and _CEILING.search(text, max(0, start - _CALLED), start) is not None


def is_aside(text: str, whole: Fact) -> bool:
    """Whether a figure stands in a reason, is only compared with, or is a difference that says nothing of its direction."""
    words = text[max(0, whole.origin.start - 20) : whole.origin.start]
    return bool(_REASON.search(words)) or bool(_APART.search(words[-6:])) or bool(_BASE.search(words))


def first_of_clauses(text: str, parts: Sequence[Fact]) -> list[Fact]:
    """The first figure of each clause."""
    kept = list(parts[:1])
    for one, other in pairwise(parts):
        if CLAUSE.search(text, one.origin.end, other.origin.start):
            kept.append(other)
    return kept


def are_employed(stated: Parted) -> bool:
    """Whether people are listed by how they are employed, so that hardly anyone is told twice: 在编12人，聘用3人，退休5人."""
    names = [f"{part.context.item}{part.label}" for part in stated.parts]
    if not stated.whole.concept.startswith("staff.") or len(set(names)) < len(names):
        return False
    unlike = [name for name in names if not _EMPLOYED.search(name)]
    return not unlike or len(names) - len(unlike) > _SEVERAL  # 正处1人、副处2人、正科2人、副科2人、公助1人


def is_off_by_heads(stated: StatedSum) -> bool:
    """Whether things counted in a table that prints no measure word do not make their whole: nothing was rounded there."""
    whole, figures = stated.whole, [fact.figure for fact in (stated.whole, *stated.parts)]
    if stated.why != "表内合计" or not stated.complete or not whole.concept or any(figure.unit.key or figure.step != 1 for figure in figures):
        return False
    return load_taxonomy().concept(whole.concept).kind in ("count", "people") and stated.exact != whole.figure.value


def is_one_more(stated: StatedSum, total: Interval, text: str) -> bool:
    """Whether a count of subordinate units leaves out the one that counts them: 本部和下属4家，其中机关1家，事业单位4家."""
    figure, start = stated.whole.figure, stated.whole.origin.start
    beside = figure.unit.dimension == "count" and _BESIDE_ITSELF.search(text, max(0, start - _WORDS_BEFORE), start) is not None
    return beside and total.meets(figure.range + Interval.point(Decimal(1)))


def is_subject_over_one(stated: StatedSum, facts: Iterable[Fact]) -> bool:
    """Whether a table, whose other subjects add up, tells a subject and the only one below it or its only kind of spending.

    Where the document tells another one below it, the table has lost a row or is an extract.
    """
    if not stated.complete or not stated.whole.origin.block.startswith("t") or len(stated.parts) != 1:
        return False
    whole, part = (_subject(fact) for fact in (stated.whole, stated.parts[0]))
    if not whole.startswith(("spend.function.", "spend.economic.")) or not part.startswith(whole):
        return False
    return not any(len(other) == len(part) and other != part and other.startswith(whole) for other in map(_subject, facts))


def _subject(fact: Fact) -> str:
    return fact.context.item if fact.context.item.startswith("spend.") else fact.concept


def is_of_others(text: str, stated: StatedSum) -> bool:
    """Whether a list is surely not of its whole: of last year, of the other side, or with something taken off.

    比上年同期90万元增长5%，其中甲80万元…; 收入90万元，其中税收60万元；支出100万元; 收入60万元，剔除上划收入10万元;
    东部经济区产值90亿元，其中沿海70亿元；西部经济区产值50亿元.
    """
    if not stated.whole.origin.block.startswith("p") or min(stated.signs) < 0 or stated.complete:
        return False
    start = stated.whole.origin.start
    if _BASE.search(text[max(0, start - 20) : start]):
        return True
    names = [f"{part.context.item}{part.label}" for part in stated.parts]
    if any(_EXCLUDED.search(name) for name in names):
        return True
    whole = f"{stated.whole.context.item}{stated.whole.label}"
    if "非税" in whole and any(name.endswith("税") for name in names):
        return True
    if _are_peers(text, stated):
        return True
    crossed = any("支出" in name and "收入" not in name for name in names) and any("收入" in name for name in names)
    return crossed and "收入" in whole and "支出" not in whole


def _are_peers(text: str, stated: StatedSum) -> bool:
    """Whether behind the one part of a whole other items of the whole's own kind are told, called as it is."""
    whole, first, *others = stated.whole, *stated.parts
    kind = whole.context.item[-_SEVERAL:]
    told_apart = len(others) > 1 and CLAUSE.search(text, first.origin.end, others[0].origin.start) is not None
    return told_apart and len(kind) == _SEVERAL and any(part.concept == whole.concept and part.context.item.endswith(kind) for part in others)
