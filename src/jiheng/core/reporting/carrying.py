"""What a file for colleagues carries along: the draft's facts and the words round each number that states one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.core.facts.carried import CarriedFacts, Print, carried_json
from jiheng.core.reporting.draft import Draft, Paragraph, Part, Run, Table
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.table_grid import grid

_ROUND = 16  # characters kept on each side


def carried_words(draft: Draft) -> str:
    """The text to carry; "" for a draft without facts."""
    return _words(carried_facts(draft))


def carried_facts(draft: Draft) -> CarriedFacts:
    """What a file of the whole draft carries."""
    return CarriedFacts(draft.facts, tuple(_prints(draft.parts)), draft.stamps)


def words_of_tables(draft: Draft, tables: Sequence[Table]) -> str:
    """The same for a file that prints some tables only, with the facts that they state."""
    stated = {fact for table in tables for row in table.rows for cell in row for run in cell.runs for fact in run.facts}
    return _words(CarriedFacts(tuple(fact for fact in draft.facts if fact in stated), tuple(_prints(tables)), draft.stamps))


def _words(carried: CarriedFacts) -> str:
    return carried_json(carried) if carried.facts or carried.prints else ""


def stamp_words(draft: Draft) -> str:
    """When and by what a file was made, for its properties; "" for publication."""
    return "；".join(visible(f"{key}={value}") for key, value in draft.stamps)


def _prints(parts: Sequence[Part]) -> Iterator[Print]:
    for part in parts:
        if isinstance(part, Table):
            for row in grid(part):
                yield from _line([run for _, cell, begins in row if begins for run in cell.runs])
        elif isinstance(part, Paragraph):
            yield from _line(part.runs)


def _line(runs: Sequence[Run]) -> Iterator[Print]:
    """Numbers of one paragraph, or of one row of a table."""
    texts = ["".join(visible(run.text).split()) for run in runs]
    for number, run in enumerate(runs):
        if run.facts:
            yield Print(texts[number], run.facts, "".join(texts[:number])[-_ROUND:], "".join(texts[number + 1 :])[:_ROUND])
