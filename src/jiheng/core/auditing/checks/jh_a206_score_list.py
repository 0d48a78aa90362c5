"""JH-A-206 正文逐项列出的得分，合计与总分不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import Points, plain
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-206"
_TOTAL = re.compile(
    r"总分|总得分|合计|自评得分|综合得分|最终得分|自评分|共得|评价得分|绩效得分|整体得分|最终评分|总计|评定得分|自评结果|综合评分|该?项目得分|最后得分|评价总分|得分总计|考评得分|考核得分"
)
_OPENS = re.compile(r"其中|包括|分别|由|具体|：|:")
_PARTIAL = re.compile(r"等(?![级次第])|主要|如")
_NOT_SCORE = re.compile(r"(?:满分|分值|权重|扣|扣减|失|百|标准分|以上|低于|高于|≥|共计?扣)[^，。；、]{0,4}$")
_GOT = re.compile("得")
_WIDTH = 14
_ENDS = re.compile(r"。(?!\s*(?:其中|具体为))|[；;：:]\s*\n|\n\s*\n")  # a line of a page that ends within a clause goes on below
_LEAST = 2
_FULL = 100
_SURE = 3  # so many parts are a list of all


@check(
    code=CODE,
    title="正文逐项列出的得分，合计与总分不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（一）评价结论",),
)
def score_list(given: AuditInput) -> Iterable[Outcome]:
    """“自评得分98分，其中：甲38分、乙20分……”，各项之和等于总分。

    Holds: 各项之和等于总分；写成“满分、得分”一对一对的，得分之和等于总分。   Breaks: 和不等于总分。
    Unknown: 所列之和较小而写着“等”“主要”，可能没有列全。   Mend: 逐项核对，更正错项或总分。
    """
    facts = [fact for fact in given.statements.facts if fact.figure.unit.key == "分" and fact.origin.block.startswith("p")]
    for _, group in groupby(facts, key=lambda fact: fact.origin.block):
        for sentence in _sentences(list(group), given.document.text):
            total = next((fact for fact in sentence if _is_total(fact, given)), None)
            if total is not None:
                yield from _judge(total, sentence, given)


def _sentences(facts: list[Fact], text: str) -> Iterable[list[Fact]]:
    """Facts of one paragraph, parted where a sentence ends between them."""
    now: list[Fact] = []
    for fact in facts:
        if now and _ENDS.search(text, now[-1].origin.end, fact.origin.start):
            yield now
            now = []
        now.append(fact)
    if now:
        yield now


def _before(fact: Fact, given: AuditInput) -> str:
    """The words right before a number, in its own clause."""
    start = fact.origin.start
    words = given.document.text[max(0, start - _WIDTH) : start].rstrip("：: ")
    return re.split("[，、；。：,;:\n]|其中", words)[-1]


def _is_total(fact: Fact, given: AuditInput) -> bool:
    words = _before(fact, given)
    return _TOTAL.search(words) is not None and not _NOT_SCORE.search(words)


def _judge(total: Fact, sentence: list[Fact], given: AuditInput) -> Iterable[Outcome]:
    at = sentence.index(total)
    after, before = sentence[at + 1 :], sentence[:at]
    text = given.document.text
    parts = after if len(after) >= _LEAST and _OPENS.search(text[total.origin.end : after[0].origin.start]) else before
    parts = [part for part in parts if not _is_total(part, given)]
    parts = _outermost(total, parts, text)
    full = [part for part in parts if _NOT_SCORE.search(_before(part, given))]
    scores = [part for part in parts if part not in full]
    if len(scores) < _LEAST:
        return
    if not full or max(part.figure.number for part in full) == _FULL:
        paired = _got(scores, given)
        scores, full = (paired, []) if paired else (scores, full)
    for chosen in (scores, parts[1::2], parts[::2]):
        points = Points.of(part.figure for part in chosen)
        if len(chosen) >= _LEAST and (fits := points.prints(total.figure)) is not None:
            words = f"{' + '.join(plain(part.figure.number) for part in chosen)} = {plain(points.value)}"
            yield Held(CODE, Band.EXACT if fits else Band.ROUNDING, (total.origin, *(p.origin for p in chosen)), (total, *parts), words)
            return
    points = Points.of(part.figure for part in scores)
    between = text[min(f.origin.start for f in sentence) : max(f.origin.end for f in sentence) + 6]
    if points.value == _FULL:
        yield NotEvaluated(CODE, "所列各项合计100分，像是满分，不是得分", (total.origin,))
        return
    partial = _PARTIAL.search(between) or (full and sum(part.figure.number for part in full) != _FULL)
    if points.value < total.figure.number and partial:
        yield NotEvaluated(CODE, f"所列各项合计{plain(points.value)}分，小于{total.figure.text}，可能没有列全", (total.origin,))
        return
    yield _finding(total, scores, points, text)


def _got(scores: list[Fact], given: AuditInput) -> list[Fact]:
    """The second of each pair, where the list tells of each kind its points and then what it got: 过程指标25分，得23.5分."""
    most, got = scores[::2], scores[1::2]
    paired = len(most) == len(got) >= _LEAST and all(_GOT.search(_before(one, given)) for one in got)
    least = all(two.figure.number <= one.figure.number for one, two in zip(most, got, strict=False))
    return got if paired and least and not any(_GOT.search(_before(one, given)) for one in most) else []


def _outermost(total: Fact, parts: list[Fact], text: str) -> list[Fact]:
    """The parts that stand in no bracket within the list: 投入8分（目标设定5分、预算配置3分） is one part."""
    if not parts or parts[0].origin.start < total.origin.start:
        return parts
    depths = []
    for part in parts:
        between = text[total.origin.end : part.origin.start]
        depths.append(len(re.findall("[（(]", between)) - len(re.findall("[）)]", between)))
    return [part for part, depth in zip(parts, depths, strict=True) if depth == min(depths)]


def _finding(total: Fact, scores: list[Fact], points: Points, text: str) -> Finding:
    difference = plain(abs(points.value - total.figure.number))
    sum_words = " + ".join(plain(part.figure.number) for part in scores)
    listed = _OPENS.search(text[total.origin.end : scores[0].origin.start]) is not None or points.value > total.figure.number
    sure = listed and len(scores) >= _SURE and not total.figure.is_hedged
    alike = next((part for part in scores if plain(part.figure.number) == difference), None)
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{total.label or '总分'}{total.figure.text}，所列{len(scores)}项之和为{plain(points.value)}分，相差{difference}分",
        "逐项核对得分，更正错项或总分，并与自评表一致",
        (total.origin, *(part.origin for part in scores)),
        likely_cause=f"差额正好等于“{alike.label}”一项" if alike is not None and alike.label else "",
        expected=f"{plain(points.value)}分",
        stated=total.figure.text,
        difference=f"{difference}分",
        facts=(total, *scores),
        working=(f"{sum_words} = {plain(points.value)} ≠ {plain(total.figure.number)}",),
    )
