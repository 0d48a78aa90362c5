"""Figures of one name so unlike each other that no slip parts them: what shows that they are told of two things.

Each question is asked of a pair alone, and only where neither digits nor nearness say that one is the other restated.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.facts.fact import Fact

_FULL = 1  # of trust: the name stands at the figure and is not another sentence's
# What one of many gets or costs, and what several of them make: another section has another price (6500元×34人, 每人每月80元).
_EACH = re.compile(
    r"(?:每[人户月天日次亩件辆村个名生床班台套家所]|[人户]均|单价|定额|(?<![高超])标准)(?![化内外])[^，。；：:\d]{0,8}[：:]?$"
    r"|\d[)）]?\s?[÷/／]\s?$|[×✕＊*÷/／]\s?\d[\d.]*[%％]?[\u4e00-\u9fff]{0,3}[)）]?\s?[=＝≈]\s?(?:\d[\d.]*元?\s?[=＝≈]\s?)?$"
)
_TIMES = re.compile(r"\s?(?:[/／][人户月天日次亩件辆村名生床班台套]|每?[\u4e00-\u9fff]{0,2}\s?[×✕＊*xX]\s?\d)")
_SENTENCE_ENDS, _SENTENCES = "。；;\n", re.compile("[。；;\n]")
_CLAUSE = 20  # characters before an amount in which it is told of what it is the price
# Of each project, fund or body there is such an amount of its own.
_OF_EACH = ("budget.", "carry.", "targets.", "building.", "assets.liabilities", "procurement.saved")
_CELL, _KINDS = 3, 3  # t1.4.2: table, row, column
_REACH = 240  # characters in which a sentence ends
_OPERAND = re.compile(r"[×✕＊*+＋]\s?$")
_ITEM = re.compile(
    r"(?:^|[。；;\n:：])\s*(?:\d{4,7})?(?P<mark>[（(][一二三四五六七八九十]{1,3}[)）]|[（(]?\d{1,2}[)）、.．])(?P<name>[^。；;\n\d]{2,60}\d{0,7}[^。；;\n\d]{0,30})$"
)
_MARK_STYLE = re.compile(r"[\d一二三四五六七八九十]+")
# 行政运行, 一般行政管理事务, 机关服务, 事业运行, 其他支出: subjects of this name stand under each class of functions.
_EVERYWHERE = re.compile(r"spend\.function\.\d{5}(?:01|02|03|50|99)")
# 行政运行（项）拨款支出76万元（人员经费69万元…）: of one subject, not of all that the unit spent.
_OF_SUBJECT, _PARTS = re.compile(r"[（(][项款类][)）]|(?<!\d)2\d{6}(?!\d)"), ("spend.basic", "spend.project")
_BUDGET = re.compile("一般公共预算|公共财政预算|政府性?基金|国有资本经营|社会保险基金")
# 1.人大会议批准的年初预算草案。 2.主席团会议批准的预算调整方案。 3.决算情况。
_STAGE = re.compile(
    r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．][^，；：:\n\d]{0,30}?(?P<stage>年初预算|预算调整|决算)(?:草案|方案|情况)[。：:]?\s*$",
    re.MULTILINE,
)
# 一、全区财政收支情况 … 二、区级财政收支情况: of the whole county, and of what its own level has.
_LEVEL = re.compile(
    r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s?(?P<level>全[省市县区州盟旗]|[省市县区州盟旗]本?级|本级)[^，。；\n\d]{0,24}$", re.MULTILINE
)
# 财政体制改革后…收入: each side of such a change has its own figures.
_TURNS = "改革|调整|合并|划转|整合|重组|核减|剔除|扣除|还原"
_SIDE = re.compile(rf"(?:{_TURNS})(?P<side>[前后])")
_NUMBERS, _MARK = re.compile(r"[\d.,，%％\s—–-]*"), re.compile(r"[\d.．、（）()\s一二三四五六七八九十]*")
_OF_BUDGETS = ("carry.", "income.")  # what is added to the revenue of each budget


def told_apart(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two unlike figures of one name are told of two things, by how they are named and what stands beside them."""
    text, written = given.document.text, all(fact.origin.block.startswith("p") for fact in (first, other))
    if (written and (min(first.trust, other.trust) < _FULL or first.concept.startswith(_OF_EACH))) or _EVERYWHERE.fullmatch(first.concept):
        return True
    if any(_OPERAND.search(text, max(0, fact.origin.start - 2), fact.origin.start) for fact in (first, other)):
        return True
    if of_two_subjects(first, other, text) or _are_two_items(first, other, text):
        return True
    one, two = _budget(first, text), _budget(other, text)
    return (bool(one and two) and one != two) or (written and _in_two_accounts(first, other, given))


