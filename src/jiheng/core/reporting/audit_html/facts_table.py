"""Every fact of the document as a row: what the page shows of a number comes from here."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.core.auditing.finding import Band
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_html.places import Places
from jiheng.core.reporting.audit_words import About, digits, fact_name, figure_range

_COLUMNS = ("名称", "口径", "年度", "数值", "单位", "精度", "位置", "核对")


def facts_html(facts: Sequence[Fact], result: AuditResult, places: Places, about: About) -> str:
    """The sortable table; a row's `data-more` holds what does not fit its columns, one `名：值` a line."""
    if not facts:
        return '<p class="none">没有读出数字。</p>'
    seen = _Seen(result, about)
    ranks = {id(fact): rank for rank, fact in enumerate(sorted(facts, key=lambda fact: fact.figure.value))}
    steps = {step: rank for rank, step in enumerate(sorted({fact.figure.base_step for fact in facts}))}
    head = "".join(
        f'<th scope="col" aria-sort="{"ascending" if name == "位置" else "none"}"{when(name in ("数值", "精度"), " class=r")}><button type="button">{name}</button></th>'
        for name in _COLUMNS
    )
    rows = "\n".join(_row(number, fact, places, seen, ranks[id(fact)], steps[fact.figure.base_step]) for number, fact in enumerate(facts))
    return f'<table class="grid" id="facts" aria-label="事实表"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(number: int, fact: Fact, places: Places, seen: _Seen, rank: int, step: int) -> str:
    context, figure = fact.context, fact.figure
    place = text(fact.origin.locator.words())
    anchor = places.anchor(fact.origin)
    link = f'<a class="to" href="#{anchor}">{place}</a>' if anchor else place
    more = {
        "概念": fact.concept or "未归入概念",
        "范围": figure_range(figure),
        "资金口径": context.scope,
        "修复": fact.repair,
        "把握": f"{fact.trust:f}" if fact.trust < 1 else "",
        "核对": seen.words(fact),
    }
    lines = "\n".join(f"{name}：{value}" for name, value in more.items() if value)
    basis = context.basis.value if context.basis else ""
    year = context.period.words().removesuffix("年") if context.period.year is not None else ""
    return (
        f'<tr id="r{number}" data-more="{text(lines)}"><th scope="row">{text(fact_name(fact))}</th><td>{basis}</td><td>{text(year)}</td>'
        f'<td class="r" data-s="{rank}">{text(digits(figure))}</td><td>{text(figure.unit.key)}</td><td class="r" data-s="{step}">{figure.step:f}</td>'
        f'<td data-s="{number}">{link}</td><td>{text(seen.short(fact))}</td></tr>'
    )


class _Seen:
    """Which findings and which held relations looked at a fact."""

    def __init__(self, result: AuditResult, about: About) -> None:
        self._about = about
        self._findings: dict[str, list[int]] = {}
        self._held: dict[str, list[tuple[str, Band]]] = {}
        self._codes = [finding.code for finding in result.findings]
        for number, finding in enumerate(result.findings, 1):
            for fact in finding.facts:
                self._findings.setdefault(fact.id, []).append(number)
        for one in result.held:
            for fact in one.facts:
                self._held.setdefault(fact.id, []).append((one.code, one.band))

    def short(self, fact: Fact) -> str:
        """问题1、4；相符2."""
        numbers, held = self._findings.get(fact.id, []), self._held.get(fact.id, [])
        parts = ["问题" + "、".join(map(str, dict.fromkeys(numbers)))] if numbers else []
        return "；".join([*parts, f"相符{len(held)}"] if held else parts) or "未核对"

    def words(self, fact: Fact) -> str:
        """Each check by name with its outcome."""
        told = [f"问题{number} {self._name(self._codes[number - 1])}" for number in dict.fromkeys(self._findings.get(fact.id, []))]
        for code, band in dict.fromkeys(self._held.get(fact.id, [])):
            told.append(f"{code} {self._about.named(code)}：无误，{'一致' if band is Band.EXACT else '取整可解释'}")
        return "；".join(told) or "没有核对关系涉及"

    def _name(self, code: str) -> str:
        return f"{code} {self._about.title(code)}".strip()
