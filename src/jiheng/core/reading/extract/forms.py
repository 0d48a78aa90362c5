"""Numbers that stand alone on a line of a form: the label is the line above, the unit may be further up."""

from __future__ import annotations

import re
from decimal import Decimal

from jiheng.core.documents.block import Block
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.mention import MentionKind
from jiheng.core.figures.printed import scan
from jiheng.core.figures.units import NUMBER, Unit
from jiheng.core.reading.extract import cues, headers
from jiheng.core.reading.extract.naming import Named, fits
from jiheng.core.reading.extract.setting import Setting

_ALONE = re.compile(r"\s*[-−－+]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％]|[万亿千百]?元|[人次个件项分户名条])?\s*")
_LABEL_LENGTH = 40
_PROSE_LENGTH = 120


class FormLines:
    """Walks the lines of a document and remembers what a lone number needs: the last label and the last unit given."""

    def __init__(self, setting: Setting) -> None:
        """Nothing is remembered yet."""
        self._setting = setting
        self._label = ""
        self.unit: Unit | None = None

    def enter(self, block: Block) -> None:
        """A line of words: it may be a label, and it may give or end a unit."""
        given = headers.table_unit(block.text, "")
        if given is not None and len(block.text) <= _PROSE_LENGTH:
            self.unit = given
        elif len(block.text) > _PROSE_LENGTH or block.outline:
            self.unit = None
        self._label = block.text.strip() if len(block.text) <= _LABEL_LENGTH else ""

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
        label = self._label
        if figure.unit is NUMBER:
            figure = headers.with_unit(figure, headers.unit_in(label) or self.unit)
        taxonomy = self._setting.taxonomy
        concept = taxonomy.exact(label)
        if concept is None or not fits(figure.unit, concept):
            hits = [hit for hit in taxonomy.find(label) if fits(figure.unit, hit.concept)]
            concept = hits[-1].concept if hits else None
        basis = cues.basis_in(label) if figure.unit.is_money else None
        if basis is None and figure.unit.is_money:
            basis = Basis.TARGET if heading is not None and heading.plan else self._setting.money_basis
        context = Context(self._setting.subject, self._setting.period, basis)
        span = self._setting.document.span(block, mention.start, mention.end, f"{label}｜{mention.text}")
        trust = Decimal("0.8" if concept else "0.5")
        return Fact(concept.id if concept else "", concept.label if concept else label, context, figure, span, trust=trust)
