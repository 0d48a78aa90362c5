"""Totals of the year by rule, never typed: 人员 = 301+303, 公用 = the rest of 基本支出, 项目 = project lines, 三公."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Min, Sum
from django.db.models.functions import ExtractMonth

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import APPROPRIATED, Fund
from jiheng.apps.budget.models import ZERO, BudgetLine
from jiheng.apps.budget.printed import finer
from jiheng.apps.budget.selectors.lines import payments_of

PERSONNEL = ("301", "303")
PURCHASED_VEHICLES, RUN_VEHICLES, ABROAD, RECEPTION = "31013", "30231", "30212", "30217"
THREE = (ABROAD, PURCHASED_VEHICLES, RUN_VEHICLES, RECEPTION)


@dataclass(slots=True)
class Stages:
    """The four stages of a sum of lines, in 元, with the numbers of the lines behind them."""

    name: str = ""
    opening: Decimal = ZERO
    adjusted: Decimal = ZERO
    paid: Decimal = ZERO
    ids: list[int] = field(default_factory=list)

    @property
    def budget(self) -> Decimal:
        """全年预算 = 年初预算 + 调整额."""
        return self.opening + self.adjusted

    @property
    def left(self) -> Decimal:
        """What may still be paid."""
        return self.budget - self.paid

    @property
    def rate(self) -> Decimal | None:
        """执行率, None without a budget."""
        return self.paid / self.budget if self.budget else None

    @property
    def entries(self) -> str:
        """The lines' numbers as an address takes them."""
        return ",".join(str(one) for one in self.ids)

    def add(self, line: BudgetLine) -> None:
        """Take a line (of `lines_of`) in."""
        self.opening += line.opening
        self.adjusted += line.adjusted  # type: ignore[attr-defined]  # annotated by lines_of
        self.paid += line.paid  # type: ignore[attr-defined]
        self.ids.append(line.pk)


# Which lines make which total. A basic line not yet split by 款 belongs to neither 人员 nor 公用.
# The final-account table of basic spending puts 307, 312 and 399 under 公用 too, so 公用 is what is split and not 人员. That
# rests on no document that was read, so pages say it where such a line is there.
_GUESSED_PUBLIC = ("307", "312", "399")
BUCKETS: dict[str, tuple[str, Callable[[BudgetLine], bool]]] = {
    "total": ("支出总额", lambda _: True),
    "basic": ("基本支出", lambda line: line.project_id is None),
    "personnel": ("人员经费", lambda line: line.project_id is None and line.economic[:3] in PERSONNEL),
    "public": ("公用经费", lambda line: line.project_id is None and bool(line.economic) and line.economic[:3] not in PERSONNEL),
    "project": ("项目支出", lambda line: line.project_id is not None),
    "three": ("三公经费", lambda line: line.economic in THREE),
    "abroad": ("因公出国（境）费", lambda line: line.economic == ABROAD),
    "vehicle": ("公务用车购置及运行维护费", lambda line: line.economic in (PURCHASED_VEHICLES, RUN_VEHICLES)),
    "vehicle_purchase": ("公务用车购置费", lambda line: line.economic == PURCHASED_VEHICLES),
    "vehicle_running": ("公务用车运行维护费", lambda line: line.economic == RUN_VEHICLES),
    "reception": ("公务接待费", lambda line: line.economic == RECEPTION),
    "appropriation": ("财政拨款支出", lambda line: line.fund in APPROPRIATED),
    "general": ("一般公共预算财政拨款支出", lambda line: line.fund == Fund.GENERAL),
    "fund": ("政府性基金预算财政拨款支出", lambda line: line.fund == Fund.GOVERNMENT_FUND),
    "capital": ("国有资本经营预算财政拨款支出", lambda line: line.fund == Fund.STATE_CAPITAL),
    "own": ("非财政拨款支出", lambda line: line.fund in (Fund.OWN, Fund.SPECIAL_ACCOUNT)),
}


