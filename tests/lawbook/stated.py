"""Statements made of a relation's case: one fact per figure, each at its own place."""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.causes import PrintedFigures
from jiheng.core.auditing.finding import Outcome
from jiheng.core.auditing.relations import Bench, judge
from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Context
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.factbase import UNNAMED, FactBase
from jiheng.core.facts.statements import Statements
from jiheng.core.figures.printed import read_figure
from jiheng.core.period import Period
from jiheng.core.rulepack.formula import parse_reference
from jiheng.core.rulepack.model import Case, Relation
from jiheng.core.rulepack.nodes import Reference

YEAR = 2023


def fact(name: str | Reference, text: str, at: int = 0, *, trust: str = "1", year: int = YEAR) -> Fact:
    """A fact of a name as formulas write it ("spend.basic@执行#财政拨款") and a printed figure."""
    from decimal import Decimal

    asked = parse_reference(name) if isinstance(name, str) else name
    figure = read_figure(text)
    assert figure is not None, text
    span = Span("0" * 64, f"p{at}", at * 20, at * 20 + len(text), text, text, TextPlace(at + 1, 1))
    context = Context("某机关", Period(year - asked.back), asked.basis, asked.scope or "", asked.item or "")
    concept = "" if asked.concept == UNNAMED else asked.concept
    return Fact(concept, asked.concept, context, figure, span, asked.of, Decimal(trust))


def statements(facts: Iterable[Fact], year: int | None = YEAR) -> Statements:
    """A document that states these facts and nothing else."""
    return Statements("某机关", Period(year), tuple(facts))


def of_case(case: Case) -> Statements:
    """The document that a case describes."""
    pairs = [(reference, text) for reference, texts in case.given for text in texts]
    return statements(fact(reference, text, at) for at, (reference, text) in enumerate(pairs))


def outcomes(relation: Relation, stated: Statements, *kinds: str) -> list[Outcome]:
    """What a relation says of a document of the kinds it applies to."""
    return list(judge(relation, Bench(FactBase(stated), frozenset(kinds or relation.applies.kinds), PrintedFigures(stated.facts))))
