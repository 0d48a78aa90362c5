"""Puts a stream of tokens back under an indicator table's columns: the cheapest way to read it, found in one pass.

Each token either goes on with its cell, begins a cell further right, or begins a row; every step has a price by what the
column holds and what the token looks like. Levels carry on downwards, so a row may begin at its second or third column.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jiheng.core.figures.units import unit_for
from jiheng.core.reading.extract.indicator_columns import NATURES, Role, is_level1, is_level2, role_of
from jiheng.core.reading.flattened.tokens import Kind, Token, kind_of

_FAR = 60.0
_HALF = 50
_SKIP = {
    Role.LEVEL1: 3.0, Role.LEVEL2: 2.0, Role.NAME: 5.0, Role.RELATION: 3.0, Role.TARGET: 2.6, Role.ADJUSTED: 0.6, Role.UNIT: 0.8, Role.ACTUAL: 2.6,
    Role.WEIGHT: 6.0, Role.STANDARD: 1.5, Role.SCORE: 5.0, Role.REASON: 0.0, Role.NOTE: 0.3,
}  # fmt: skip
_NEVER_FIRST = frozenset("的了和及与等率度数性化者们其者额化率值")

_TWICE = frozenset((Role.NOTE, Role.TARGET, Role.REASON))

Row = list[list[Token]]
_kind = lru_cache(maxsize=4096)(kind_of)


def head_at(tokens: Sequence[Token], first: int) -> tuple[list[Role], list[list[Token]], int]:
    """Column heads that begin at a token: their roles, their tokens, and the token behind them."""
    roles: list[Role] = []
    cells: list[list[Token]] = []
    at = first
    while at < len(tokens):
        text = ""
        best = 0
        best_role = None
        for length in range(1, 6):
            if at + length > len(tokens):
                break
            piece = tokens[at + length - 1].text
            if best_role is not None and _begins_more(text, piece):
                break
            text += piece
            if len(text) > 24:
                break
            role = role_of(text)
            again = role in _TWICE or (role is Role.NAME and bool(roles) and roles[-1] is Role.LEVEL2)
            if role is not None and (role not in roles or again) and best_role in (None, role, Role.NAME):
                best, best_role = length, role
        if best_role is None:
            break
        roles.append(best_role)
        cells.append(list(tokens[at : at + best]))
        at += best
    if len(roles) > 1 and roles[0] is Role.NAME and roles[1] is Role.LEVEL1:
        return roles[1:], cells[1:], at
    if Role.LEVEL1 in roles[2:]:
        roles, cells = _two_rows(roles, cells)
    return roles, cells, at


def _two_rows(roles: list[Role], cells: list[list[Token]]) -> tuple[list[Role], list[list[Token]]]:
    """Heads of two rows in one line: those of the second row stand below the wide heads of the first, the others go on behind them."""
    second = roles.index(Role.LEVEL1)
    below = set(roles[second:])
    rest = [at for at in range(second) if roles[at] not in below and roles[at] is not Role.NAME]
    order = [*range(second, len(roles)), *rest]
    return [roles[at] for at in order], [cells[at] for at in order]


def _begins_more(head: str, piece: str) -> bool:
    """Whether a piece behind a whole head begins another head or the table's body."""
    if piece == "指标":
        return not head.endswith("级")
    if is_level1(piece) or is_level2(piece) or (piece[0] in "（(" and any(character.isdigit() for character in piece)):
        return True
    return role_of(piece) is not None and not (piece == "性质" and head.endswith("指标"))


def is_indicator_head(roles: Sequence[Role]) -> bool:
    """Whether column heads are those of an indicator table."""
    known = set(roles)
    named = known & {Role.NAME, Role.LEVEL1, Role.LEVEL2}
    valued = known & {Role.TARGET, Role.ACTUAL, Role.WEIGHT, Role.SCORE}
    return (len(known) >= 4 and bool(named) and bool(valued)) or (len(known) >= 3 and Role.NAME in known and len(valued) >= 2)


