"""Lines as a tree by 功能分类, 经济分类 or project: groups with their sums, the lines below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiheng.apps.budget.selectors.totals import Stages
from jiheng.core.facts.subjects import subject_name, upper_codes

if TYPE_CHECKING:
    from jiheng.apps.budget.models import BudgetLine

WAYS = {"function": "按功能分类", "economic": "按经济分类", "project": "按项目"}


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of the tree: a group with its sums, or a line."""

    level: int
    code: str
    name: str
    stages: Stages
    line: BudgetLine | None = None


def branches(lines: Sequence[BudgetLine], way: str, first: int, last: int) -> Iterator[Branch]:
    """Rows for lines first…last of the ordered lines; groups add up everything, also what stands on other pages."""
    ordered = sorted(lines, key=lambda line: (*_path(line, way), line.pk))
    sums: dict[tuple[str, ...], Stages] = {}
    for line in ordered:
        path = _path(line, way)
        for depth in range(1, len(path) + 1):
            sums.setdefault(path[:depth], Stages()).add(line)
    shown: set[tuple[str, ...]] = set()
    for line in ordered[first:last]:
        path = _path(line, way)
        for depth in range(1, len(path) + 1):
            if path[:depth] not in shown:
                shown.add(path[:depth])
                code = path[depth - 1]
                yield Branch(depth - 1, "" if way == "project" else code, _name(line, way, code), sums[path[:depth]])
        stages = Stages()
        stages.add(line)
        yield Branch(len(path), *_said(line, way), stages, line)


def _path(line: BudgetLine, way: str) -> tuple[str, ...]:
    if way == "project":
        return (f"{line.project.code}\x00{line.project.name}" if line.project else "",)
    code = line.function if way == "function" else line.economic
    return (*upper_codes(code), code) if way == "function" else (*upper_codes(code), code) if code else ("",)


def _name(line: BudgetLine, way: str, code: str) -> str:
    if way == "project":
        return line.project.name if line.project else "基本支出"
    return subject_name(code) or "未分款"


def _said(line: BudgetLine, way: str) -> tuple[str, str]:
    economic = (line.economic, subject_name(line.economic) or "未分款")
    function = (line.function, subject_name(line.function))
    project = line.project.name if line.project else "基本支出"
    if way == "function":
        return economic[0], f"{economic[1]} · {project}"
    if way == "economic":
        return function[0], f"{function[1]} · {project}"
    return line.economic, f"{economic[1]} · {function[0]}{function[1]}"
