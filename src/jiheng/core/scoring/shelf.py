"""The shelf of 评分方法: what each is called, which parameters it takes, and how it gives points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jiheng.core.catalog import Catalog
from jiheng.core.scoring.score import Step

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
Side = Literal["higher", "lower"]


@dataclass(slots=True)
class Question:
    """What a method is asked about one row.

    Units: `aim` and `done` are in the target's unit `unit`; `points_per_unit` is how many percentage points one of it is (0: no
    ratio); `progress` is the share of the budget spent by month; `met` how many indicators were met out of how many.
    """

    weight: Decimal
    params: Mapping[str, object]
    aim: Decimal | None = None
    done: Decimal | None = None
    unit: str = ""
    points_per_unit: Decimal = ZERO
    grading: str = ""
    progress: Mapping[int, Decimal] | None = None
    met: tuple[int, int] | None = None

    def numbers(self) -> tuple[Decimal, Decimal]:
        """Target and actual.

        Raises: NotComputable when one is no number.
        """
        if self.aim is None:
            raise NotComputable("目标值不是一个数", "写明目标的数值和单位，或按定性指标评定完成程度")
        if self.done is None:
            raise NotComputable("实际完成值不是一个数", "写明实际完成的数值和单位")
        return self.aim, self.done

    def actual(self) -> Decimal:
        """The actual alone. Raises: NotComputable when it is no number."""
        if self.done is None:
            raise NotComputable("实际完成值不是一个数", "写明实际完成的数值和单位")
        return self.done

    def share(self) -> Decimal:
        """The actual as a share of 1. Raises: NotComputable when it is no ratio."""
        if not self.points_per_unit:
            raise NotComputable("实际完成值不是比率", "写成百分数")
        return self.actual() * self.points_per_unit / HUNDRED


@dataclass(slots=True)
class Worked:
    """Points, not yet rounded, and how they came. `sums`: `words` are an expression with the points as its result.

    `restores` says what would have given full points, "" when nothing is lost.
    """

    points: Decimal
    words: str
    sums: bool = False
    restores: str = ""
    before: tuple[Step, ...] = ()


class NotComputable(Exception):
    """No points can be worked out: why, and how to mend it, in Chinese."""

    def __init__(self, why: str, mend: str) -> None:
        """Keep both."""
        super().__init__(why)
        self.why = why
        self.mend = mend


Run = Callable[[Question], Worked]


@dataclass(frozen=True, slots=True)
class Method:
    """A way to score. `needs` are parameters that a pack must give, `takes` those that it may.

    `known_for`: the side of a missed target for which it is tried beside a stated score.
    """

    id: str
    title: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    known_for: tuple[Side, ...]
    doc: str
    run: Run


METHODS: Catalog[Method] = Catalog("评分方法", "jiheng.core.scoring.methods")


def method(
    *, id: str, title: str, needs: tuple[str, ...] = (), takes: tuple[str, ...] = (), known_for: tuple[Side, ...] = ()
) -> Callable[[Run], Run]:
    """Put a function on the shelf of methods."""

    def place(run: Run) -> Run:
        METHODS.put(id, Method(id, title, needs, takes, known_for, run.__doc__ or "", run))
        return run

    return place


def number(question: Question, name: str, default: Decimal | None = None) -> Decimal:
    """A numeric parameter. Raises: NotComputable when the pack gives none."""
    value = question.params.get(name, default)
    if isinstance(value, Decimal):
        return value
    raise NotComputable(f"规则包没有给出参数{name}", "在规则包的 params 中补上")


def table(question: Question, name: str) -> tuple[tuple[object, ...], ...]:
    """A parameter that is a list of rows. Raises: NotComputable when the pack gives none."""
    value = question.params.get(name)
    if isinstance(value, tuple) and value:
        return tuple(row if isinstance(row, tuple) else (row,) for row in value)
    raise NotComputable(f"规则包没有给出参数{name}", "在规则包的 params 中补上")


def plain(value: Decimal) -> str:
    """A number as people write it: no needless zeros, at most four decimals."""
    text = f"{value:f}"
    if "." not in text:
        return text
    if len(text) - text.index(".") > 5:
        text = f"{value:.4f}"
    return text.rstrip("0").rstrip(".") or "0"


def percent(share: Decimal) -> str:
    """A share of 1 as a percentage with at most two decimals."""
    return plain((share * HUNDRED).quantize(Decimal("0.01"))) + "%"
