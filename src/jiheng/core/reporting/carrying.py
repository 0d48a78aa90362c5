"""What a file for colleagues carries along: the draft's facts and the words round each number that states one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.core.facts.carried import CarriedFacts, Print, carried_json
from jiheng.core.reporting.draft import Draft, Paragraph, Run, Table
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.table_grid import grid

_ROUND = 16  # characters kept on each side


def carried_words(draft: Draft, *, tables_only: bool = False) -> str:
    """The text to carry; "" for a draft without facts. `tables_only`: the file prints no paragraphs."""
    prints = tuple(_prints(draft, tables_only=tables_only))
    return carried_json(CarriedFacts(draft.facts, prints, draft.stamps)) if draft.facts or prints else ""


def _prints(draft: Draft, *, tables_only: bool) -> Iterator[Print]:
    for part in draft.parts:
        if isinstance(part, Table):
            for row in grid(part):
                yield from _line([run for _, cell, begins in row if begins for run in cell.runs])
        elif isinstance(part, Paragraph) and not tables_only:
            yield from _line(part.runs)


def _line(runs: Sequence[Run]) -> Iterator[Print]:
    """Numbers of one paragraph, or of one row of a table."""
    texts = ["".join(visible(run.text).split()) for run in runs]
    for number, run in enumerate(runs):
        if run.facts:
            yield Print(texts[number], run.facts, "".join(texts[:number])[-_ROUND:], "".join(texts[number + 1 :])[:_ROUND])
