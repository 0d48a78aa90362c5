"""An audit as a workbook: findings, what held, what is open, unchecked numbers, facts; a sheet each.

Numbers are written as the exact text that the report prints: a cell never holds a binary fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from jiheng.core.auditing.finding import Band, Finding
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.document import Document
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements
from jiheng.core.reporting.audit_words import (
    CATEGORIES,
    SEVERITIES,
    About,
    counts,
    digits,
    fact_name,
    figure_range,
    source_words,
    sources_of,
)  # fmt: skip
from jiheng.core.reporting.safe_text import visible

_LONGEST = 32_000  # a cell of a workbook holds 32767 characters
_MOST_ROWS = 1_048_000
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  the same audit gives the same bytes


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: its columns as (name, width, kind), kind "" wrapped text, "n" a number as text, "c" centred."""

    name: str
    columns: tuple[tuple[str, int, str], ...]
    rows: Iterable[Sequence[str]]


def render_xlsx(document: Document, statements: Statements, result: AuditResult, about: About | None = None) -> bytes:
    """One audited document as the bytes of a workbook; the same audit gives the same bytes."""
    about = about or About()
    sheets = [
        _findings(result.findings, about),
        _held(result, about),
        _open(result, about),
        _unchecked(result.unchecked),
        _facts(statements.facts),
    ]
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": _cell(f"核对结果 {document.name}"), "created": _EPOCH})
    styles = _styles(book)
    _summary(book, styles, document, statements, result, about)
    for sheet in sheets:
        _write(book, styles, sheet, document.name)
    book.close()
    return stream.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1, "border_color": "#C9CED6"}
    return {
        "": book.add_format({**base, "text_wrap": True}),
        "n": book.add_format({**base, "align": "right", "num_format": "@"}),
        "c": book.add_format({**base, "align": "center"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#E6E9EE", "text_wrap": True, "valign": "vcenter"}),
        "title": book.add_format({"font_name": "宋体", "font_size": 14, "bold": True}),
        "name": book.add_format({**base, "bold": True}),
    }


def _summary(book: Any, styles: dict[str, Any], document: Document, statements: Statements, result: AuditResult, about: About) -> None:
    sheet = book.add_worksheet("概况")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, _cell(f"核对结果：{document.name}"), styles["title"])
    amounts = counts(result.findings)
    exact = sum(one.band is Band.EXACT for one in result.held)
    rows = [
        ("单位", statements.subject or "未识别"),
        ("年度", statements.period.words()),
        ("规则包", f"{about.pack or '未使用'}{f'（{about.why}）' if about.why else ''}"),
        *((word, f"{amounts[severity]} 项") for severity, word in SEVERITIES.items()),
        ("核对无误", f"{len(result.held)} 项：数字一致 {exact} 项，取整可以解释 {len(result.held) - exact} 项"),
        ("未能评价", f"{len(result.not_evaluated) + len(result.crashes)} 项"),
        ("未核对的数字", f"{len(result.unchecked)} 个，共读出 {len(statements.facts)} 个"),
        ("文件的SHA-256", document.sha256),
        *(("读取说明", f"{note.code} {note.message}") for note in document.notes),
    ]
    for number, (name, value) in enumerate(rows, 2):
        sheet.write_string(number, 0, name, styles["name"])
        sheet.write_string(number, 1, _cell(value), styles[""])
    _page(sheet, document.name)


def _write(book: Any, styles: dict[str, Any], sheet: _Sheet, name: str) -> None:
    page = book.add_worksheet(sheet.name)
    for column, (title, width, kind) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, title, styles["head"])
        del kind
    last = 0
    for number, row in enumerate(sheet.rows, 1):
        if number > _MOST_ROWS:
            page.write_string(number, 0, "其余各行超出工作表的行数，未列出", styles[""])
            break
        for column, value in enumerate(row):
            page.write_string(number, column, _cell(value), styles[sheet.columns[column][2]])
        last = number
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
    _page(page, name)


