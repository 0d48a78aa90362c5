"""Points that somebody stated, beside what each known method would give for the same row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.facts.outturns import MoneyFacts
from jiheng.core.facts.targets import Pair
from jiheng.core.figures.figure import Figure
from jiheng.core.rulepack.scoring_rules import RowKind, Use
from jiheng.core.scoring.desk import Desk
from jiheng.core.scoring.score import OtherWay, Remark
from jiheng.core.scoring.scoring_input import IndicatorRow
from jiheng.core.scoring.shelf import NotComputable, Question, Worked, plain

_CENT = Decimal("0.01")


def compare(
    desk: Desk, row: IndicatorRow, kind: RowKind, asked: Question, points: Decimal, pair: Pair | None, *, missed: bool
) -> tuple[tuple[OtherWay, ...], tuple[Remark, ...]]:
    """The known methods for a missed target, and a remark where the stated points are not what the pack's method gives."""
    stated = row.stated
    if stated is None or (not missed and stated.number == points):
        return (), ()
    ways = list(_ways(desk, kind, asked, pair, stated)) if missed else []
    if prints(points, stated):
        return tuple(ways), ()
    name = row.level[2] or row.level[0]
    said = f"“{name}”自评{plain(stated.number)}分，按本规则包应为{plain(points)}分"
    fitting = [way for way in ways if way.fits]
    if fitting:
        said += f"；合乎“{fitting[0].title}”：注明所用的计分办法"
    elif ways:
        listed = "、".join(f"{way.title}{plain(way.points)}分" for way in ways)
        said += f"；不合任何已知的计分办法（{listed}）：按办法重算，或注明依据"
    else:
        said += "：按办法重算，或注明扣分依据"
    return tuple(ways), (Remark("stated-differs", said),)


def prints(points: Decimal, stated: Figure) -> bool:
    """Whether points, rounded as the stated ones are printed, are the stated ones."""
    return points.quantize(stated.step, ROUND_HALF_UP) == stated.number if stated.step <= 1 else points == stated.number


def _ways(desk: Desk, kind: RowKind, asked: Question, pair: Pair | None, stated: Figure) -> Iterator[OtherWay]:
    uses = known_uses(desk, kind)
    for use in uses:
        way = _way(desk, use, asked, stated)
        if way is not None:
            yield way
    if pair is None:
        return
    for fact in MoneyFacts(desk.books.statements).other_outturns(pair.actual):
        other = replace(asked, params=uses[0].params, done=fact.figure.value / pair.target.unit.factor)
        way = _way(desk, uses[0], other, stated, f"（实际值取{fact.label}执行数{fact.figure.text or plain(fact.figure.number)}）")
        if way is not None:
            yield way


def known_uses(desk: Desk, kind: RowKind) -> list[Use]:
    """The pack's own method for a kind of row, then those met in practice."""
    own = desk.rules.uses.get(kind) or desk.rules.uses.get("positive")
    found = [own] if own is not None else []
    return found + [use for use in desk.rules.practice.get(kind, ()) if use != own]


def _way(desk: Desk, use: Use, asked: Question, stated: Figure, note: str = "") -> OtherWay | None:
    method = desk.methods.get(use.method)
    if method is None:
        return None
    try:
        worked: Worked = method.run(replace(asked, params=use.params))
    except NotComputable:
        return None
    shown = worked.points.quantize(desk.step or _CENT, ROUND_HALF_UP)
    words = f"{worked.words}{'＝' if worked.sums else '，得'}{plain(shown)}分"
    return OtherWay(method.id, f"{method.title}{note}", shown, words, fits=prints(worked.points, stated))
