"""The official table of targets (绩效目标表) before the year is over, in the layout of the pack that binds."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.errors import LawbookError
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.period import Period
from jiheng.core.reporting.composition import title_lines
from jiheng.core.reporting.draft import Draft, Title
from jiheng.core.reporting.fact_index import FactIndex
from jiheng.core.reporting.forms import fill
from jiheng.core.reporting.report_input import Content, Project, ReportInput, Unit
from jiheng.core.rulepack.outline_files import load_layouts, load_outline
from jiheng.core.scoring.scoring_input import IndicatorRow

DEPARTMENT, PROJECT = "targets", "project_targets"


def target_draft(
    pack: str, unit: Unit, year: int, goal: str, rows: Sequence[IndicatorRow], *, project: str = "", facts: Sequence[Fact] = (), stamp: str = ""
) -> Draft:
    """One table of targets as a draft for every renderer; cancelled indicators are left out. `stamp` says which version it is.

    Raises: LawbookError JH-P-050 where neither the pack nor one below it has the layout.
    """
    wanted = PROJECT if project else DEPARTMENT
    layout = next((one for one in load_layouts(pack) if one.id == wanted), None)
    if layout is None:
        raise LawbookError("JH-P-050", f"规则包“{pack}”没有绩效目标表的版式“{wanted}”", where=f"lawbook/packs/{pack}.yaml layouts", mend="补上该版式")
    live = tuple(row for row in rows if row.cancelled is None)
    own = Project(project, department=unit.full_name, agency=unit.full_name, target=goal, rows=live) if project else None
    content = Content(
        year=year,
        unit=unit,
        statements=Statements(unit.full_name, Period(year), tuple(facts)),
        rows=() if project else live,
        projects=(own,) if own else (),
        target="" if project else goal,
    )
    given = ReportInput(content, FactIndex(facts, year), load_outline(pack), (layout,))
    table = fill(layout, given, own)
    title = f"{project}{table.title}" if project else table.title
    return Draft(title, unit.full_name, year, (Title(title_lines(title)), table), tuple(facts), (("目标版本", stamp),) if stamp else ())
