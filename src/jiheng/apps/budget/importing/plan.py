"""What a file would change, before anything is written: 新增, 相同, 变更, 冲突, 有误 for each row, and what the file no longer has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Fund, Origin
from jiheng.apps.budget.importing.columns import COLUMNS, amount_of, code_of, day_of, find_head
from jiheng.apps.budget.models import BudgetLine, Payment
from jiheng.apps.budget.selectors.lines import lines_of, payments_of
from jiheng.core.facts.subjects import economic_subjects, function_subjects

NEW, SAME, CHANGED, CONFLICT, CHECKED, WRONG, MISSING = "新增", "相同", "变更", "冲突", "仅核对", "有误", "缺少"
_FUNDS = {label: value for value, label in Fund.choices} | {
    "": Fund.GENERAL.value, "一般公共预算": Fund.GENERAL.value, "财政拨款": Fund.GENERAL.value, "政府性基金": Fund.GOVERNMENT_FUND.value,
    "国有资本经营预算": Fund.STATE_CAPITAL.value, "财政专户": Fund.SPECIAL_ACCOUNT.value, "自有资金": Fund.OWN.value, "其他资金": Fund.OWN.value,
}  # fmt: skip
ACCOUNTS_KEY = "accounts-"  # begins the row key of what the tables of final accounts brought; no export of payments has it
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


def plan_import(department: Department, year: int, kind: str, rows: Sequence[Sequence[str]], unit: str, chosen: Mapping[str, str]) -> Plan:
    """Compare a file's rows with the book."""
    place, found = find_head(kind, rows, chosen)
    heads = list(rows[place]) if place >= 0 else next((list(row) for row in rows if sum(bool(cell) for cell in row) > 1), [])
    plan = Plan(kind, {key: rows[place][column] for key, column in found.items()}, [head for head in heads if head])
    absent = [column.title for column in COLUMNS[kind] if column.required and column.key not in found]
    if absent:
        plan.trouble = f"没有找到这些列：{'、'.join(absent)}。请在下面指定文件里的哪一列是它，或者改用模板"
        return plan
    for number, row in enumerate(rows[place + 1 :], place + 2):
        cells = {key: row[column].strip() if column < len(row) else "" for key, column in found.items()}
        if any(cells.values()) and not _is_total(row):
            plan.rows.append(PlannedRow(number, cells))
    if not plan.rows:
        plan.trouble = "列名下面没有数据行"
        return plan
    lines = {_key(line): line for line in lines_of(department, year)}
    for planned in plan.rows:
        _read_subjects(planned)
    if kind == "lines":
        _plan_lines(plan, lines, unit)
    else:
        _plan_payments(plan, lines, list(payments_of(department, year)), unit, year)
    return plan


def _plan_lines(plan: Plan, lines: dict[Key, BudgetLine], unit: str) -> None:
    seen: dict[Key, int] = {}
    for row in plan.rows:
        _read_amount(row, "opening", "年初预算", unit)
        row.values["note"] = row.cells.get("note", "")
        key = _key_of(row)
        if row.values.get("opening", Decimal(0)) < 0:
            row.troubles.append(Trouble("年初预算", row.cells["opening"], "年初预算不能小于零；调减请登记为预算调整"))
        if key in seen:
            row.troubles.append(Trouble("科目与项目", "、".join(part for part in key if part), f"与第{seen[key]}行相同；请合并成一行"))
        seen.setdefault(key, row.number)
        row.existing = lines.get(key)
        _judge(row, {"opening": "年初预算"})
    names = {line.project.name for line in lines.values() if line.project}
    plan.new_projects = list(
        dict.fromkeys(row.values["project"] for row in plan.rows if row.values["project"] and row.values["project"] not in names)
    )
    plan.missing = [line for key, line in lines.items() if line.origin == Origin.IMPORTED and key not in seen]


