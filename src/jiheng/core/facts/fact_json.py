"""A fact as plain data and back, without loss: what a file carries along is exactly what was put in."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from jiheng.core.documents.locator import Locator
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure, Hedge
from jiheng.core.figures.units import Unit
from jiheng.core.period import Period

_PLACES: dict[str, type[Any]] = {place.__name__: place for place in get_args(Locator)}


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """Every field of a fact; decimals as text."""
    context, figure, origin = fact.context, fact.figure, fact.origin
    return {
        "concept": fact.concept,
        "label": fact.label,
        "of": fact.of,
        "trust": str(fact.trust),
        "repair": fact.repair,
        "context": {
            "subject": context.subject,
            "year": context.period.year,
            "months": context.period.months,
            "years": context.period.years,
            "basis": context.basis.value if context.basis else None,
            "scope": context.scope,
            "item": context.item,
        },
        "figure": {
            "number": str(figure.number),
            "step": str(figure.step),
            "unit": [figure.unit.key, figure.unit.dimension, figure.unit.base, str(figure.unit.factor), str(figure.unit.atom)],
            "text": figure.text,
            "hedge": figure.hedge.value,
            "upper": None if figure.upper is None else str(figure.upper),
        },
        "origin": {
            "document": origin.document,
            "block": origin.block,
            "start": origin.start,
            "end": origin.end,
            "text": origin.text,
            "quote": origin.quote,
            "place": _place_to_json(origin.locator),
        },
    }


def fact_from_json(data: Any) -> Fact:
    """The fact that was put in. Raises: ValueError where the data is not one."""
    try:
        context, figure, origin = data["context"], data["figure"], data["origin"]
        months = context["months"]
        key, dimension, base, factor, atom = (_text(one) for one in figure["unit"])
        return Fact(
            concept=_text(data["concept"]),
            label=_text(data["label"]),
            context=Context(
                subject=_text(context["subject"]),
                period=Period(_whole(context["year"]), None if months is None else (_number(months[0]), _number(months[1])), _number(context["years"])),
                basis=None if context["basis"] is None else Basis(context["basis"]),
                scope=_text(context["scope"]),
                item=_text(context["item"]),
            ),
            figure=Figure(
                number=_decimal(figure["number"]),
                step=_decimal(figure["step"]),
                unit=Unit(key, dimension, base, _decimal(factor), _decimal(atom)),
                text=_text(figure["text"]),
                hedge=Hedge(figure["hedge"]),
                upper=None if figure["upper"] is None else _decimal(figure["upper"]),
            ),
            origin=Span(
                _text(origin["document"]), _text(origin["block"]), _number(origin["start"]), _number(origin["end"]), _text(origin["text"]),
                _text(origin["quote"]), _place_from_json(origin["place"]),
            ),
            of=_text(data["of"]),
            trust=_decimal(data["trust"]),
            repair=_text(data["repair"]),
        )  # fmt: skip
    except (KeyError, TypeError, IndexError, AttributeError) as trouble:
        raise ValueError(str(trouble)) from trouble


def _place_to_json(place: Locator) -> dict[str, Any]:
    return {"kind": type(place).__name__, **{one.name: getattr(place, one.name) for one in fields(place)}}


def _place_from_json(data: Any) -> Locator:
    names = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items() if key != "kind"}
    place: Locator = _PLACES[data["kind"]](**names)
    return place


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int | None:
    return None if value is None else _number(value)


def _decimal(value: Any) -> Decimal:
    try:
        number = Decimal(_text(value))
    except InvalidOperation as trouble:
        raise ValueError(value) from trouble
    if not number.is_finite():
        raise ValueError(value)
    return number
