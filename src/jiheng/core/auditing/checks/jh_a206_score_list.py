"""JH-A-206 正文逐项列出的得分，合计与总分不符。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, islice, takewhile

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import Points, plain
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import Block
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
_MOST_LINES = 40
_NUMBER = re.compile(r"(?P<open>[（(]?)(?:(?P<digits>\d{1,2})|(?P<han>[一二三四五六七八九十]))(?P<close>[.．、）)])(?!\d)")
_HAN = "一二三四五六七八九十"
_GRADED = re.compile("[，,（(]?(?:评[价定]|绩效|自评)?(?:等级|等次|结果|级别)[为是：:]")
_SCORED = re.compile(r"[（(](?:自评|实际|评价)?(?:得分?|自评分|评分)(?:为|[:：])?\s?[0-9.]+\s?分?[)）]")
_SURE = 3  # so many parts are a list of all


@check(
    code=CODE,
    title="正文逐项列出的得分，合计与总分不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("seed-ebian-2023#（一）评价结论",),
)
def score_list(given: AuditInput) -> Iterable[Outcome]:
    """“自评得分98分，其中：甲38分、乙20分……”，各项之和等于总分；总分之下逐条写的得分、标题中写的得分，也是这样。

    Holds: 各项之和等于总分；写成“满分、得分”一对一对的，得分之和等于总分。   Breaks: 和不等于总分。
    Unknown: 所列之和较小而写着“等”“主要”，可能没有列全。   Mend: 逐项核对，更正错项或总分。
    """
    facts = [fact for fact in given.statements.facts if fact.figure.unit.key == "分" and fact.origin.block.startswith("p")]
    for _, group in groupby(facts, key=lambda fact: fact.origin.block):
        for sentence in _sentences(list(group), given.document.text):
            total = next((fact for fact in sentence if _is_total(fact, given)), None)
            if total is not None:
                yield from _judge(total, sentence, given)
    yield from _in_lines(facts, given)
    yield from _in_headings(given)


def _in_lines(facts: list[Fact], given: AuditInput) -> Iterable[Outcome]:
    """A total, and below or above it numbered lines from the first on that each tell what they got."""
    got: dict[str, list[Fact]] = {}
    for fact in facts:
        got.setdefault(fact.origin.block, []).append(fact)
    blocks = [block for block in given.document.blocks if block.id in got or _ordinal(block.text) is not None]
    at = 0
    while at < len(blocks):
        lines = _numbered(blocks[at : at + _MOST_LINES])
        scores = [_last_got(got.get(line.id, []), given) for line in lines]
        told = [score for score in scores if score is not None]
        if len(lines) >= _SURE and len(told) == len(lines):
            beside = (*blocks[at - 1 : at], *blocks[at + len(lines) : at + len(lines) + 1])
            totals = [total for block in beside if (total := _only_total(got.get(block.id, []), given)) is not None]
            if totals:
                yield _compared(totals[0], told, given, sure=False)
        at += max(1, len(lines))


def _only_total(facts: list[Fact], given: AuditInput) -> Fact | None:
    """The total of a paragraph that tells no other points."""
    if len(facts) != 1 or _in_bracket(facts[0], given):
        return None
    return facts[0] if _is_total(facts[0], given) or _is_graded(facts[0], given) else None


def _in_bracket(fact: Fact, given: AuditInput) -> bool:
    """Whether a score stands in the bracket of a heading: it is that of the heading."""
    return _SCORED.search(given.document.text, max(0, fact.origin.start - _WIDTH), fact.origin.end + 1) is not None


def _ordinal(text: str) -> tuple[str, int] | None:
    """How a line is numbered, and its number: （三） is ("（", 3)."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    number = int(found["digits"]) if found["digits"] else _HAN.find(found["han"]) + 1
    return found["open"] + found["close"] + ("" if found["digits"] else "han"), number


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """The lines that count 1, 2, 3 … from the front in one style."""
    lines: list[Block] = []
    style = ""
    for block in blocks:
        told = _ordinal(block.text)
        if told is None or told[1] != len(lines) + 1 or (lines and told[0] != style):
            break
        style = told[0]
        lines.append(block)
    return lines


def _last_got(facts: list[Fact], given: AuditInput) -> Fact | None:
    """The one score of a line that says what was got, not what could be."""
    scores = [fact for fact in facts if _GOT.search(_before(fact, given)) and not _NOT_SCORE.search(_before(fact, given))]
    return scores[0] if len(scores) == 1 else None


def _is_graded(fact: Fact, given: AuditInput) -> bool:
    """Whether a score has its grade beside it: 评价分96分，等级为优."""
    return _GRADED.match(given.document.text, fact.origin.end) is not None and not _NOT_SCORE.search(_before(fact, given))


def _in_headings(given: AuditInput) -> Iterable[Outcome]:
    """Headings that tell what they got (（一）产出指标（得分48分）): those counted below one of them make it."""
    scored = {fact.origin.block: fact for fact in given.statements.facts if fact.figure.unit.key == "分" and _in_bracket(fact, given)}
    numbered = [(block.id, *told) for block in given.document.blocks if (told := _ordinal(block.text)) is not None] if scored else []
    for at, (block, style, _) in enumerate(numbered):
        if block not in scored:
            continue
        below = list(takewhile(partial(_is_below, style), islice(numbered, at + 1, None)))
        alike = [(id, number) for id, other, number in below if other == below[0][1]]
        counted = [id for place, (id, number) in enumerate(alike, 1) if number == place]
        parts = [scored[id] for id in counted if id in scored]
        if len(counted) == len(alike) == len(parts) >= _LEAST:
            yield _compared(scored[block], parts, given, sure=True)


def _is_below(style: str, other: tuple[str, str, int]) -> bool:
    """Whether a numbered line is no next one of a style."""
    return other[1] != style


def _compared(total: Fact, parts: list[Fact], given: AuditInput, *, sure: bool) -> Outcome:
    """Whether scores told line by line make their total; fewer points than the total prove nothing unless the parts are `sure` to be all."""
    points = Points.of(part.figure for part in parts)
    fits = points.prints(total.figure)
    if fits is not None:
        words = f"{' + '.join(plain(part.figure.number) for part in parts)} = {plain(points.value)}"
        return Held(CODE, Band.EXACT if fits else Band.ROUNDING, (total.origin, *(part.origin for part in parts)), (total, *parts), words)
    found = _finding(total, parts, points, given.document.text)
    proved = (sure or points.value > total.figure.number) and not total.figure.is_hedged
    return replace(found, severity=Severity.ERROR if proved else Severity.WARNING)


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
