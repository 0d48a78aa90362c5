"""What held, what could not be evaluated, and the numbers that nothing looked at: nothing is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from jiheng.core.auditing.finding import Band, Held, NotEvaluated
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import LooseNumber
from jiheng.core.reporting.arithmetic import arithmetic
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_html.finding_cards import operands
from jiheng.core.reporting.audit_html.number_line import number_line
from jiheng.core.reporting.audit_html.places import Places, unique
from jiheng.core.reporting.audit_words import About, context_words, fact_name

Told = TypeVar("Told", Held, NotEvaluated)

_MOST_LINKS = 12
_MOST_LOOSE = 3000


def held_html(held: Sequence[Held], places: Places, about: About) -> str:
    """Relations that held: those that rounding explains first, with their ranges, then those that agree to the digit."""
    close = [one for one in held if one.band is Band.ROUNDING]
    exact = [one for one in held if one.band is Band.EXACT]
    if not held:
        return '<p class="none">没有可以核对的关系。</p>'
    parts = [f"<h3>四舍五入可以解释 {len(close)} 项</h3>", *_by_code(close, places, about, working=True)] if close else []
    parts += [f"<h3>数字完全一致 {len(exact)} 项</h3>", *_by_code(exact, places, about, working=False)] if exact else []
    return "".join(parts)


def open_html(result: AuditResult, places: Places, about: About) -> str:
    """Relations and checks without an answer, each with its reason."""
    parts = []
    if result.crashes:
        lines = "".join(f"<li><code>{text(one.code)}</code> {text(about.title(one.code))}：{text(one.trouble)}</li>" for one in result.crashes)
        parts.append(f'<h3>检查程序出错 {len(result.crashes)} 项</h3><ul class="list">{lines}</ul>')
    if result.not_evaluated:
        parts.append(f"<h3>缺少数字或不能判断 {len(result.not_evaluated)} 项</h3>")
    for code, items in _grouped(result.not_evaluated):
        rows = "".join(f"<li>{text(one.reason)}{_links(one.evidence, places)}</li>" for one in items)
        if len(items) > 1:
            parts.append(_group(code, about.title(code), len(items), rows, is_open=True))
        else:
            parts.append(f'<div class="group"><code>{text(code)}</code> {text(about.title(code))}<ul class="list">{rows}</ul></div>')
    return "".join(parts) or '<p class="none">全部检查都得出了结论。</p>'


def unchecked_html(result: AuditResult, loose: Sequence[LooseNumber], places: Places) -> str:
    """Figures that no relation looked at, and numbers that are no figures at all."""
    rows = "".join(_unchecked(fact, places) for fact in result.unchecked)
    head = '<tr><th scope="col">名称</th><th scope="col">年度、口径</th><th scope="col" class="r">数字</th><th scope="col">位置</th></tr>'
    parts = [f"<p>以下 {len(result.unchecked)} 个数字没有任何核对关系涉及：既没有证实，也没有证伪。</p>"] if rows else []
    parts += [f'<table class="grid tight" aria-label="未核对的数字"><thead>{head}</thead><tbody>{rows}</tbody></table>'] if rows else []
    kinds: dict[str, list[str]] = {}
    for number in loose[:_MOST_LOOSE]:
        kinds.setdefault(number.why or "其他", []).append(number.text)
    if kinds:
        parts.append(f"<h3>不作为数值的数 {len(loose)} 个</h3>")
    for why, texts in kinds.items():
        distinct = dict.fromkeys(" ".join(one.split()) for one in texts)
        parts.append(f"<details><summary>{text(why)}（{len(texts)}）</summary><p>{text('、'.join(distinct))}</p></details>")
    return "".join(parts) or '<p class="none">每个数字都有核对关系涉及。</p>'


def _unchecked(fact: Fact, places: Places) -> str:
    place = text(fact.origin.locator.words())
    anchor = places.anchor(fact.origin)
    link = f'<a class="to" href="#{anchor}">{place}</a>' if anchor else place
    return (
        f'<tr><th scope="row">{text(fact_name(fact))}</th><td>{text(context_words(fact))}</td>'
        f'<td class="r">{text(" ".join(fact.figure.text.split()))}</td><td>{link}</td></tr>'
    )


def _by_code(held: Sequence[Held], places: Places, about: About, *, working: bool) -> Iterable[str]:
    for code, items in _grouped(held):
        rows = "".join(f"<li>{text(one.words)}{_links(one.evidence, places)}{_working(one, places) if working else ''}</li>" for one in items)
        yield _group(code, f"检查{about.named(code)}", len(items), rows, is_open=working)


def _working(one: Held, places: Places) -> str:
    if not one.facts:
        return ""
    compared = arithmetic(one.facts, (one.words,))
    drawn = number_line(compared) if compared is not None and compared.expected is not None and compared.meets else ""
    return f"<details><summary>算式与范围</summary>{operands(one.facts, places)}{drawn}</details>"


def _grouped(items: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    groups: dict[str, list[Told]] = {}
    for item in items:
        groups.setdefault(item.code, []).append(item)
    return sorted(groups.items())


def _group(code: str, name: str, count: int, rows: str, *, is_open: bool) -> str:
    title = f"<code>{text(code)}</code> {text(name)} <span>{count} 项</span>"
    return f'<details class="group"{when(is_open, " open")}><summary>{title}</summary><ul class="list">{rows}</ul></details>'


def _links(evidence: Sequence[Span], places: Places) -> str:
    """Where to look, as the printed words; their place is told on pointing at them."""
    links = [
        f'<a class="to" href="#{anchor}" title="{text(span.locator.words())}">{text(" ".join(span.text.split())[:24] or "此处")}</a>'
        for span in unique(evidence) if (anchor := places.anchor(span))
    ]  # fmt: skip
    more = f"等 {len(links)} 处" if len(links) > _MOST_LINKS else ""
    return f' <span class="links">{" ".join(links[:_MOST_LINKS])} {more}</span>' if links else ""
