"""A clause: where it begins, the noun it ends with, and what it says beside its labels."""

from __future__ import annotations

import re

from jiheng.core.facts.concept import Concept
from jiheng.core.facts.taxonomy import LabelHit
from jiheng.core.figures.mention import Mention
from jiheng.core.reading.extract import cues

PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
# Words that only say "money was given or spent" and leave open of what.
EMPTY = re.compile(
    r"(?:支出|收入|资金|经费|预算|决算|安排|使用|金额|总额|总计|合计|数额|数|额|实际|累计|结算|执行|完成|到位|拨付|发生|总|"
    r"财政|拨款|批复|下达|调整后|调整|调增|调减|追加|调剂|年初|年中|全年|年度|本年|当年|本级|部门|单位|我局|我单位|本单位|投入|列支|支付|使用了|共|计|已|为|由|的|按|其|用于|全部|均|比|较|与|同|相比|其中|上年|去年|同期|"
    r"[省市县区州旗]?人(?:民代表大会|代会|大)(?:常委会)?|批准|审议通过|全[省市县区州旗])*"
)
HANDED_OUT = ("budget.issued", "budget.paid")  # in the report of one project this is the project's own money
# Before the same thing's amount of another year: 三公经费312万元，比上年累计支出|320万元.
_THEN = re.compile(
    r"\s*(?:[比较与同]|相比)(?:于)?(?:(?:上|去|前)一?年度?|(?:19|20)\d\d\s?年度?)(?:同期)?的?(?:累计|决算|预算|支出|收入|实际|执行|完成|数|额|总额|的|为|\s)*"
)
# Behind a sum of money: 603万元|均已到位.
_ARRIVED = re.compile(r"\s?(?:资金)?(?:已|均已?|目前|已经|全部|已全部|均已全部|目前已全部|足额|按时|及时)+(?:足额|按时|及时|全部)*到位")
_ARRIVED_NOT = re.compile("未|支出|支付")
# Whose income or spending it is, when not the report's body's own: 贫困户|总收入, 村集体|收入.
_WHOLES = ("income.total", "income.current", "spend.total", "spend.current")
_OTHERS = re.compile("(?:户|居民|农民|群众|企业|集体|合作社|家庭|人口|旅游|人均|学生|市民)(?:年|经营|经济)?$")
_OTHERS_LENGTH = 4
_EACH = re.compile("(?:[人户次例床生]均|每[人户次例床生])$")
_BARE_SPENDING = ("支出", "支出数", "支出决算", "支出决算数", "决算支出", "决算支出数", "支出总额", "支出金额")
_SPENT = ("spend.", "three.", "agency.", "procurement.", "meeting", "training")
ALL_SPENT = ("spend.total", "spend.current")
_NOUN = re.compile(r"\s?(?!编制|名额|岗位|职数|人|在)[\u4e00-\u9fff]{2}")
_NAME_STOP = re.compile(
    r"(?:其中|包括|包含|主要是|主要为|用于|通过|完成了?|开展了?|安排了?|组织了?|举办了?|实施了?|落实|投入|发放|新增|拨付|支付|争取|形成了?|提交了?|建成|召开|建立|报送|收到|列入|截至.{0,12}[日月底])"
)


def telling(text: str, hits: list[LabelHit], said: str, words: str) -> list[LabelHit]:
    """The labels of a clause without those that do not tell what its number is of.

    A bare 支出 says only that money was spent where something spent is named before it: 三公经费预算5万元，支出4万元. `said` is the
    concept that the sentence was about so far, `words` the noun before the last label.
    """
    hits = [hit for hit in hits if not is_anothers(hit.concept, text[max(0, hit.start - _OTHERS_LENGTH) : hit.start])]
    if not hits or hits[-1].label not in _BARE_SPENDING or hits[-1].concept.kind != "money":
        return hits
    before = hits[:-1]
    if before:
        return before if before[-1].concept.id.startswith(_SPENT) else hits
    if PLAIN.search(EMPTY.sub("", words)):
        return hits
    return [] if said.startswith(_SPENT) and said not in ALL_SPENT else hits


def is_anothers(concept: Concept, before: str) -> bool:
    """Whether the words before a label make it the income or spending of others, or of one head: 脱贫户|总收入, 人均|基本支出."""
    return (concept.id in _WHOLES and bool(_OTHERS.search(before))) or (concept.kind == "money" and bool(_EACH.search(before)))


def has_arrived(text: str, clause: int, mention: Mention) -> bool:
    """Whether a sum of money is said to have arrived: 603万元均已到位."""
    return bool(_ARRIVED.match(text, mention.end)) and not _ARRIVED_NOT.search(text[clause : mention.start])


def is_compared(text: str, clause: int, start: int) -> bool:
    """Whether a clause up to its number only says that another year's amount follows: 比上年支出|320万元."""
    return bool(_THEN.fullmatch(text, clause, start))


def names_behind(text: str, end: int) -> bool:
    """Whether a noun other than posts stands behind a count: 共编制12个|绩效指标."""
    return bool(_NOUN.match(text, end))


def clause_start(text: str, begin: int, end: int) -> int:
    """Where the clause that ends at `end` begins; a colon with nothing behind it belongs to the clause."""
    at = end
    while at > begin:
        at -= 1
        if text[at] in "，,；;。！？\n":
            if text[at + 1 : end].strip(" \u3000") or at + 1 == end:
                return at + 1
        elif text[at] in "：:" and PLAIN.search(cues.CONNECTIVES.sub("", text[at + 1 : end])):
            return at + 1
    return begin


def phrase(words: str) -> str:
    """The noun at the end of some words: list marks, time, connectives and light verbs stripped."""
    words = cues.LIST_HEAD.sub("", words)
    words = cues.TIME_WORDS.sub("", words)
    words = cues.CONNECTIVES.sub("", words)
    words = cues.TRAILING.sub("", words.strip())
    parts = _NAME_STOP.split(words)
    tail = parts[-1].strip()
    if not tail and len(parts) > 1:
        tail = parts[-2].strip()
    tail = cues.CONNECTIVES.sub("", tail).strip(" \u3000”“")
    return tail if tail.count("（") == tail.count("）") else tail.strip("（()）")
