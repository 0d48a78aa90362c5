"""The explanations that auditors try: which one fits a difference, and how exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.auditing.words import in_unit
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import StatedSum
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval

_LEAST_DIGITS = 4
_TEN_THOUSAND = Decimal(10_000)
_POWERS = {
    Decimal(10): "小数点移了一位",
    Decimal(100): "小数点移了两位",
    Decimal(1000): "元与千元混用",
    Decimal(10_000): "元与万元混用",
    Decimal(100_000_000): "元与亿元混用",
}


class PrintedFigures:
    """A document's figures by what they measure and by value, to be asked which of them a difference may be."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        """Sorts them once, so that many differences may ask."""
        self._facts: dict[str, dict[Decimal, list[Fact]]] = {}
        for fact in facts:
            if fact.figure.value:
                self._facts.setdefault(fact.figure.unit.dimension, {}).setdefault(fact.figure.value, []).append(fact)
        self._values = {dimension: sorted(by_value) for dimension, by_value in self._facts.items()}

    def nearest(self, dimension: str, value: Decimal, reach: Decimal, apart: Container[str], unlike: Decimal) -> Fact | None:
        """The figure nearest to a value and no farther than `reach`, none of those `apart` (ids) and not `unlike` itself."""
        for number in self._outwards(self._values.get(dimension, []), value):
            if abs(number - value) > reach:
                return None
            found = next((fact for fact in self._facts[dimension][number] if fact.id not in apart), None)
            if found is not None and number != unlike:
                return found
        return None

    @staticmethod
    def _outwards(values: list[Decimal], value: Decimal) -> Iterator[Decimal]:
        """The values from the nearest to the farthest."""
        above = bisect_left(values, value)
        below = above - 1
        while below >= 0 or above < len(values):
            if above == len(values) or (below >= 0 and value - values[below] <= values[above] - value):
                yield values[below]
                below -= 1
            else:
                yield values[above]
                above += 1


@shared
def printed_figures(given: AuditInput) -> PrintedFigures:
    """All figures of a document."""
    return PrintedFigures(given.statements.facts)


def of_difference(stated: Figure, expected: Decimal, printed: PrintedFigures, apart: Iterable[Fact] = ()) -> str:
    """Why a stated figure differs from the expected base value: unit, digits, truncation, or another printed figure.

    `apart` are the figures compared. Returns "" when nothing fits.
    """
    return slip(stated, expected) or _other_figure(stated, expected, printed, frozenset(fact.id for fact in apart))


def slip(stated: Figure, expected: Decimal) -> str:
    """The slip of the pen that turns the expected base value into the stated figure; "" when none fits."""
    return _unit_slip(stated, expected) or _digit_slip(stated, expected)


def sure_slip(stated: Figure, expected: Decimal) -> str:
    """A slip that hardly any two different figures show by chance: digits exchanged, left out or doubled, unit, decimal point."""
    return _unit_slip(stated, expected) or _moved_digits(*_digits(stated, expected))


def one_digit_apart(stated: Figure, expected: Decimal) -> bool:
    """Whether a figure of four digits and more is the expected base value but for one digit, and not by one in its last place."""
    return tells_digits(stated) and _told(Decimal(_digits(stated, expected)[1])) >= _LEAST_DIGITS and differs_in_one(stated, expected)


def one_slip_apart(stated: Figure, expected: Decimal) -> bool:
    """Whether a figure is the expected base value but for one digit, or for digits exchanged, left out or doubled."""
    if not tells_digits(stated):
        return False
    a, b = _digits(stated, expected)
    told = min(_told(Decimal(a)), _told(Decimal(b))) >= _LEAST_DIGITS
    return told and (differs_in_one(stated, expected) or bool(_moved_digits(a, b)))


def differs_in_one(stated: Figure, expected: Decimal) -> bool:
    """Whether a figure is the expected base value but for one digit, and not by one in its last place."""
    a, b = _digits(stated, expected)
    apart = len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return apart and abs(abs(stated.value) - abs(expected)) > stated.base_step


def tells_digits(stated: Figure) -> bool:
    """Whether a figure has four digits that count, so that one of them may be wrong and the others still tell what was meant."""
    return not stated.is_hedged and _told(stated.number) >= _LEAST_DIGITS  # 20.00 and 40.00 are round numbers


def _told(number: Decimal) -> int:
    return len(f"{abs(number).normalize():f}".replace(".", "").lstrip("0"))


