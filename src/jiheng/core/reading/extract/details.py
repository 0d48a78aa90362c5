"""Changes that only account for one told before: …增加10万元，主要是社保缴费增加6万元."""

from __future__ import annotations

import re

from jiheng.core.reading.extract import cues
from jiheng.core.reading.extract.clauses import EMPTY, PLAIN, phrase
from jiheng.core.reading.extract.naming import Named
from jiheng.core.reading.extract.walk import Lead, Walk

_ACCOUNTS = re.compile("主要(?:是|为|原因|因|系)|原因(?:是|为|[：:])|由于|因为|系因|其中|随着|(?<!原)因(?!公|素|此|而)")
_COMPARES = re.compile(f"同比|环比|{cues.VERSUS.pattern}")
_PARTLY, _GUESSED = "0.6", "0.5"  # what a reason names may be only some of its change
_LABEL_LENGTH = 20
_LATEST = 6  # changes looked back over


def accounting(walk: Walk, lead: Lead) -> Named | None:
    """What a change is of by its own clause, behind a word that begins to account for a change told before."""
    begin = walk.sentence_from(lead.start)
    marks = [mark for mark in _ACCOUNTS.finditer(walk.text, begin, lead.start) if "；" not in walk.text[mark.end() : lead.start]]
    if not marks or not _tells_change(walk, begin, marks[-1].start()):
        return None
    change = cues.CHANGE_RATE_LABEL.search(lead.words) or cues.CHANGE.search(lead.words)
    words = lead.words[: change.start()] if change else lead.words
    clause = max(lead.clause, marks[-1].end())
    words = words[clause - lead.clause :]
    compares = _COMPARES.search(words)
    noun = phrase(words[: compares.start()] if compares else words)
    if not PLAIN.search(EMPTY.sub("", noun)):
        return None  # 因人员增资，|比上年增加…: of the whole again
    named = [hit for hit in walk.hits(clause, clause + len(words)) if hit.concept.kind == "money" and hit.end - clause >= len(noun)]
    if named and noun.endswith(named[-1].label):
        return Named(named[-1].concept.id, named[-1].concept.label, trust=_PARTLY)
    return Named("", noun[-_LABEL_LENGTH:], trust=_GUESSED)


def _tells_change(walk: Walk, begin: int, end: int) -> bool:
    """Whether the sentence before a place, or where it states nothing of its own the one before it, tells a change."""
    told = [walk.at(fact) for one in walk.out.changes[-_LATEST:] for fact in (one.amount, one.rate) if fact is not None]
    return any(begin <= at < end for at in told) or (walk.last is None and bool(told))
