"""A department's facts by exact meaning, and facts that follow from them by arithmetic, each with its working."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.units import Unit, known_units

_TEN_THOUSAND = Decimal(10_000)
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_OF_EXECUTION = "execution_rate"


class FactIndex:
    """Facts of one case by concept, basis, years back, item and scope; no near concept ever stands in."""

    def __init__(self, facts: Iterable[Fact], year: int) -> None:
        """Index the facts of whole years; `year` is the one that is evaluated."""
        self._year = year
        self._facts: dict[tuple[str, Basis | None, int, str, str], Fact] = {}
        for fact in facts:
            period, context = fact.context.period, fact.context
            if period.year is not None and period.months is None and period.years == 1:
                self._facts.setdefault((fact.concept, context.basis, year - period.year, context.item, context.scope), fact)

    def get(self, concept: str, basis: Basis | None = None, back: int = 0, item: str = "", scope: str = "") -> Fact | None:
        """The fact of exactly this meaning."""
        return self._facts.get((concept, basis, back, item, scope))

    def items(self, concept: str, basis: Basis | None) -> tuple[Fact, ...]:
        """The facts of this year that are told apart by an item (one of each project), in the order entered."""
        return tuple(fact for key, fact in self._facts.items() if key[:3] == (concept, basis, 0) and key[3] and not key[4])


def ratio(concept: str, part: Fact | None, whole: Fact | None, *, of: str = "", item: str = "") -> Fact | None:
    """Part over whole as a percentage with two decimals; None where either is missing or the whole is nothing.

    A rate of execution is of what was done; any other rate has no basis of its own.

    Units: a ratio; the printed step is 0.01%.
    """
    if part is None or whole is None or not whole.figure.value:
        return None
    working = f"{amount_text(part.figure)}÷{amount_text(whole.figure)}"
    basis = Basis.OUTTURN if concept.endswith(_OF_EXECUTION) else None
    context = part.context._replace(scope="", basis=basis, item=item or part.context.item)
    return _made(concept, part, _percentage(part.figure.value / whole.figure.value), working, context, of)


def change(now: Fact, before: Fact) -> tuple[Fact, Fact | None]:
    """By how much a figure changed against another, and by what percentage (None where the other is nothing); unsigned."""
    difference = now.figure.value - before.figure.value
    said = f"{amount_text(now.figure)}－{amount_text(before.figure)}"
    context = now.context._replace(scope="")
    amount = _made("change.amount", now, _same_unit(abs(difference), now.figure), said, context, now.concept)
    if not before.figure.value:
        return amount, None
    share = _percentage(abs(difference) / before.figure.value)
    return amount, _made("change.rate", now, share, f"（{said}）÷{amount_text(before.figure)}", context, now.concept)


def adjustment(opening: Fact, budget: Fact) -> Fact:
    """The net change of a budget in the year, unsigned."""
    figure = _same_unit(abs(budget.figure.value - opening.figure.value), budget.figure)
    context = budget.context._replace(scope="", basis=Basis.ADJUSTMENT)
    return _made(budget.concept, budget, figure, f"{amount_text(budget.figure)}－{amount_text(opening.figure)}", context)


def remainder(budget: Fact, outturn: Fact, concept: str = "carry.closing") -> Fact:
    """What was left of a budget."""
    figure = _same_unit(budget.figure.value - outturn.figure.value, budget.figure)
    working = f"{amount_text(budget.figure)}－{amount_text(outturn.figure)}"
    return _made(concept, outturn, figure, working, outturn.context._replace(scope=""))


def total(concept: str, parts: Sequence[Fact]) -> Fact:
    """The sum of facts, on the basis of the first."""
    value = sum((part.figure.value for part in parts[1:]), parts[0].figure.value)
    working = "＋".join(amount_text(part.figure) for part in parts)
    return _made(concept, parts[0], _same_unit(value, parts[0].figure), working, parts[0].context._replace(scope="", item=""))


def points(concept: str, value: Decimal, like: Fact, working: str, item: str = "") -> Fact:
    """Points as a fact; `like` gives subject and year."""
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)
    context = like.context._replace(scope="", item=item, basis=None)
    return _made(concept, like, Figure(value, step, _unit("分"), f"{value:f}分"), working, context)


def amount_text(figure: Figure) -> str:
    """A figure as the house prints it: money in 万元 with two decimals or more where there are more, the rest as entered."""
    if not figure.unit.is_money:
        return f"{_plain(figure.number)}{figure.unit.key}"
    return f"{in_ten_thousands(figure):f}万元"


def in_ten_thousands(figure: Figure) -> Decimal:
    """Money in 万元, exact, with at least two decimals."""
    number = (figure.value / _TEN_THOUSAND).normalize()
    return number.quantize(_CENT) if number == number.quantize(_CENT) else number


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _percentage(share: Decimal) -> Figure:
    number = (share * _HUNDRED).quantize(_CENT, ROUND_HALF_UP)
    if number == number.to_integral_value():
        number = number.to_integral_value()
    return Figure(number, _CENT, _unit("%"), f"{number:f}%")


def _same_unit(value: Decimal, like: Figure) -> Figure:
    """A value in the base unit as a figure in the unit of another; money in 万元."""
    if like.unit.is_money:
        unit = _unit("万元")
        number = (value / unit.factor).normalize()
        number = number.quantize(_CENT) if number == number.quantize(_CENT) else number
        return Figure(number, _CENT, unit, f"{number:f}万元")
    number = value / like.unit.factor
    return Figure(number, like.step, like.unit, f"{number:f}{like.unit.key}")


def _made(concept: str, like: Fact, figure: Figure, working: str, context: Context, of: str = "") -> Fact:
    origin = Span(
        like.origin.document,
        f"={like.origin.block}",
        like.origin.start,
        like.origin.end,
        figure.text,
        f"{working}＝{figure.text}",
        like.origin.locator,
    )
    return Fact(concept, like.label, context, figure, origin, of=of)


def _unit(key: str) -> Unit:
    return known_units()[key]
