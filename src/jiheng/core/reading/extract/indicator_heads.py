"""Where an indicator table's column heads stand, in one row or two, and which column holds what."""

from __future__ import annotations

import re

from jiheng.core.reading.extract.grid import Grid
from jiheng.core.reading.extract.indicator_columns import Role, role_of

Columns = dict[Role, list[int]]
_NAMED = frozenset((Role.NAME, Role.LEVEL1, Role.LEVEL2))
_VALUED = frozenset((Role.TARGET, Role.ACTUAL, Role.WEIGHT, Role.SCORE))
_FIGURE = re.compile(r"[-−]?[\d０-９][\d０-９,，.．]*\s?[分%％]?")
_LEAST_ROLES = 3
_LEAST_BELOW = 2


def heads_at(grid: Grid, row: int) -> tuple[Columns, int]:
    """The columns by role when heads begin at `row`, and how many rows they take; nothing and 0 when none begin there."""
    roles = roles_in(grid, row)
    if len(roles) < _LEAST_BELOW:
        return {}, 0
    below = roles_in(grid, row + 1) if row + 1 < grid.height and not has_figure(grid, row + 1) else {}
    if not _is_head(roles) or not roles.keys() & {Role.NAME, Role.LEVEL2}:
        if not below:
            return (roles, 1) if _is_head(roles) else ({}, 0)
        merged = _merged(grid, row, roles, below)
        return (merged, 2) if _is_head(merged) else ({}, 0)
    if _goes_on_below(grid, row):
        return _merged(grid, row, roles, below), 2
    return roles, 1


def roles_in(grid: Grid, row: int) -> Columns:
    """What the heads of a row say of their columns."""
    roles: Columns = {}
    for column in range(grid.width):
        cell = grid.at.get((row, column))
        if cell is not None and cell.column == column and cell.text:
            role = role_of(cell.text)
            if role is not None:
                roles.setdefault(role, []).append(column)
    return roles


def has_figure(grid: Grid, row: int) -> bool:
    """Whether a cell of a row holds a figure and nothing else."""
    return any(is_figure(grid, row, column) for column in range(grid.width))


def is_figure(grid: Grid, row: int, column: int) -> bool:
    """Whether the cell that begins at a place holds a figure and nothing else."""
    cell = grid.at.get((row, column))
    return cell is not None and (cell.row, cell.column) == (row, column) and _FIGURE.fullmatch(cell.text.strip()) is not None


def _is_head(roles: Columns) -> bool:
    return bool(roles.keys() & _NAMED) and bool(roles.keys() & _VALUED) and len(roles) >= _LEAST_ROLES


def _goes_on_below(grid: Grid, row: int) -> bool:
    """Whether the next row holds nothing but heads of its own: 符号 and 单位 below 预期指标值."""
    if row + 1 >= grid.height:
        return False
    places = ((row + 1, column) for column in range(grid.width))
    heads = [cell for place in places if (cell := grid.at.get(place)) is not None and (cell.row, cell.column) == place and cell.text.strip()]
    same = [cell for cell in heads if (over := grid.at.get((row, cell.column))) is not None and over.text == cell.text]
    return len(heads) >= _LEAST_BELOW and not same and all(role_of(cell.text) is not None for cell in heads)


def _merged(grid: Grid, row: int, roles: Columns, below: Columns) -> Columns:
    """Heads of two rows; a head over several columns is that of the first one that no head below it claims for another role."""
    claimed = {column: role for role, columns in below.items() for column in columns}
    merged = {role: list(columns) for role, columns in below.items()}
    for role, columns in roles.items():
        for column in columns:
            cell = grid.at[row, column]
            own = [at for at in range(column, column + cell.columns) if claimed.get(at, role) is role]
            if own and not any(claimed.get(at) is role for at in own):
                merged.setdefault(role, []).append(own[0])
    return {role: sorted(set(columns)) for role, columns in merged.items()}
