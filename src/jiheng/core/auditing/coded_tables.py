"""Tables of final accounts and budgets: which table of the set one is, its rows by subject code, its total row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiheng.core.auditing.audit_input import AuditInput, shared
from jiheng.core.documents.block import Block, Cell
from jiheng.core.facts.fact import Fact

_CODE = re.compile("\\d{3}(?:\\d{2}){0,2}")
_TOTAL = re.compile("(?:合|总|小)\\s*计")
_SPACES = re.compile("\\s+")
_UNIT = re.compile("(?:金额|计量)?单位\\s*[：:]")
# the most telling words first: a caption of the sixth table contains that of the fifth
_KINDS = (
    ("三公", "三公"), ("政府性基金", "基金"), ("国有资本", "国资"), ("基本支出", "基本支出"), ("一般公共预算.{0,6}支出", "一般公共预算支出"),
    ("财政拨款(?:收入支出|收支)", "财政拨款收支"), ("收入支出|收支", "收支总"),
    ("收入(?:决算|预算|总)", "收入"), ("支出(?:决算|预算|总)", "支出"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One subject's row: its code (合计 for the total), its name, its figures from left to right."""

    code: str
    name: str
    facts: tuple[Fact, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table of the set with its kind ("" when its caption tells none), its coded rows and its total row."""

    block: Block
    kind: str
    rows: tuple[CodedRow, ...]
    total: CodedRow | None
    facts: tuple[Fact, ...] = field(default=())


@shared
def coded_tables(given: AuditInput) -> tuple[CodedTable, ...]:
    """Every table that has subject codes, or whose caption names one of the set."""
    return tuple(_coded(given))


def _coded(given: AuditInput) -> Iterator[CodedTable]:
    facts: dict[str, list[Fact]] = {}
    for fact in given.statements.facts:
        facts.setdefault(fact.origin.block.partition(".")[0], []).append(fact)
    for block in given.document.tables():
        kind = kind_of(block)
        own = facts.get(block.id, [])
        if not kind and sum(1 for cell in block.cells if _CODE.fullmatch(cell.text.strip())) < 3:
            continue
        rows, total = _rows(block, {fact.origin.block: fact for fact in own})
        yield CodedTable(block, kind, rows, total, tuple(own))


def kind_of(block: Block) -> str:
    """Which table of the set a caption names."""
    caption = _SPACES.sub("", _UNIT.split(block.caption)[0])
    line = caption.rsplit("表", 1)[0][-40:] if "表" in caption else ""
    return next((kind for pattern, kind in _KINDS if line and re.search(pattern, line)), "")


def _rows(block: Block, facts: dict[str, Fact]) -> tuple[tuple[CodedRow, ...], CodedRow | None]:
    """Rows by code; a code ends the row of the code to its left (two column blocks side by side)."""
    lines: dict[int, list[Cell]] = {}
    for cell in block.cells:
        lines.setdefault(cell.row, []).append(cell)
    rows: list[CodedRow] = []
    total: CodedRow | None = None
    for cells in lines.values():
        cells.sort(key=lambda cell: cell.column)
        code, name, here, columns = "", "", list[Fact](), list[int]()
        for cell in cells:
            text = _SPACES.sub("", cell.text)
            if _CODE.fullmatch(text) and cell.block.id not in facts:
                if code:
                    rows.append(CodedRow(code, name, tuple(here), tuple(columns)))
                code, name, here, columns = text, "", [], []
            elif cell.block.id in facts:
                here.append(facts[cell.block.id])
                columns.append(cell.column)
            elif text and not name:
                name = text
        if code:
            rows.append(CodedRow(code, name, tuple(here), tuple(columns)))
        elif here and (_TOTAL.fullmatch(name) or name == "合计") and total is None:
            total = CodedRow("合计", name, tuple(here), tuple(columns))
    return tuple(rows), total