def read_rows(roles: Sequence[Role], tokens: Sequence[Token], *, shredded: bool) -> list[Row]:
    """The rows of a table's body, each with the tokens of every column."""
    if not tokens:
        return []
    width = len(roles)
    signed = Role.RELATION in roles
    actual = roles.index(Role.ACTUAL) if Role.ACTUAL in roles else -1
    skips = [_SKIP[role] for role in roles]
    if Role.SCORE in roles and Role.WEIGHT in roles:
        skips[roles.index(Role.SCORE)] = 3.5
    after = [sum(skips[column + 1 :]) for column in range(width)]
    named = roles.index(Role.NAME) if Role.NAME in roles else min(1, width - 1)
    firsts = [(column, sum(0.4 for _ in range(column))) for column in range(min(named + 1, width))]
    costs = [0.0] * width
    history: list[list[int]] = []
    fresh = True
    for at, token in enumerate(tokens):
        kind = _kind(token.text)
        starts = [_start(role, kind, token.text, signed) for role in roles]
        if actual >= 0 and not kind.figure and any(near.text[:2] == token.text[:2] for near in tokens[max(0, at - 4) : at]):
            # What was done is often told in the words of what was aimed at.
            starts[actual] -= 0.7
        back = [0] * width
        new = [_FAR * 1000] * width
        if fresh:
            for column, lead in firsts:
                new[column] = starts[column] + (lead * 6 if column else 0.0)
                back[column] = -1
            fresh = False
        else:
            previous = tokens[at - 1]
            ended, best_end = 0, _FAR * 1000
            for column in range(width):
                if costs[column] + after[column] < best_end:
                    ended, best_end = column, costs[column] + after[column]
            for column, lead in firsts:
                new[column] = best_end + lead + starts[column]
                back[column] = -2 - ended
            run, behind = _FAR * 1000, 0
            for column in range(width):
                if column:
                    run += skips[column - 1] if column > 1 else 0.0
                    if costs[column - 1] < run:
                        run, behind = costs[column - 1], column - 1
                    price = run + starts[column]
                    if price < new[column]:
                        new[column], back[column] = price, behind
                stay = costs[column] + _stay(roles[column], previous, token, kind, shredded, signed)
                if stay < new[column]:
                    new[column], back[column] = stay, column
        history.append(back)
        costs = new
    return _trace(tokens, costs, after, history, width)


def _trace(tokens: Sequence[Token], costs: list[float], after: list[float], history: list[list[int]], width: int) -> list[Row]:
    column = min(range(width), key=lambda at: costs[at] + after[at] * 0.5)
    steps: list[tuple[int, bool]] = []
    for at in range(len(tokens) - 1, -1, -1):
        origin = history[at][column]
        steps.append((column, origin < 0))
        if origin <= -2:
            column = -2 - origin
        elif origin >= 0:
            column = origin
    rows: list[Row] = []
    for token, (column, begins) in zip(tokens, reversed(steps), strict=True):
        if begins:
            rows.append([[] for _ in range(width)])
        rows[-1][column].append(token)
    return rows


def _start(role: Role, kind: Kind, text: str, signed: bool) -> float:
    """The price of a token that begins a cell."""
    level = kind.level1 or kind.level2
    match role:
        case Role.LEVEL1:
            return 0.0 if kind.level1 else _other_level(kind, text, 9.0)
        case Role.LEVEL2:
            if kind.level2:
                return 0.3 if kind.level1 else 0.0
            return _other_level(kind, text, 7.0)
        case Role.NAME:
            return _name(kind, level)
        case Role.RELATION:
            return 0.0 if kind.sign else 9.0
        case Role.UNIT:
            if kind.unit or text in ("%", "％"):
                return 0.0
            return 0.6 if kind.blank else 3.0 if len(text) <= 3 and not kind.number and not level else 10.0
        case Role.TARGET | Role.ADJUSTED | Role.ACTUAL:
            return _value(role, kind, level, text, signed)
        case Role.WEIGHT | Role.SCORE:
            if kind.points:
                # Few indicators weigh more than half of all points: such a number is rather a value whose weight is missing.
                return 0.0 if int(text.partition(".")[0].rstrip("分 ")) <= _HALF else 3.0
            if kind.percent and role is Role.WEIGHT:
                return 0.8
            return 1.2 if kind.blank else 3.0 if kind.number else 9.0 if kind.figure else 14.0
        case _:
            return 9.0 if level or kind.sign else 1.2 if text == "0" else 6.0 if kind.number else 1.2 if kind.numbered else 0.8


