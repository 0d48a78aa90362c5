"""The words that every report of an audit uses: severities, qualities, facts and their ranges, sources of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from jiheng.core.auditing.finding import Category, Finding, Severity
from jiheng.core.auditing.shelf import CHECKS, Check
from jiheng.core.auditing.words import span_of
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.printed import print_figure
from jiheng.core.figures.units import Unit
from jiheng.core.law import Citation, LegalSource
from jiheng.core.lawbook import list_yaml, load_yaml

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
CATEGORIES = {
    Category.ACCURACY: "准确", Category.COMPLETENESS: "完整", Category.EXISTENCE: "真实", Category.TIMELINESS: "及时", Category.WORDING: "表述",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a report says of the audit itself: titles of checks by code, the rule pack, and why it was chosen."""

    titles: Mapping[str, str] = field(default_factory=dict)
    pack: str = ""
    why: str = ""

    def title(self, code: str) -> str:
        """What a check is called; "" when nobody says."""
        check = _checks().get(code)
        return self.titles.get(code) or (check.title if check else "")

    def named(self, code: str) -> str:
        """A check by its title in quotation marks: some are called by the fault that they look for."""
        title = self.title(code)
        return f"“{title}”" if title else ""


@lru_cache(maxsize=1)
def _checks() -> Mapping[str, Check]:
    return CHECKS.all()


def sources_of(finding: Finding) -> tuple[str, tuple[Citation, ...]]:
    """What a finding rests on: its own sources, else the documents in which its check was met; with their heading."""
    check = _checks().get(finding.code)
    return ("依据", finding.sources) if finding.sources or check is None else ("此类问题的出处", check.sources)


@lru_cache(maxsize=1)
def _registered() -> frozenset[str]:
    return frozenset(path.removeprefix("sources/").removesuffix(".yaml") for path in list_yaml("sources"))


@lru_cache(maxsize=256)
def legal_source(id: str) -> LegalSource | None:
    """The document that a citation names, as the lawbook has it; None when the lawbook has no entry."""
    if id not in _registered():
        return None
    data = load_yaml(f"sources/{id}.yaml") or {}
    texts = {key: str(data.get(key) or "") for key in ("title", "number", "issuer", "issued_on", "link")}
    return LegalSource(id, **texts, verified=bool(data.get("verified")))


def source_words(citation: Citation) -> tuple[str, str]:
    """A citation in words, and whether its text was read: ("《…》（文号） 条款", "已核对原文")."""
    source = legal_source(citation.doc)
    if source is None or not source.title:
        return f"{citation.doc} {citation.article}".strip(), "未登记来源"
    number = f"（{source.number}）" if source.number else ""
    return f"《{source.title}》{number} {citation.article}".strip(), "已核对原文" if source.verified else "未核对原文"


def fact_name(fact: Fact) -> str:
    """What a fact is about: its words, of what, and which of many."""
    parts = [fact.label or "未命名的数"]
    if fact.of and fact.of in _concepts():
        parts.append(_concepts()[fact.of])
    item = _concepts().get(fact.context.item, fact.context.item)
    if item and item not in parts[0]:
        parts.append(item)
    return " · ".join(dict.fromkeys(parts))


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    return {concept.id: concept.label for concept in load_taxonomy()}


def context_words(fact: Fact) -> str:
    """Year, basis and funding scope of a fact."""
    context = fact.context
    year = context.period.words() if context.period.year is not None else ""
    return " ".join(part for part in (year, context.basis.value if context.basis else "", context.scope) if part)


def digits(figure: Figure) -> str:
    """The number as printed with grouping and the words that loosen it, without its unit."""
    return print_figure(figure, grouped=True).removesuffix(figure.unit.key)


def range_words(range: Interval, unit: Unit, step: Decimal) -> str:
    """A range as people write it, in a printed unit, widened outwards to a tenth of the step; open ends included."""
    low, high = range.low.is_finite(), range.high.is_finite()
    if low and high:
        return span_of(range, unit, step)
    if low:
        return f"不小于{edge_words(range.low, unit, step, ROUND_FLOOR)}"
    return f"不大于{edge_words(range.high, unit, step, ROUND_CEILING)}" if high else "不限"


def edge_words(value: Decimal, unit: Unit, step: Decimal, rounding: str) -> str:
    """One end of a range at a tenth of a printed step, rounded the way that keeps the statement true."""
    digits = f"{(value / unit.factor).quantize(step / 10, rounding):f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + unit.key


def figure_range(figure: Figure) -> str:
    """What a printed figure may truly be."""
    return range_words(figure.range, figure.unit, figure.step)


def counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many findings of each severity."""
    return {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
