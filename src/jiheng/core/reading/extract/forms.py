"""Numbers that stand alone on a line of a form: the label is the line above, the unit may be further up."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from jiheng.core.documents.block import Block
from jiheng.core.facts.concept import Concept
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.units import NUMBER, Unit, unit_for
from jiheng.core.reading.extract import cues, headers
from jiheng.core.reading.extract import special_columns as special
from jiheng.core.reading.extract.bare_units import MONEY_WORDS, BareUnits
from jiheng.core.reading.extract.naming import Named, fits
from jiheng.core.reading.extract.setting import Setting

_ALONE = re.compile(r"\s*[-−－+]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％]|[万亿千百]?元|[人次个件项分户名条])?\s*")
_UNIT = re.compile(r"\s*[（(][^（）()]{1,6}[)）]\s*$")
_OPENING = ("（", "(")
_LABEL_LENGTH = 40
_TITLE_LENGTH = 300
_PROSE_LENGTH = 120
_HAN = re.compile("[\u4e00-\u9fff]")
LOST = Decimal("0.3")
_COLUMNS = re.compile(r"(?<![\d.,])\d[\d,]*\.\d+[ \t\u3000]+-?\d[\d,]*\.\d+(?![\d.%％\u4e00-\u9fff])")
_CLAUSE = re.compile("[，。；：]")


def is_lone_row(text: str) -> bool:
    """Whether a line is a row of a table whose heads are lost: amounts that only blanks part, and no clause."""
    return _COLUMNS.search(text) is not None and not _CLAUSE.search(text)


class FormLines:
    """Walks the lines of a document and remembers what a lone number needs: the last label and the last unit given."""

    def __init__(self, setting: Setting, bare: BareUnits | None = None) -> None:
        """Nothing is remembered yet."""
        self._setting = setting
        self._bare = bare or BareUnits(setting.document)
        self._label = ""
        self._funded = False
        self.unit: Unit | None = None
        self._rows: list[list[Fact]] = [[]]  # the numbers below each label

    def enter(self, block: Block) -> None:
        """A line of words: it may be a label, and it may give or end a unit."""
        if self._rows[-1]:
            self._rows.append([])
        given = headers.table_unit(block.text, "")
        if given is not None and len(block.text) <= _PROSE_LENGTH:
            self.unit = given
        elif len(block.text) > _PROSE_LENGTH or (block.outline and _HAN.search(block.text)):
            self.unit = None
        label = block.text.strip() if len(block.text) <= _LABEL_LENGTH else ""
        # A unit alone in brackets is the end of the label above: 计划安排资金 / （万元）.
        self._label = self._label + label if label[:1] in _OPENING and given is not None else label
        self._funded = "财政" in label or (self._funded and bool(label) and not block.outline)

    def is_lone_number(self, block: Block) -> bool:
        """Whether the line holds one number and nothing else, below a label."""
        return bool(self._label) and bool(_ALONE.fullmatch(block.text))

    def fact(self, block: Block, heading: Named | None) -> Fact | None:
        """The fact of a lone number."""
        mentions = [mention for mention in scan(block.text) if mention.kind is MentionKind.QUANTITY]
        if len(mentions) != 1 or mentions[0].figure is None:
            return None
        mention = mentions[0]
        figure: Figure = mentions[0].figure
        label = _UNIT.sub("", self._label)
        if figure.unit is NUMBER:
            own = headers.unit_in(self._label) or (unit_for("%") if headers.is_rate(label) else None) or self.unit
            figure = headers.with_unit(figure, own or (self._bare.given if MONEY_WORDS.search(label) else None))
        concept = self._concept(label, figure)
        basis = None
        if figure.unit.is_money:
            basis = special.funds_basis(label) or cues.basis_in(label)
        if basis is None and figure.unit.is_money:
            basis = Basis.TARGET if heading is not None and heading.plan else self._setting.money_basis
        context = Context(self._setting.subject, self._setting.period, basis)
        span = self._setting.document.span(block, mention.start, mention.end, f"{label}｜{mention.text}")
        trust = Decimal("0.8" if concept else "0.5")
        fact = Fact(concept.id if concept else "", concept.label if concept else label, context, figure, span, trust=trust)
        self._rows[-1].append(fact)
        return fact

    def settled(self, facts: list[Fact]) -> list[Fact]:
        """The facts of a document, with different numbers below one label left unnamed: the columns of their row are lost."""
        rows = [row for row in self._rows if len({one.figure.value for one in row if one.figure.unit.is_money}) > 1]
        unsure = {id(fact) for row in rows for fact in row}
        return [replace(fact, concept="", trust=LOST) if id(fact) in unsure else fact for fact in facts]

    @cached_property
    def _is_project(self) -> bool:
        return special.is_project_form("", self._setting.document.text[:_TITLE_LENGTH])

    def _concept(self, label: str, figure: Figure) -> Concept | None:
        taxonomy = self._setting.taxonomy
        if figure.unit.is_money:
            funds = special.funds_concept(label, "", project=self._is_project, mixed=self._funded)
            if funds:
                return taxonomy.concept(funds)
        concept = taxonomy.exact(label)
        if concept is None or not fits(figure.unit, concept):
            hits = [hit for hit in taxonomy.find(label) if fits(figure.unit, hit.concept)]
            concept = hits[-1].concept if hits else None
        return concept