def placed_apart(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether the heads, the words of the line or the rows of the table that two figures stand under part them."""
    return (
        _of_two_stages(first, other, given)
        or _of_two_levels(first, other, given)
        or _of_two_sides(first, other, given)
        or _of_two_rows(first, other, given)
    )


def _of_two_stages(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two figures stand under heads that tell of the budget first made, as changed in the year, and of its outturn."""
    stages = _stages(given)
    told = [bisect_left(stages, (fact.origin.start, "")) - 1 for fact in (first, other)]
    return min(told) >= 0 and stages[told[0]][1] != stages[told[1]][1]


def _of_two_levels(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether two figures stand under heads of which one tells of all of a place and the other of its own level alone."""
    heads = _levels(given)
    told = [bisect_left(heads, (fact.origin.start, "")) - 1 for fact in (first, other)]
    return min(told) >= 0 and heads[told[0]][1].startswith("全") != heads[told[1]][1].startswith("全")


@shared
def _levels(given: AuditInput) -> tuple[tuple[int, str], ...]:
    """Where each such head stands, and which level it names."""
    return tuple((head.start(), head["level"]) for head in _LEVEL.finditer(given.document.text))


def _of_two_sides(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether the line of one figure tells of before a change of the system and that of the other of after it."""
    text = given.document.text
    return bool(_SIDE.search(text)) and {_side(first, text), _side(other, text)} == {"前", "后"}


def _side(fact: Fact, text: str) -> str:
    told = [match["side"] for match in _SIDE.finditer(text, text.rfind("\n", 0, fact.origin.start) + 1, fact.origin.start)]
    return told[-1] if told else ""


def _of_two_rows(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether rows of one table tell two figures of a column, each row named by more than the kind of money that both are of.

    Three rows that are named alike are entries of a ledger.

    |小额贴息|市级资金|67.9| and |雨露计划|市级资金|50|: the first of the words in a row is what it is of.
    """
    one, two = (fact.origin.block.split(".") for fact in (first, other))
    if len(one) != _CELL or len(two) != _CELL or one[0] != two[0] or one[1] == two[1]:
        return False
    rows = _rows_of(given)
    names, others = rows.get(".".join(one[:2]), ()), rows.get(".".join(two[:2]), ())
    if one[2] != two[2] and names[-1:] != others[-1:]:
        return False
    if names and names == others:
        return sum(row.startswith(f"{one[0]}.") and told == names for row, told in rows.items()) >= _KINDS  # entries of a ledger
    return len(names) > 1 and len(others) > 1 and names[0] != others[0]


@shared
def _rows_of(given: AuditInput) -> dict[str, tuple[str, ...]]:
    """The words in each row of a table before its first figure but the number of the row, without their own numbering."""
    rows: dict[str, list[str]] = {}
    closed: set[str] = set()
    for table in given.document.tables():
        for cell in table.cells:
            row, told = cell.block.id.rpartition(".")[0], cell.text.strip()
            if not told or row in closed:
                continue
            if not _NUMBERS.fullmatch(told):
                rows.setdefault(row, []).append(_MARK.sub("", told, count=1))
            elif row in rows:
                closed.add(row)
    return {row: tuple(names) for row, names in rows.items()}


@shared
def _stages(given: AuditInput) -> tuple[tuple[int, str], ...]:
    """Where each such head stands, and which words of it tell the stage."""
    return tuple((head.start(), head["stage"][-2:]) for head in _STAGE.finditer(given.document.text))


def of_two_subjects(first: Fact, other: Fact, text: str) -> bool:
    """Whether one figure is a part of what one subject of the budget cost, and the other of another one or of all spending."""
    one, two = _of_subject(first, text), _of_subject(other, text)
    return one != two or (one and first.origin.block != other.origin.block)


def _of_subject(fact: Fact, text: str) -> bool:
    """Whether a sentence tells what one subject of the budget consists of."""
    start = fact.origin.start
    return fact.concept.startswith(_PARTS) and bool(_OF_SUBJECT.search(_SENTENCES.split(text[max(0, start - _REACH // 2) : start])[-1]))


def _budget(fact: Fact, text: str) -> str:
    """Of which of a government's budgets a line tells last before a figure."""
    if not fact.concept.startswith(_OF_BUDGETS):
        return ""
    start = fact.origin.start
    told = _BUDGET.findall(text, text.rfind("\n", 0, start) + 1, start)
    return told[-1][:2] if told else ""


def _are_two_items(first: Fact, other: Fact, text: str) -> bool:
    """Whether each is the amount of an item of its own: （九）专项业务费10万元。…（十一）专项业务费5万元。"""
    one, two = (_ITEM.search(text, max(0, fact.origin.start - _REACH // 2), fact.origin.start) for fact in (first, other))
    return one is not None and two is not None and one["mark"] != two["mark"] and _MARK_STYLE.sub("", one["mark"]) == _MARK_STYLE.sub("", two["mark"])


def _in_two_accounts(first: Fact, other: Fact, given: AuditInput) -> bool:
    """Whether the sentences of two figures tell another thing too, each with a figure of its own: 资产9亿元，负债2亿元 and 资产4亿元，负债1亿元."""
    one, two = _beside(first, given), _beside(other, given)
    both = one.keys() & two.keys()
    return bool(both) and not any(a.figure.agrees(b.figure) for key in both for a in one[key] for b in two[key])


def _beside(fact: Fact, given: AuditInput) -> dict[tuple[object, ...], list[Fact]]:
    """What the sentence of a figure tells, nothing told as none, by what it is told of."""
    facts, starts = _in_order(given)
    text, (start, end) = given.document.text, (fact.origin.start, fact.origin.end)
    head = max(text.rfind(mark, max(0, start - _REACH), start) for mark in _SENTENCE_ENDS)
    tail = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, end, end + _REACH)) >= 0), default=end + _REACH)
    found: dict[tuple[object, ...], list[Fact]] = {}
    for near in facts[bisect_left(starts, max(head, start - _REACH)) : bisect_left(starts, tail)]:
        if near is not fact and near.figure.value and (near.concept or near.of) and near.context.period == fact.context.period:
            found.setdefault((near.concept, near.of, near.context.basis), []).append(near)
    return found


@shared
def _in_order(given: AuditInput) -> tuple[tuple[Fact, ...], tuple[int, ...]]:
    facts = given.in_order
    return facts, tuple(fact.origin.start for fact in facts)


def is_of_each(fact: Fact, text: str) -> bool:
    """Whether an amount is a price, a standard, or a product of one."""
    start, end = fact.origin.start, fact.origin.end
    return fact.figure.unit.is_money and bool(_EACH.search(text[max(0, start - _CLAUSE) : start]) or _TIMES.match(text, end))
