"""The page of one audit: shell, document, findings and the other panels in one file that needs nothing else."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from importlib.resources import files
from string import Template

from jiheng.core.auditing.finding import Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.document import Document
from jiheng.core.facts.statements import Statements
from jiheng.core.reporting.audit_html.document_pane import document_html
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_html.facts_table import facts_html
from jiheng.core.reporting.audit_html.finding_cards import findings_html, severity_mark
from jiheng.core.reporting.audit_html.online import Online
from jiheng.core.reporting.audit_html.other_panels import held_html, open_html, unchecked_html
from jiheng.core.reporting.audit_html.places import Places
from jiheng.core.reporting.audit_words import About, counts

# From disk the page itself forbids what it does not need; a server says so in a header, and lets forms through.
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    'img-src data:; base-uri \'none\'; form-action \'none\'">\n<meta name="referrer" content="no-referrer">\n'
)
_FORMATS = {"docx": "Word文件", "pdf": "PDF", "xlsx": "Excel工作簿", "xls": "Excel工作簿", "html": "网页", "txt": "文本", "csv": "表格文本"}


def render_html(document: Document, statements: Statements, result: AuditResult, about: About | None = None, online: Online | None = None) -> str:
    """One audited document as one self-contained page; the same audit gives the same bytes.

    Served by the application (`online`), the page leaves its policy to the server and has places to answer.
    """
    about = about or About()
    places = Places(document, statements.facts, result)
    panels = (
        ("findings", "问题", len(result.findings), findings_html(places, about, online.answers if online else {})),
        ("held", "核对无误", len(result.held), held_html(result.held, places, about)),
        ("open", "未能评价", len(result.not_evaluated) + len(result.crashes), open_html(result, places, about)),
        ("unchecked", "未核对的数字", len(result.unchecked), unchecked_html(result, statements.loose, places)),
        ("facts", "事实表", len(statements.facts), facts_html(statements.facts, result, places, about)),
    )
    tabs = "".join(
        f'<button type="button" role="tab" id="t-{id}" aria-controls="p-{id}" aria-selected="{"true" if id == "findings" else "false"}"'
        f"{when(id != 'findings', ' tabindex=-1')}>{name} <span>{count}</span></button>"
        for id, name, count, _ in panels
    )
    bodies = "".join(
        f'<section role="tabpanel" id="p-{id}" aria-labelledby="t-{id}" class="panel{when(id == "findings", " cur")}"><h2 class="pt">{name}</h2>{body}</section>'
        for id, name, _, body in panels
    )
    return shell("audit.html").substitute(
        policy="" if online else _POLICY,
        bar=online.bar if online else "",
        title=text(document.name),
        meta=_meta(document, statements, about),
        counts=severity_counts(counts(result.findings)),
        notes=_notes(document),
        document=document_html(document, places),
        tabs=tabs,
        panels=bodies,
        css=asset("audit.css"),
        js=asset("audit.js"),
    )


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """One of the page's own files beside this module."""
    return (files("jiheng.core.reporting.audit_html") / name).read_text("utf-8")


def shell(name: str) -> Template:
    """A page without its content."""
    return Template(asset(name))


def severity_counts(amounts: dict[Severity, int]) -> str:
    """Each severity with its count."""
    return "".join(f'<span class="count">{severity_mark(severity)} {amount}</span>' for severity, amount in amounts.items())


def _meta(document: Document, statements: Statements, about: About) -> str:
    parts = [
        statements.subject or "单位未识别",
        statements.period.words(),
        f"{_FORMATS.get(document.format, document.format)}，{len(document.text)}字，{len(statements.facts)}个数字",
        f"规则 {about.pack or '未使用规则包'}{f'（{about.why}）' if about.why else ''}",
        f"SHA-256 {document.sha256[:16]}",
    ]
    return "".join(f"<span>{text(part)}</span>" for part in parts)


def _notes(document: Document) -> str:
    if not document.notes:
        return ""
    told = Counter((note.code, note.message) for note in document.notes)
    items = "".join(
        f"<li><code>{text(code)}</code> {text(message)}{when(count > 1, f'（{count}处）')}</li>" for (code, message), count in told.items()
    )
    return f'<details class="notes"><summary>读取时的修复与缺漏 {len(document.notes)} 条</summary><ul>{items}</ul></details>'
