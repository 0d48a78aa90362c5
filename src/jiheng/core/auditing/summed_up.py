"""Lists that a sentence of its own sums up: 一是甲50万元；二是乙40万元。以上两项共计90万元."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from jiheng.core.auditing.inline_items import end_of_item
from jiheng.core.auditing.list_shape import GRADE, SOME
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy

_ABOVE = re.compile(
    r"(?:以上|上述)(?:各|(?P<count>[一二三四五六七八九十两]|\d{1,2}))?(?:大?项|笔|类|部分|方面)?(?:资金|经费|支出|收入|费用|金额|投入)?(?:合计|总计|共计|加总|总共|共)[^，。；;\d]{0,8}$"
)
_HEAD = re.compile(
    r"(?:第[一二三四五六七八九十]{1,2}(?:部分|项|类|笔)?|[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、．)）](?!\d)|[①-⑳])"
)
_TOTAL = re.compile(r"\s*(?:以上|上述)?(?:各?项)?(?:收入|支出)?(?:合计|总计|共计)")
_DIVIDED = re.compile(r"[。，,：:]?\s*(?:其中|包[括含]|分为|[：:])")
_ITEM = re.compile(rf"(?:^|(?<=[。；;：:，,\s]))[ \u3000]{{0,4}}(?P<head>{_HEAD.pattern})")
_CHAPTER = re.compile(r"\s*(?P<number>[一二三四五六七八九十])、[^，,。；;：:\d]{2,30}[：:]\s?\d[\d,.]*\s?[亿万]?元[。；]?\s*")
_HEADED = re.compile(
    r"[ \u3000]*(?:[（(]?[一二三四五六七八九十]{1,2}[)）、.．])?[ \u3000]*(?P<name>[\u4e00-\u9fff]{4,16}?(?:支出|收入))(?:具体|执行|完成)?情况\s?[:：]\s*(?=[（(]?[1一１①])"
)
_CIRCLED = re.compile(r"(?P<unit>[亿万]?元)[。；，,:：]?\s*①")
_RING = re.compile("[①-⑳]")
_NUMBER_OF_LIST = re.compile(r"(?:(?<=[。；;\s])|(?<=元))\d{1,2}[、.．](?!\d)")
_MANY, _ABOVE_LINES, _GRADED = 3, 3, 10
_FIRST = re.compile(r"[（(第]*[一1１①](?![一二三四五六七八九十\d])")
_KIND = re.compile(r"[一二三四五六七八九十\d]+|[①-⑳]")
_NUMBERS = {number: at for at, number in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SENTENCE = re.compile("[。；;]")
_REACH, _LINES, _LEAST = 24, 24, 2

Lines = Sequence[tuple[int, int]]
Within = Callable[[int, int], Sequence[Fact]]


def summed_up(text: str, lines: Lines, facts_of: Within) -> Iterator[tuple[Fact, list[Fact]]]:
    """Each figure that sums up a numbered list above it, and the first figures of its items."""
    if "以上" not in text and "上述" not in text:
        return
    for at, (start, stop) in enumerate(lines):
        if "以上" not in text[start:stop] and "上述" not in text[start:stop]:
            continue
        for whole in facts_of(start, stop):
            mark = _ABOVE.search(text, max(start, whole.origin.start - _REACH), whole.origin.start)
            if mark is None:
                continue
            items = _items(text, start, mark.start())
            if len(items) < _LEAST:
                items = _lines_above(text, lines[max(0, at - _LINES) : at])
            parts = [found[0] for span in items if (found := [fact for fact in facts_of(*span) if _is_alike(fact, whole)])]
            if (
                len(parts) == len(items) >= _LEAST
                and _counts(mark["count"]) in (0, len(parts))
                and not SOME.search(text, parts[0].origin.end, mark.start())
            ):
                yield whole, parts


def chapters(text: str, lines: Lines, facts_of: Within) -> Iterator[tuple[Fact, list[Fact]]]:
    """Each figure above chapters that are headed by their own amount, and these amounts: 收支预算15万元. 一、镇级：8万元 … 二、村级：4万元 …."""
    heads = [(at, head["number"], facts_of(*span)) for at, span in enumerate(lines) if (head := _CHAPTER.fullmatch(text, *span)) is not None]
    run: list[tuple[int, Fact]] = []
    for at, number, facts in heads:
        place = _NUMBERS[number] if len(facts) == 1 else 0
        if place != len(run) + 1:
            if len(run) >= _MANY:
                break
            run = []
        if place == len(run) + 1:
            run.append((at, facts[0]))
    if len(run) < _MANY:
        return
    first = run[0][0]
    for span in lines[max(0, first - _ABOVE_LINES) : first]:
        told = facts_of(*span)
        if len(told) == 1 and told[0].figure.unit.is_money:
            yield told[0], [fact for _, fact in run]


def headed(text: str, lines: Lines, facts: Sequence[Fact], facts_of: Within) -> Iterator[tuple[Fact, list[Fact]]]:
    """A figure and the items of a later line that names it alone: 公共预算支出90万元…. 公共预算支出情况：1、甲60万元。…2、乙30万元。…."""
    for start, stop in lines:
        named = _HEADED.match(text, start, stop)
        hits = load_taxonomy().find(named["name"]) if named is not None else []
        if named is None or not hits:
            continue
        told = [fact for fact in facts if fact.origin.end <= start and fact.concept == hits[-1].concept.id and not fact.context.item]
        parts = [found[0] for span in _items(text, named.end(), stop) if (found := facts_of(*span))]
        if told and len(parts) >= _MANY and all(_is_alike(part, told[-1]) and part.context.period == told[-1].context.period for part in parts):
            yield told[-1], parts


def circled(text: str, lines: Lines, facts_of: Within) -> Iterator[tuple[Fact, list[Fact]]]:
    """A figure and the items ① ② right behind it, down to the next item of the list in which it stands: 4、农业支出60万元。①甲…②乙…5、…."""
    for start, stop in lines:
        for mark in _CIRCLED.finditer(text, start, stop):
            before = [fact for fact in facts_of(start, mark.start() + len(mark["unit"])) if fact.origin.end >= mark.start()]
            heads = list(_RING.finditer(text, mark.end() - 1, end_of_item(text, before[0].origin.start, stop) if before else stop))
            counted = [head for at, head in enumerate(heads) if ord(head[0]) == ord("①") + at]
            further = _NUMBER_OF_LIST.search(text, counted[-1].end(), stop) if counted else None
            ends = [*(head.start() for head in counted[1:]), stop if further is None else further.start()]
            told = [facts_of(head.end(), end) for head, end in zip(counted, ends, strict=True)]
            if before and len(counted) >= _LEAST and all(told) and all(_is_alike(one[0], before[0]) for one in told):
                yield before[0], [one[0] for one in told]


def graded(text: str, lines: Lines, facts_of: Within) -> Iterator[tuple[Fact, list[Fact]]]:
    """How many were graded, and how many got each grade in this sentence or the next: 自评项目90个，金额5万元。“优”60个、“良”20个、“差”10个."""
    for start, stop in lines:
        told = facts_of(start, stop)
        runs: list[tuple[Fact, list[Fact]]] = []
        for at, fact in enumerate(told):
            grade = GRADE.search(text, max(start, fact.origin.start - _GRADED), fact.origin.start)
            alike = [one for one in told[:at] if one.figure.unit.key == fact.figure.unit.key]
            if grade is None or not alike:
                continue
            if runs and runs[-1][1][-1] is alike[-1]:
                runs[-1][1].append(fact)
            else:
                runs.append((alike[-1], [fact]))
        for whole, parts in runs:
            near = len(_SENTENCE.findall(text, whole.origin.end, parts[0].origin.start)) < _LEAST
            if len(parts) >= _MANY and near and not SOME.search(text, whole.origin.end, parts[-1].origin.start):
                yield whole, parts


def opens_with_total(text: str, start: int, end: int) -> bool:
    """Whether a sentence opens with the total, up to `end`, of the sentence before it, and divides it no further."""
    return _TOTAL.match(text, start) is not None and _DIVIDED.match(text, end) is None


def _items(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The numbered items of one line, from the last one that begins anew."""
    heads = list(_ITEM.finditer(text, start, stop))
    if not heads:
        return []
    style = _style(heads[-1]["head"])
    alike = [head for head in heads if _style(head["head"]) == style]
    first = next((at for at in range(len(alike) - 1, -1, -1) if _FIRST.match(alike[at]["head"])), None)
    places = [head.start() for head in alike[first:]] if first is not None else []
    return list(zip(places, [*places[1:], stop], strict=True)) if places else []


def _lines_above(text: str, lines: Lines) -> list[tuple[int, int]]:
    """The numbered lines right above, from the one that begins the list."""
    heads = [_HEAD.match(text[start:stop].lstrip()) for start, stop in lines]
    if not heads or heads[-1] is None:
        return []
    style, found = _style(heads[-1][0]), list[tuple[int, int]]()
    for span, head in zip(reversed(lines), reversed(heads), strict=True):
        if head is None:
            return []
        if _style(head[0]) != style:
            continue  # what divides an item
        found.insert(0, span)
        if _FIRST.match(head[0]):
            return found
    return []


def _style(head: str) -> str:
    return _KIND.sub(lambda kind: "#" if kind[0].isdigit() else "一", head)


def _counts(said: str | None) -> int:
    """How many parts the words sum up; none where they do not say."""
    return 0 if not said else int(said) if said.isdecimal() else _NUMBERS[said]


def _is_alike(fact: Fact, whole: Fact) -> bool:
    return fact.figure.unit.base == whole.figure.unit.base and not fact.concept.startswith("change.")
