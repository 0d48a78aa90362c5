"""Columns and rows that say more than a concept: changes, rates, points, and the funds of a self-evaluation form."""

from __future__ import annotations

import re

from jiheng.core.facts.context import Basis
from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.indicator_columns import Role, role_of

_CHANGE = re.compile(
    r"增\s?[、/或和]?\s?减(?!免)|增长率|增幅|降幅|变动(?:额|率|幅度|情况)|(?:增长|增加|减少|下降|变化|升降)(?:额|数|金额|幅度?|比[例率]?$|百分比|[（(]?[%％])|同比(?:增|减|变)|差异(?:额|率|数)?$|差额|[（(]?[+＋]\s?/?\s?[-－－—][)）]?$|"
    r"(?:比|较|与)(?:上年|去年|(?:19|20)\d\d年|年初预算|预算).{0,10}(?:增|减|升|降|变)"
)
_BASE = re.compile(r"(?:比|较|与|同)(?:上年度?|去年|上一年度?|(?:19|20)\d\d\s?年(?:度)?)(?:决算数?|预算数?|执行数?)?")
_RATE_OF_EXECUTION = re.compile(r"^(?:预算|资金|支出|项目|财政|全年|年度)*(?:执行率|执行进度|支出进度|执行比例|支付进度)(?:[（(].*)?$")
_ARRIVED = re.compile(r"到位")
_PLANNED = re.compile(r"计划(?:安排|投入|投资|下达|支出|使用|支付|拨付|资金|金额)|预算安排(?!.{0,4}调整)")
_SPENT = re.compile(r"资金(?:执行|支出|使用)情况|支付情况")
_TOTAL_FUNDS = re.compile(
    r"^(?:其中[:：])?(?:计划|年度|本年|全年|项目|预算|实际|安排)*(?:资金|预算|支出)?(?:总额|总计|合计|安排资金|支出|投入)(?:[（(].*[)）])?[:：]?$|"
    r"^(?:全年|年初|调整后?)?(?:预算|执行|支出|到位)数[:：]?$|资金(?:总额|合计)(?:[（(].*[)）])?[:：]?$"
)
_ALL_FUNDS = re.compile(
    r"^(?:(?:部门|单位)?(?:整体)?(?:预算|资金|支出|预算资金)(?:执行|使用|收支)情况(?:[（(].*)?|(?:部门|单位)(?:整体)?预算(?:资金)?[（(](?:单位[:：])?[万亿]?元[)）])$"
)
_SOURCE = re.compile(r"(?:中央|省|自治区|市|州|县|区|乡|镇|本|上|同|地方)级?(?:财政|补助|配套|专项|转移支付)*(?:补助|资金|拨款|投入|配套)|自筹")
_SUM_WORDS = re.compile(
    r"年度|本年|全年|计划|项目|预算|实际|安排|资金|支出|投入|执行|到位|年初|调整后?|批复|总额|总计|合计|其中|数|[:：]|[（(].*[)）]"
)
_OTHERS = re.compile(r"^(?:其中[:：])?其[他它][:：]?$")
_PROJECT = re.compile(r"项目(?:支出|资金)?(?:绩效)?(?:自评|评价|自我评价)|项目.{0,8}绩效(?:自评|评价)|项目名称|项目资金|项目绩效|专项.{0,12}自评")
_WHOLE_BODY = re.compile(r"整体(?:支出)?(?:绩效)?|部门名称")
_HEAD_LENGTH = 300
_LEAD = re.compile(r"^其中[:：]?")


def is_change(words: str) -> bool:
    """Whether a head or a label names a change against another year or against the budget."""
    return bool(_CHANGE.search(words))


def without_base(words: str) -> str:
    """A change's words without what it is compared with: 2016年比2015年增减% is of 2016."""
    return _BASE.sub("", words)


def change_concept(words: str, *, ratio: bool) -> str:
    """The taxonomy's name for a change."""
    if ratio:
        return "change.rate"
    return "change.versus_budget" if "预算" in words and "上年" not in words and not cues.YEAR.search(words) else "change.amount"


def is_execution_rate(words: str) -> bool:
    """Whether a head or a label names the rate of execution."""
    return bool(_RATE_OF_EXECUTION.match(words))


def points_concept(head: str) -> str:
    """indicator.weight or indicator.score for a head of points, the rate of execution's own among them; else ""."""
    if len(head) > _HEAD_LENGTH // 10:
        return ""
    role = role_of(re.sub(r"^(?:预算)?执行率", "", head))
    return {Role.WEIGHT: "indicator.weight", Role.SCORE: "indicator.score"}.get(role, "") if role is not None else ""


def funds_concept(label: str, head: str, *, project: bool, mixed: bool) -> str:
    """What a row of the year's funds is of: the project's, those that arrived, other funds; "" where its words say it better."""
    if _ARRIVED.search(label) or _ARRIVED.search(head):
        return "budget.arrived"
    if _OTHERS.match(label):
        return "income.other_funds" if mixed else ""
    return "spend.project" if project and _TOTAL_FUNDS.search(label) else ""


def is_all_funds(words: str) -> bool:
    """Whether a row's words are of all money that the form is about: 部门预算执行情况."""
    return bool(_ALL_FUNDS.match(words))


def funds_item(label: str, head: str) -> str:
    """Which of a project's funds a row and column are of: those of one source (中央补助), or of a named kind (转移支付资金合计)."""
    if _SOURCE.search(head) and not _TOTAL_FUNDS.search(head):
        return _LEAD.sub("", head)
    return _SUM_WORDS.sub("", label)


def funds_basis(words: str) -> Basis | None:
    """Funds that arrived are neither budget nor spending; planned funds are the year's first budget."""
    if _ARRIVED.search(words):
        return Basis.ACTUAL
    if _SPENT.search(words):
        return Basis.OUTTURN
    return Basis.OPENING if _PLANNED.search(words) else None


def is_of_funds(label: str) -> bool:
    """Whether a row's words name no more than where some of the funds above come from: 其中：中央财政, 市级资金, 自筹, 其他资金."""
    return bool(cues.FUNDS_FROM.fullmatch(label))


def is_project_form(words: str, document_head: str) -> bool:
    """Whether a form is of one project: by its own words, else by the document's title."""
    if _WHOLE_BODY.search(words):
        return False
    if _PROJECT.search(words):
        return True
    head = document_head[:_HEAD_LENGTH]
    return bool(_PROJECT.search(head)) and not _WHOLE_BODY.search(head)
