"""An audit as a draft to be printed: what was found, where, by which arithmetic, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jiheng.core.auditing.finding import Band, Finding, Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements
from jiheng.core.reporting.audit_words import CATEGORIES, SEVERITIES, About, counts, figure_range, source_words, sources_of
from jiheng.core.reporting.draft import Align, Cell, CellKind, Draft, Heading, Paragraph, Part, Run, Style, Table, Title, plain
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.wording import ordinal

_MOST_QUOTED = 80  # characters of the document beside a finding
_SAID = {
    Severity.ERROR: "算式或已核实的规则证明有误，应当更正",
    Severity.WARNING: "需要说明或更正",
    Severity.HINT: "表述和格式上的建议",
}


def audit_draft(
    document: Document, statements: Statements, result: AuditResult, about: About | None = None, answers: Mapping[str, str] | None = None
) -> Draft:
    """One audited document as a draft; `answers` are what was said to findings, by fingerprint."""
    about, answers = about or About(), answers or {}
    parts: list[Part] = [Title(("绩效自评报告核对结果",)), Paragraph(plain(f"（{visible(document.name)}）"), Style.SUBTITLE)]
    parts += _summary(statements, result, about)
    number = 0
    for severity, word in SEVERITIES.items():
        found = [finding for finding in result.findings if finding.severity is severity]
        if not found:
            continue
        number += 1
        parts.append(Heading(1, f"{ordinal(number)}、{word}（{len(found)}项）"))
        parts.append(Paragraph(plain(f"{_SAID[severity]}。")))
        for place, finding in enumerate(found, 1):
            parts += _finding(place, finding, about, answers.get(finding.fingerprint, ""))
    if not result.findings:
        parts.append(Paragraph(plain("没有发现问题。")))
    parts.append(Heading(1, f"{ordinal(number + 1)}、核对范围"))
    parts += _scope(result)
    return Draft("绩效自评报告核对结果", statements.subject, statements.period.year or 0, tuple(parts))


def _summary(statements: Statements, result: AuditResult, about: About) -> Iterator[Part]:
    amounts = counts(result.findings)
    pack = f"{about.pack or '未使用'}{f'（{about.why}）' if about.why else ''}"
    rows = [
        ("单位", statements.subject or "未识别"),
        ("年度", statements.period.words()),
        ("规则包", pack),
        ("结果", "，".join(f"{word}{amounts[severity]}项" for severity, word in SEVERITIES.items())),
    ]
    table = tuple((Cell(plain(name), CellKind.HEAD), Cell(plain(visible(words)), align=Align.LEFT)) for name, words in rows)
    yield Table("summary", "", (30, 126), table, sheet="概况")


def _finding(place: int, finding: Finding, about: About, answer: str) -> Iterator[Part]:
    yield Paragraph((Run(f"{place}.", bold=True), Run(visible(finding.message), bold=True)))
    head, sources = sources_of(finding)
    lines = [
        ("位置", "；".join(dict.fromkeys(f"{span.locator.words()}“{_quoted(span.quote or span.text)}”" for span in finding.evidence[:4]))),
        ("算式", "；".join(finding.working)),
        ("取值范围", "；".join(f"{fact.figure.text}为{figure_range(fact.figure)}" for fact in finding.facts if finding.working)),
        ("可能原因", finding.likely_cause),
        ("怎么改", finding.mend),
        (head, "；".join(f"{words}（{read}）" for words, read in map(source_words, sources))),
        ("检查项", f"{finding.code} {about.title(finding.code)}（{CATEGORIES[finding.category]}）"),
        ("答复", answer),
    ]
    for title, words in lines:
        if words:
            yield Paragraph(plain(f"{title}：{visible(words)}"))


def _scope(result: AuditResult) -> Iterator[Part]:
    exact = sum(one.band is Band.EXACT for one in result.held)
    yield Paragraph(plain(f"核对无误{len(result.held)}项：数字一致{exact}项，取整可以解释{len(result.held) - exact}项。"))
    yield Paragraph(plain(f"未能评价{len(result.not_evaluated)}项，没有核对到的数字{len(result.unchecked)}个；清单见网页结果或工作簿。"))
    for crash in result.crashes:
        yield Paragraph(plain(f"检查项{crash.code}没有运行成：{visible(crash.trouble)}"))


def _quoted(words: str) -> str:
    shown = visible(" ".join(words.split()))
    return shown if len(shown) <= _MOST_QUOTED else f"{shown[:_MOST_QUOTED]}…"
