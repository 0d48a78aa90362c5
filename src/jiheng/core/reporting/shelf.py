"""The shelf of report sections: what each is called, what it needs of a case, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiheng.core.catalog import Catalog
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput

Write = Callable[[ReportInput], Iterable[Part]]


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a report that is written from facts; it yields nothing where the case has nothing for it."""

    id: str
    title: str
    doc: str
    write: Write


SECTIONS: Catalog[Section] = Catalog("报告的节", "jiheng.core.reporting.sections")


def section(*, id: str, title: str) -> Callable[[Write], Write]:
    """Put a function on the shelf of sections; packs name it by `id` in their outline."""

    def place(write: Write) -> Write:
        SECTIONS.put(id, Section(id, title, write.__doc__ or "", write))
        return write

    return place
