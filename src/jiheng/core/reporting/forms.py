"""Official tables out of layouts: cells filled from the case and its scores, computed cells with live formulas."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.errors import LawbookError
from jiheng.core.facts.fact import Fact
from jiheng.core.record import changed
from jiheng.core.reporting.draft import Align, Cell, CellKind, Run, Runs, Table, plain
from jiheng.core.reporting.fact_index import in_ten_thousands
from jiheng.core.reporting.form_rows import FIELDS, Entry, entries_for
from jiheng.core.reporting.report_input import Project, ReportInput
from jiheng.core.reporting.wording import points_text, unverified_words
from jiheng.core.rulepack.formula import parse, parse_reference
from jiheng.core.rulepack.nodes import Call, Literal, Node, Pair, Reference, Unclear, Wanting
from jiheng.core.rulepack.nodes import Name as NameNode
from jiheng.core.rulepack.outline import CellPlan, Layout, RowPlan
from jiheng.core.scoring.score import ScoreSheet

EXECUTION = "execution"  # the indicator that scoring makes of the budget itself
_SHARE = Decimal("0.0001")
_ALIGN = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}
_CALLS = {"sum": "SUM", "abs": "ABS", "max": "MAX", "min": "MIN"}


def fill(layout: Layout, given: ReportInput, project: Project | None = None) -> Table:
    """A layout with the case's values; of one project where it is a project's form."""
    return _Filler(layout, given, project).table()


class _Filler:
    """Fills one layout; it remembers under which key each name stands, so that formulas can point there."""

    def __init__(self, layout: Layout, given: ReportInput, project: Project | None) -> None:
        self.layout = layout
        self.given = given
        self.project = project
        self.place = given.content.projects.index(project) + 1 if project else 0
        self.head = f"{layout.id}{self.place or ''}"
        self.sheet = given.project_sheets.get(project.name) if project else given.sheet
        self.keys: dict[Reference, str] = {}
        self.point_keys: dict[str, list[str]] = {"weight": [], "points": []}
        self.weights = Decimal(0)  # of the rows so far: the total of a table of targets, which nobody has scored yet
        self.words = {
            "year": str(given.year),
            "last_year": str(given.year - 1),
            "full_name": given.content.unit.full_name,
            "name": given.content.unit.name,
            "level": given.content.unit.level,
            "project": project.name if project else "",
        }
        self.count = 0

    def table(self) -> Table:
        layout = self.layout
        for row in layout.rows:
            for cell in row.cells:
                if cell.kind == "amount" and not row.repeat and not cell.label:
                    self.keys.setdefault(self.reference(cell.of), f"{self.head}.a{len(self.keys) + 1}")
        rows: list[tuple[Cell, ...]] = []
        starts: list[int] = []
        for row in layout.rows:
            starts.append(len(rows))
            rows.extend(self.rows(row))
        starts.append(len(rows))
        title = layout.title.format(**self.words)
        scored = any(cell.kind == "total" for row in layout.rows for cell in row.cells)
        unverified = unverified_words(self.sheet) if scored else ""
        return Table(
            id=self.head,
            title=title,
            widths=layout.widths,
            rows=tuple(rows),
            head_rows=layout.head_rows,
            bands=tuple((starts[first], starts[last]) for first, last in layout.bands()),
            unit=layout.unit,
            notes=(*(note.format(**self.words) for note in layout.notes), *([f"{unverified}。"] if unverified else ())),
            landscape=layout.landscape,
            sheet=layout.sheet if not self.project else f"{layout.sheet}{self.place}",
            sign_off=self.sign_off(),
        )

    def rows(self, plan: RowPlan) -> Iterator[tuple[Cell, ...]]:
        if not plan.repeat:
            yield tuple(self.cell(cell, None) for cell in plan.cells)
            return
        entries = entries_for(plan.repeat, self.given, self.project)
        if plan.repeat == "scores" and any(cell.of.startswith("execution.") for row in self.layout.rows for cell in row.cells):
            entries = [entry for entry in entries if entry.key != EXECUTION]  # it stands in the form's upper part
        for place, entry in enumerate(entries):
            cells = []
            for cell in plan.cells:
                if cell.group:
                    if place and entry.path[: cell.group] == entries[place - 1].path[: cell.group]:
                        continue
                    span = 1
                    while place + span < len(entries) and entries[place + span].path[: cell.group] == entry.path[: cell.group]:
                        span += 1
                    cells.append(changed(self.cell(cell, entry), rows=span))
                else:
                    cells.append(self.cell(cell, entry))
            yield tuple(cells)

    def cell(self, plan: CellPlan, entry: Entry | None) -> Cell:
        cell = self.filled(plan, entry)
        align = _ALIGN.get(plan.align, cell.align)
        rows = 1 + len(entries_for(plan.over, self.given, self.project)) if plan.over else plan.rows
        if (plan.columns, rows, plan.limit, plan.choices, align) == (1, 1, 0, (), cell.align):
            return cell  # as most are
        return changed(cell, columns=plan.columns, rows=rows, limit=plan.limit, choices=plan.choices, align=align)

    def filled(self, plan: CellPlan, entry: Entry | None) -> Cell:
        match plan.kind:
            case "head":
                return Cell(plain(plan.of.format(**self.words)), CellKind.HEAD)
            case "text":
                return Cell(plain(plan.of.format(**self.words)))
            case "blank":
                return Cell(plain(plan.of), CellKind.BLANK)
            case "amount":
                return self.amount(plan, entry)
            case "formula":
                return self.formula(plan, entry)
            case "row":
                return self.entered(plan, entry)
            case "field":
                return Cell(plain(self.field(plan.of)), align=Align.CENTER)
            case "total":
                return self.total(plan)
        raise LawbookError("JH-P-051", f"版式“{self.layout.id}”有未知的格“{plan.kind}”", where="layouts", mend="见 docs/reference 的版式说明")

    def amount(self, plan: CellPlan, entry: Entry | None) -> Cell:
        reference = self.reference(plan.of, entry)
        fact = self.lookup(reference)
        key = self.keys.get(reference, "") if not entry else ""
        if entry and not entry.item:
            return Cell()
        if fact is None:
            return Cell(plain(plan.label), CellKind.TEXT, align=Align.LEFT) if plan.label else Cell((), CellKind.NUMBER, places=plan.places, key=key)
        value = in_ten_thousands(fact.figure) if fact.figure.unit.is_money else fact.figure.number
        places = max(plan.places if fact.figure.unit.is_money else 0, _places(value))
        if plan.label:
            return Cell((Run(plan.label), Run(f"{value:.{places}f}", (fact,))), CellKind.TEXT, align=Align.LEFT)
        return Cell((Run(f"{value:.{places}f}", (fact,)),), CellKind.NUMBER, value, places, key=key)

    def formula(self, plan: CellPlan, entry: Entry | None) -> Cell:
        formula = parse(plan.of)
        value = formula.value(lambda one: self.lookup(self.resolve(one, entry)))
        if isinstance(value, Wanting | Unclear):
            return Cell((), CellKind.COMPUTED)
        exact = (value.exact.low + value.exact.high) / 2
        if value.dimension == "ratio" or value.unit is None:
            share = exact.quantize(_SHARE, ROUND_HALF_UP)
            text = points_text(share * 100) + "%"
            sheet = self.live(formula.root, entry)
            return Cell(plain(text), CellKind.COMPUTED, share, 2, percent=True, formula=f"ROUND({sheet},4)" if sheet else "")
        number = exact / (Decimal(10_000) if value.unit.is_money else value.unit.factor)
        places = max(plan.places if value.unit.is_money else 0, _places(number))
        return Cell(plain(f"{number:.{places}f}"), CellKind.COMPUTED, number, places, formula=self.live(formula.root, entry))

    def live(self, node: Node, entry: Entry | None) -> str:
        """The formula over the keys of cells; "" when one of its names stands in no cell of this table."""
        if isinstance(node, Literal):
            return node.text
        if isinstance(node, NameNode):
            key = self.keys.get(self.resolve(node.reference, entry))
            return "{" + key + "}" if key else ""
        if isinstance(node, Pair):
            left, right = self.live(node.left, entry), self.live(node.right, entry)
            return f"({left}{node.sign}{right})" if left and right else ""
        if isinstance(node, Call) and node.name in _CALLS:
            parts = [self.live(part, entry) for part in node.parts]
            return f"{_CALLS[node.name]}({','.join(parts)})" if all(parts) else ""
        if isinstance(node, Call) and node.name == "first":
            for part in node.parts:
                if all(self.lookup(self.resolve(name.reference, entry)) for name in part.names()):
                    return self.live(part, entry)
        return ""

    def entered(self, plan: CellPlan, entry: Entry | None) -> Cell:
        if entry is None:
            return Cell()
        value = entry.values.get(plan.of, "")
        if plan.of in FIELDS and isinstance(value, Decimal):
            kind = CellKind.COMPUTED if plan.of == "points" else CellKind.NUMBER
            places = _places(value)
            self.count += 1
            key = f"{self.head}.p{self.count}"
            if plan.of in self.point_keys and entry.counts:
                self.point_keys[plan.of].append(key)
                self.weights += value if plan.of == "weight" else 0
            return Cell(plain(points_text(value)), kind, value, places, key=key)
        text = points_text(value) if isinstance(value, Decimal) else str(value)
        head = CellKind.HEAD if plan.group else CellKind.TEXT
        return Cell(_runs(text, entry.facts.get(plan.of, ())), head, align=Align.CENTER)

    def total(self, plan: CellPlan) -> Cell:
        """The sum of all weights or of all points of the table."""
        sheet = self.sheet
        if sheet is None and plan.of != "weight":
            return Cell((), CellKind.COMPUTED)
        if sheet is not None and plan.of.startswith("execution."):
            return self.execution(plan.of.removeprefix("execution."), sheet)
        # A form without a row of the budget's execution adds up to what its rows make, not to the hundred of the scored table.
        if plan.of == "weight":
            value = self.weights if self.point_keys.get("weight") else sheet.of if sheet is not None else None
        else:
            value = sheet.total if sheet is not None else None
        if value is None:
            return Cell(plain("待定"), CellKind.COMPUTED)
        keys = self.point_keys.get(plan.of, [])
        formula = "SUM(" + ",".join("{" + key + "}" for key in keys) + ")" if keys else ""
        return Cell(plain(points_text(value)), CellKind.COMPUTED, value, _places(value), formula=formula)

    def execution(self, of: str, sheet: ScoreSheet) -> Cell:
        """Weight or points of the budget's execution, which is scored beside the indicators."""
        score = next((one for one in sheet.scores if one.indicator == EXECUTION), None)
        value = None if score is None else score.of if of == "weight" else score.points
        if value is None:
            return Cell((), CellKind.COMPUTED)
        self.count += 1
        key = f"{self.head}.p{self.count}"
        self.point_keys[of].append(key)
        self.weights += value if of == "weight" else 0
        return Cell(plain(points_text(value)), CellKind.NUMBER if of == "weight" else CellKind.COMPUTED, value, _places(value), key=key)

    def field(self, of: str) -> str:
        holder, _, name = of.partition(".")
        source: object = {
            "unit": self.given.content.unit, "sign": self.given.content.sign, "content": self.given.content, "project": self.project,
        }.get(holder)  # fmt: skip
        if holder == "project" and self.project is None:
            return ""
        if source is None or not hasattr(source, name):
            raise LawbookError("JH-P-051", f"版式“{self.layout.id}”要的“{of}”不存在", where="layouts", mend="写作 unit.full_name、project.name 等")
        value = getattr(source, name)
        return "；".join(value) if isinstance(value, tuple) else "" if value is None else str(value)

    def reference(self, of: str, entry: Entry | None = None) -> Reference:
        return self.resolve(parse_reference(of), entry)

    def resolve(self, reference: Reference, entry: Entry | None) -> Reference:
        """A name with the project of the form, or of the row, put in."""
        item = reference.item
        if item is None:
            item = entry.item if entry and entry.item else self.project.name if self.project else ""
        return reference._replace(item=item or "", scope=reference.scope or "")

    def lookup(self, reference: Reference) -> Fact | None:
        return self.given.get(reference.concept, reference.basis, reference.back, reference.item or "", reference.scope or "")

    def sign_off(self) -> Runs:
        sign = self.given.content.sign
        said = {
            "填表人": sign.filled_by, "填报日期": f"{sign.filled_on:%Y-%m-%d}" if sign.filled_on else "", "联系电话": sign.phone, "单位负责人签字": "",
            "单位负责人": sign.leader, "项目负责人": self.project.leader if self.project else "", "财务负责人": self.project.finance_leader if self.project else "",
        }  # fmt: skip
        words = [f"{label}：{said.get(label, '')}" for label in self.layout.sign_off]
        return plain("　　　　".join(words))


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _runs(text: str, facts: tuple[Fact, ...]) -> Runs:
    return (Run(text, facts),) if text else ()
