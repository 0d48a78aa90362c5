"""The nine tables laid against the book: what is 新增, 相同, 变更, 冲突, what can only be compared, what the tables lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import APPROPRIATED_KINDS, BalanceKind, Fund, IncomeStage, Origin
from jiheng.apps.budget.importing.accounts.figures import read_accounts
from jiheng.apps.budget.importing.accounts.stated import NATURES, Stated, stated
from jiheng.apps.budget.importing.columns import Column
from jiheng.apps.budget.importing.kinds import ACCOUNTS
from jiheng.apps.budget.importing.plan import ACCOUNTS_KEY
from jiheng.apps.budget.importing.planned import CHANGED, CHECKED, CONFLICT, SAME, WRONG, Plan, PlannedRow, Trouble
from jiheng.apps.budget.models import ZERO, Balance, BudgetLine, IncomeEntry, Payment
from jiheng.apps.budget.selectors.lines import lines_of, payments_of
from jiheng.apps.budget.selectors.totals import Stages, grouped, totals, unsplit
from jiheng.apps.shared.money import money_figure

PAPER, UNNAMED = "决算公开表", "未分项目（决算公开表）"
SHOWN = (
    Column("table", "表", (), "", ""),
    Column("place", "位置", (), "", ""),
    Column("title", "内容", (), "", ""),
    Column("stated", "表中数（万元）", (), "", ""),
    Column("booked", "账上数（万元）", (), "", ""),
)


@dataclass(slots=True)
class _Booked:
    """What the book has of one thing: the amount, whether anything stands there, and the rows of an earlier import."""

    amount: Decimal = ZERO
    any: bool = False
    own: list[Any] = field(default_factory=list)
    others: bool = False


def plan_accounts(department: Department, year: int, files: Iterable[tuple[str, bytes]]) -> Plan:
    """Compare the tables with the book."""
    accounts = read_accounts(files)
    plan = Plan(ACCOUNTS, {column.key: column.title for column in SHOWN}, by_choice=True, notes=list(accounts.troubles))
    plan.disagreements = accounts.disagreements
    if not accounts.figures:
        plan.trouble = "；".join(accounts.troubles) or "没有选择文件"
        return plan
    if accounts.years - {year}:
        said = "、".join(str(one) for one in sorted(accounts.years))
        plan.trouble = f"这些表是{said}年度的，现在打开的是{year}年的账；请换到那一年再导入，或者换文件"
        return plan
    if accounts.absent:
        plan.notes.append(f"没有或没有数的表：{'、'.join(accounts.absent)}")
    book = _Book(department, year)
    for number, one in enumerate(stated(accounts), 1):
        plan.rows.append(book.lay(one, number))
    if not plan.rows:
        plan.trouble = "认出了决算公开表，但里面没有可以导入或核对的数"
    plan.missing = book.beyond({row.key for row in plan.rows})
    return plan


class _Book:
    """The year's book, read once."""

    def __init__(self, department: Department, year: int) -> None:
        """Read lines, payments, income and balances."""
        lines: list[BudgetLine] = list(lines_of(department, year))
        self.groups = grouped(lines, _group_of)
        self.lines: dict[str, list[BudgetLine]] = {}
        for line in lines:
            self.lines.setdefault(_group_of(line), []).append(line)
        self.payments: dict[str, list[Payment]] = {}
        for payment in payments_of(department, year):
            self.payments.setdefault(_group_of(payment.line), []).append(payment)
        self.income = list(IncomeEntry.objects.filter(department=department, year=year, stage=IncomeStage.RECEIVED))
        self.balances = list(Balance.objects.filter(department=department, year=year))
        basic = [line for line in lines if line.project_id is None and line.fund == Fund.GENERAL]
        self.economic = grouped(basic, lambda line: line.economic)
        self.totals = totals(lines)
        self.basic_totals = totals(basic)
        self.has_unsplit = bool(unsplit(lines))

    def lay(self, one: Stated, number: int) -> PlannedRow:
        """One thing of the tables against the book."""
        booked = getattr(self, f"_{one.kind}")(one)
        cells = {
            "table": one.table, "place": one.place, "title": one.title, "stated": _wan(one.amount, one.step),
            "booked": _wan(booked.amount) if booked.any else "—",
        }  # fmt: skip
        row = PlannedRow(number, cells, key=one.key)
        same = booked.any and abs(booked.amount - one.amount) <= one.step / 2
        if same:
            row.state = SAME
        elif one.kind == "check":
            row.state = CHECKED
            row.was = self._why_only_compared(one, booked)
        elif one.kind == "unknown":
            row.state = WRONG
            row.troubles.append(Trouble("功能分类编码", one.about[1], "科目表里没有这个项；请核对编码，确有的先由系统管理员补充科目"))
        elif one.amount < 0 and one.kind == "line":
            row.state = WRONG
            row.troubles.append(Trouble(one.title, cells["stated"], "各表相减得负数，几张表不一致；请核对公开03表与公开05、07、08表这一行"))
        elif booked.others:
            row.state = CONFLICT
            row.was = f"账上已登记{cells['booked']}万元，相差{_wan(one.amount - booked.amount)}万元；不覆盖已登记的，请逐笔核对"
        elif booked.own:
            row.state = CHANGED
            row.existing = booked.own[0]
            row.was = f"上次导入的是{cells['booked']}万元"
        row.values = {"stated": one, "line": self._line_for(one)}
        return row

    def beyond(self, keys: set[str]) -> list[str]:
        """What the book has spent or received and the tables do not say."""
        said = []
        for name, stages in self.groups.items():
            if stages.paid and f"line|{name}" not in keys:
                fund, code, concept = name.split("|")
                said.append(f"{Fund(fund).label} {code} {NATURES[concept]}：账上支付{_wan(stages.paid)}万元，表中没有")
        for source in dict.fromkeys(entry.source for entry in self.income):
            amount = sum((entry.amount for entry in self.income if entry.source == source), ZERO)
            if amount and f"income|{source}" not in keys:
                entry = next(entry for entry in self.income if entry.source == source)
                said.append(f"{entry.get_source_display()}：账上到账{_wan(amount)}万元，表中没有")
        return said

    def _line(self, one: Stated) -> _Booked:
        name = "|".join(one.about)
        payments = self.payments.get(name, [])
        own = [payment for payment in payments if payment.row_key == row_key(one) and payment.origin == Origin.IMPORTED]
        return _Booked(self.groups.get(name, Stages()).paid, bool(payments), own, len(payments) > len(own))

    def _unknown(self, _: Stated) -> _Booked:
        return _Booked()

    def _income(self, one: Stated) -> _Booked:
        rows = [entry for entry in self.income if entry.source == one.about[0]]
        own = [entry for entry in rows if entry.document == PAPER and entry.origin == Origin.IMPORTED]
        return _Booked(sum((entry.amount for entry in rows), ZERO), bool(rows), own, len(rows) > len(own))

    def _balance(self, one: Stated) -> _Booked:
        kind, column = one.about
        kinds = APPROPRIATED_KINDS if kind == BalanceKind.APPROPRIATION else (kind,)
        rows = [row for row in self.balances if row.kind in kinds]
        own = [row for row in rows if row.kind == kind and row.origin == Origin.IMPORTED]
        amounts = [getattr(row, column) for row in rows]
        said = [amount for amount in amounts if amount is not None]
        return _Booked(sum(said, ZERO), bool(said), own, len(rows) > len(own))

    def _check(self, one: Stated) -> _Booked:
        where, name = one.about
        if where == "economic":
            found = self.economic.get(name)
            return _Booked(found.paid if found else ZERO, found is not None)
        if where == "carry":
            amounts = [getattr(row, name) for row in self.balances if getattr(row, name) is not None]
            return _Booked(sum(amounts, ZERO), bool(amounts))
        stages = (self.basic_totals if name in ("personnel", "public") else self.totals)[name]
        return _Booked(stages.paid, bool(stages.ids))

    def _why_only_compared(self, one: Stated, booked: _Booked) -> str:
        if booked.any and not self.has_unsplit:
            return f"与账上相差{_wan(one.amount - booked.amount)}万元；这个数由明细得出，请核对有关明细和支付"
        if one.about[0] == "economic":
            return "公开06表不分功能科目，不能据此记到明细；请把明细分到款，分款后这里自动核对"
        return "这个数由明细得出，不单独登记；明细分到款后这里自动核对"

    def _line_for(self, one: Stated) -> BudgetLine | None:
        """The line on which such a payment may stand: one that is not split by 款, and the only one of its kind."""
        if one.kind != "line":
            return None
        fitting = [line for line in self.lines.get("|".join(one.about), []) if not line.economic]
        return fitting[0] if len(fitting) == 1 else None


def row_key(one: Stated) -> str:
    """How the payment of an earlier import of these tables is known again."""
    return f"{ACCOUNTS_KEY}{sha256(one.key.encode()).hexdigest()[:40]}"


def _group_of(line: BudgetLine) -> str:
    fund = Fund.OWN.value if line.fund == Fund.SPECIAL_ACCOUNT else line.fund
    return f"{fund}|{line.function}|{'spend.project' if line.project_id else 'spend.basic'}"


def _wan(amount: Decimal, step: Decimal = Decimal(100)) -> str:
    return money_figure(amount, step).text.removesuffix("万元")