def _page(page: Any, name: str) -> None:
    """A4 across, one page wide, with the file's name and page numbers at the foot."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    shown = _cell(name)[:80].replace("&", "&&")
    page.set_footer(f"&L{shown}&R第&P页，共&N页")


def _cell(words: str) -> str:
    return visible(words)[:_LONGEST]


def _findings(findings: Sequence[Finding], about: About) -> _Sheet:
    columns = (
        ("序号", 6, "c"), ("级别", 7, "c"), ("方面", 7, "c"), ("编码", 12, "c"), ("检查", 22, ""), ("问题", 46, ""), ("应为", 18, "n"),
        ("写作", 16, "n"), ("相差", 14, "n"), ("可能原因", 28, ""), ("处理", 34, ""), ("位置", 18, ""), ("原文", 36, ""), ("算式", 30, ""),
        ("依据或出处", 40, ""), ("标识", 18, ""),
    )  # fmt: skip
    return _Sheet("问题", columns, (_finding_row(number, one, about) for number, one in enumerate(findings, 1)))


def _finding_row(number: int, one: Finding, about: About) -> list[str]:
    return [
        str(number), SEVERITIES[one.severity], CATEGORIES[one.category], one.code, about.title(one.code), one.message, one.expected, one.stated,
        one.difference, one.likely_cause, one.mend, _places(one.evidence), _quotes(one.evidence), "\n".join(one.working),
        "\n".join("，".join(source_words(citation)) for citation in sources_of(one)[1]), one.fingerprint,
    ]  # fmt: skip


def _held(result: AuditResult, about: About) -> _Sheet:
    columns = (("编码", 12, "c"), ("检查", 30, ""), ("程度", 14, "c"), ("核对", 60, ""), ("位置", 24, ""), ("原文", 50, ""))
    words = {Band.EXACT: "数字一致", Band.ROUNDING: "取整可以解释"}
    return _Sheet(
        "核对无误",
        columns,
        ([one.code, about.title(one.code), words[one.band], one.words, _places(one.evidence), _quotes(one.evidence)] for one in result.held),
    )


def _open(result: AuditResult, about: About) -> _Sheet:
    columns = (("编码", 12, "c"), ("检查", 34, ""), ("没有结论的原因", 70, ""), ("位置", 30, ""))
    rows = [[one.code, about.title(one.code), f"检查程序出错：{one.trouble}", ""] for one in result.crashes]
    rows += [[one.code, about.title(one.code), one.reason, _places(one.evidence)] for one in result.not_evaluated]
    return _Sheet("未能评价", columns, rows)


_FACT_COLUMNS = (
    ("名称", 34, ""), ("概念", 24, ""), ("口径", 10, "c"), ("年度", 14, "c"), ("资金口径", 18, ""), ("数值", 16, "n"), ("单位", 8, "c"),
    ("精度", 9, "n"), ("可能的范围", 30, "n"), ("基本单位的值", 18, "n"), ("基本单位", 8, "c"), ("印作", 16, ""), ("位置", 20, ""), ("原文", 44, ""),
)  # fmt: skip


def _facts(facts: Sequence[Fact]) -> _Sheet:
    return _Sheet("事实表", _FACT_COLUMNS, (_fact_row(fact) for fact in facts))


def _unchecked(facts: Sequence[Fact]) -> _Sheet:
    return _Sheet("未核对的数字", _FACT_COLUMNS, (_fact_row(fact) for fact in facts))


def _fact_row(fact: Fact) -> list[str]:
    context, figure = fact.context, fact.figure
    return [
        fact_name(fact), fact.concept, context.basis.value if context.basis else "", context.period.words() if context.period.year is not None else "",
        context.scope, digits(figure).replace(",", ""), figure.unit.key, f"{figure.step:f}", figure_range(figure), f"{figure.value:f}",
        figure.unit.base, figure.text, fact.origin.locator.words(), fact.origin.quote,
    ]  # fmt: skip


def _places(evidence: Sequence[Span]) -> str:
    return "\n".join(dict.fromkeys(span.locator.words() for span in evidence))


def _quotes(evidence: Sequence[Span]) -> str:
    return "\n".join(dict.fromkeys(" ".join((span.quote or span.text).split()) for span in evidence))