def _other_level(kind: Kind, text: str, price: float) -> float:
    if kind.number or kind.sign or kind.unit or kind.blank or kind.figure or kind.numbered:
        return 14.0
    if text.endswith("指标") and len(text) <= 12:
        return 1.5
    return price - 3.0 if len(text) <= 6 and kind.level2 else price


def _name(kind: Kind, level: bool) -> float:
    if kind.numbered:
        return -1.0
    if kind.sign:
        return 12.0
    if level:
        return 4.0
    if kind.number:
        return 8.0
    if kind.blank:
        return 1.5
    return 5.0 if kind.figure else 0.0


def _value(role: Role, kind: Kind, level: bool, text: str, signed: bool) -> float:
    if level:
        return 8.0
    if kind.sign:
        # A sign apart from its number begins the target when no column is there for it.
        return 0.2 if role is not Role.ACTUAL and not signed and text not in ("定性", "定量") else 6.0
    if kind.figure or kind.percent:
        return 0.0 if not (text[0] in "≥≤＞＜＝" and role is Role.ACTUAL) else 1.5
    if kind.graded:
        return 0.1
    if kind.blank:
        return 0.5
    if kind.unit:
        return 5.0
    if kind.numbered:
        return 5.0
    return 1.0 if not signed or role is Role.ACTUAL else 1.6


def _stay(role: Role, previous: Token, token: Token, kind: Kind, shredded: bool, signed: bool) -> float:
    """The price of a token that goes on with the cell of the one before it."""
    text, before = token.text, previous.text
    match role:
        case Role.LEVEL1 | Role.LEVEL2:
            return 0.2 if text[0] in "（(" and len(text) <= 12 else 6.0 if kind.level1 or kind.level2 else 9.0
        case Role.RELATION:
            return 12.0
        case Role.WEIGHT | Role.SCORE:
            return 0.1 if text == "分" else 14.0
        case Role.UNIT:
            return 0.3 if unit_for(before + text) is not None else 8.0
    if kind.level1 or kind.level2:
        return 8.0
    if text[0] in "（(" and role is not Role.REASON:
        return 0.4
    if role in (Role.TARGET, Role.ADJUSTED, Role.ACTUAL):
        if before in NATURES and not signed:
            return 0.0 if kind.figure else 0.8
        last = _kind(before)
        if last.figure and kind.unit and not (signed and role is Role.TARGET):
            return 0.1
        if kind.points and not last.number:
            return 4.0
        if last.figure or last.blank:
            return 4.0
    if kind.sign:
        return 8.0
    natural = _natural(before, text, token.gap)
    if kind.number or kind.figure:
        return (1.2 if shredded else 3.5) if role is Role.NAME else 2.5
    return natural * (0.6 if shredded else 1.0)


def _natural(before: str, text: str, gap: int) -> float:
    """How odd it is to read two pieces as one text: cheap behind a full line or before what cannot begin a word."""
    price = 2.4 if gap else 1.4
    if text[0] in _NEVER_FIRST or before[-1] in "的和及与或在对为将把被向从由使让按并而于获、，":
        price = 0.5
    elif len(text) <= 2:
        price -= 1.0
    elif len(before) >= 7 and gap:
        price -= 0.8
    if before[-1] in "。；":
        price += 0.6
    return price
