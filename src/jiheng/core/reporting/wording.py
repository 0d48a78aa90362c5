"""Sentences out of facts: every number that is printed carries the fact it states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.draft import Paragraph, Run, Runs, Style, plain
from jiheng.core.reporting.fact_index import amount_text
from jiheng.core.scoring.score import ScoreSheet

_DIGITS = "零一二三四五六七八九"
_NOTHING = "无。"


class Line:
    """A line in the making: words and facts one after another.

    Example:
        >>> Line().say("无").text
        '无'
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._runs: list[Run] = []

    def say(self, words: str) -> Line:
        """Add words without a figure."""
        if words:
            self._runs.append(Run(words))
        return self

    def state(self, fact: Fact, *, before: str = "", after: str = "") -> Line:
        """Add a figure as the house prints it, with words round it."""
        return self.say(before).run(Run(printed(fact), (fact,))).say(after)

    def run(self, run: Run) -> Line:
        """Add a run as it is."""
        self._runs.append(run)
        return self

    def join(self, other: Line) -> Line:
        """Add all of another line."""
        self._runs.extend(other.runs)
        return self

    @property
    def runs(self) -> Runs:
        """What is there so far."""
        return tuple(self._runs)

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(run.text for run in self._runs)

    def paragraph(self, style: Style = Style.BODY) -> Paragraph:
        """The line as a paragraph."""
        return Paragraph(self.runs, style)


def printed(fact: Fact) -> str:
    """A fact's figure as the house prints it; nothing left of an amount is 0万元, without decimals."""
    figure = fact.figure
    if figure.unit.is_money and not figure.value:
        return "0万元"
    return amount_text(figure)


def joined(clauses: Iterable[Line], between: str = "，", end: str = "。") -> Line:
    """Clauses as one sentence; an empty clause is left out."""
    whole = Line()
    for clause in clauses:
        if clause.runs:
            whole.say(between if whole.runs else "").join(clause)
    return whole.say(end) if whole.runs else whole


def paragraphs(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    """Typed words, one paragraph each."""
    return tuple(Paragraph(plain(text), narrative=True) for text in texts)


def nothing() -> Paragraph:
    """What an empty section says."""
    return Paragraph(plain(_NOTHING))


def ordinal(number: int) -> str:
    """A number in Chinese for headings and lists (1…99).

    Example:
        >>> [ordinal(n) for n in (1, 10, 12, 20, 34)]
        ['一', '十', '十二', '二十', '三十四']
    """
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def points_text(value: Decimal) -> str:
    """Points without noughts at the end, at most as many decimals as there are.

    Example:
        >>> points_text(Decimal("10.00")), points_text(Decimal("18.360"))
        ('10', '18.36')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unverified_words(sheet: ScoreSheet | None) -> str:
    """How many of a table's points rest on rules that nobody has read at the source; "" where none does."""
    if sheet is None or not sheet.unverified_points:
        return ""
    # A project's full points beside the department's would read as the same figure stated twice.
    of = "本项目各指标的分值" if sheet.project else f"总分值{points_text(sheet.of)}分"
    return f"{of}中有{points_text(sheet.unverified_points)}分的计分规则尚待与文件原文核对"
