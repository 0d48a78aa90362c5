"""A figure, a date or a plain number found in a text, with its exact characters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from jiheng.core.figures.figure import Figure


class MentionKind(Enum):
    """What a number in a text is."""

    QUANTITY = "quantity"
    DATE = "date"
    ORDINAL = "ordinal"  # 第三次, 六届三次, list numbers, document numbers: never a quantity
    CODE = "code"  # subject codes, telephone numbers


@dataclass(frozen=True, slots=True)
class Mention:
    """One number in a text: characters [start, end), its kind, the figure, the year of a date, the repair made."""

    kind: MentionKind
    start: int
    end: int
    text: str
    figure: Figure | None = None
    year: int | None = None
    repair: str = ""
    sign: str = ""  # the comparison sign or word printed before it (≥ 不少于 …)