def totals(lines: Iterable[BudgetLine], keys: Iterable[str] = BUCKETS) -> dict[str, Stages]:
    """The totals of these lines by key, with those that no line belongs to as zero."""
    found = {key: Stages(BUCKETS[key][0]) for key in keys}
    for line in lines:
        for key, stages in found.items():
            if BUCKETS[key][1](line):
                stages.add(line)
    return found


def public_note(lines: Iterable[BudgetLine]) -> str:
    """What must be said beside 公用经费 when a line is in it by common use only; "" when none is."""
    some = sorted({line.economic[:3] for line in lines if line.project_id is None and line.economic[:3] in _GUESSED_PUBLIC})
    return f"{'、'.join(some)}类按决算公开表的通行列法归入公用经费，依据未核实" if some else ""


def unsplit(lines: Iterable[BudgetLine], *, of_basic: bool = False) -> list[BudgetLine]:
    """Lines with money that nobody has split by 款 yet, so that sums by 款 would be too small."""
    return [
        line
        for line in lines
        if not line.economic and (line.project_id is None or not of_basic) and (line.opening or line.adjusted or line.paid)  # type: ignore[attr-defined]
    ]


def grouped(lines: Iterable[BudgetLine], key: Callable[[BudgetLine], str]) -> dict[str, Stages]:
    """Stages by any key of a line, in the order of the lines."""
    found: dict[str, Stages] = {}
    for line in lines:
        found.setdefault(key(line), Stages(key(line))).add(line)
    return found


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """What was paid in a month, and from January to its end, in 元; `step` is the finest unit among the payments so far."""

    month: int
    paid: Decimal
    cumulative: Decimal
    step: Decimal | None


def months_paid(department: Department, year: int, *, project: int | None = None) -> list[MonthPaid]:
    """Execution month by month up to the last month with a payment, of everything or of one project."""
    rows = payments_of(department, year)
    if project is not None:
        rows = rows.filter(line__project=project)
    summed = rows.order_by().annotate(month=ExtractMonth("paid_on")).values("month").annotate(total=Sum("amount"), step=Min("amount_step"))
    return _run_up({row["month"]: (row["total"], row["step"]) for row in summed})


def months_by_project(department: Department, year: int) -> dict[int | None, list[MonthPaid]]:
    """Execution month by month of each project by its number, of 基本支出 under None; one question to the database."""
    rows = payments_of(department, year).order_by().annotate(month=ExtractMonth("paid_on"))
    found: dict[int | None, dict[int, tuple[Decimal, Decimal | None]]] = {}
    for row in rows.values("line__project", "month").annotate(total=Sum("amount"), step=Min("amount_step")):
        found.setdefault(row["line__project"], {})[row["month"]] = (row["total"], row["step"])
    return {project: _run_up(months) for project, months in found.items()}


def run_together(runs: Iterable[Sequence[MonthPaid]]) -> list[MonthPaid]:
    """The months of several runs as one."""
    found: dict[int, tuple[Decimal, Decimal | None]] = {}
    for one in (one for run in runs for one in run if one.paid):
        amount, step = found.get(one.month, (ZERO, None))
        found[one.month] = amount + one.paid, finer(step, one.step)
    return _run_up(found)


def months_by_line(department: Department, year: int) -> dict[int, dict[int, Decimal]]:
    """What each line paid in each month; one question to the database."""
    rows = payments_of(department, year).order_by().annotate(month=ExtractMonth("paid_on"))
    found: dict[int, dict[int, Decimal]] = {}
    for row in rows.values("line", "month").annotate(total=Sum("amount")):
        found.setdefault(row["line"], {})[row["month"]] = row["total"]
    return found


def _run_up(months: Mapping[int, tuple[Decimal, Decimal | None]]) -> list[MonthPaid]:
    out: list[MonthPaid] = []
    cumulative: Decimal = ZERO
    step: Decimal | None = None
    for month in range(1, max(months, default=0) + 1):
        paid, fine = months.get(month, (ZERO, None))
        cumulative += paid
        step = finer(step, fine)
        out.append(MonthPaid(month, paid, cumulative, step))
    return out
