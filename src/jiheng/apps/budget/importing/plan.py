"""What a file would change, before anything is written: 新增, 相同, 变更, 冲突, 有误 for each row, and what the file no longer has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Origin
from jiheng.apps.budget.importing.book_columns import BOOK_IMPORTS
from jiheng.apps.budget.importing.book_plan import plan_book
from jiheng.apps.budget.importing.columns import day_of
from jiheng.apps.budget.importing.kinds import COLUMNS, find_head
from jiheng.apps.budget.importing.planned import SAME, Key, Plan, PlannedRow, Trouble, judge, key_of, read_amount, read_subjects
from jiheng.apps.budget.models import BudgetLine, Payment
from jiheng.apps.budget.selectors.lines import lines_of, payments_of

ACCOUNTS_KEY = "accounts-"  # begins the row key of what the tables of final accounts brought; no export of payments has it


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
    if any(column.key == "function" for column in COLUMNS[kind]):
        for planned in plan.rows:
            read_subjects(planned)
    if kind in BOOK_IMPORTS:
        plan_book(plan, department, year, lines, unit)
    elif kind == "lines":
        _plan_lines(plan, lines, unit)
    else:
        _plan_payments(plan, lines, list(payments_of(department, year)), unit, year)
    return plan


def _plan_lines(plan: Plan, lines: dict[Key, BudgetLine], unit: str) -> None:
    seen: dict[Key, int] = {}
    for row in plan.rows:
        read_amount(row, "opening", "年初预算", unit)
        row.values["note"] = row.cells.get("note", "")
        key = key_of(row)
        if row.values.get("opening", Decimal(0)) < 0:
            row.troubles.append(Trouble("年初预算", row.cells["opening"], "年初预算不能小于零；调减请登记为预算调整"))
        if key in seen:
            row.troubles.append(Trouble("科目与项目", "、".join(part for part in key if part), f"与第{seen[key]}行相同；请合并成一行"))
        seen.setdefault(key, row.number)
        row.existing = lines.get(key)
        judge(row, {"opening": "年初预算"})
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
        read_amount(row, "amount", "金额", unit)
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
        line = lines.get(key_of(row))
        if line is None and not row.troubles:
            row.troubles.append(
                Trouble("科目与项目", " ".join(part for part in key_of(row)[:3] if part), "账上没有这条预算明细；请先登记或导入预算明细")
            )
        row.values["line"] = line
        base = "|".join((row.values["voucher"], *key_of(row)))
        times[base] += 1
        row.values["row_key"] = _digest(f"{base}|{times[base]}")
        row.existing = by_key.get(row.values["row_key"])
        if row.existing is None and line is not None:
            row.existing = typed.pop((row.values["voucher"], line.pk, row.values.get("amount")), None)
            if row.existing is not None and not row.troubles:
                row.state = SAME  # somebody typed this very payment
                continue
        judge(row, {"amount": "金额", "paid_on": "支付日期", "summary": "摘要", "payee": "收款人", "approver": "审批人"})
    keys = {row.values["row_key"] for row in plan.rows}
    plan.missing = [payment for key, payment in by_key.items() if key not in keys]


def _key(line: BudgetLine) -> Key:
    return line.function, line.economic, line.project.name if line.project else "", line.fund


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell.replace(" ", "").replace("\u3000", "") for cell in row if cell.strip()), "")
    return first.rstrip("：:") in ("合计", "总计", "小计", "本月合计", "本年累计")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
