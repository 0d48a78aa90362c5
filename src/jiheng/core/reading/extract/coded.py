"""Sums over subjects told by their codes: "20131…（款）15万元。（1）2013101…（项）9万元，（2）2013102…6万元"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile

from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import ITEMIZED, StatedSum
from jiheng.core.reading.extract.listed import Paragraphs

_CODE = re.compile(r"(?<![\d.])2[0-3]\d(?:\d\d){0,2}(?![\d.,，%年]|\s?[万亿元人个件户])")
_HINT = re.compile(r"(?<!\d)2[0-3]\d{3}(?:\d\d)?(?!\d)")
_NOT_ALL = re.compile("其中(?!按)|主要")  # （其中按项级科目统计，…）: all, by these subjects
_DERIVED = ("change.", "share", "average")
_LEVEL = 2  # digits by which the code of a subject is longer than that of the one it belongs to
_LEAST = 2
_NAME = 60  # characters between a code and the figure of its subject


def coded_sums(paragraphs: Paragraphs, document: Document, known: Iterable[StatedSum] = ()) -> list[StatedSum]:
    """The sums of subjects whose own subjects follow, each with its code; an only one where nothing `known` tells as much."""
    told = list(_told(paragraphs))
    divided = {stated.whole.id for stated in known if _is_settled(stated)}
    claims: list[StatedSum] = []
    for at, (code, whole) in enumerate(told):
        below = list(takewhile(partial(_is_below, code), told[at + 1 :]))
        parts = {other: fact for other, fact in below if len(other) == len(code) + _LEVEL}
        if len(below) == 1 and not parts:
            parts = dict(below)  # 208社会保障支出9万元（按项级科目统计，2080501…9万元）: no 款 is told
        alike = all(_measure(part) == _measure(whole) for part in parts.values())
        if (len(parts) >= _LEAST or (parts and whole.id not in divided)) and alike and list(parts) == sorted(parts):
            between = document.text[whole.origin.end : max(part.origin.end for part in parts.values())]
            complete = not _NOT_ALL.search(between)
            claims.append(StatedSum(whole, tuple(parts.values()), (1,) * len(parts), complete, whole.origin, ITEMIZED))
    return claims


def _is_settled(stated: StatedSum) -> bool:
    """Whether a list is judged without codes: it is all of its whole, or is more than a whole that its parts are by their names of."""
    of_it = stated.whole.concept and all(part.concept.startswith(stated.whole.concept) for part in stated.parts)
    return stated.complete or bool(of_it and stated.exact > stated.whole.figure.value)


def _is_below(code: str, told: tuple[str, Fact]) -> bool:
    """Whether what is told is a subject of the one that has a code."""
    return told[0] != code and told[0].startswith(code)


def _told(paragraphs: Paragraphs) -> Iterator[tuple[str, Fact]]:
    """Codes in the order of the text, each with the first figure of money behind it."""
    for block, facts in paragraphs:
        if not _HINT.search(block.text):
            continue
        money = [fact for fact in facts if fact.figure.unit.is_money and not fact.concept.startswith(_DERIVED)]
        codes = [(match[0], block.document_index(match.end())) for match in _CODE.finditer(block.text)]
        for number, (code, end) in enumerate(codes):
            stop = codes[number + 1][1] if number + 1 < len(codes) else end + _NAME
            own = next((fact for fact in money if end <= fact.origin.start < min(stop, end + _NAME)), None)
            if own is not None:
                yield code, own


def _measure(fact: Fact) -> tuple[object, ...]:
    return fact.context.basis, fact.context.period, fact.context.scope, fact.figure.unit.base
