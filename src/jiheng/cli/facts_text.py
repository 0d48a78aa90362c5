"""What a document states as a table on a screen, grouped by what the numbers measure."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.cli.audit_text import heading
from jiheng.cli.screen import Style, table
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.statements import Statements
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import print_figure

_GROUPS = (("金额", ("money", "rate")), ("比率", ("ratio", "multiple")), ("人员", ("people", "person_times")), ("分值", ("score",)))


def facts_text(document: Document, statements: Statements, style: Style) -> str:
    """Heading, the facts in groups, then the indicator rows."""
    lines = heading(document, statements, style)
    # The cells of indicator tables come back as whole rows at the end.
    cells = "indicator." if statements.indicators else "\0"
    named = [fact for fact in statements.facts if fact.concept and not fact.concept.startswith(cells)]
    rest = named
    for title, dimensions in _GROUPS:
        lines += _group(title, [fact for fact in rest if fact.figure.unit.dimension in dimensions], style)
        rest = [fact for fact in rest if fact.figure.unit.dimension not in dimensions]
    lines += _group("数量", rest, style)
    lines += _group("没有归入概念的数字（按旁边的文字列出）", [fact for fact in statements.facts if not fact.concept], style)
    return "\n".join([*lines, *_indicators(statements, style)])


def _group(title: str, facts: Sequence[Fact], style: Style) -> list[str]:
    if not facts:
        return []
    rows = [["项目", "口径", "年度", "数值", "位置"]]
    rows += [[_name(fact), _basis(fact), _year(fact), _value(fact), fact.origin.locator.words()] for fact in facts]
    head, *body = table(rows, right=(3,), most=(44, 18, 14, 24, 30), indent="  ")
    return ["", style.paint(f"{title}  {len(facts)} 个", "bold"), style.paint(head, "dim"), *body]


def _name(fact: Fact) -> str:
    """The label, and of which item or concept it is said."""
    taxonomy = load_taxonomy()
    of = taxonomy.concept(fact.of).label if fact.of in taxonomy else fact.of
    beside = [word for word in (fact.context.item, of) if word and word not in fact.label]
    return fact.label + (f"（{'，'.join(beside)}）" if beside else "")


def _basis(fact: Fact) -> str:
    basis = fact.context.basis.value if fact.context.basis else ""
    return " ".join(word for word in (basis, fact.context.scope) if word)


def _year(fact: Fact) -> str:
    return "" if fact.context.period.year is None else fact.context.period.words()


def _value(fact: Fact) -> str:
    return print_figure(fact.figure) + ("*" if fact.repair else "")


def _indicators(statements: Statements, style: Style) -> list[str]:
    if not statements.indicators:
        return []
    rows = [["指标", "目标", "实际", "分值", "得分"]]
    rows += [
        [" / ".join(filter(None, row.level)), _target(row), row.actual, _points(row.weight), _points(row.score)] for row in statements.indicators
    ]
    rows += [[total.name, "", "", _points(total.weight), _points(total.score)] for total in statements.totals]
    head, *body = table(rows, right=(3, 4), most=(48, 22, 22), indent="  ")
    return ["", style.paint(f"指标  {len(statements.indicators)} 行", "bold"), style.paint(head, "dim"), *body]


def _target(row: StatedIndicator) -> str:
    """The target as printed; the relation and the unit stand in columns of their own in some tables."""
    relation = row.relation if row.target[:1].isdigit() else ""
    return relation + row.target + ("" if row.target.endswith(row.unit) else row.unit)


def _points(figure: Figure | None) -> str:
    return f"{figure.number:f}" if figure else ""