def _plan_payments(plan: Plan, lines: dict[Key, BudgetLine], payments: list[Payment], unit: str, year: int) -> None:
    by_key = {payment.row_key: payment for payment in payments if payment.row_key and not payment.row_key.startswith(ACCOUNTS_KEY)}
    typed = {(payment.voucher, payment.line_id, payment.amount): payment for payment in payments if not payment.row_key}
    times: Counter[str] = Counter()
    for row in plan.rows:
        _read_amount(row, "amount", "金额", unit)
        for name, title in (("voucher", "凭证号"), ("summary", "摘要"), ("approver", "审批人")):
            row.values[name] = row.cells.get(name, "")
            if not row.values[name]:
                row.troubles.append(Trouble(title, "（空）", f"请补上{title}"))
        row.values["payee"] = row.cells.get("payee", "")
        day = day_of(row.cells.get("paid_on", ""))
        row.values["paid_on"] = day
        if day is None or day.year != year:
            row.troubles.append(Trouble("支付日期", row.cells.get("paid_on", "") or "（空）", f"应是{year}年内的日期，如 {year}-03-15"))
        if not row.values.get("amount", 1):
            row.troubles.append(Trouble("金额", row.cells.get("amount", "") or "（空）", "支付金额不能为零"))
        line = lines.get(_key_of(row))
        if line is None and not row.troubles:
            row.troubles.append(
                Trouble("科目与项目", " ".join(part for part in _key_of(row)[:3] if part), "账上没有这条预算明细；请先登记或导入预算明细")
            )
        row.values["line"] = line
        base = "|".join((row.values["voucher"], *_key_of(row)))
        times[base] += 1
        row.values["row_key"] = _digest(f"{base}|{times[base]}")
        row.existing = by_key.get(row.values["row_key"])
        if row.existing is None and line is not None:
            row.existing = typed.pop((row.values["voucher"], line.pk, row.values.get("amount")), None)
            if row.existing is not None and not row.troubles:
                row.state = SAME  # somebody typed this very payment
                continue
        _judge(row, {"amount": "金额", "paid_on": "支付日期", "summary": "摘要", "payee": "收款人", "approver": "审批人"})
    keys = {row.values["row_key"] for row in plan.rows}
    plan.missing = [payment for key, payment in by_key.items() if key not in keys]


def _read_subjects(row: PlannedRow) -> None:
    function, economic = code_of(row.cells.get("function", "")), code_of(row.cells.get("economic", ""))
    fund = _FUNDS.get(row.cells.get("fund", ""))
    if function not in function_subjects() or len(function) != 7:
        row.troubles.append(Trouble("功能分类编码", row.cells.get("function", "") or "（空）", "应是七位的项级编码，如 2010201"))
    if economic and (economic not in economic_subjects() or len(economic) != 5):
        row.troubles.append(Trouble("经济分类编码", row.cells["economic"], "应是五位的款级编码，如 30201；没有分款的留空"))
    if fund is None:
        row.troubles.append(Trouble("资金性质", row.cells["fund"], f"应是{'、'.join(label for _, label in Fund.choices)}之一"))
    row.values |= {"function": function, "economic": economic, "project": row.cells.get("project", ""), "fund": fund or Fund.GENERAL.value}


def _read_amount(row: PlannedRow, name: str, title: str, unit: str) -> None:
    amount = amount_of(row.cells.get(name, ""), unit)
    if amount is None:
        row.troubles.append(Trouble(title, row.cells[name], "应是数字，不带单位和文字，如 1234.50"))
    elif amount != amount.quantize(Decimal("0.01")):
        row.troubles.append(Trouble(title, row.cells[name], f"精确到了分以下；请写到分为止，并核对单位是不是{unit}"))
    else:
        row.values[name] = amount.quantize(Decimal("0.01"))
        text = row.cells.get(name, "").replace(",", "")
        places = len(text.partition(".")[2])
        row.values["places"] = places


def _judge(row: PlannedRow, compared: Mapping[str, str]) -> None:
    if row.troubles:
        row.state = WRONG
        return
    if row.existing is None:
        return
    different = [(title, getattr(row.existing, name)) for name, title in compared.items() if getattr(row.existing, name) != row.values[name]]
    row.was = "；".join(f"{title}账上为{value}" for title, value in different)
    if not different:
        row.state = SAME
    else:
        row.state = CHANGED if row.existing.origin == Origin.IMPORTED else CONFLICT


def _key(line: BudgetLine) -> Key:
    return line.function, line.economic, line.project.name if line.project else "", line.fund


def _key_of(row: PlannedRow) -> Key:
    return row.values["function"], row.values["economic"], row.values["project"], row.values["fund"]


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell.replace(" ", "").replace("\u3000", "") for cell in row if cell.strip()), "")
    return first.rstrip("：:") in ("合计", "总计", "小计", "本月合计", "本年累计")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
