"""The looks of cells in a workbook, and what a person may type into them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jiheng.core.reporting.draft import Cell, CellKind

_LONGEST_LIST = 255  # characters of all choices together, a limit of Excel's
_LARGEST = 10**13


class Formats:
    """Formats made once per look, as a workbook wants them."""

    def __init__(self, book: Any, *, locked: bool) -> None:
        """`locked`: computed cells are shaded and cannot be changed."""
        self._book = book
        self._locked = locked
        self._made: dict[tuple[str, str, bool, bool, bool], Any] = {}

    def cell(self, cell: Cell) -> Any:
        """The look of a cell."""
        computed = cell.kind is CellKind.COMPUTED
        bold = cell.kind is CellKind.HEAD or (bool(cell.runs) and all(run.bold for run in cell.runs))
        key = (number_format(cell), cell.align.value, bold, cell.kind in {CellKind.HEAD, CellKind.COMPUTED}, computed)
        if key not in self._made:
            look: dict[str, Any] = {
                "font_name": "黑体" if bold else "宋体", "font_size": 10.5, "valign": "vcenter", "align": key[1], "border": 1, "text_wrap": True,
                "num_format": key[0], "locked": key[3],
            }  # fmt: skip
            if computed and self._locked:
                look["bg_color"] = "#F2F2F2"
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def line(self, size: float, align: str, face: str = "宋体") -> Any:
        """The look of a line above or below the table."""
        return self._book.add_format({"font_name": face, "font_size": size, "align": align, "valign": "vcenter", "text_wrap": True})


def number_format(cell: Cell) -> str:
    """How a cell shows its number; "@" keeps typed words as they are."""
    if cell.value is None and cell.kind is not CellKind.NUMBER:
        return "@" if cell.kind in {CellKind.TEXT, CellKind.HEAD} else "General"
    grouped = "#,##0" if "," in cell.text else "0"
    return grouped + ("." + "0" * cell.places if cell.places else "") + ("%" if cell.percent else "")


def shown(cell: Cell) -> str:
    """What a cell shows: its number in its format, else its words."""
    if cell.value is None:
        return cell.text
    value = cell.value * 100 if cell.percent else cell.value
    rounded = value.quantize(Decimal(1).scaleb(-cell.places), ROUND_HALF_UP)
    return f"{rounded:,f}" if "," in cell.text else f"{rounded:f}{'%' if cell.percent else ''}"


def validation(cell: Cell) -> dict[str, Any] | None:
    """What may be typed into a cell: a choice, a text no longer than the form takes, a number."""
    if cell.kind in {CellKind.HEAD, CellKind.COMPUTED}:
        return None
    if cell.choices and len(",".join(cell.choices)) <= _LONGEST_LIST and not any("," in one for one in cell.choices):
        return {
            "validate": "list", "source": list(cell.choices), "error_title": "不在可选范围", "error_message": "请从下拉列表中选择",
        }  # fmt: skip
    if cell.limit:
        return {
            "validate": "length", "criteria": "<=", "value": cell.limit, "error_title": "超过字数",
            "error_message": f"本栏不超过{cell.limit}字",
        }  # fmt: skip
    if cell.kind is CellKind.NUMBER:
        return {
            "validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST, "error_title": "不是数字",
            "error_message": "本栏只填数字，单位见表头",
        }  # fmt: skip
    return None
