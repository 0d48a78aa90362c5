"""JH-A-329 批次与人次对不上。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-329"
_COUNT = "three.count."
_PAIRS = (("groups", "abroad_people"), ("reception_batches", "reception_people"), ("foreign_batches", "foreign_people"))
_FOREIGN = (("reception_batches", "foreign_batches"), ("reception_people", "foreign_people"))
_ENDS, _AMONG = re.compile("[。；;\n]"), re.compile("其中|[（(]含")


@check(
    code=CODE,
    title="批次与人次对不上",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#七、财政拨款“三公”经费支出决算情况说明",),
)
def batches_and_people(given: AuditInput) -> Iterable[Outcome]:
    """同一句里，接待了几批就至少有几人次，没有接待就没有人次；其中的外宾批次、人次不多于全部；有出国（境）团组就有人次。

    Holds: 人次不少于批次，且都为零或都不为零。   Breaks: 批次多于人次，有批次而没有人次，没有批次而有人次，外宾多于全部。
    Unknown: 只写了一个（不比较）；没有自己组织的团组而有人次，可能是参加别处的团组。   Mend: 核对接待、出访台账，更正写错的一个。
    """
    text = given.document.text
    told = [fact for fact in given.statements.facts if fact.concept.startswith(_COUNT) and fact.origin.block.startswith("p")]
    for batches, people in _in_sentences(told, _PAIRS, text):
        if _AMONG.search(text, batches.origin.end, people.origin.start):
            continue  # 团组9个，其中：出国8人次，出境9人次
        joined = batches.concept.endswith("groups") or bool(batches.figure.value) or not people.figure.value
        yield _judged(batches, people, holds=joined and batches.figure.value <= people.figure.value)
    for whole, part in _in_sentences(told, _FOREIGN, text):
        if _AMONG.search(text, whole.origin.end, part.origin.start):
            yield _judged(part, whole, holds=part.figure.value <= whole.figure.value)


def _in_sentences(told: Sequence[Fact], concepts: Iterable[tuple[str, str]], text: str) -> Iterator[tuple[Fact, Fact]]:
    """Each first count and the next second one behind it in its sentence."""
    for first, second in concepts:
        for at, one in enumerate(told):
            if one.concept != _COUNT + first:
                continue
            other = next((fact for fact in told[at + 1 :] if fact.concept in (_COUNT + first, _COUNT + second)), one)
            if other.concept != one.concept and not _ENDS.search(text, one.origin.end, other.origin.start):
                yield one, other


def _judged(less: Fact, more: Fact, *, holds: bool) -> Outcome:
    facts, evidence = (less, more), (less.origin, more.origin)
    if holds or any(fact.figure.is_hedged for fact in facts):
        return Held(CODE, Band.EXACT, evidence, facts, f"{words.plain(less)} ≤ {words.plain(more)}")
    above = "却有" if not less.figure.value else "却是" if not more.figure.value else "多于"
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"{words.named(less)}，{above}{more.label}{more.figure.text}",
        "核对接待、出访台账，更正写错的一个",
        evidence,
        stated=less.figure.text,
        facts=facts,
    )
