"""Scored tables as a draft: one table each with its working, live sums in a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jiheng.core.reporting.draft import Align, Cell, CellKind, Draft, Part, Run, Table, Title, plain
from jiheng.core.scoring.score import Score, ScoreSheet
from jiheng.core.scoring.shelf import ZERO

_HEADS = ("一级指标", "二级指标", "三级指标", "目标值", "实际完成值", "分值", "得分", "自评得分", "计分办法与过程", "怎样补回失分", "提示")
_WIDTHS = (8, 8, 14, 10, 10, 5, 5, 5, 22, 12, 16)
_LONGEST = 31  # characters of a sheet's name


def score_draft(sheets: Sequence[ScoreSheet], subject: str, year: int) -> Draft:
    """All scored tables of one case or document."""
    tables: list[Part] = [Title((f"{year}年度绩效评分表",))]
    tables += [_table(sheet, place) for place, sheet in enumerate(sheets, 1)]
    facts = tuple({fact.id: fact for sheet in sheets for one in sheet.scores for fact in one.facts}.values())
    return Draft(f"{year}年度绩效评分表", subject, year, tuple(tables), facts)


def _table(sheet: ScoreSheet, place: int) -> Table:
    name = sheet.project or ("部门整体" if sheet.form == "department" else f"表{place}")
    rows = [tuple(Cell(plain(head), CellKind.HEAD) for head in _HEADS)]
    rows += [_row(one, f"t{place}_{number}") for number, one in enumerate(sheet.scores, 1)]
    rows.append(_total(sheet, place))
    notes = [f"规则包：{sheet.pack}" + (f"；等级：{sheet.grade}" if sheet.grade else "")]
    if sheet.redistribution is not None:
        notes += [f"{sheet.redistribution.title}：{words}" for words in sheet.redistribution.working]
    notes += [remark.words for remark in sheet.remarks]
    title = f"{name}绩效评分表"
    return Table(
        f"score{place}", title, _WIDTHS, tuple(rows), head_rows=1, unit="单位：分", notes=tuple(notes), landscape=True, sheet=name[:_LONGEST]
    )


def _row(one: Score, key: str) -> tuple[Cell, ...]:
    working = "；".join(step.words for step in one.working)
    words = f"{one.method_title}：{working}" if working and one.method_title else working
    said = [remark.words for remark in one.remarks] + [f"{way.title}：{way.working}" for way in one.other_ways]
    return (
        *(_text(level) for level in one.level),
        _text(one.target),
        _text(one.actual),
        _number(one.of, f"{key}_of"),
        _number(one.points, f"{key}_points", facts=one),
        _number(one.stated, f"{key}_stated"),
        _text(words, Align.LEFT),
        _text(one.restores, Align.LEFT),
        _text("；".join(said), Align.LEFT),
    )


def _total(sheet: ScoreSheet, place: int) -> tuple[Cell, ...]:
    numbers = range(1, len(sheet.scores) + 1)
    of = "+".join(f"{{t{place}_{number}_of}}" for number in numbers) or "0"
    points = "+".join(f"{{t{place}_{number}_points}}" for number in numbers) or "0"
    whole = sheet.total is not None
    return (
        Cell(plain("总分" if whole else "已计得分"), CellKind.HEAD, columns=5),
        Cell(plain(_shown(sheet.of)), CellKind.COMPUTED, sheet.of, key=f"t{place}_of", formula=of),
        Cell(plain(_shown(sheet.given)), CellKind.COMPUTED, sheet.given, key=f"t{place}_points", formula=points if whole else ""),
        _number(sheet.stated_total, f"t{place}_stated"),
        Cell(plain("" if whole else "尚有指标不能计分或分值未作处理，不出总分"), columns=3, align=Align.LEFT),
    )


def _text(words: str, align: Align = Align.CENTER) -> Cell:
    return Cell(plain(words), CellKind.TEXT, align=align)


def _number(value: Decimal | None, key: str, facts: Score | None = None) -> Cell:
    if value is None:
        return Cell((), CellKind.BLANK)
    runs = (Run(_shown(value), facts.facts if facts is not None else ()),)
    return Cell(runs, CellKind.NUMBER, value, key=key)


def _shown(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')) if value != ZERO else Decimal('0.00'):f}"