def slipped_part(stated: StatedSum) -> str:
    """The part of a sum that has another unit than its whole, and with the whole's the sum holds; "" when none has."""
    total, whole = stated.total, stated.whole.figure
    if len(stated.parts) < 2 or total.meets(whole.range):
        return ""
    for part, sign in zip(stated.parts, stated.signs, strict=True):
        if not has_slipped(part.figure, whole):
            continue
        factor = Interval.point(whole.unit.factor / part.figure.unit.factor - 1)
        grown = total + part.figure.range * factor if sign > 0 else total - part.figure.range * factor
        if grown.meets(whole.range):
            return unit_slip_words(part.figure, whole)
    return ""


def has_slipped(figure: Figure, other: Figure) -> bool:
    """Whether two amounts have unlike units, and one has digits enough that a sum in the other's unit fits it by no chance."""
    unlike = figure.unit.is_money and other.unit.is_money and figure.unit.key != other.unit.key and bool(figure.unit.key and other.unit.key)
    fine = figure.step < 1 and len(figure.number.as_tuple().digits) >= _LEAST_DIGITS - 1
    return unlike and (fine or _told(figure.number) >= _LEAST_DIGITS - 1)


def unit_slip_words(figure: Figure, other: Figure) -> str:
    """That an amount was meant in another one's unit."""
    keys = sorted((figure.unit, other.unit), key=lambda unit: unit.factor)
    return f"{keys[0].key}与{keys[1].key}混用：{figure.text}写作{figure.number:f}{other.unit.key}则相符"


def _unit_slip(stated: Figure, expected: Decimal) -> str:
    if not stated.value or not expected:
        return ""
    rounded = stated.number.normalize()
    if len(rounded.as_tuple().digits) >= _LEAST_DIGITS and rounded == rounded.to_integral():
        # 341.09万元 mistaken for 元 becomes 3410900.00: its last digits are noughts, not measured ones.
        step = Decimal(1).scaleb(int(rounded.as_tuple().exponent)) * stated.unit.factor
        for times, words in _POWERS.items():
            if abs(stated.value / times - expected) <= step / times / 2:
                return f"{words}：按{in_unit(stated.value / times, stated.unit)}则相符"
    for times, words in _POWERS.items():
        if abs(stated.value * times - expected) <= stated.base_step * times / 2:
            return f"{words}：按{in_unit(stated.value * times, stated.unit)}则相符"
        if abs(stated.value / times - expected) <= stated.base_step / times / 2:
            return f"{words}：按{in_unit(stated.value / times, stated.unit)}则相符"
    return ""


def _digits(stated: Figure, expected: Decimal) -> tuple[str, str]:
    """The stated number and the right one as they would be printed."""
    right = expected / stated.unit.factor
    return f"{abs(stated.number):f}", f"{abs(right.quantize(stated.step) if stated.step <= 1 else right):f}"


def _digit_slip(stated: Figure, expected: Decimal) -> str:
    step = stated.step
    a, b = _digits(stated, expected)
    if a == b:
        return ""
    if abs(abs(stated.number) - Decimal(b)) == step:
        exact = expected / stated.unit.factor
        if stated.number < exact and abs(exact - stated.number) < step:
            return f"末位相差1：算得{exact.normalize():f}，像是截尾而没有四舍五入"
        return "末位相差1：像是四舍五入的口径不一或抄录时差一位"
    one = len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return f"有一位数字不同：{a}与{b}" if one else _moved_digits(a, b)


def _moved_digits(a: str, b: str) -> str:
    if len(a) == len(b):
        unlike = [index for index in range(len(a)) if a[index] != b[index]]
        if len(unlike) == 2 and a[unlike[0]] == b[unlike[1]] and a[unlike[1]] == b[unlike[0]]:
            return f"数字颠倒：{a}应为{b}"
    if len(b) > len(a) and any((b[:index] + b[index + 1 :]).lstrip("0") == a for index in range(len(b))):
        return f"少写一位：{a}应为{b}"
    if len(a) > len(b) and any((a[:index] + a[index + 1 :]).lstrip("0") == b for index in range(len(a))):
        return f"多写一位：{a}应为{b}"
    return ""


def _other_figure(stated: Figure, expected: Decimal, printed: PrintedFigures, apart: Container[str]) -> str:
    difference = abs(stated.value - expected)
    if not difference:
        return ""
    best = printed.nearest(stated.unit.dimension, difference, difference / 50, apart, stated.value)
    if best is None:
        return ""
    how = "正好等于" if abs(best.figure.value - difference) <= best.figure.base_step else "接近"
    return f"相差{in_unit(difference, stated.unit)}，{how}文中的{best.label or '另一数'}{best.figure.text}，可能是口径不同"
