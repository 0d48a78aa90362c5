"""The sample departments' budget books: figures of their cases, the rest shared out so that all totals tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

from jiheng.apps.budget.choices import Fund
from jiheng.apps.budget.services import books, lines
from jiheng.apps.budget.services.posting_once import posted_once
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure
from jiheng.site.demo.people import Sample

if TYPE_CHECKING:
    from jiheng.apps.budget.models import BudgetLine

CENT, ZERO = Decimal("0.01"), Decimal(0)
Amounts = tuple[Decimal, Decimal, Decimal]  # 年初, 全年, 执行 in 万元
_PERSONNEL = {("2010201", "30101"): 30, ("2010201", "30102"): 26, ("2010201", "30103"): 14, ("2080505", "30108"): 11, ("2080506", "30109"): 5,
              ("2101101", "30110"): 6, ("2210201", "30113"): 8}  # fmt: skip
_PUBLIC = {"30201": 14, "30202": 8, "30205": 2, "30206": 5, "30207": 5, "30211": 14, "30213": 6, "30217": 3, "30228": 10, "30229": 6, "30231": 7,
           "30239": 14, "30299": 6}  # fmt: skip
_PROJECT = {"30201": 12, "30202": 10, "30211": 22, "30215": 14, "30226": 16, "30227": 18, "30299": 8}
_ABOUT = (("会", "2010204", "30215"), ("视察", "2010205", "30211"), ("训", "2010206", "30216"), ("履职", "2010206", "30226"))
_PAID_AT_ONCE = 8  # lines paid in a month before the last
_CURVE = {2: "0.11", 4: "0.27", 6: "0.48", 8: "0.63", 10: "0.81", 12: "1"}


def fill_budget(sample: Sample) -> None:
    """Every book of the case's year, written as the department's clerk."""
    with posted_once():
        _Writer(sample).write()


class _Writer:
    """Writes one department's year."""

    def __init__(self, sample: Sample) -> None:
        self.sample, self.case, self.year = sample, sample.case, int(sample.case["year"])
        self.where: dict[str, Any] = {"actor": sample.clerk, "department": sample.department, "year": self.year}
        self.approver = sample.head.name
        self.paid: list[tuple[BudgetLine, Decimal]] = []
        self.own_paid, self.own_received = ZERO, ZERO

    def write(self) -> None:
        """Lines with adjustments, then payments along the year, then the other books."""
        self.spending()
        self.payments()
        received = self.income()
        spent = sum((amount for _, amount in self.paid), ZERO)
        own_left = self.own_received - self.own_paid
        books.add_row(book="balances", kind="appropriation_basic", opening=_wan(ZERO), closing=_wan(ZERO), **self.where)
        books.add_row(book="balances", kind="appropriation_project", opening=_wan(ZERO), closing=_wan(received - spent - own_left), **self.where)
        if self.own_received:
            books.add_row(book="balances", kind="other", opening=_wan(ZERO), closing=_wan(own_left), **self.where)
        self.small_books()

    def spending(self) -> None:
        """The case's totals, shared out over subjects and projects."""
        spend = self.case["spend"]
        basic = _amounts(spend["basic"])
        personnel = _amounts(spend["personnel"]) if "personnel" in spend else tuple((part * 4 / 5).quantize(CENT) for part in basic)
        public = tuple(whole - part for whole, part in zip(basic, personnel, strict=True))
        if "public" in spend:
            public = _amounts(spend["public"])
        projects = [(entry["name"], _amounts(entry["funds"])) for entry in self.case.get("projects", ())]
        projects = projects or [("履职工作经费", _amounts(spend["project"]))]
        opening = _number(spend["total"].get("opening"))
        missing = opening - sum((part[0] for part in (personnel, public, *(funds for _, funds in projects))), ZERO) if opening else ZERO
        projects[0] = (projects[0][0], (projects[0][1][0] + missing, *projects[0][1][1:]))
        for (function, economic), amounts in _shared(personnel, _PERSONNEL, {}).items():
            self.line(function, economic, amounts)
        for economic, amounts in _shared(public, _PUBLIC, self.stated()).items():
            self.line("2010201", economic, amounts)
        for place, (name, funds) in enumerate(projects):
            self.project(place, name, funds)

    def stated(self) -> dict[str, Amounts]:
        """Subjects of 公用经费 that the case gives by themselves."""
        found = {}
        for code, entry in (("30201", self.case.get("detail", {}).get("office")), ("30217", self.case.get("three", {}).get("reception"))):
            if entry and "outturn" in entry:
                outturn = _number(entry["outturn"])
                planned = _number(entry.get("budget", outturn))
                found[code] = (_number(entry.get("opening", planned)), planned, outturn)
        return found

    def project(self, place: int, name: str, funds: Amounts) -> None:
        """A project with its lines; most of its money stands where its name says."""
        function, main = next(((function, economic) for word, function, economic in _ABOUT if word in name), ("2010299", "30211"))
        entry: dict[str, Any] = next((one for one in self.case.get("projects", ()) if one["name"] == name), {})
        code = entry.get("code") or f"{self.sample.department.region_code}{self.year % 100}Y{place + 1:06d}"
        sections = self.sample.sections
        row = books.add_row(book="projects", name=name, code=code, section=sections[place % len(sections)], **self.where)
        own = _amounts(entry.get("sources", {}).get("other") or {"opening": 0, "budget": 0, "outturn": 0})
        own = (ZERO, *own[1:])  # money of one's own comes in the course of the year
        for economic, amounts in _shared([whole - part for whole, part in zip(funds, own, strict=True)], {**_PROJECT, main: 60}, {}).items():
            self.line(function, economic, amounts, row)
        self.line(function, main, own, row, "own")
        self.own_paid += own[2]

    def line(self, function: str, economic: str, amounts: Amounts, project: Any = None, fund: str = "general") -> None:
        """A line with the adjustment that leads from its opening to its budget."""
        opening, budget, outturn = amounts
        if not any(amounts):
            return
        line = lines.add_line(function=function, economic=economic, project=project, fund=Fund(fund), opening=_wan(opening), **self.where)
        if budget != opening:
            up = budget > opening
            lines.add_adjustment(
                actor=self.sample.clerk, line=line, amount=_wan(budget - opening), decided_on=date(self.year, 9 if up else 10, 20),
                document=f"财预〔{self.year}〕{'36' if up else '41'}号", reason="按实有人员和政策追加" if up else "压减一般性支出，调剂使用", approver="本级财政部门",
            )  # fmt: skip
        if outturn:
            self.paid.append((line, outturn))

    def payments(self) -> None:
        """Pay every line along the months that the case gives, or along an even year."""
        whole = sum((amount for _, amount in self.paid), ZERO)
        given = self.case.get("months") or {month: (whole * Decimal(part)).quantize(CENT) for month, part in _CURVE.items()}
        first = min(int(month) for month in given)
        early = {month: (_number(given[first]) * month / first).quantize(CENT) for month in (2, 4) if month < first}
        given = {**early, **given}
        done = dict.fromkeys(range(len(self.paid)), ZERO)
        before = ZERO
        for number, (month, value) in enumerate(given.items(), 1):
            cumulative = _number(value)
            left = {place: amount - done[place] for place, (_, amount) in enumerate(self.paid)}
            largest = dict(sorted(left.items(), key=lambda pair: -pair[1])[:_PAID_AT_ONCE])
            if sum(largest.values(), ZERO) < cumulative - before:
                largest = left
            parts = left if number == len(given) else share(cumulative - before, largest)
            before = cumulative
            for place, part in parts.items():
                if part:
                    done[place] += part
                    line = self.paid[place][0]
                    lines.add_payment(
                        actor=self.sample.clerk, line=line, amount=_wan(part), paid_on=date(self.year, int(month), 20 + place % 8),
                        voucher=f"记-{int(month):02d}-{place + 1:03d}", summary=f"{int(month)}月止支出汇总", approver=self.approver,
                    )  # fmt: skip

    def income(self) -> Decimal:
        """Income by source; returns what was received."""
        said, total = self.case["income"], ZERO
        for key, source in (("general", "general"), ("other", "other")):
            entry = said.get(key) or {}
            outturn = _number(entry.get("outturn"))
            opening = _number(entry.get("opening", entry.get("budget")))
            other = _number((said.get("other") or {}).get("outturn"))
            whole = _number(self.case["spend"]["total"].get("budget"))
            budget = _number(entry.get("budget", whole - other if key == "general" else outturn))
            self.own_received += outturn if key == "other" else ZERO
            for stage, amount, day in (("opening", opening, 10), ("adjustment", budget - opening, 20)):
                if amount:
                    self.received(source, stage, amount, date(self.year, 1 if stage == "opening" else 10, day), f"财预〔{self.year}〕{day}号")
            for month, part in share(outturn, dict.fromkeys((3, 6, 9, 12), Decimal(1))).items():
                if part:
                    self.received(source, "received", part, date(self.year, month, 5), f"收-{month:02d}-001")
            total += outturn
        return total

    def received(self, source: str, stage: str, amount: Decimal, day: date, document: str) -> None:
        """One entry of income."""
        books.add_row(book="income", source=source, stage=stage, amount=_wan(amount), dated=day, document=document, **self.where)

    def small_books(self) -> None:
        """Staff, counts, purchases and assets."""
        people = self.case.get("people", {})
        kinds = [kind for kind in ("administrative", "institution", "worker") if f"quota_{kind}" in people or f"actual_{kind}" in people]
        for kind in kinds or ["administrative"] * bool(people):
            alone = len(kinds) < 2
            quota, actual = (people.get(f"{key}_{kind}", people.get(key) if alone else None) for key in ("quota", "actual"))
            books.add_row(book="staff", kind=kind, quota=quota, actual=actual, **self.where)
        for kind in ("retired", "other"):
            if kind in people:
                books.add_row(book="staff", kind=kind, actual=people[kind], **self.where)
        reception = self.stated().get("30217")
        if reception:
            guests = int(reception[2] * 100)
            books.add_row(book="counts", kind="reception_batches", quantity=max(1, guests // 8), **self.where)
            books.add_row(book="counts", kind="reception_people", quantity=guests, **self.where)
        self.purchases()
        self.assets()

    def purchases(self) -> None:
        """What the case says of purchases, as two contracts."""
        said = self.case.get("procurement") or {"outturn": "12.6"}
        outturn = _number(said["outturn"])
        planned = _number(said.get("budget", said.get("opening", outturn)))
        of = share(outturn, {"goods": Decimal(3), "services": Decimal(2)})
        plan = share(planned, {"goods": Decimal(3), "services": Decimal(2)})
        for kind, name, way, size in (("goods", "办公设备", "framework", "small"), ("services", "会议服务", "consulted", "medium")):
            books.add_row(
                book="purchases", name=name, kind=kind, way=way, planned=_wan(plan[kind]), contract=_wan(of[kind]), signed_on=date(self.year, 5, 18),
                supplier="示例供应商", supplier_size=size, **self.where,
            )  # fmt: skip

    def assets(self) -> None:
        """What the case says of assets, as equipment and furniture."""
        said = self.case.get("assets") or {"fixed_original": "96.4", "fixed_net": "31.2", "fixed_in_use": "95.1", "total": "40"}
        original, net, in_use, total = (_number(said[key]) for key in ("fixed_original", "fixed_net", "fixed_in_use", "total"))
        weights = {"equipment": Decimal(7), "furniture": Decimal(3)}
        parts = [share(whole, weights) for whole in (original, net, in_use)]
        for kind in weights:
            amounts: dict[str, Any] = {name: _wan(part[kind]) for name, part in zip(("original", "net", "in_use"), parts, strict=True)}
            books.add_row(book="assets", kind=kind, **amounts, **self.where)
        books.add_row(book="assets", kind="current", original=_wan(total - net), net=_wan(total - net), **self.where)


def share(whole: Decimal, weights: Mapping[Any, Decimal]) -> dict[Any, Decimal]:
    """A whole shared out by weights to 0.01, what remains on the heaviest, so that the parts add up."""
    total = sum(weights.values(), ZERO)
    if not total:
        return dict.fromkeys(weights, ZERO)
    parts = {key: (whole * weight / total).quantize(CENT, ROUND_DOWN) for key, weight in weights.items()}
    parts[max(weights, key=lambda key: weights[key])] += whole - sum(parts.values(), ZERO)
    return parts


def _shared(amounts: Sequence[Decimal], weights: Mapping[Any, int], stated: Mapping[Any, Amounts]) -> dict[Any, Amounts]:
    open_ = {key: Decimal(weight) for key, weight in weights.items() if key not in stated}
    columns = []
    for stage, whole in enumerate(amounts):
        rest = whole - sum((given[stage] for given in stated.values()), ZERO)
        columns.append({**{key: given[stage] for key, given in stated.items()}, **share(rest, open_)})
    return {key: (columns[0][key], columns[1][key], columns[2][key]) for key in weights}


def _amounts(entry: Mapping[str, Any]) -> Amounts:
    outturn = _number(entry.get("outturn"))
    budget = _number(entry.get("budget", outturn))
    return _number(entry.get("opening", budget)), budget, outturn


def _number(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(CENT) if value is not None else ZERO


def _wan(amount: Decimal) -> Figure:
    figure = read_figure(f"{amount:f}万元")
    if figure is None:
        raise ValueError(f"{amount}")
    return figure
