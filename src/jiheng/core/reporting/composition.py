"""A draft out of a case: the pack's outline filled by sections and the clerk's own words; empty sections say 无。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from jiheng.core.errors import LawbookError
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.draft import Attachment, Draft, Heading, PageBreak, Paragraph, Part, Style, Table, Title, plain
from jiheng.core.reporting.forms import fill
from jiheng.core.reporting.narrative import Reading, checked
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import SECTIONS
from jiheng.core.reporting.wording import nothing, ordinal, unverified_words
from jiheng.core.rulepack.outline import Layout, SectionPlan

_TITLE_LINE = 20  # characters of 二号 on a line of 156 mm
_WORD_END = re.compile("年度|会议|省|自治区|市|自治州|自治县|县|区|委员会|办公室")
_NUMBERED = re.compile(r"(\d{1,2})\.(?!\d)")


def compose(given: ReportInput, stamps: Sequence[tuple[str, str]] = ()) -> Draft:
    """The whole report: title, sections, attachments named, signature and date, then each attachment on its own page.

    Raises: LawbookError JH-P-050 where the outline names a section or a layout that is not there.
    """
    content = given.content
    facts_of = {"year": given.year, "full_name": content.unit.full_name, "name": content.unit.name, "last_year": given.year - 1}
    lines = tuple(part for line in given.outline.title for part in title_lines(line.format(**facts_of)))
    parts: list[Part] = [Title(lines)]
    if unverified := unverified_words(given.sheet):
        parts.append(Paragraph(plain(f"（{unverified}）"), Style.SUBTITLE))
    reading = Reading(given)
    for number, plan in enumerate(given.outline.sections, 1):
        parts += _section(given, plan, number, 1, reading)
    attached = list(_attached(given))
    parts += _foot(given, [layout.title for layout, _ in attached])
    for number, (_, tables) in enumerate(attached, 1):
        parts.append(Attachment(number if len(attached) > 1 else 0, tables[0].title))
        for place, table in enumerate(tables):
            parts += [PageBreak(), table] if place else [table]
    return Draft("".join(lines), content.unit.full_name, given.year, tuple(parts), facts_in(parts), tuple(stamps))


def title_lines(title: str) -> tuple[str, ...]:
    """A title in lines that a page holds, broken where a word ends, as near to the middle as may be.

    Example:
        >>> title_lines("2024年度中国人民政治协商会议某省某某市某某区委员会")
        ('2024年度中国人民政治协商会议', '某省某某市某某区委员会')
    """
    if len(title) <= _TITLE_LINE:
        return (title,)
    ends = [found.end() for found in _WORD_END.finditer(title) if 3 < found.end() < len(title) - 2]
    if not ends:
        return (title,)
    at = min(ends, key=lambda end: abs(2 * end - len(title)))
    return (*title_lines(title[:at]), *title_lines(title[at:]))


def form_draft(given: ReportInput, tables: Sequence[Table], title: str, stamps: Sequence[tuple[str, str]] = ()) -> Draft:
    """Tables alone as a document of their own (a workbook, a form to be handed in)."""
    parts = [part for table in tables for part in (PageBreak(), table)]  # every form begins a page
    return Draft(title, given.content.unit.full_name, given.year, tuple(parts[1:]), facts_in(tables), tuple(stamps))


def tables_of(given: ReportInput, layout: Layout) -> list[Table]:
    """A layout filled: once for the department, or once for each project."""
    if layout.form == "department":
        return [fill(layout, given)]
    return [fill(layout, given, project) for project in given.content.projects]


def layout_of(given: ReportInput, id: str) -> Layout:
    """The layout of an id. Raises: LawbookError JH-P-050."""
    for layout in given.layouts:
        if layout.id == id:
            return layout
    raise LawbookError("JH-P-050", f"提纲所列附表“{id}”没有版式", where="outline.attachments", mend="在 layouts 下补上该版式")


def facts_in(parts: Sequence[Part]) -> tuple[Fact, ...]:
    """Every fact that the parts state, each once, in reading order."""
    found: dict[str, Fact] = {}
    met: set[int] = set()  # one fact is printed in many places
    for part in parts:
        if isinstance(part, Paragraph):
            runs = part.runs
        elif isinstance(part, Table):
            runs = tuple(run for row in part.rows for cell in row for run in cell.runs)
        else:
            continue
        for run in runs:
            for fact in run.facts:
                if id(fact) not in met:
                    met.add(id(fact))
                    found.setdefault(fact.id + fact.figure.text, fact)
    return tuple(found.values())


def _section(given: ReportInput, plan: SectionPlan, number: int, level: int, reading: Reading) -> Iterator[Part]:
    yield Heading(level, heading(plan.title, number, level), plan.id)
    written: list[Part] = []
    if plan.words:
        written.append(Paragraph(plain(plan.words.format(year=given.year, name=given.name, full_name=given.content.unit.full_name))))
    for id in plan.use or ((plan.id,) if plan.id in SECTIONS.all() else ()):
        if id not in SECTIONS.all():
            raise LawbookError("JH-P-050", f"提纲的“{plan.title}”用到没有的节“{id}”", where="outline", mend="可用的节：" + "、".join(SECTIONS.all()))
        written += SECTIONS.all()[id].write(given)
    written += [Paragraph(plain(text), narrative=True) for text in given.content.narrative.get(plan.id, ())]
    if not written and not plan.sections:
        written.append(nothing())
    for part in (_deeper(one, level) for one in written):
        yield checked(part, reading) if isinstance(part, Paragraph) and part.narrative else part
    for place, one in enumerate(plan.sections, 1):
        yield from _section(given, one, place, level + 1, reading)


def _deeper(part: Part, level: int) -> Part:
    """A numbered paragraph under a heading that is itself numbered 1. or （1） takes the next kind of number."""
    if level < 3 or not isinstance(part, Paragraph) or not part.runs:
        return part
    found = _NUMBERED.match(part.runs[0].text)
    if not found:
        return part
    number = int(found[1])
    mark = f"（{number}）" if level == 3 else chr(ord("①") + number - 1) if number <= 20 else f"{number}）"
    first = replace(part.runs[0], text=mark + part.runs[0].text[found.end() :])
    return replace(part, runs=(first, *part.runs[1:]))


def heading(title: str, number: int, level: int) -> str:
    """A heading with its number: 一、 （一） 1. （1）."""
    marks = {1: f"{ordinal(number)}、", 2: f"（{ordinal(number)}）", 3: f"{number}.", 4: f"（{number}）"}
    return marks[level] + title


def _attached(given: ReportInput) -> Iterator[tuple[Layout, list[Table]]]:
    for id in given.outline.attachments:
        layout = layout_of(given, id)
        tables = tables_of(given, layout)
        if tables:
            yield layout, tables


def _foot(given: ReportInput, attached: Sequence[str]) -> Iterator[Part]:
    titles = [title.format(year=given.year, last_year=given.year - 1, name=given.name) for title in attached]
    for number, title in enumerate(titles, 1):
        head = "附件：" if number == 1 else ""
        yield Paragraph(plain(head + (f"{number}.{title}" if len(titles) > 1 else title)), Style.ENCLOSURE)
    sign = given.content.sign
    yield Paragraph(plain(sign.by), Style.SIGNATURE)
    if sign.on:
        yield Paragraph(plain(day_text(sign.on)), Style.DATE)


def day_text(day: date) -> str:
    """A date as GB/T 9704 writes it: 2024年6月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
