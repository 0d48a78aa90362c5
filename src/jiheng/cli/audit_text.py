"""An audit as a person reads it on a screen: findings first, then what held, what is open, what nobody looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from jiheng.cli.quote import marked_quotes
from jiheng.cli.screen import Style, pad, table, width, wrap
from jiheng.core.auditing.finding import Band, Finding, Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile.rules import all_rules
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.printed import print_figure

_MARKS = {Severity.ERROR: ("✗", "错误", "red"), Severity.WARNING: ("▲", "警告", "yellow"), Severity.HINT: ("●", "提示", "cyan")}
_INDENT = "  "
_MOST_PLACES, _MOST_OPEN, _MOST_NUMBERS, _MOST_NOTES = 8, 12, 24, 6


def audit_text(document: Document, statements: Statements, result: AuditResult, style: Style) -> str:
    """The whole result of one document as lines."""
    titles = {code: rule.title for code, rule in all_rules().items()}
    lines = [*heading(document, statements, style), ""]
    for finding in result.findings:
        lines += [*_finding(document, finding, style), ""]
    lines += _summary(result, style)
    lines += _held(result, titles)
    lines += _open(result, style)
    lines += _unchecked(result, style)
    return "\n".join(lines)


def heading(document: Document, statements: Statements, style: Style) -> list[str]:
    """Name, subject, year and length of a document, and what its reader noted."""
    about = [
        statements.subject or "单位未识别",
        statements.period.words(),
        document.format,
        f"{len(document.text)}字",
        f"{len(statements.facts)}个数字",
    ]
    lines = [style.paint(document.name, "bold"), _INDENT + " · ".join(about)]
    for message, count in list(Counter(f"[{note.code}] {note.message}" for note in document.notes).items())[:_MOST_NOTES]:
        lines += _block("读取", message + (f"（{count}处）" if count > 1 else ""), style)
    return lines


def _finding(document: Document, finding: Finding, style: Style) -> list[str]:
    mark, word, colour = _MARKS[finding.severity]
    head = f"{mark} {word} {finding.code} "
    first, *rest = wrap(finding.message, style.columns - width(head))
    lines = [style.paint(f"{mark} {word}", colour) + f" {finding.code} " + style.paint(first, "bold")]
    lines += [" " * width(head) + style.paint(line, "bold") for line in rest]
    quotes = marked_quotes(document, finding.evidence, style, style.columns - 8)
    for place, quoted in quotes[:_MOST_PLACES]:
        lines += _block("原文", f"（{place}）", style) + [_INDENT * 4 + line for line in quoted]
    if len(quotes) > _MOST_PLACES:
        lines.append(f"{_INDENT}      另有 {len(quotes) - _MOST_PLACES} 处")
    compared = [f"{name} {value}" for name, value in (("应为", finding.expected), ("写作", finding.stated), ("相差", finding.difference)) if value]
    if compared:
        lines += _block("对比", "   ".join(compared), style)
    for working in finding.working:
        lines += _block("算式", working, style)
    sources = "；".join(f"{source.doc} {source.article}".strip() for source in finding.sources)
    for name, value in (("可能", finding.likely_cause), ("处理", finding.mend), ("依据", sources)):
        if value:
            lines += _block(name, value, style)
    return lines


def _block(name: str, text: str, style: Style) -> list[str]:
    """A named line, with its continuation lines set under its text."""
    first, *rest = wrap(text, style.columns - 8)
    return [f"{_INDENT}{style.paint(name, 'dim')}  {first}", *(_INDENT * 4 + line for line in rest)]


def _summary(result: AuditResult, style: Style) -> list[str]:
    parts = []
    for severity, (mark, word, colour) in _MARKS.items():
        count = sum(finding.severity is severity for finding in result.findings)
        parts.append(style.paint(f"{mark} {word} {count}", colour if count else "dim"))
    return ["   ".join(parts)]


def _held(result: AuditResult, titles: dict[str, str]) -> list[str]:
    exact = sum(held.band is Band.EXACT for held in result.held)
    lines = [f"核对相符 {len(result.held)} 项：数字一致 {exact} 项，四舍五入可以解释 {len(result.held) - exact} 项"]
    by_code = Counter(held.code for held in result.held)
    return lines + table([[code, titles.get(code, ""), f"{count} 项"] for code, count in sorted(by_code.items())], right=(2,), indent=_INDENT)


def _open(result: AuditResult, style: Style) -> list[str]:
    reasons = Counter((item.code, item.reason) for item in result.not_evaluated)
    reasons.update((crash.code, f"检查程序出错：{crash.trouble}") for crash in result.crashes)
    if not reasons:
        return []
    lines = [f"未能核对 {sum(reasons.values())} 项"]
    for (code, reason), count in list(reasons.items())[:_MOST_OPEN]:
        head = f"{_INDENT}{pad(code, 10)}  "
        first, *rest = wrap(reason + (f"（{count}处）" if count > 1 else ""), style.columns - width(head))
        lines += [head + first, *(" " * width(head) + line for line in rest)]
    return lines + _more(reasons, _MOST_OPEN)


def _unchecked(result: AuditResult, style: Style) -> list[str]:
    if not result.unchecked:
        return []
    shown = [f"{fact.label} {print_figure(fact.figure)}".strip() for fact in result.unchecked[:_MOST_NUMBERS]]
    lines = wrap("、".join(shown) + ("……" if len(result.unchecked) > _MOST_NUMBERS else ""), style.columns - 2)
    return [f"没有勾稽关系涉及的数字 {len(result.unchecked)} 个", *(_INDENT + line for line in lines)]


def _more(items: Sequence[object] | Iterable[object], shown: int) -> list[str]:
    left = len(list(items)) - shown
    return [f"{_INDENT}另有 {left} 种，见 --format json"] if left > 0 else []
