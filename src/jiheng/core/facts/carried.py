"""The facts that a file for colleagues carries along: their format `jiheng.facts/1`, and where the file prints them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.fact_json import fact_from_json, fact_to_json
from jiheng.core.record import record

SCHEMA = "jiheng.facts/1"
LARGEST = 50 * 1024 * 1024
_MOST = 200_000


class NotCarriedFacts(ValueError):
    """A text that is not what our files carry."""


@record
class Print:
    """One number as printed, the facts it states, and the characters round it; all without blanks."""

    text: str
    facts: tuple[Fact, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CarriedFacts:
    """All that a file carries: its facts, where they are printed, and the stamps of the run that wrote it."""

    facts: tuple[Fact, ...]
    prints: tuple[Print, ...]
    stamps: tuple[tuple[str, str], ...] = ()


def carried_json(carried: CarriedFacts) -> str:
    """The text that goes into a file; ASCII, so that no format changes a character of it."""
    numbers: dict[Fact, int] = {}
    for fact in (*carried.facts, *(fact for one in carried.prints for fact in one.facts)):
        numbers.setdefault(fact, len(numbers))
    data = {
        "schema": SCHEMA,
        "stamps": dict(carried.stamps),
        "own": len(dict.fromkeys(carried.facts)),
        "facts": [fact_to_json(fact) for fact in numbers],
        "prints": [
            {"text": one.text, "facts": [numbers[fact] for fact in one.facts], "before": one.before, "after": one.after} for one in carried.prints
        ],
    }
    return json.dumps(data, separators=(",", ":"))


def carried_from(text: str) -> CarriedFacts:
    """What a file carries. Raises: NotCarriedFacts."""
    if len(text) > LARGEST:
        raise NotCarriedFacts("too large")
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise NotCarriedFacts(data["schema"])
        facts = [fact_from_json(one) for one in _some(data["facts"])]
        prints = tuple(
            Print(str(one["text"]), tuple(facts[at] for at in one["facts"]), str(one["before"]), str(one["after"])) for one in _some(data["prints"])
        )
        stamps = tuple((str(key), str(value)) for key, value in data["stamps"].items())
        return CarriedFacts(tuple(facts[: data["own"]]), prints, stamps)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as trouble:
        raise NotCarriedFacts(str(trouble)) from trouble


def _some(listed: Any) -> Sequence[Any]:
    if not isinstance(listed, list) or len(listed) > _MOST:
        raise NotCarriedFacts("not a list")
    return listed
