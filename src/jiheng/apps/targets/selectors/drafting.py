"""A table as its writer sees it: groups with their sums, rows with running sums and hints, and what may be picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q

from jiheng.apps.factstore.posted import as_fact
from jiheng.apps.factstore.selectors import facts_of
from jiheng.apps.targets.binding import rules_of
from jiheng.apps.targets.models import Indicator, Opinion, TargetTable
from jiheng.apps.targets.rows import core_row, target_figure
from jiheng.apps.targets.selectors.tables import open_opinions
from jiheng.apps.targets.selectors.versions import last_year_rows
from jiheng.core.casefile.goal_hints import Hint, Reached, hints_on
from jiheng.core.facts.context import Basis
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.rulepack.indicator_bank import CommonIndicator, bank_for, second_levels
from jiheng.core.scoring.goal_weights import GroupSum, goal_groups, head_of, weigh_goals
from jiheng.core.scoring.weights import group_of, names_of

_ACTUAL = (Basis.ACTUAL.value, Basis.OUTTURN.value, "")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One indicator with the sum of its group up to it, its second level's sum where that begins, its hints and opinions."""

    indicator: Indicator
    running: Decimal | None
    breaks: bool
    second_sum: Decimal | None
    hints: tuple[Hint, ...]
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """A first level with its sum and rows."""

    sum: GroupSum
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole table. `due` is what all rows should come to, None where nothing binds; `hints` are on the table as a whole."""

    groups: tuple[SheetGroup, ...]
    stated: Decimal
    due: Decimal | None
    note: str
    hints: tuple[Hint, ...]
    hinted: int
    opinions: tuple[Opinion, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no group has a row."""
        return not any(group.rows for group in self.groups)


def sheet_of(table: TargetTable, rows: Sequence[Indicator], *, hinted: bool = True) -> Sheet:
    """The table's rows by groups, with sums, and with hints where they are wanted."""
    rules = rules_of(table)
    ordered = list(rows)
    weights = weigh_goals(rules, [core_row(row) for row in ordered])
    hints = hints_of(table, ordered) if hinted else ()
    opinions = tuple(open_opinions(table)) if table.is_open and table.pk else ()
    names = names_of(rules.groups)
    by_group: dict[str, list[Indicator]] = {}
    for row in ordered:
        by_group.setdefault(group_of((row.level1, row.level2, row.name), names), []).append(row)
    groups = []
    for group in weights.groups:
        made: list[SheetRow] = []
        for _, near in groupby(by_group.get(group.id, []), key=lambda row: row.level2):
            siblings = list(near)
            second: Decimal | None = sum((row.weight for row in siblings if not row.cancelled_on), Decimal(0))
            for row in siblings:
                running = weights.running.get(str(row.pk or row.place))
                over = running is not None and group.due is not None and running > group.due
                mine = tuple(hint for hint in hints if hint.row == str(row.pk or row.place))
                made.append(SheetRow(row, running, over, second, mine, tuple(one for one in opinions if one.indicator_id == row.pk)))
                second = None
        groups.append(SheetGroup(group, tuple(made)))
    whole = tuple(hint for hint in hints if not hint.row)
    return Sheet(tuple(groups), weights.stated, weights.due, weights.note, whole, len(hints), opinions)


def hints_of(table: TargetTable, rows: Sequence[Indicator]) -> tuple[Hint, ...]:
    """Every hint on the rows as they stand, saved or not."""
    staff = facts_of(table.department, table.year).filter(concept__startswith="staff.").select_related("department")
    return hints_on(
        [core_row(row) for row in rows],
        rules_of(table),
        subject=table.department.name,
        year=table.year,
        staff=tuple(as_fact(row) for row in staff),
        last=_reached(table),
    )


def hints_for_row(table: TargetTable, row: Indicator | None, columns: Mapping[str, Any]) -> tuple[Hint, ...]:
    """Hints on one row as it is being typed, with those on the table that it would make."""
    rows = [one for one in table.indicators.all() if row is None or one.pk != row.pk]
    known = {name: value for name, value in columns.items() if value is not None}
    draft = Indicator(pk=row.pk if row else None, table=table, **{"place": 0, "level1": "", "name": "", "weight": Decimal(0), **known})
    mine = str(draft.pk or draft.place)
    return tuple(hint for hint in hints_of(table, [*rows, draft]) if hint.row == mine) if draft.name.strip() else ()


def bank_of(table: TargetTable, shelf: str = "", words: str = "") -> tuple[CommonIndicator, ...]:
    """What may be picked for the table, by shelf and words."""
    offered = bank_for(table.department.name, rules_of(table))
    return tuple(entry for entry in offered if shelf in ("", entry.shelf) and words in f"{entry.name}{''.join(entry.level)}{entry.data_source}")


def shelves_of(table: TargetTable) -> tuple[str, ...]:
    """The shelves that the table may pick from."""
    return tuple(dict.fromkeys(entry.shelf for entry in bank_for(table.department.name, rules_of(table))))


def heads_of(table: TargetTable) -> tuple[str, ...]:
    """The first levels of the table, as the binding pack names them."""
    return tuple(head_of(group) for group in goal_groups(rules_of(table)))


def seconds_of(table: TargetTable) -> tuple[str, ...]:
    """The usual second levels; where a pack counts the cost among the output, that is one of them."""
    heads = heads_of(table)
    found = dict.fromkeys(second for head in heads for second in second_levels().get(head, ()))
    return (*found, *(head for head in second_levels() if head not in heads))


def level_for(table: TargetTable, entry: CommonIndicator) -> tuple[str, str]:
    """First and second level of a common indicator in the table: as the pack groups it."""
    rules = rules_of(table)
    id = group_of((*entry.level, entry.name), names_of(rules.groups))
    head = next((head_of(group) for group in goal_groups(rules) if group.id == id), "")
    if not head:
        return entry.level  # a group of its own beside the table's, as the pack that sets it words it
    first, second = entry.level
    return (head, second) if head == first or first not in second_levels() else (head, first)


def concept_title(concept: str) -> str:
    """The standard name of a concept; "" for none."""
    return load_taxonomy().concept(concept).label if concept and concept in load_taxonomy() else ""


def _reached(table: TargetTable) -> dict[str, Reached]:
    """Last year's targets and actuals by the indicators' names."""
    last = last_year_rows(table)
    if not last:
        return {}
    concepts = {row.concept for row in last if row.concept}
    asked = Q(item__in=[row.name for row in last]) | Q(concept__in=concepts, item="")
    facts = facts_of(table.department, table.year - 1).filter(asked, basis__in=_ACTUAL, scope="", last_month=None).select_related("department")
    by_item = {fact.item: fact for fact in facts if fact.item}
    by_concept = {fact.concept: fact for fact in facts if not fact.item}
    found = {}
    for row in last:
        actual = by_item.get(row.name) or (by_concept.get(row.concept) if row.concept and not table.project else None)
        found[row.name] = Reached(target_figure(row), as_fact(actual).figure if actual else None)
    return found
