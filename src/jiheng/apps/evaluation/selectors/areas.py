"""An area of a self-evaluation as it is filled: its blocks of fields, generated from the declaration of the case format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404

from jiheng.apps.evaluation.areas import AREAS, PROJECT, area_named, project_area
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.evaluation.selectors.fields import FieldRow, Fields, word_named, words_of
from jiheng.apps.evaluation.selectors.rows import IndicatorLine, ItemLine, indicator_lines, item_lines, monitored
from jiheng.apps.evaluation.selectors.sections import SectionLine, section_lines
from jiheng.apps.monitoring.models import Progress
from jiheng.core.casefile.case_fields import CASE, COLUMNS, Field, Kind
from jiheng.core.facts.subjects import subject_name
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.score import ScoreSheet

_MONTHS = range(1, 13)
_NOT_COUNTED = (
    "spend",
    "income",
    "three",
    "carry",
    "assets",
    "procurement",
    "staff",
    "score",
    "indicator",
    "budget",
    "grade",
    "share",
    "change",
    "both",
)
_DEPENDENT = {"income": "income_page", "spend": "lines", "by_fund": "lines", "detail": "lines", "subjects": "lines", "adjustments": "lines"}


@dataclass(frozen=True, slots=True)
class AmountLine:
    """One thing with its amounts by column."""

    title: str
    cells: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class ListedLine:
    """An entry of a list that the books make: its words, and the line of the book."""

    cells: tuple[str, ...]
    book: int


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an area: single fields, amounts by column, lists from the books, indicators, items of the pack, or sections.

    `ledger` names the page of the budget book where its figures are corrected.
    """

    id: str
    title: str
    note: str = ""
    fields: tuple[FieldRow, ...] = ()
    columns: tuple[str, ...] = ()
    amounts: tuple[AmountLine, ...] = ()
    listed: tuple[ListedLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    sections: tuple[SectionLine, ...] = ()
    ledger: str = ""

    def rows(self) -> Iterator[FieldRow]:
        """Every field in it."""
        yield from self.fields
        for line in self.amounts:
            yield from line.cells
        for one in self.indicators:
            yield from one.rows()
        for item in self.items:
            yield from item.rows()
        for section in self.sections:
            yield section.row


@dataclass(frozen=True, slots=True)
class FilledArea:
    """An area with its blocks; `sheet` are the scores that belong to it, `goal` the approved goal that it is held against."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    sheet: ScoreSheet | None = None
    goal: str = ""

    def rows(self) -> Iterator[FieldRow]:
        """Every field in it."""
        for block in self.blocks:
            yield from block.rows()


def area_ids(standing: Standing) -> list[tuple[str, str]]:
    """The areas in their order, each with its title; a page for each project of the case."""
    sheet, scoring = standing.compiled.sheet, resolve(standing.compiled.pack).pack.scoring
    missing = () if scoring.items else ("management",)
    whole = [(area.id, area.title) for area in AREAS if area.id not in missing]
    projects = [(project_area(place), f"项目：{one['name']}") for place, one in enumerate(sheet.values.get("projects", ()))]
    at = next(place for place, (id, _) in enumerate(whole) if id == "counts")
    return whole[:at] + projects + whole[at:]


def filled_area(
    evaluation: SelfEvaluation, standing: Standing, entries: Mapping[str, Entry], id: str, extra: str = "", *, suggests: bool = True
) -> FilledArea:
    """One area with all its fields; `extra` is a concept to be counted that stands there for the first time.

    Without `suggests` what monitoring states is not offered.

    Raises: Http404.
    """
    fields = Fields.of(standing.compiled, entries)
    maker = _Maker(evaluation, standing, fields, extra, suggests)
    if id.startswith(PROJECT):
        return maker.project(id)
    area = area_named(id)
    if area is None:
        raise Http404("自评里没有这一部分")
    blocks = tuple(block for key in area.fields for block in maker.blocks(CASE.field(key)))
    sheet = maker.sheet_of("") if id in ("indicators", "management") else None
    goal = str(standing.compiled.sheet.values.get("target", "")) if id == "indicators" else ""
    return FilledArea(area.id, area.title, area.lead, _together(blocks), sheet, goal)


def counted_concepts() -> list[tuple[str, str]]:
    """What may be counted in a report, by concept."""
    return [
        (one.id, one.label) for one in load_taxonomy() if one.id.partition(".")[0] not in _NOT_COUNTED and one.kind not in ("text", "score", "ratio")
    ]


@dataclass(frozen=True, slots=True)
class _Maker:
    evaluation: SelfEvaluation
    standing: Standing
    fields: Fields
    extra: str
    suggests: bool

    def known(self) -> Mapping[int, Progress]:
        return monitored(self.evaluation.department_id, self.evaluation.year) if self.suggests else {}

    def sheet_of(self, project: str) -> ScoreSheet | None:
        sheets = self.standing.scored.sheets if self.standing.scored else ()
        return next((one for one in sheets if one.project == project), None)

    def blocks(self, field: Field) -> Iterator[Block]:
        """The blocks of one of the case's own fields."""
        sheet, compiled = self.fields.compiled.sheet, self.standing.compiled
        ledger = _DEPENDENT.get(field.key, "overview" if field.key in ("three", "procurement", "carry", "months", "assets") else "")
        match field.key:
            case "indicators":
                found = indicator_lines(compiled, self.fields, "indicators", self.sheet_of(""), self.known())
                yield Block(field.key, field.title, indicators=tuple(found))
            case "answers":
                yield Block(
                    field.key,
                    field.title,
                    "能算的已经算出；其余填完成程度、说明和佐证。",
                    items=tuple(item_lines(compiled, self.fields, self.sheet_of(""))),
                )
            case "narrative":
                yield Block(field.key, field.title, sections=tuple(section_lines(self.standing, self.fields)))
            case "counts":
                yield self._counts(field)
            case "subjects":
                codes = sheet.values.get("subjects", {})
                lines = [AmountLine(f"{code} {subject_name(code)}", self._amounts(f"subjects[{code}]")) for code in codes]
                yield Block(field.key, field.title, "由预算账汇总。", columns=_column_titles(), amounts=tuple(lines), ledger=ledger)
            case "adjustments" | "buildings":
                yield self._listed(field)
            case "policy":
                return  # chosen beside the scores, where each way is tried
            case "months":
                cells = tuple(self.fields.row(f"months.{month}", f"{month}月末") for month in _MONTHS)
                yield Block(field.key, field.title, "年初至该月末的累计数。", fields=cells, ledger=ledger)
            case _ if field.kind is Kind.AMOUNTS:
                yield Block(
                    field.key,
                    field.title,
                    field.note,
                    columns=_column_titles(),
                    amounts=(AmountLine(field.title, self._amounts(field.key)),),
                    ledger=ledger,
                )
            case _ if field.kind is Kind.GROUP and any(one.kind is Kind.AMOUNTS for one in field.fields):
                lines = [AmountLine(one.title, self._amounts(f"{field.key}.{one.key}")) for one in field.fields]
                yield Block(field.key, field.title, field.note, columns=_column_titles(), amounts=tuple(lines), ledger=ledger)
            case _ if field.kind is Kind.GROUP:
                yield Block(field.key, field.title, field.note, tuple(self.fields.group(field.key, field)), ledger=ledger)
            case _:
                yield Block("", "", fields=(self.fields.row(field.key),))

    def project(self, id: str) -> FilledArea:
        """One project's page: its form, its money, its indicators.

        Raises: Http404.
        """
        number = id.removeprefix(PROJECT)
        place = int(number) - 1 if number.isdecimal() else -1
        listed = self.standing.compiled.sheet.values.get("projects", ())
        if not 0 <= place < len(listed):
            raise Http404("没有这个项目，或者它已不在预算账和目标表里")
        path = f"projects[{place}]"
        lasting = self.standing.compiled.lasting(path)
        declared, name = CASE.field("projects"), str(listed[place]["name"])
        sources = [AmountLine(one.title, self._amounts(f"{lasting}.sources.{one.key}")) for one in declared.field("sources").fields]
        funds = AmountLine("项目资金", self._amounts(f"{lasting}.funds"))
        lines = tuple(indicator_lines(self.standing.compiled, self.fields, f"{path}.indicators", self.sheet_of(name), self.known()))
        blocks = (
            Block("form", "项目自评表", "字数按正式表格的限制计。", tuple(self.fields.group(lasting, declared, ("name", "target", "policy")))),
            Block("indicators", "项目绩效指标", indicators=lines),
            Block("funds", "项目资金", "预算账里有的直接带出。", columns=_column_titles(), amounts=(funds, *sources), ledger="lines"),
        )
        return FilledArea(id, name, "这个项目自己的自评表。", blocks, self.sheet_of(name), str(listed[place].get("target", "")))

    def _amounts(self, path: str) -> tuple[FieldRow, ...]:
        return tuple(self.fields.row(f"{path}.{key}") for key in COLUMNS)

    def _counts(self, field: Field) -> Block:
        taxonomy = load_taxonomy()
        values = self.standing.compiled.sheet.values.get("counts", {})
        concepts = dict.fromkeys([*values, *(path[7:].partition("]")[0] for path in self.fields.entries if path.startswith("counts[")), self.extra])
        known = [concept for concept in concepts if concept in taxonomy]
        lines = [
            AmountLine(taxonomy.concept(one).label, tuple(self.fields.row(f"counts[{one}].{inner.key}") for inner in field.fields)) for one in known
        ]
        return Block(field.key, field.title, "写数和单位，如 39件。", columns=tuple(one.title for one in field.fields), amounts=tuple(lines))

    def _listed(self, field: Field) -> Block:
        sheet = self.standing.compiled.sheet
        lines = []
        for place, one in enumerate(sheet.values.get(field.key, ())):
            origins = [origin for path, origin in sheet.origins.items() if path.startswith(f"{field.key}[{place}].")]
            cells = tuple(word_named(inner, words_of(one.get(inner.key))) for inner in field.fields)
            lines.append(ListedLine(cells, origins[0].id if origins else 0))
        titles = tuple(f"{inner.title}{f'（{inner.unit}）' if inner.unit else ''}" for inner in field.fields)
        return Block(
            field.key, field.title, field.note, columns=titles, listed=tuple(lines), ledger="lines" if field.key == "adjustments" else "small_books"
        )


def _column_titles() -> tuple[str, ...]:
    return tuple(column.title for column in COLUMNS.values())


def _together(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Single fields that follow one another stand in one block."""
    found: list[Block] = []
    for block in blocks:
        if not block.id and found and not found[-1].id:
            found[-1] = Block("", "", fields=(*found[-1].fields, *block.fields))
        else:
            found.append(block)
    return tuple(found)
