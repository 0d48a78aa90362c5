"""Units as printed and their exact conversions; the data stands in lawbook/units.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from jiheng.core.lawbook import load_yaml

MULTIPLIERS = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed: key, dimension, base word, exact factor to the base, smallest real step of the base.

    `atom` 0 means that the base can be divided at will (ratios); money divides to 分, counts to 1.
    """

    key: str
    dimension: str
    base: str
    factor: Decimal
    atom: Decimal

    # Told at once, not worked out: checks ask this of every figure, many times over.
    is_money: bool = field(init=False, repr=False, compare=False)
    is_ratio: bool = field(init=False, repr=False, compare=False)  # %, 百分点, ‰
    is_people: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """What the dimension says."""
        for name, dimension in (("is_money", "money"), ("is_ratio", "ratio"), ("is_people", "people")):
            object.__setattr__(self, name, self.dimension == dimension)


NUMBER = Unit("", "number", "", Decimal(1), Decimal(0))


@lru_cache(maxsize=1)
def known_units() -> dict[str, Unit]:
    """Every unit of the lawbook by its key."""
    data = load_yaml("units.yaml")
    units: dict[str, Unit] = {}
    for dimension, group in data.items():
        if dimension == "count":
            continue
        atom = Decimal(group.get("atom", "0"))
        for key, factor in group["units"].items():
            units[key] = Unit(key, dimension, group["base"], Decimal(factor), atom)
    counts = data["count"]
    for key in counts["people"]:
        units[key] = Unit(key, "people", "人", Decimal(1), Decimal(1))
    for key in counts["person_times"]:
        units[key] = Unit(key, "person_times", "人次", Decimal(1), Decimal(1))
    for key in counts["words"]:
        units.setdefault(key, Unit(key, "count", key, Decimal(1), Decimal(1)))
    return units


@lru_cache(maxsize=4096)
def unit_for(key: str) -> Unit | None:
    """The unit printed as `key`; 万, 亿 … before a unit multiply it (万个, 万人次), alone they are plain multiples."""
    if not key:
        return NUMBER
    found = known_units().get(key)
    if found:
        return found
    for word, times in sorted(MULTIPLIERS.items(), key=lambda item: -len(item[0])):
        if key.startswith(word):
            rest = unit_for(key[len(word) :])
            if rest is None:
                return None
            return Unit(key, rest.dimension, rest.base, rest.factor * times, rest.atom)
    return None
