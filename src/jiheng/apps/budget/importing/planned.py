"""A file's rows as planned: what each would do, what is wrong with it, what the book has of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jiheng.apps.budget.choices import Fund, Origin
from jiheng.apps.budget.importing.columns import amount_of, code_of
from jiheng.core.facts.subjects import economic_subjects, function_subjects

NEW, SAME, CHANGED, CONFLICT, CHECKED, WRONG, MISSING = "新增", "相同", "变更", "冲突", "仅核对", "有误", "缺少"
_FUNDS = {label: value for value, label in Fund.choices} | {
    "": Fund.GENERAL.value, "一般公共预算": Fund.GENERAL.value, "财政拨款": Fund.GENERAL.value, "政府性基金": Fund.GOVERNMENT_FUND.value,
    "国有资本经营预算": Fund.STATE_CAPITAL.value, "财政专户": Fund.SPECIAL_ACCOUNT.value, "自有资金": Fund.OWN.value, "其他资金": Fund.OWN.value,
}  # fmt: skip
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a row: field, what stands there, what was expected and how to mend it."""

    field: str
    said: str
    mend: str


@dataclass(slots=True)
class PlannedRow:
    """One row of the file with what would happen; `was` is what the book says where it differs."""

    number: int
    cells: dict[str, str]
    state: str = NEW
    values: dict[str, Any] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    was: str = ""
    existing: Any = None
    key: str = ""


@dataclass(slots=True)
class Plan:
    """All that a file would change.

    `head` tells where each field was found, `missing` what earlier imports brought and this file has not, `disagreements` where
    tables contradict each other. With `by_choice` a person chooses rows, else every row that is new or changed is written.
    """

    kind: str
    head: dict[str, str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    rows: list[PlannedRow] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)
    new_projects: list[str] = field(default_factory=list)
    trouble: str = ""
    notes: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    by_choice: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in (NEW, SAME, CHANGED, CONFLICT, CHECKED, WRONG)} | {MISSING: len(self.missing)}

    @property
    def may_be_written(self) -> bool:
        """Whether something would change and, unless rows are chosen one by one, no row is wrong."""
        return not self.trouble and (self.by_choice or not self.counts[WRONG]) and bool(self.counts[NEW] + self.counts[CHANGED])


def read_subjects(row: PlannedRow) -> None:
    """Read the codes, the project and the fund that a row names."""
    function, economic = code_of(row.cells.get("function", "")), code_of(row.cells.get("economic", ""))
    fund = _FUNDS.get(row.cells.get("fund", ""))
    if function not in function_subjects() or len(function) != 7:
        row.troubles.append(Trouble("功能分类编码", row.cells.get("function", "") or "（空）", "应是七位的项级编码，如 2010201"))
    if economic and (economic not in economic_subjects() or len(economic) != 5):
        row.troubles.append(Trouble("经济分类编码", row.cells["economic"], "应是五位的款级编码，如 30201；没有分款的留空"))
    if fund is None:
        row.troubles.append(Trouble("资金性质", row.cells["fund"], f"应是{'、'.join(label for _, label in Fund.choices)}之一"))
    row.values |= {"function": function, "economic": economic, "project": row.cells.get("project", ""), "fund": fund or Fund.GENERAL.value}


def read_amount(row: PlannedRow, name: str, title: str, unit: str) -> None:
    """Read one amount of a row in 元, with the places to which it was written."""
    amount = amount_of(row.cells.get(name, ""), unit)
    if amount is None:
        row.troubles.append(Trouble(title, row.cells[name], "应是数字，不带单位和文字，如 1234.50"))
    elif amount != amount.quantize(Decimal("0.01")):
        row.troubles.append(Trouble(title, row.cells[name], f"精确到了分以下；请写到分为止，并核对单位是不是{unit}"))
    else:
        row.values[name] = amount.quantize(Decimal("0.01"))
        text = row.cells.get(name, "").replace(",", "")
        places = len(text.partition(".")[2])
        row.values["places"] = row.values[f"{name}_places"] = places


def judge(row: PlannedRow, compared: Mapping[str, str]) -> None:
    """Say what would happen to a row that was read: what the book has of it stands in `existing`."""
    if row.troubles:
        row.state = WRONG
        return
    if row.existing is None:
        return
    both = [(title, getattr(row.existing, name), row.values[name]) for name, title in compared.items() if name in row.values]
    different = [(title, there) for title, there, here in both if here != there and (here or there or isinstance(here, int))]
    row.was = "；".join(f"{title}账上为{value}" for title, value in different)
    if not different:
        row.state = SAME
    else:
        row.state = CHANGED if row.existing.origin == Origin.IMPORTED else CONFLICT


def key_of(row: PlannedRow) -> Key:
    """The line that a row names."""
    return row.values["function"], row.values["economic"], row.values["project"], row.values["fund"]
