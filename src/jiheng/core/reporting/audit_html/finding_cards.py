"""The findings as cards: what is wrong, the arithmetic behind it, what to do, on what ground, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiheng.core.auditing.finding import Category, Finding, Severity
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.arithmetic import arithmetic
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_html.number_line import number_line
from jiheng.core.reporting.audit_html.places import Places, unique
from jiheng.core.reporting.audit_words import CATEGORIES, SEVERITIES, About, context_words, counts, fact_name, figure_range, source_words, sources_of

_MOST_PLACES = 60


def findings_html(places: Places, about: About, answers: Mapping[str, str]) -> str:
    """The filter and every card, in the order of the audit; `answers` by fingerprint is HTML that stands at the end of a card."""
    findings = places.findings
    if not findings:
        return '<p class="none">没有发现问题。核对过的关系见“核对无误”，没有关系涉及的数字见“未核对的数字”。</p>'
    cards = "\n".join(_card(number, finding, places, about, answers.get(finding.fingerprint, "")) for number, finding in enumerate(findings, 1))
    return f'{_filter(findings, about)}<p id="shown" class="shown" role="status">共 {len(findings)} 项</p><ol class="cards">{cards}</ol>'


def severity_mark(severity: Severity) -> str:
    """The shape and the word of a severity."""
    return f'<span class="sev {severity.value}"><svg aria-hidden="true"><use href="#s-{severity.value}"/></svg>{SEVERITIES[severity]}</span>'


def operands(facts: Sequence[Fact], places: Places) -> str:
    """The figures that a comparison uses: name, as printed, and what each may truly be."""
    rows = "".join(
        f'<tr><th scope="row">{text(fact_name(fact))}<small>{text(context_words(fact))}</small></th>'
        f'<td class="r">{_to(places.anchor(fact.origin), " ".join(fact.figure.text.split()))}</td><td class="r">{text(figure_range(fact.figure))}</td></tr>'
        for fact in facts
    )
    head = '<tr><th scope="col">数字</th><th scope="col" class="r">印作</th><th scope="col" class="r">真值可能的范围</th></tr>'
    return f'<table class="ops"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _filter(findings: Sequence[Finding], about: About) -> str:
    amounts = counts(findings)
    buttons = "".join(
        f'<button type="button" data-sev="{severity.value}" aria-pressed="true"{when(not amount, " disabled")}>{severity_mark(severity)} {amount}</button>'
        for severity, amount in amounts.items()
    )
    used = {finding.category for finding in findings}
    categories = "".join(f'<option value="{one.value}">{CATEGORIES[one]}</option>' for one in Category if one in used)
    codes = {code: sum(finding.code == code for finding in findings) for code in sorted({finding.code for finding in findings})}
    checks = "".join(
        f'<option value="{text(code)}">{text(f"{code} {about.title(code)}".strip())}（{count}）</option>' for code, count in codes.items()
    )
    return (
        f'<form class="filter" role="search" aria-label="筛选问题"><span role="group" aria-label="级别">{buttons}</span>'
        f'<label><span class="sr">方面</span><select name="cat"><option value="">全部方面</option>{categories}</select></label>'
        f'<label><span class="sr">检查</span><select name="code"><option value="">全部检查</option>{checks}</select></label>'
        '<label class="find"><span class="sr">搜索问题</span><input name="q" type="search" placeholder="搜索（按 / 键）" autocomplete="off"></label>'
        '<button type="reset">清除</button></form>'
    )


def _card(number: int, finding: Finding, places: Places, about: About, answer: str) -> str:
    title = about.title(finding.code)
    compared = "".join(
        f"<div><dt>{name}</dt><dd>{text(value)}</dd></div>"
        for name, value in (("应为", finding.expected), ("写作", finding.stated), ("相差", finding.difference)) if value
    )  # fmt: skip
    notes = "".join(
        f"<div><dt>{name}</dt><dd>{text(value)}</dd></div>" for name, value in (("可能", finding.likely_cause), ("处理", finding.mend)) if value
    )
    return (
        f'<li class="card {finding.severity.value}" id="F{number}" data-sev="{finding.severity.value}" data-cat="{finding.category.value}"'
        f' data-code="{text(finding.code)}">'
        f'<p class="head">{severity_mark(finding.severity)}<b class="no" aria-hidden="true">{number}</b><span>{CATEGORIES[finding.category]}</span>'
        f"<code>{text(finding.code)}</code> <span>{text(title)}</span></p>"
        f'<h3><a class="go" href="#{_first(finding, places) or f"F{number}"}"><span class="sr">问题{number}：</span>{text(finding.message)}</a></h3>'
        f"{_list('cmp', compared)}{_list('why', notes)}"
        f'<div class="more">{_arithmetic(finding, places)}{_places(finding, places)}{_sources(finding)}</div>{answer}</li>'
    )


def _list(kind: str, items: str) -> str:
    return when(items, f'<dl class="{kind}">{items}</dl>')


def _first(finding: Finding, places: Places) -> str:
    return next((anchor for span in finding.evidence if (anchor := places.anchor(span))), "")


def _to(anchor: str, words: str) -> str:
    return f'<a class="to" href="#{anchor}">{text(words)}</a>' if anchor else text(words)


def _arithmetic(finding: Finding, places: Places) -> str:
    parts = [f'<p class="working">{text(line)}</p>' for line in finding.working]
    if finding.facts:
        parts.append(operands(finding.facts, places))
        compared = arithmetic(finding.facts, finding.working, finding.expected, finding.stated)
        if compared is not None and compared.expected is not None and compared.stated is not None:
            parts.append(number_line(compared, found=True))
    return f"<h4>算式</h4>{''.join(parts)}" if parts else ""


def _places(finding: Finding, places: Places) -> str:
    spans = unique(finding.evidence)
    if not spans:
        return ""
    items = [
        f"<li><span>{_to(places.anchor(span), span.locator.words())}</span><q>{text(' '.join((span.quote or span.text).split())[:160])}</q></li>"
        for span in spans[:_MOST_PLACES]
    ]
    if len(spans) > _MOST_PLACES:
        items.append(f"<li>另有 {len(spans) - _MOST_PLACES} 处</li>")
    return f'<h4>位置</h4><ul class="where">{"".join(items)}</ul>'


def _sources(finding: Finding) -> str:
    items = []
    heading, citations = sources_of(finding)
    for citation in citations:
        words, state = source_words(citation)
        quote = when(citation.quote, f"<q>{text(citation.quote)}</q>")
        items.append(f'<li>{text(words)} <span class="state">{state}</span>{quote}</li>')
    return f'<h4>{heading}</h4><ul class="law">{"".join(items)}</ul>' if items else ""
