"""Excel: the official tables of a draft, a sheet each."""

from __future__ import annotations

from jiheng.core.reporting.carrying import words_of_tables
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import Audience, renderer
from jiheng.core.reporting.workbook.book import as_shown, tables_of_book, workbook_file


@renderer(format="xlsx", extension=".xlsx", mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def write_xlsx(draft: Draft, audience: Audience) -> bytes:
    """A draft's tables as a workbook: computing for colleagues, values only for publication."""
    live = audience is Audience.COLLEAGUES
    return workbook_file(draft, live=live, carried=words_of_tables(draft, [as_shown(table) for table in tables_of_book(draft)]) if live else "")
