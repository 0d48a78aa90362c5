"""JH-A-024 写出的算式与得数不符。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.calculations import Calculation, calculations, factor_of
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import view_of
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure

CODE = "JH-A-024"
_SIGN = re.compile("[=＝×✕＊*]")
_LONGEST = 4000  # characters of a line that a person wrote


@check(
    code=CODE,
    title="写出的算式与得数不符",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("rules-practice#A02", "rules-practice#A03"),
)
def calculation(given: AuditInput) -> Iterable[Outcome]:
    """“6500元×34人=22.1万元”“总分=100-3-2=95分”：照写出的数和运算符重算，应得所写的数。

    Holds: 重算所得落在印出得数的取值范围内（截尾也算）。   Breaks: 不在其内。
    Unknown: 算式里有字母、约数或没有印出的数（不重算）。   Mend: 重算后改正写错的一个数或单位。
    """
    view = view_of(given.document)
    facts = [*given.statements.facts]
    starts = [fact.origin.start for fact in facts]
    for flat in (view.running, view.cells):
        for begin, line in _lines(flat.text):
            for one in calculations(line):
                yield _judge(one, flat.span(begin + one.start, begin + one.end), facts, starts)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line that holds a sign of calculation, with its place."""
    found = _SIGN.search(text)
    while found is not None:
        begin, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.start())
        end = end if end >= 0 else len(text)
        if end - begin <= _LONGEST:
            yield begin, text[begin:end]
        found = _SIGN.search(text, end)


def _judge(one: Calculation, span: Span, facts: list[Fact], starts: list[int]) -> Outcome:
    among = tuple(facts[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
    exact = words.in_unit(one.expected * one.result.unit.factor, one.result.unit)
    if one.holds:
        return Held(CODE, Band.ROUNDING, (span,), among, f"{one.words}={exact}")
    return Finding(
        CODE,
        Severity.ERROR if one.written else Severity.WARNING,
        Category.ACCURACY,
        f"算式{one.words}的得数印作{one.result.text}，重算为{exact}",
        "重算后改正写错的一个数或单位",
        (span, *(fact.origin for fact in among)),
        likely_cause=_cause(one),
        expected=exact,
        stated=one.result.text,
        facts=among,
        working=(f"{one.words} = {exact}，印作{one.result.text}",),
    )


def _cause(one: Calculation) -> str:
    """元 for 万元 where only that parts the two; other slips of a calculation are seen by working it again."""
    result: Figure = one.result
    made, shown = abs(one.exact), abs(result.number * factor_of(result))
    times = (made / shown, shown / made) if made and shown else ()
    return "元与万元混用" if result.unit.is_money and any(abs(time - 10_000) < 1 for time in times) else ""
