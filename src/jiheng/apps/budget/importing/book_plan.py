"""What a file of adjustments, income or a small book would change; one way for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Origin
from jiheng.apps.budget.importing.book_columns import BOOK_IMPORTS, BookImport
from jiheng.apps.budget.importing.columns import Column, day_of
from jiheng.apps.budget.importing.planned import Key, Plan, PlannedRow, Trouble, judge, key_of, read_amount
from jiheng.apps.budget.models import BudgetLine
from jiheng.apps.budget.selectors.books import rows_of
from jiheng.apps.budget.selectors.lines import adjustments_of

_YES = {"是": True, "√": True, "1": True, "否": False, "": False, "0": False}
_EMPTY = {"amount": None, "day": None, "count": None, "size": None, "yes": False}
_LARGEST = {"count": Decimal(2_147_483_647), "size": Decimal("999999999.99")}
Places = tuple[Any, ...]


def plan_book(plan: Plan, department: Department, year: int, lines: Mapping[Key, BudgetLine], unit: str) -> None:
    """Read every row of the plan and lay it against the rows of its book."""
    of = BOOK_IMPORTS[plan.kind]
    book = list(adjustments_of(department, year) if plan.kind == "adjustments" else rows_of(plan.kind, department, year))
    standing: dict[tuple[Places, int], Any] = {}
    times: Counter[Places] = Counter()
    for thing in book:
        place = _place_of(of, thing)
        times[place] += 1
        standing[place, times[place]] = thing
    seen: Counter[Places] = Counter()
    first: dict[Places, int] = {}
    for row in plan.rows:
        _read(row, of, unit)
        if plan.kind == "adjustments":
            _find_line(row, lines)
        if "dated" in row.values or plan.kind == "adjustments":
            _hold_to_year(row, plan.kind, year)
        place = tuple(row.values.get(name) for name in of.key)
        seen[place] += 1
        if of.once and seen[place] > 1:
            row.troubles.append(
                Trouble("、".join(_title(of, name) for name in of.key), row.cells.get(of.key[0], ""), f"与第{first[place]}行相同；请合并")
            )
        first.setdefault(place, row.number)
        row.existing = standing.pop((place, seen[place]), None)
        judge(row, _compared(of, plan.head))
    plan.missing = [thing for thing in standing.values() if thing.origin == Origin.IMPORTED]


def _compared(of: BookImport, head: Mapping[str, str]) -> dict[str, str]:
    """The fields that a file with this head speaks of, but those that make the key."""
    subjects = ("function", "economic", "project", "fund")
    return {column.key: column.title for column in of.columns if column.key in head and column.key not in (*of.key, *subjects)}


def _place_of(of: BookImport, thing: Any) -> Places:
    return tuple(getattr(thing, "line_id" if name == "line" else name) for name in of.key)


def _title(of: BookImport, name: str) -> str:
    return next((column.title for column in of.columns if column.key == name), "科目与项目")


def _read(row: PlannedRow, of: BookImport, unit: str) -> None:
    for column in of.columns:
        text = row.cells.get(column.key, "")
        if not text and column.required:
            row.troubles.append(Trouble(column.title, "（空）", f"请补上{column.title}：{column.expected}"))
        elif not text and column.reads == "choice":
            continue  # what the book takes for nothing said
        elif not text and column.reads:
            row.values.setdefault(column.key, _EMPTY[column.reads])
        elif column.reads == "amount":
            read_amount(row, column.key, column.title, unit)
        elif column.reads:
            _read_other(row, column, text)
        else:
            row.values.setdefault(column.key, text)


def _read_other(row: PlannedRow, column: Column, text: str) -> None:
    value: Any = None
    if column.reads == "day":
        value = day_of(text)
    elif column.reads == "yes":
        value = _YES.get(text)
    elif column.reads == "choice":
        value = next((key for key, label in column.choices if text in (label, key)), None)
    else:
        value = _number(text, column.reads)
    if value is None:
        row.troubles.append(Trouble(column.title, text, f"应是{column.expected}"))
    else:
        row.values[column.key] = value


def _number(text: str, reads: str) -> Any:
    plain = text.replace(",", "").replace("，", "")
    whole, point, rest = plain.partition(".")
    digits = whole.isascii() and whole.isdecimal() and (not point or (rest.isascii() and rest.isdecimal()))
    if not digits or (reads == "count" and rest.strip("0")) or len(rest.rstrip("0")) > 2 or Decimal(plain) > _LARGEST[reads]:
        return None
    return int(whole) if reads == "count" else Decimal(plain).quantize(Decimal("0.01"))


def _find_line(row: PlannedRow, lines: Mapping[Key, BudgetLine]) -> None:
    line = lines.get(key_of(row))
    row.values["line"] = line.pk if line else None
    row.values["line_row"] = line
    if line is None and not row.troubles:
        said = " ".join(part for part in key_of(row)[:3] if part)
        row.troubles.append(Trouble("科目与项目", said, "账上没有这条预算明细；请先登记或导入预算明细"))
    if row.values.get("amount") == 0:
        row.troubles.append(Trouble("调整额", row.cells.get("amount", ""), "调整额不能为零"))


def _hold_to_year(row: PlannedRow, kind: str, year: int) -> None:
    name, title = ("decided_on", "批准日期") if kind == "adjustments" else ("dated", "日期")
    day = row.values.get(name)
    if day is not None and day.year != year and (kind == "adjustments" or row.values.get("stage") != "opening"):
        row.troubles.append(Trouble(title, row.cells.get(name, ""), f"应是{year}年内的日期，如 {year}-03-15"))


def writable(row: PlannedRow, of: BookImport) -> dict[str, Any]:
    """The values that a service takes of a row: those of the book itself, without the subjects that name a line."""
    names = [column.key for column in of.columns if column.key not in ("function", "economic", "project", "fund")]
    return {name: row.values[name] for name in names if name in row.values and name in row.cells}
