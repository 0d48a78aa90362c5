"""What must add up in a case: totals and their parts, projects and the department, months, adjustments.

Every number is taken as exact to the finest step typed in its sum (70 beside 58.75 is 70.00), at least to 0.01万元; so parts that were
rounded one by one are not refused, and nothing looser passes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jiheng.core.casefile.case_fields import CASE, COLUMNS
from jiheng.core.casefile.case_tree import Tree
from jiheng.core.casefile.case_trouble import Trouble
from jiheng.core.figures.figure import Figure

_CENT = Decimal(100)  # 0.01万元 in 元
# whole, its parts, whether the parts must all be given before the sum is looked at
_SUMS = (
    ("spend.total", ("spend.basic", "spend.project"), True),
    ("spend.basic", ("spend.personnel", "spend.public"), True),
    ("income.total", ("income.general", "income.fund", "income.state_capital", "income.special_account", "income.carried", "income.other"), False),
    ("three.total", ("three.vehicle", "three.abroad", "three.reception"), False),
    ("three.vehicle", ("three.vehicle_purchase", "three.vehicle_running"), False),
)
# line of the budget: its title, and the lines whose changes are also its own
_LINES: dict[str, tuple[str, tuple[str, ...]]] = {
    "total": ("支出总额", ("personnel", "public", "project")),
    "basic": ("基本支出", ("personnel", "public")),
    "personnel": ("人员经费", ()),
    "public": ("公用经费", ()),
    "project": ("项目支出", ()),
}


def check_sums(tree: Tree) -> list[Trouble]:
    """Every sum of the case that does not hold (JH-C-006)."""
    checker = _Checker(tree)
    for whole, parts, complete in _SUMS:
        checker.parts(whole, parts, complete)
    checker.projects()
    checker.adjustments()
    checker.months()
    return checker.troubles


class _Checker:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.troubles: list[Trouble] = []

    def trouble(self, path: str, what: str, mend: str) -> None:
        self.troubles.append(Trouble("JH-C-006", self.tree.file, self.tree.places[path].line, path, what, mend))

    def amounts(self, path: str) -> dict[str, Figure]:
        found: Any = self.tree.values
        for key in path.split("."):
            found = found.get(key) or {}
        return found if isinstance(found, dict) else {}

    def parts(self, whole: str, parts: tuple[str, ...], complete: bool) -> None:
        """Parts of a line add up to it, in every column in which the whole and some (or all) parts are given."""
        for key, figure in self.amounts(whole).items():
            given = {part: self.amounts(part)[key] for part in parts if key in self.amounts(part)}
            if not given or (complete and len(given) < len(parts)):
                continue
            if not _meets(figure, given.values()):
                said = "＋".join(f"{_title(part)}{one.text}" for part, one in given.items())
                self.trouble(
                    f"{whole}.{key}",
                    f"{_title(whole)}{COLUMNS[key].title}写作{figure.text}，而{said}＝{_sum_text(given.values())}",
                    "核对这几个数，改正不对的一个",
                )

    def projects(self) -> None:
        """Projects add up to the department's project spending, or the case says why not; sources to a project's funds."""
        entries = self.tree.values.get("projects", ())
        whole = self.amounts("spend.project")
        for key, figure in whole.items():
            given = [entry["funds"][key] for entry in entries if key in entry["funds"]]
            if not entries or len(given) < len(entries) or _meets(figure, given) or self.tree.values.get("projects_difference"):
                continue
            mend = "补上漏掉的项目或改正金额；确有不在项目表内的支出，在 projects_difference 写明原因"
            self.trouble(f"spend.project.{key}", f"项目支出{COLUMNS[key].title}写作{figure.text}，{len(given)}个项目相加为{_sum_text(given)}", mend)
        for place, entry in enumerate(entries):
            for key, figure in entry["funds"].items():
                given = [source[key] for source in entry.get("sources", {}).values() if key in source]
                if given and not _meets(figure, given):
                    path = f"projects[{place}].funds.{key}"
                    self.trouble(path, f"“{entry['name']}”{COLUMNS[key].title}写作{figure.text}，各来源相加为{_sum_text(given)}", "核对各来源的金额")

    def adjustments(self) -> None:
        """Opening budget and the year's changes give the budget of the whole year; each change is entered once, at its own line."""
        entered: dict[str, list[Figure]] = {line: [] for line in _LINES}
        for one in self.tree.values.get("adjustments", ()):
            entered[one.get("of", "total")].append(one["amount"])
        entered["project"] += [one["amount"] for entry in self.tree.values.get("projects", ()) for one in entry.get("adjustments", ())]
        for line, (title, below) in _LINES.items():
            given = [*entered[line], *(amount for one in below for amount in entered[one])]
            # Where only a part of the changes is entered below, nothing can be said of the line above.
            if entered[line] or all(entered[one] for one in below):
                self._adjusted(self.amounts(f"spend.{line}"), given, f"spend.{line}", title)
        for place, entry in enumerate(self.tree.values.get("projects", ())):
            given = [one["amount"] for one in entry.get("adjustments", ())]
            self._adjusted(entry["funds"], given, f"projects[{place}].funds", f"“{entry['name']}”")

    def _adjusted(self, amounts: dict[str, Figure], given: list[Figure], path: str, title: str) -> None:
        if given and "opening" in amounts and "budget" in amounts and not _meets(amounts["budget"], (amounts["opening"], *given)):
            what = f"{title}年初预算{amounts['opening'].text}，加各笔调整为{_sum_text((amounts['opening'], *given))}，全年预算写作{amounts['budget'].text}"
            self.trouble(f"{path}.budget", what, "补上漏掉的调整，或改正全年预算数")

    def months(self) -> None:
        """Cumulative spending never falls, and the twelfth month is the year."""
        months = sorted(((int(month), figure) for month, figure in self.tree.values.get("months", {}).items()), key=lambda one: one[0])
        for (before, low), (after, high) in itertools.pairwise(months):
            if high.value < low.value:
                what = f"{after}月末累计{high.text}，少于{before}月末的{low.text}"
                self.trouble(f"months.{after}", what, "填年初至该月末的累计数，不是当月数")
        year = self.amounts("spend.total").get("outturn")
        if months and year and months[-1][0] == 12 and not _meets(year, (months[-1][1],)):
            self.trouble("months.12", f"12月末累计{months[-1][1].text}，全年执行写作{year.text}", "两数应相等，核对其一")


def _meets(whole: Figure, parts: Iterable[Figure]) -> bool:
    figures = [whole, *parts]
    half = min(_CENT, *(figure.base_step for figure in figures)) / 2
    return abs(sum((part.value for part in figures[1:]), -whole.value)) <= half * len(figures)


def _sum_text(parts: Iterable[Figure]) -> str:
    figures = list(parts)
    unit = figures[0].unit
    return f"{sum((one.value for one in figures[1:]), figures[0].value) / unit.factor:f}{unit.key}"


def _title(path: str) -> str:
    group, _, key = path.partition(".")
    return CASE.field(group).field(key).title
