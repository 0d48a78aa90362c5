"""A scored table as plain data, under the names of the command line's contract (`jiheng.score/1`)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.casefile.audit_json import Json
from jiheng.core.law import Citation
from jiheng.core.scoring.goal_review import ReviewSheet
from jiheng.core.scoring.score import Outcome, Redistribution, Remark, Score, ScoreSheet


def score_json(sheet: ScoreSheet, pack: Json) -> Json:
    """One scored table as `jiheng.score/1`; numbers are exact decimals in strings, null where nothing could be computed."""
    return {
        "schema": "jiheng.score/1",
        "pack": {**pack, "id": sheet.pack},
        "form": sheet.form,
        "project": sheet.project,
        "redistribution": None if sheet.redistribution is None else _redistribution(sheet.redistribution),
        "unverified_points": _text(sheet.unverified_points),
        "groups": [
            {"id": one.id, "title": one.title, "before": _text(one.before), "after": _text(one.after), "points": _text(one.points)}
            for one in sheet.groups
        ],
        "scores": [_score(one) for one in sheet.scores],
        "remarks": _remarks(sheet.remarks),
        "total": _text(sheet.total),
        "given": _text(sheet.given),
        "of": _text(sheet.of),
        "stated_total": _text(sheet.stated_total),
        "grade": sheet.grade or None,
        "outcome": None if sheet.outcome is None else _outcome(sheet.outcome),
    }


def review_json(sheet: ReviewSheet) -> Json:
    """A review of targets: points by item, what the program saw for each, total, grade and what it leads to."""
    return {
        "items": [
            {
                "id": line.item.id,
                "heading": line.item.heading,
                "title": line.item.title,
                "asks": line.item.asks,
                "weight": _text(line.item.weight),
                "points": _text(line.points),
                "note": line.note,
                "seen": list(line.seen),
            }
            for line in sheet.lines
        ],
        "total": _text(sheet.total),
        "of": _text(sheet.of),
        "grade": sheet.grade or None,
        "leads_to": sheet.leads_to or None,
        "verified": sheet.verified,
        "sources": _sources(sheet.sources),
    }


def _outcome(one: Outcome) -> Json:
    return {
        "words": one.words,
        "verified": one.verified,
        "sources": _sources(one.sources),
        "consequences": [
            {"grade": each.grade or None, "what": each.what, "verified": each.ground.verified, "sources": _sources(each.ground.sources)}
            for each in one.consequences
        ],
    }


def _score(one: Score) -> Json:
    return {
        "indicator": one.indicator,
        "title": one.title,
        "level": list(one.level),
        "weight": _text(one.of),
        "weight_before": _text(one.of_before),
        "target": one.target,
        "actual": one.actual,
        "points": _text(one.points),
        "stated": _text(one.stated),
        "method": one.method,
        "method_title": one.method_title,
        "verified": one.verified,
        "cancelled": one.cancelled,
        "core": one.core,
        "changed": None if one.changed is None else {"first": one.changed.first, "approval": one.changed.approval},
        "working": [step.words for step in one.working],
        "restores": one.restores,
        "reason": one.reason,
        "remarks": _remarks(one.remarks),
        "other_ways": [
            {"method": way.method, "title": way.title, "points": _text(way.points), "working": way.working, "fits": way.fits}
            for way in one.other_ways
        ],
        "facts": [fact.id for fact in one.facts],
        "sources": _sources(one.sources),
    }


def _redistribution(done: Redistribution) -> Json:
    return {
        "policy": done.policy or None,
        "title": done.title,
        "missing": list(done.missing),
        "before": {name: _text(weight) for name, weight in done.before},
        "after": {name: _text(weight) for name, weight in done.after},
        "working": list(done.working),
        "choices": list(done.choices),
        "verified": done.verified,
        "source": _sources(done.sources),
    }


def _remarks(remarks: Iterable[Remark]) -> list[Json]:
    return [{"kind": one.kind, "words": one.words} for one in remarks]


def _sources(sources: Iterable[Citation]) -> list[Json]:
    return [{"doc": one.doc, "article": one.article, "quote": one.quote} for one in sources]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
