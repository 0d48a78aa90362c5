"""What every outline and frame writes with: the accounts, the paper, and figures by name with their ties."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal

from tests.injector.books import Books, share
from tests.injector.paper import Paper, Ref

NUMERALS = "零一二三四五六七八九十"


@dataclass
class Desk:
    """One document being written. `unit` and `places` are how its amounts are printed."""

    paper: Paper
    books: Books
    noise: random.Random
    unit: str = "万元"
    places: int = 2
    commas: bool = False
    short: bool = False
    table_unit: str = "万元"
    table_commas: bool = False
    heading: str = "一、"
    counters: dict[str, int] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year reported on."""
        return self.books.year

    # figures
    def m(
        self, name: str, fen: int | None = None, *, year: int = 0, item: str = "", bare: bool = False, unit: str = "", places: int | None = None
    ) -> Ref:
        """Money by name; the name is a field of the accounts or comes with its amount. One name, year and item is one thing."""
        amount = int(getattr(self.books, name)) if fen is None else fen
        return self.paper.money(
            (name, item, year or self.year), amount, unit=unit or self.unit, places=self.places if places is None else places, bare=bare, commas=self.commas, short=self.short
        )  # fmt: skip

    def cell(self, name: str, fen: int | None = None, *, year: int = 0, item: str = "") -> Ref:
        """Money in a table cell, without its unit, which stands above the table."""
        amount = int(getattr(self.books, name)) if fen is None else fen
        return self.paper.money((name, item, year or self.year), amount, unit=self.table_unit, places=2, bare=True, commas=self.table_commas)

    def count(self, name: str, number: int, unit: str = "") -> Ref:
        """A count by name."""
        return self.paper.count((name, self.year), number, unit)

    def sum(self, whole: Ref, *parts: Ref, signs: tuple[int, ...] = ()) -> None:
        """Tie parts to their whole."""
        self.paper.tie("sum", whole, *parts, signs=signs)

    def share_of(self, part: Ref, whole: Ref, a: int, b: int, *, places: int = 2, bare: bool = False, key: str = "") -> Ref:
        """A rate printed from two amounts and tied to their prints."""
        rate = self.paper.percent((key,) if key else (), share(a, b), places=places, bare=bare)
        self.paper.tie("rate", rate, part, whole)
        return rate

    def change(
        self,
        now: Ref,
        a: int,
        before: int,
        *,
        name: str,
        up: str = "增加",
        down: str = "减少",
        more: str = "增长",
        less: str = "下降",
        places: int = 2,
    ) -> tuple[Ref, Ref, Ref, Ref]:
        """Word and amount, word and rate of a change, with the ties between them and the present figure."""
        rise = a >= before
        word = self.paper.word(up if rise else down)
        amount = self.m(f"change-{name}", abs(a - before))
        second = self.paper.word(more if rise else less)
        rate = self.paper.percent((), abs(share(a - before, before)), places=places)
        self.paper.tie("growth", rate, now, amount, second)
        self.paper.tie("growth", rate, now, amount, word)
        return word, amount, second, rate

    def against(self, word: Ref, rate: Ref | None, now: Ref, before: Ref, amount: Ref | None = None) -> None:
        """Ties of a change whose earlier figure is printed too."""
        self.paper.tie("direction", word, now, before)
        if rate is not None:
            self.paper.tie("growth-before", rate, now, before, word)
        if amount is not None:
            rise = word_is_up(self.paper.marks[word.id].text)
            self.paper.tie("sum", amount, now, before, signs=(1, -1) if rise else (-1, 1))

    # numbering
    def item(self, series: str, style: str = "1.") -> str:
        """The next number of a list, as a mark that a planted gap can change."""
        number = self.counters[series] = self.counters.get(series, 0) + 1
        printed = {
            "1.": f"{number}.",
            "1、": f"{number}、",
            "（1）": f"（{number}）",
            "一、": f"{zh(number)}、",
            "（一）": f"（{zh(number)}）",
            "一是": f"{zh(number)}是",
        }[style]
        return self.paper.word(printed, ("number", series, number, style))

    def rate_of(self, a: int, b: int) -> Decimal:
        """A fraction of two amounts."""
        return share(a, b)


def zh(number: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def word_is_up(word: str) -> bool:
    """Whether a word of change says more."""
    return word in ("增加", "增长", "上升", "高于", "大于", "提高")
