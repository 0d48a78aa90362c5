"""A scored table as plain data, under the names of the command line's contract (`jiheng.score/1`)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.casefile.audit_json import Json
from jiheng.core.law import Citation
from jiheng.core.scoring.score import Redistribution, Remark, Score, ScoreSheet


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
