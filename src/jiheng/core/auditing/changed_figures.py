"""The figures of one document as changes ask for them: of both years, beside a rate, in a table's row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.pairs import last_year
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import Found
from jiheng.core.facts.statements import StatedChange
from jiheng.core.period import Period

_SURE = Decimal("0.8")
_ZERO = Decimal(0)
_BOTH = "both."
_MOST_BOUND = 4  # now, last year, amount and rate
_SENTENCE = 80  # characters from the first of them to the last
_APART = 12  # characters between them and the figure before
_SPELLED, _SEVERAL, _MOSTLY, _FAR_OFF = "万元", 6, 3, 50
_BEYOND, _YEARLY = re.compile(r"[超短][收支](?:了|额|为|\s)*$"), re.compile("同比|[比较]上年|[比较]去年")
_NUMBER_BEFORE = re.compile(r"\d\.\d+(?:[ \t\u3000]+|\s?[万亿]?元\s?)$")


class ChangedFigures:
    """The figures of one document in their order, and by what they are of."""

    def __init__(self, given: AuditInput) -> None:
        """Sorts the document's facts once."""
        self.base = given.base
        self._text = given.document.text
        self._rows: dict[str, list[Fact]] = defaultdict(list)
        for fact in given.statements.facts:
            if fact.origin.block.startswith("t") and fact.figure.unit.is_money:
                self._rows[fact.origin.block.rpartition(".")[0]].append(fact)
        self._signed = {_table(fact) for fact in given.statements.facts if _is_negative(fact) and fact.concept == "change.amount"}
        self._falling = {
            fact.origin.block.rpartition(".")[0] for fact in given.statements.facts if _is_negative(fact) and fact.concept == "change.rate"
        }
        self._lowered = {
            fact.origin.block.rpartition(".")[0] for fact in given.statements.facts if _is_negative(fact) and fact.concept == "change.amount"
        }
        self._order = given.in_order
        self._yearly: dict[tuple[str, str, Basis | None, int | None], list[Fact]] = defaultdict(list)
        for fact in self._order:
            if fact.origin.block.startswith("t") and fact.figure.unit.is_money and fact.context.period == Period(fact.context.period.year):
                self._yearly[fact.concept, fact.context.item, fact.context.basis, fact.context.period.year].append(fact)
        self._spent = {
            fact.context.period.year for fact in self._order
            if fact.context.basis is Basis.OUTTURN and fact.figure.unit.is_money and not fact.concept.startswith("change.")
        }  # fmt: skip
        self._place = {id(fact): place for place, fact in enumerate(self._order)}

    def of_one_base(self, stated: StatedChange) -> StatedChange:
        """A change without its amount where that is told against the plan and the rate against last year: 超收3万元，同比增长6%."""
        amount, rate = stated.amount, stated.rate
        if amount is None or rate is None:
            return stated
        beyond = _BEYOND.search(self._text, max(0, amount.origin.start - _APART), amount.origin.start)
        apart = beyond is not None and _YEARLY.search(self._text[amount.origin.end : rate.origin.start]) is not None
        return replace(stated, amount=None) if apart else stated

    def fits_only_rounded(self, rate: Fact, exact: Decimal, amounts: Iterable[Fact]) -> bool:
        """Whether a rate fits its amounts only if they were rounded, in a document that prints most of its money with decimals.

        4万元 among 3.86万元 and 12.05万元 only lost its noughts.
        """
        told = [fact.figure for fact in amounts]
        if any(figure.unit.key != _SPELLED or figure.is_hedged for figure in told) or rate.figure.is_hedged or not self._spells_out:
            return False
        gap = abs(exact - rate.figure.value)
        return gap > rate.figure.base_step and gap * _FAR_OFF > abs(rate.figure.value)

    @cached_property
    def _spells_out(self) -> bool:
        """Whether the document prints most of its money with decimals."""
        told = [fact.figure for fact in self._order if fact.figure.unit.key == _SPELLED and fact.figure.value]
        spelled = sum(figure.step < 1 for figure in told)
        return spelled >= _SEVERAL and spelled * _MOSTLY >= len(told) * (_MOSTLY - 1)

    def bears_signs(self, amount: Fact) -> bool:
        """Whether the table of an amount of change prints decreases with a minus, at another amount or the row's rate."""
        return _table(amount) in self._signed or amount.origin.block.rpartition(".")[0] in self._falling

    def is_size_only(self, rate: Fact) -> bool:
        """Whether a table prints no rate with a minus and tells the direction of a rate by the amount in its row."""
        signed = any(row.partition(".")[0] == _table(rate) for row in self._falling)
        return not signed and rate.origin.block.rpartition(".")[0] in self._lowered

    def now(self, change: Fact) -> Fact | None:
        """The one figure of what changed, where it is printed elsewhere and the sentence itself names it."""
        context = change.context
        if not change.of or change.trust < _SURE or context.period != Period(context.period.year):
            return None
        if change.of.startswith(_BOTH):  # 收支总体: of income as of spending, where both come to the same
            income, spending = (self._printed(change.of.replace(_BOTH, side), context) for side in ("income.", "spend."))
            found = income if income is not None and spending is not None and income.figure.value == spending.figure.value else None
            return self._printed(change.of, context) or found
        if context.basis is Basis.OUTTURN and context.period.year not in self._spent:
            context = context._replace(basis=Basis.OPENING)  # of that year the document prints plans alone
        return self._printed(change.of, context)

    def _printed(self, concept: str, context: Context) -> Fact | None:
        answer = self.base.ask(concept, context.basis, context.period.year, context.item, context.scope)
        found = answer.fact if isinstance(answer, Found) and not answer.stands_in else None
        same = found is not None and (found.context.scope == context.scope or self.base.is_neutral(concept, context.scope))
        return found if found is not None and same and found.figure.unit.is_money else None

    def stands_behind_another(self, now: Fact) -> bool:
        """Whether no word parts a figure from another number, so that one of them is another year's: 50.5 42.7万元; 42.7万元3万元."""
        before = self._text[max(0, now.origin.start - _APART) : now.origin.start]
        return now.origin.block.startswith("p") and _NUMBER_BEFORE.search(before) is not None

    def turned_back_to(self, now: Fact, before: Fact, amount: Fact, direction: int) -> Fact | None:
        """An earlier figure of the sentence that the change is of to the last digit: 共3.56万元，其中接待费0.3万元，比去年7.79万元减少|4.23万元."""
        for fact in reversed(self._order[: self._place[id(now)]]):
            between = self._text[fact.origin.end : now.origin.start]
            if fact.origin.block != now.origin.block or len(between) > _SENTENCE or "。" in between:
                return None
            alike = fact.figure.unit.dimension == now.figure.unit.dimension and not fact.concept.startswith("change.")
            if alike and fact.figure.value - before.figure.value == direction * amount.figure.value:
                return fact
        return None

    def likely(self, change: Fact) -> list[Fact]:
        """The figures, one for each value, that may be what changed: of its concept, year and basis, whatever funds they are of."""
        context, found = change.context, dict[Decimal, Fact]()
        for fact in self._order:
            same = fact.concept == change.of and fact.context.basis is context.basis and fact.context.period == context.period
            if change.of and same and fact.context.item == context.item and fact.figure.unit.is_money and not fact.figure.is_hedged:
                found.setdefault(fact.figure.value, fact)
        return list(found.values())

    def in_paragraph(self, amount: Fact) -> list[Fact]:
        """The money of a paragraph before an amount of its change, the nearest first: 接待费3万元。接待9批、60人。比上年减少|0.5万元."""
        found: list[Fact] = []
        for fact in reversed(self._order[: self._place[id(amount)]]):
            if fact.origin.block != amount.origin.block or fact.concept.startswith("change."):
                break
            if fact.figure.unit.base == amount.figure.unit.base and fact.figure.value and not fact.figure.is_hedged:
                found.append(fact)
        return found

    def beside(self, rate: Fact, back: int) -> Fact | None:
        """The one figure of what changed that the rate's own table prints for its year, or for a year before it."""
        context, table = rate.context, rate.origin.block.partition(".")[0]
        year = None if context.period.year is None else context.period.year - back
        found = [
            fact for fact in self._yearly.get((rate.of, context.item, context.basis, year), ())
            if fact.origin.block.partition(".")[0] == table and fact.context.scope == context.scope
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def of_row(self, change: Fact) -> tuple[Fact | None, Fact | None]:
        """Both years' figures of what a table's change is of: those of its own table, else of the whole document."""
        if not change.of:
            now, before = self._in_row(change, 0), self._in_row(change, 1)
            alike = now is not None and before is not None and (now.concept, now.context.basis) == (before.concept, before.context.basis)
            return (now, before) if alike else (None, None)
        now = self.beside(change, 0) or self.now(change)
        return now, (self.beside(change, 1) or last_year(self.base, now)) if now is not None else None

    def _in_row(self, change: Fact, back: int) -> Fact | None:
        """The one figure of money in the row of a change whose own name is 合计, of its year or of one before it."""
        row, year = change.origin.block.rpartition(".")[0], change.context.period.year
        if not row.startswith("t") or year is None:
            return None
        found = [
            fact for fact in self._rows.get(row, ())
            if fact.context.period == Period(year - back) and not fact.concept.startswith("change.")
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def fitting(self, now: Fact, amount: Fact, rate: Fact, sign: int) -> Fact | None:
        """Another figure of the sentence that change and rate fit: 总额A，其中B、C，同比增加x，增长y% may speak of A."""
        for fact in reversed(self._order[max(0, self._place[id(amount)] - _SENTENCE // 10) : self._place[id(amount)]]):
            between = self._text[fact.origin.end : amount.origin.start]
            if fact.origin.block != amount.origin.block or "。" in between:
                return None
            if fact is now or fact.figure.is_hedged or not fact.figure.unit.is_money or fact.concept.startswith("change."):
                continue
            if fact.figure.value <= now.figure.value and ("；" in between or ";" in between):
                continue  # no whole of it, and told of before
            base = fact.figure.range - amount.figure.range if sign > 0 else fact.figure.range + amount.figure.range
            if base.low > _ZERO and (amount.figure.range / base).meets(rate.figure.range):
                return fact
        return None

    def before_rise(self, now: Fact, amount: Fact) -> list[Fact]:
        """The figures of a sentence above a rise that exceeds its own figure, the last part of a list: 总额A，其中B、C；比上年增加x.

        None where the largest of them is not the one that the list divides.
        """
        here = [
            fact for fact in self._order[max(0, self._place[id(amount)] - _SENTENCE // 10) : self._place[id(amount)]]
            if fact.origin.block == amount.origin.block and fact.figure.unit.is_money and not fact.concept.startswith("change.")
            and "。" not in self._text[fact.origin.end : amount.origin.start] and fact.context.period == now.context.period
        ]  # fmt: skip
        rising = [fact for fact in here if fact.figure.value > amount.figure.value]
        return rising if rising and max(rising, key=lambda fact: fact.figure.value) is here[0] else []

    def are_bound(self, facts: tuple[Fact, ...]) -> bool:
        """Whether the numbers follow one another in one sentence, no other between, so that they can only be of one thing."""
        places = sorted(self._place[id(fact)] for fact in facts)
        first, last = self._order[places[0]], self._order[places[-1]]
        if places[-1] - places[0] >= _MOST_BOUND or first.origin.block != last.origin.block or last.origin.start - first.origin.start > _SENTENCE:
            return False
        if "。" in self._text[first.origin.start : last.origin.end]:
            return False
        earlier = self._order[places[0] - 1] if places[0] else None
        alone = earlier is None or earlier.origin.block != first.origin.block or first.origin.start - earlier.origin.end > _APART
        return alone and not any(fact.repair for fact in facts)


def _is_negative(fact: Fact) -> bool:
    return fact.origin.block.startswith("t") and fact.figure.value < _ZERO


def _table(fact: Fact) -> str:
    return fact.origin.block.partition(".")[0]
