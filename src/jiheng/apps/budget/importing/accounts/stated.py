"""What the nine tables say that the book can hold, or that it can be held against: payments, income, balances, sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jiheng.apps.budget.choices import BalanceKind, Fund, IncomeSource
from jiheng.apps.budget.importing.accounts.figures import AccountFigure, Accounts
from jiheng.core.facts.subjects import economic_subjects, function_subjects

SOURCES = {
    "income.appropriation.general": IncomeSource.GENERAL, "income.appropriation.fund": IncomeSource.GOVERNMENT_FUND,
    "income.appropriation.capital": IncomeSource.STATE_CAPITAL, "income.superior": IncomeSource.SUPERIOR, "income.business": IncomeSource.BUSINESS,
    "income.operation": IncomeSource.OPERATION, "income.subsidiary": IncomeSource.SUBSIDIARY, "income.other": IncomeSource.OTHER,
}  # fmt: skip
FUNDS = {"公开05表": Fund.GENERAL, "公开07表": Fund.GOVERNMENT_FUND, "公开08表": Fund.STATE_CAPITAL}
NATURES = {"spend.basic": "基本支出", "spend.project": "项目支出"}
_THREE = {
    "three.abroad": "abroad", "three.vehicle.purchase": "vehicle_purchase", "three.vehicle.running": "vehicle_running", "three.reception": "reception",
    "three.total": "three",
}  # fmt: skip
_CODE = re.compile(r"\d{7}")
_SUMS = {"spend.basic.personnel": "personnel", "spend.basic.public": "public"}


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing the tables say, named by the parts under which the book knows it (`about`).

    `kind` is line, income, balance, check (the book derives it) or unknown (a code that is none).

    Units: `amount` and `step` in 元; the amount is known to half a step either way.
    """

    kind: str
    about: tuple[str, ...]
    title: str
    table: str
    place: str
    amount: Decimal
    step: Decimal

    @property
    def key(self) -> str:
        """What it is, alike from one import to the next."""
        return "|".join((self.kind, *self.about))


def stated(accounts: Accounts) -> Iterator[Stated]:
    """Everything in the order of the tables; what is nothing anywhere is left out."""
    yield from _income(accounts)
    yield from _balances(accounts)
    yield from _lines(accounts)
    yield from _checks(accounts)


def _income(accounts: Accounts) -> Iterator[Stated]:
    found: dict[str, AccountFigure] = {}
    for one in accounts.figures:
        if one.concept in SOURCES and not one.item and one.table in ("公开01表", "公开02表", "公开04表"):
            found.setdefault(one.concept, one)
    for concept, one in found.items():
        if one.amount:
            yield _of(one, "income", (SOURCES[concept].value,), f"{SOURCES[concept].label}（到账）")


def _balances(accounts: Accounts) -> Iterator[Stated]:
    for column, title in (("opening", "上年结转结余"), ("closing", "年末结转结余")):
        whole = next((one for one in accounts.of("公开01表") if one.concept == f"carry.{column}"), None)
        part = next((one for one in accounts.of("公开04表") if one.concept == f"carry.{column}.appropriation"), None)
        if part is not None and part.amount:
            yield _of(part, "balance", (BalanceKind.APPROPRIATION.value, column), f"财政拨款{title}")
        if whole is None:
            continue
        rest = whole.amount - (part.amount if part else Decimal(0))
        if part is not None and _is_more_than_rounding(rest, whole.step, part.step):
            place = f"{whole.place}减{part.place}"
            yield Stated("balance", (BalanceKind.OTHER.value, column), f"非财政拨款{title}", "公开01表减公开04表", place, rest, whole.step)
        elif part is None and whole.amount:
            yield _of(whole, "check", ("carry", column), f"{title}（没有公开04表，分不出财政拨款）")


def _lines(accounts: Accounts) -> Iterator[Stated]:
    codes = {subject.concept: code for code, subject in function_subjects().items() if len(code) == 7}
    appropriated: dict[tuple[str, str], list[AccountFigure]] = {}
    for table, fund in FUNDS.items():
        for one in accounts.of(table):
            code = codes.get(one.item, "")
            if not code and one.concept in NATURES and one.amount and (strange := _CODE.match(one.item)):
                yield _of(one, "unknown", (fund.value, strange[0], one.concept), f"{one.item}·{NATURES[one.concept]}")
            if code and one.concept in NATURES:
                appropriated.setdefault((code, one.concept), []).append(one)
                if one.amount:
                    yield _of(one, "line", (fund.value, code, one.concept), _title(code, one.concept))
    for one in accounts.of("公开03表"):
        code = codes.get(one.item, "")
        if not code or one.concept not in NATURES or "公开05表" not in accounts.found:
            continue
        parts = appropriated.get((code, one.concept), [])
        rest = one.amount - sum((part.amount for part in parts), Decimal(0))
        if _is_more_than_rounding(rest, one.step, *(part.step for part in parts)):
            title = f"{_title(code, one.concept)}（财政拨款以外）"
            less = "、".join(dict.fromkeys(part.table for part in parts))
            table = f"公开03表减{less}" if less else "公开03表"
            yield Stated("line", (Fund.OWN.value, code, one.concept), title, table, one.place, rest, one.step)


def _checks(accounts: Accounts) -> Iterator[Stated]:
    codes = {subject.concept: code for code, subject in economic_subjects().items() if len(code) == 5}
    for one in accounts.of("公开06表"):
        code = codes.get(one.concept, "")
        if code and one.amount:
            yield _of(one, "check", ("economic", code), f"基本支出·{code} {economic_subjects()[code].name}")
        elif one.concept in _SUMS and one.amount:
            yield _of(one, "check", ("total", _SUMS[one.concept]), one.label)
    for one in accounts.of("公开09表"):
        if one.concept in _THREE and one.amount:
            yield _of(one, "check", ("total", _THREE[one.concept]), one.label)


def _title(code: str, concept: str) -> str:
    return f"{code} {function_subjects()[code].name}·{NATURES[concept]}"


def _of(one: AccountFigure, kind: str, about: tuple[str, ...], title: str) -> Stated:
    return Stated(kind, about, title, one.table, one.place, one.amount, one.step)


def _is_more_than_rounding(rest: Decimal, *steps: Decimal) -> bool:
    return abs(rest) > sum(steps, Decimal(0)) / 2
