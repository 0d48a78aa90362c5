"""A table as an official file: of a version, or of the draft as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.apps.factstore.selectors import core_facts
from jiheng.apps.targets.binding import pack_of
from jiheng.apps.targets.models import Indicator, TargetTable, TargetVersion
from jiheng.apps.targets.rows import core_row
from jiheng.apps.targets.selectors.versions import rows_of
from jiheng.core.casefile.target_tables import target_draft
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.report_input import Unit

FORMATS = ("xlsx", "docx", "pdf")


def draft_of(table: TargetTable, version: TargetVersion | None = None) -> Draft:
    """The official table as a draft: of a version, else of the rows as they stand."""
    rows: Sequence[Indicator] = rows_of(version) if version else list(table.indicators.all())
    department = table.department
    unit = Unit(department.name, department.short_name, department.code)
    stamp = f"第{version.number}版，{version.in_force_from:%Y-%m-%d}起生效，封印{version.seal[:12]}" if version else "草稿，未经批准"
    return target_draft(
        pack_of(table).id,
        unit,
        table.year,
        version.goal if version else table.goal,
        [core_row(row) for row in rows],
        project=table.project,
        facts=core_facts(department, table.year),
        stamp=stamp,
    )
