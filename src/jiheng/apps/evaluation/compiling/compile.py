"""One self-evaluation to its case file.

Books and approved targets come first, then what was entered; nothing is computed here that the core computes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiheng.apps.accounts.models import Department
from jiheng.apps.evaluation.compiling import books, targets
from jiheng.apps.evaluation.compiling.entries import state_entries
from jiheng.apps.evaluation.compiling.sheet import Origin, Sheet, key_of
from jiheng.apps.evaluation.finished import case_of
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.lawbooks.selectors import pack_of
from jiheng.apps.shared.kept import Kept
from jiheng.core.casefile.case_trouble import Trouble
from jiheng.core.casefile.casefile import CaseFile

_LEVELS = ("省级", "市级", "县级")


@dataclass(frozen=True, slots=True)
class Compiled:
    """The case as text and, where nothing is wrong with it, read.

    `origins` tell by case path where each value came from; `troubles` what must be mended before anything can be made of it, each with the
    lasting path by which entries know the place; `left` are entries whose place is gone, or now taken by a figure of the books.
    """

    name: str
    text: bytes
    pack: str
    case: CaseFile | None
    troubles: tuple[Trouble, ...]
    sheet: Sheet
    left: tuple[Entry, ...]

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Where each value came from, by case path."""
        return self.sheet.origins

    def lasting(self, path: str) -> str:
        """A case path as entries name it."""
        return self.sheet.lasting(path)


def compile_case(evaluation: SelfEvaluation, typed: Mapping[str, str] | None = None, entries: Mapping[str, Entry] | None = None) -> Compiled:
    """The case file as books, approved targets and entries give it now; `typed` stands in for entries, unsaved.

    `entries` where they were read already.
    """
    department = evaluation.department
    sheet = _BOOKS.get((evaluation.pk, evaluation.places), lambda: _stated(evaluation)).copy()
    left = state_entries(sheet, _with(evaluation.entries.all() if entries is None else entries.values(), typed or {}))
    text = sheet.text()
    name = f"{department.short_name}{evaluation.year}.yaml"
    case, troubles = case_of(text, name)
    return Compiled(name, text, sheet.values["pack"], case, troubles, sheet, left)


_BOOKS: Kept[Sheet] = Kept(16, but=Entry._meta.label_lower)  # while a clerk writes, books and targets are as they were


def _stated(evaluation: SelfEvaluation) -> Sheet:
    """What books and approved targets state, before anything entered."""
    department, year = evaluation.department, evaluation.year
    sheet = Sheet()
    sheet.put("schema", "jiheng.case/1", Origin("rules"))
    sheet.put("year", year, Origin("rules"))
    sheet.put("pack", pack_of(department, year).pack.id, Origin("rules"))
    _unit(sheet, department)
    facts = books.Facts(department, year, evaluation.places)
    books.state_books(sheet, facts)
    changes = books.adjustments(department, year, evaluation.places)
    for entry, came in changes.get("", ()):
        sheet.append("adjustments", str(came.id), entry, dict.fromkeys(entry, came))
    for entry, came in books.buildings(department, year):
        sheet.append("buildings", str(came.id), entry, dict.fromkeys(entry, came))
    tables = targets.tables_in_force(department, year)
    own = tables.get("")
    if own is not None:
        sheet.put("target", own.last.goal, Origin("target"))
        targets.state_indicators(sheet, facts, "indicators", own)
    for name in dict.fromkeys([*books.project_names(facts), *(name for name in tables if name)]):
        funds, origins = books.project_funds(facts, name)
        place = sheet.append("projects", key_of(name), {"name": name, "funds": funds}, origins)
        if name in changes:
            sheet.into(place, "adjustments", [entry for entry, _ in changes[name]], changes[name][0][1])
        if name in tables:
            sheet.into(place, "target", tables[name].last.goal, Origin("target"))
            targets.state_indicators(sheet, facts, f"{place}.indicators", tables[name])
    return sheet


def _with(entries: Iterable[Entry], typed: Mapping[str, str]) -> list[Entry]:
    kept = [entry for entry in entries if entry.path not in typed]
    return kept + [Entry(path=path, text=text) for path, text in typed.items()]


def _unit(sheet: Sheet, department: Department) -> None:
    came = Origin("department", department.pk)
    sheet.put("unit.full_name", department.name, came)
    sheet.put("unit.name", department.short_name, came)
    if department.code:
        sheet.put("unit.code", department.code, came)
    sheet.put("unit.level", level_of(department), came)


def level_of(department: Department) -> str:
    """The level of a department's budget by its place: province, city, district or county."""
    code = department.region_code
    rank = 0 if code.endswith("0000") else 1 if code.endswith("00") else 2
    return "区级" if rank == 2 and department.region_name.endswith("区") else _LEVELS[rank]
