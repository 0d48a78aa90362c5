"""JH-A-225 文中说没有发生的事项得了分。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, name_of, plain, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import Block
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-225"
_Item = tuple[Block, str, int]  # a paragraph, its title, and where the title ends
_SHOWN = 6  # of them as evidence
_NEAREST = 20  # items of like titles before and behind a score: a volume of many reports has others of the same title
_ITEM = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*(?P<title>[\u4e00-\u9fff]{2,12})[。：:．.\s]")
_NONE = re.compile(
    r"(?P<none>(?<![\u4e00-\u9fff])无(?=[。；]|$)|无(?![线偿缝障纸论法需不愧私一])[\u4e00-\u9fff]{0,24}?(?:情况|整改|自评|应用|反馈|事项|工作|评价|问题)(?=[。；，]|$)|"
    r"(?:没有|未)(?:开展|涉及)[^，。；]*|不涉及[^，。；]*)"
)
# Where none is what is wanted.
_GOOD_NONE = re.compile(r"违规|违纪|违法|结余|结转|投诉|差错|事故|负面|处罚|预警|超支|逾期|信访|异常")
_ABSENT = re.compile(r"无|未开展|没有开展|未实施|未发生|不涉及|未涉及|未进行|没有|本年无|无此项(?:工作)?")


@check(
    code=CODE,
    title="文中说没有发生的事项得了分",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（三）结果应用情况与四、（一）",),
)
def full_marks_for_nothing(given: AuditInput) -> Iterable[Outcome]:
    """没有发生的事项不能凭空得分：或说明依办法得满分，或把分数重新分配。

    “无违规”“无结余”一类，没有正是好事，不在此列。

    Holds: 得分的事项，文中写了做了什么。   Breaks: 文中说“无……情况”“未开展”，而该项得分。
    Unknown: 得分的事项在文中没有对应的一段。   Mend: 写明办法规定无此情形得满分的条款，或按不适用处理。
    """
    yield from _of_rows(given)
    scored = [fact for fact in given.statements.facts if fact.concept.startswith("score.group.") and fact.origin.block.startswith("p")]
    scored = [fact for fact in scored if fact.figure.value > 0]
    if not scored:
        return
    items = [(block, found["title"], found.end()) for block in given.document.running() if (found := _ITEM.match(block.text))]
    by_words = defaultdict(list)  # the titles that hold two neighbouring characters, in the order of the text
    for place, (_, title, _) in enumerate(items):
        for words in {title[at : at + 2] for at in range(len(title) - 1)}:
            by_words[words].append(place)
    starts = [block.document_index(0) for block, _, _ in items]
    for fact in scored:
        name, here = fact.label.removesuffix("得分"), bisect_left(starts, fact.origin.start)
        alike = {place for at in range(0, len(name) - 1, 2) for place in _near(by_words.get(name[at : at + 2], []), here)}
        shown = [items[place] for place in sorted(sorted(alike, key=lambda place: abs(place - here))[:_SHOWN])]
        yield _judge(fact, [items[place] for place in sorted(alike)], shown, given)


def _near(places: list[int], here: int) -> list[int]:
    at = bisect_left(places, here)
    return places[max(0, at - _NEAREST) : at + _NEAREST]


def _of_rows(given: AuditInput) -> Iterable[Outcome]:
    """Rows whose actual says that nothing was done, and that have full points all the same."""
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            actual = row.actual.strip("。.")
            full = row.score is not None and row.weight is not None and row.weight.number > 0 and row.score.number == row.weight.number
            if not full or row.score is None or not _ABSENT.fullmatch(actual) or _GOOD_NONE.search(name_of(row)) or _wants_none(row.target):
                continue
            yield Finding(
                CODE,
                Severity.WARNING,
                Category.ACCURACY,
                f"“{name_of(row)}”实际完成值写“{actual}”，却得满分{plain(row.score.number)}分",
                "没有开展的不得分；不适用的，写明依据并把分数重新分配",
                spans_of(row, "actual", "score", "name"),
                likely_cause="没有发生的事项按完成处理",
                expected="0分，或写明不适用及重新分配",
                stated=f"{plain(row.score.number)}分",
                facts=cells.of(row, "score", "weight"),
                subject_key=f"{'/'.join(row.level)}|没有发生",
            )


def _wants_none(target: str) -> bool:
    return bool(re.search(r"无|0|零|没有|不发生|/", target))


def _judge(fact: Fact, about: list[_Item], shown: list[_Item], given: AuditInput) -> Outcome:
    """One scored thing beside the items whose titles share a word of two characters with it: 整改反馈 and 问题整改."""
    name = fact.label.removesuffix("得分")
    if not about:
        return NotEvaluated(CODE, f"“{name}”得{fact.figure.text}，文中没有对应的一段", (fact.origin,))
    for block, title, at in about:
        found = _NONE.search(block.text, at)
        if found and not _GOOD_NONE.search(title) and not _GOOD_NONE.search(found["none"]):
            span = given.document.span(block, found.start("none"), found.end("none"))
            return _finding(fact, name, title, span)
    evidence: tuple[Span, ...] = tuple(given.document.span(block, 0, min(len(block.text), at)) for block, _, at in shown)
    return Held(CODE, Band.EXACT, (fact.origin, *evidence), (fact,), f"“{name}”文中写了做法")


def _finding(fact: Fact, name: str, title: str, span: Span) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{name}”得{fact.figure.text}，而文中“{title}”写“{span.text}”",
        "写明评分办法规定无此情形得满分的条款；没有这样规定的，按不适用处理并重新分配分数",
        (fact.origin, span),
        likely_cause="没有发生的事项按满分处理",
        expected="写明依据，或不计分",
        stated=fact.figure.text,
        facts=(fact,),
    )
