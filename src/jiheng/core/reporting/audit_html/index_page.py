"""The page that leads to the pages of several audits: a table of documents, the most severe first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiheng.core.auditing.finding import Severity
from jiheng.core.reporting.audit_html.escape import text
from jiheng.core.reporting.audit_html.finding_cards import severity_mark
from jiheng.core.reporting.audit_html.page import asset, severity_counts, shell


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One document: its name, the address of its page, its counts, or what kept it from being read."""

    name: str
    address: str
    findings: Mapping[Severity, int]
    facts: int = 0
    held: int = 0
    trouble: str = ""


def render_index(rows: Sequence[IndexRow]) -> str:
    """Documents by their counts of severities; what could not be read stands first."""
    ordered = sorted(rows, key=lambda row: (not row.trouble, *(-row.findings.get(severity, 0) for severity in Severity)))
    total = {severity: sum(row.findings.get(severity, 0) for row in rows) for severity in Severity}
    heads = "".join(f'<th scope="col" class="r">{severity_mark(severity)}</th>' for severity in Severity)
    return shell("index.html").substitute(
        count=len(rows),
        counts=severity_counts(total),
        head=f'<tr><th scope="col">文件</th>{heads}<th scope="col" class="r">数字</th><th scope="col" class="r">相符</th></tr>',
        rows="\n".join(_row(row) for row in ordered),
        css=asset("audit.css"),
    )


def _row(row: IndexRow) -> str:
    if row.trouble:
        return f'<tr><th scope="row">{text(row.name)}</th><td colspan="5">未读：{text(row.trouble)}</td></tr>'
    cells = "".join(f'<td class="r">{amount}</td>' for amount in (*(row.findings.get(severity, 0) for severity in Severity), row.facts, row.held))
    return f'<tr><th scope="row"><a href="{text(row.address)}">{text(row.name)}</a></th>{cells}</tr>'
