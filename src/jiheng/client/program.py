"""The client: what other programs mostly do with a department's year, typed; everything else by `calls`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from jiheng.client.calls import Calls
from jiheng.client.handing import Evaluation
from jiheng.client.shapes import (
    Alert,
    CheckUp,
    Comparison,
    Department,
    Fact,
    ImportPlan,
    Indicator,
    Line,
    Me,
    Page,
    Payment,
    TargetTable,
    Total,
    read,
    read_page,
)

Shape = TypeVar("Shape")
_WAITING = "waiting"


class Client:
    """A program's way into one site.

    Example:
        client = Client("https://jiheng.example", "jh_…")
        for line in client.year(12, 2026).lines(): ...
    """

    def __init__(self, address: str, token: str, *, timeout: int = 30) -> None:
        """With a token that was issued on the page 接口令牌.

        Units: `timeout` in seconds.
        """
        self.calls = Calls(address, token, timeout=timeout)

    def me(self) -> Me:
        """Whose token this is, and until when."""
        return read(Me, self.calls.get("/me"))

    def departments(self) -> Iterator[Department]:
        """Every department in reach."""
        return _every(lambda page: read_page(Department, self.calls.get("/departments", page=page, size=200)))

    def fact(self, number: int) -> Fact:
        """One figure with the rows that it follows from."""
        return read(Fact, self.calls.get(f"/facts/{number}"))

    def year(self, department: int, year: int) -> DepartmentYear:
        """A department's year."""
        return DepartmentYear(self.calls, department, year)


class DepartmentYear:
    """What is done in one department's year."""

    def __init__(self, calls: Calls, department: int, year: int) -> None:
        """Keep where it is."""
        self.calls, self._here = calls, f"/departments/{department}/{year}"

    @property
    def evaluation(self) -> Evaluation:
        """Its self-evaluation."""
        return Evaluation(self.calls, self._here)

    def lines(self, words: str = "") -> Iterator[Line]:
        """The lines of the budget."""
        return self._every(Line, "/budget/lines", q=words)

    def add_line(self, function: str, opening: Decimal | str, *, economic: str = "", project: int | None = None, **more: Any) -> Line:
        """A new line.

        Units: `opening` in 元, or text with its unit.
        """
        sent = {"function": function, "economic": economic, "opening": str(opening), "project": project, **more}
        return read(Line, self.calls.post(f"{self._here}/budget/lines", sent))

    def payments(self, *, month: int | None = None, line: int | None = None) -> Iterator[Payment]:
        """The payments of the year, of a month, of a line."""
        return self._every(Payment, "/budget/payments", month=month, line=line)

    def pay(self, line: int, amount: Decimal | str, paid_on: date, *, voucher: str, summary: str, approver: str, payee: str = "") -> Payment:
        """Money paid from a line; a refund is negative.

        Units: `amount` in 元, or text with its unit.
        """
        sent = {"amount": str(amount), "paid_on": paid_on, "voucher": voucher, "summary": summary, "approver": approver, "payee": payee}
        return read(Payment, self.calls.post(f"{self._here}/budget/lines/{line}/payments", sent))

    def totals(self) -> dict[str, Total]:
        """The totals of the budget by key."""
        return {one["key"]: read(Total, one) for one in self.calls.get(f"{self._here}/budget/totals")}

    def try_import(self, name: str, content: bytes, *, kind: str, unit: str) -> ImportPlan:
        """What a table would change; nothing is written."""
        return read(ImportPlan, self.calls.upload(f"{self._here}/budget/imports", name, content, kind=kind, unit=unit))

    def take_import(self, file: int, *, kind: str, unit: str, columns: Mapping[str, str] | None = None) -> int:
        """Write what the plan says; how many rows."""
        sent = {"kind": kind, "unit": unit, "columns": dict(columns or {})}
        written: int = self.calls.post(f"{self._here}/budget/imports/{file}/taking", sent)["written"]
        return written

    def compare_accounts(self, files: Mapping[str, bytes]) -> Comparison:
        """What the nine tables of final accounts say beside the book, by file name; nothing is written."""
        told: Any = {}
        kept: list[int] = []
        for name, content in files.items():
            told = self.calls.upload(f"{self._here}/budget/accounts", name, content)
            kept += told["files"]
        return read(Comparison, told if len(kept) == 1 else self.calls.post(f"{self._here}/budget/accounts/plan", {"files": kept}))

    def take_accounts(self, comparison: Comparison, keys: Iterable[str]) -> int:
        """Write the chosen rows of a comparison; how many."""
        sent = {"files": list(comparison.files), "keys": list(keys)}
        written: int = self.calls.post(f"{self._here}/budget/accounts/taking", sent)["written"]
        return written

    def facts(self, *, concept: str | None = None, basis: str | None = None) -> Iterator[Fact]:
        """The figures of the year."""
        return self._every(Fact, "/facts", concept=concept, basis=basis)

    def targets(self, project: str = "") -> TargetTable:
        """The target table of the department or of a project, made when it is not there."""
        return read(TargetTable, self.calls.post(f"{self._here}/targets", {"project": project}))

    def add_indicator(self, table: int, **columns: Any) -> Indicator:
        """A new indicator; its columns as the API names them."""
        return read(Indicator, self.calls.post(f"{self._here}/targets/{table}/indicators", columns))

    def step(self, table: int, action: str) -> TargetTable:
        """Move a table on: submit, withdraw, endorse, abandon."""
        return read(TargetTable, self.calls.post(f"{self._here}/targets/{table}/steps/{action}"))

    def alerts(self, state: str = "") -> Iterator[Alert]:
        """The alerts of the year."""
        return self._every(Alert, "/monitoring/alerts", state=state)

    def hand_in(self, name: str, content: bytes, *, paper: int | None = None) -> CheckUp:
        """Have a report checked; with `paper` it is the next version of that one."""
        more = {} if paper is None else {"paper": paper}
        return read(CheckUp, self.calls.upload(f"{self._here}/checkup/papers", name, content, **more))

    def wait_for(self, checkup: CheckUp, *, seconds: int = 120) -> CheckUp:
        """The check-up when it is through.

        Raises: TimeoutError.
        """
        end = time.monotonic() + seconds
        while checkup.state == _WAITING:
            if time.monotonic() > end:
                raise TimeoutError(f"体检{checkup.id}过了{seconds}秒还没有完成")
            time.sleep(1)
            checkup = read(CheckUp, self.calls.get(f"{self._here}/checkup/checkups/{checkup.id}"))
        return checkup

    def result(self, checkup: int) -> dict[str, Any]:
        """The whole result, `jiheng.audit/1`."""
        found: dict[str, Any] = self.calls.get(f"{self._here}/checkup/checkups/{checkup}/result")
        return found

    def _every(self, shape: type[Shape], path: str, **query: Any) -> Iterator[Shape]:
        return _every(lambda page: read_page(shape, self.calls.get(f"{self._here}{path}", page=page, size=200, **query)))


def _every(ask: Callable[[int], Page[Shape]]) -> Iterator[Shape]:
    number = 1
    while True:
        page = ask(number)
        yield from page.items
        if number >= page.pages:
            return
        number += 1
