"""Excel: the official tables of a draft, a sheet each."""

from __future__ import annotations

from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, renderer
from jiheng.core.reporting.workbook.book import workbook_file


@renderer(format="xlsx", extension=".xlsx", mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def write_xlsx(draft: Draft, audience: Audience) -> bytes:
    """A draft's tables as a workbook: computing for colleagues, values only for publication."""
    return workbook_file(draft, live=audience is Audience.COLLEAGUES)
