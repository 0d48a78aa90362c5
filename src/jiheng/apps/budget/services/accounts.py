"""Taking over what was chosen of the nine tables: all of it or nothing, what people typed left as it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import Fund, IncomeStage, Origin
from jiheng.apps.budget.importing.accounts.plan import PAPER, UNNAMED, row_key
from jiheng.apps.budget.importing.accounts.stated import Stated
from jiheng.apps.budget.importing.planned import CHANGED, NEW, Plan, PlannedRow
from jiheng.apps.budget.models import Balance, BudgetLine, Project
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.posting_once import posted_once
from jiheng.apps.shared.changes import Actor
from jiheng.apps.shared.money import FEN, money_figure
from jiheng.core.figures.figure import Figure


def take_over(*, actor: Actor, department: Department, year: int, plan: Plan, keys: Collection[str], file_name: str) -> int:
    """Write the chosen rows that are new or changed; returns how many.

    Raises: ValidationError when nothing was chosen, or a service refuses a row; then nothing is written.
    """
    chosen = [row for row in plan.rows if row.key in keys and row.state in (NEW, CHANGED)]
    if plan.trouble or not chosen:
        raise ValidationError(plan.trouble or "没有选中要写入的行；请勾选“新增”或“变更”的行")
    writer = _Writer({"actor": actor, "department": department, "year": year}, f"导入{file_name}"[:300])
    with posted_once():
        for row in chosen:
            try:
                writer.write(row)
            except ValidationError as trouble:
                raise ValidationError(f"{row.cells['table']} {row.cells['title']}：{'；'.join(trouble.messages)}") from trouble
    return len(chosen)


class _Writer:
    """Writes rows of one plan."""

    def __init__(self, where: dict[str, Any], why: str) -> None:
        """`where` is the place and the actor as services take them."""
        self.where, self.why = where, why
        self.day = date(where["year"], 12, 31)

    def write(self, row: PlannedRow) -> None:
        """One row by its kind."""
        one: Stated = row.values["stated"]
        figure = money_figure(one.amount.quantize(FEN), max(one.step, FEN))
        getattr(self, f"_{one.kind}")(row, one, figure)

    def _line(self, row: PlannedRow, one: Stated, figure: Figure) -> None:
        if row.existing is not None:
            self._edited(lines.edit_row, row.existing, kind="payments", amount=figure)
            return
        line = row.values["line"] or self._new_line(one)
        lines.add_payment(
            actor=self.where["actor"], line=line, amount=figure, paid_on=self.day, voucher=PAPER, summary=f"{self.where['year']}年度决算数（{one.table}）",
            approver=PAPER, row_key=row_key(one), origin=Origin.IMPORTED,
        )  # fmt: skip

    def _new_line(self, one: Stated) -> BudgetLine:
        fund, code, concept = one.about
        project = self._unnamed() if concept == "spend.project" else None
        there = BudgetLine.objects.filter(
            department=self.where["department"], year=self.where["year"], function=code, economic="", fund=fund, project=project
        ).first()
        note = "决算公开表导入，待补年初预算并分款"
        return there or lines.add_line(**self.where, function=code, fund=Fund(fund), project=project, note=note, origin=Origin.IMPORTED)

    def _unnamed(self) -> Project:
        there = Project.objects.filter(department=self.where["department"], year=self.where["year"], name=UNNAMED).first()
        return there or books.add_row(book="projects", name=UNNAMED, origin=Origin.IMPORTED, **self.where)

    def _income(self, row: PlannedRow, one: Stated, figure: Figure) -> None:
        if row.existing is not None:
            self._edited(books.edit_row, row.existing, book="income", amount=figure)
            return
        books.add_row(
            book="income", source=one.about[0], stage=IncomeStage.RECEIVED, amount=figure, dated=self.day, document=PAPER, note=one.table,
            origin=Origin.IMPORTED, **self.where,
        )  # fmt: skip

    def _balance(self, row: PlannedRow, one: Stated, figure: Figure) -> None:
        kind, column = one.about
        place = {"department": self.where["department"], "year": self.where["year"]}
        there = row.existing or Balance.objects.filter(**place, kind=kind).first()  # the other column of this plan may have made it
        if there is None:
            columns: dict[str, Any] = {"opening": money_figure(Decimal(0)), column: figure}
            books.add_row(book="balances", kind=kind, origin=Origin.IMPORTED, **columns, **self.where)
            return
        there.refresh_from_db()
        self._edited(books.edit_row, there, book="balances", **{column: figure})

    def _edited(self, service: Any, row: Any, **columns: Any) -> None:
        row.refresh_from_db()
        service(**self.where, number=row.pk, version=row.version, why=self.why, origin=Origin.IMPORTED, **columns)
