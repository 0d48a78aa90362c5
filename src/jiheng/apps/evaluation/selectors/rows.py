"""Rows that are scored, as they are filled: indicators of a table, and the items that the pack itself sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.apps.evaluation.selectors.fields import FieldRow, Fields, words_of
from jiheng.apps.monitoring.models import Progress, Snapshot
from jiheng.core.rulepack.resolve import pack_for, resolve
from jiheng.core.rulepack.scoring_rules import Item, ScoringRules
from jiheng.core.scoring.score import Score, ScoreSheet

_NUMBER = re.compile(r"\[(\d+)\]$")
_GRADED = ("qualitative", "yes_no")
_YES_NO = ("是", "否")


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: as approved, its score so far, and what the clerk fills."""

    number: int
    level: tuple[str, str, str]
    target: str
    cancelled: str
    score: Score | None
    actual: FieldRow
    why: str
    grading: FieldRow | None
    reason: FieldRow
    over_reason: FieldRow
    evidence: FieldRow
    is_sampled: bool

    def rows(self) -> Iterator[FieldRow]:
        """What is filled in it."""
        yield self.actual
        if self.grading is not None:
            yield self.grading
        yield from (self.reason, self.over_reason, self.evidence)

    @property
    def is_blank(self) -> bool:
        """Whether the row sets nothing, so that nothing is to be filled."""
        return self.level[2] in ("", "/")

    @property
    def wants_reason(self) -> bool:
        """Whether points were lost and no reason is given."""
        return bool(self.score and self.score.lost) and not self.reason.is_filled

    @property
    def wants_over_reason(self) -> bool:
        """Whether the score asks for the reason of a great excess."""
        return bool(self.score and any(one.kind == "over-achieved" for one in self.score.remarks))


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the pack: computed with its working, or graded by a person with evidence."""

    item: Item
    score: Score | None
    value: FieldRow
    note: FieldRow
    evidence: FieldRow

    def rows(self) -> Iterator[FieldRow]:
        """What is filled in it."""
        yield from (self.value, self.note, self.evidence)

    @property
    def is_computed(self) -> bool:
        """Whether the pack's formula gives the value."""
        return self.item.formula is not None and self.score is not None and bool(self.score.facts)


def indicator_lines(
    compiled: Compiled, fields: Fields, path: str, sheet: ScoreSheet | None, known: Mapping[int, Progress]
) -> Iterator[IndicatorLine]:
    """The indicators of the list at a case path, in the table's order."""
    form = "project" if path.startswith("projects") else "department"
    rules = pack_for(resolve(compiled.pack).pack, form).scoring
    scores = {one.indicator: one for one in sheet.scores} if sheet else {}
    prefix = "D" if form == "department" else f"P{int(path[len('projects[') : path.index(']')]) + 1}-"
    for place, row in enumerate(compiled.sheet.value(path) or ()):
        lasting = compiled.lasting(f"{path}[{place}]")
        found = _NUMBER.search(lasting)
        number = int(found[1]) if found else 0
        target = (row.get("adjusted") or {}).get("target", row.get("target", ""))
        graded = row.get("relation") == "定性" or str(target) in ("是", "否")
        actual = replace(fields.row(f"{lasting}.actual"), choices=())
        progress = known.get(number)
        if progress is not None and progress.actual and not actual.is_filled:
            actual = replace(actual, suggestion=progress.actual, suggested_by=f"1—{progress.snapshot.month}月监控填报")
        grading = replace(fields.row(f"{lasting}.grading"), choices=grades_of(rules)) if graded else None
        cancelled = row.get("cancelled") or {}
        entry = fields.entries.get(f"{lasting}.actual")
        level = tuple(str(one) for one in row["level"])
        yield IndicatorLine(
            number=number,
            level=(level[0], level[1], level[2]),
            target=f"{'' if graded else row.get('relation', '')}{words_of(target)}{row.get('unit', '')}",
            cancelled=f"{cancelled.get('approval', '')}　{cancelled.get('reason', '')}".strip(),
            score=scores.get(f"{prefix}{place + 1}"),
            actual=actual,
            why=entry.why if entry else "",
            grading=grading,
            reason=fields.row(f"{lasting}.reason"),
            over_reason=fields.row(f"{lasting}.over_reason"),
            evidence=fields.row(f"{lasting}.evidence"),
            is_sampled="满意" in "".join(level),
        )


def item_lines(compiled: Compiled, fields: Fields, sheet: ScoreSheet | None) -> Iterator[ItemLine]:
    """The items that the pack sets for the department."""
    scores = {one.indicator: one for one in sheet.scores} if sheet else {}
    for item in resolve(compiled.pack).pack.scoring.items:
        path = f"answers[{item.id}]"
        value = replace(fields.row(f"{path}.value"), choices=_answers(item))
        yield ItemLine(item, scores.get(item.id), value, fields.row(f"{path}.note"), fields.row(f"{path}.evidence"))


def monitored(department: int, year: int) -> dict[int, Progress]:
    """What the newest month of monitoring states of each indicator, by its number."""
    newest = Snapshot.objects.filter(department_id=department, year=year).values("pk")[:1]
    rows = Progress.objects.filter(snapshot__in=newest, key__startswith="indicator:").select_related("snapshot")
    return {int(number): row for row in rows if (number := row.key.removeprefix("indicator:")).isdecimal()}


def grades_of(rules: ScoringRules) -> tuple[str, ...]:
    """How a qualitative target may be graded: the labels of the pack's bands."""
    use = rules.uses.get("qualitative")
    bands = use.params.get("bands", ()) if use else ()
    return tuple(str(band[0]) for band in bands if isinstance(band, tuple)) if isinstance(bands, tuple) else ()


def _answers(item: Item) -> tuple[str, ...]:
    if item.use.method == "yes_no":
        return _YES_NO
    bands = item.use.params.get("bands", ())
    labels = tuple(str(band[0]) for band in bands if isinstance(band, tuple) and not isinstance(band[0], Decimal)) if isinstance(bands, tuple) else ()
    return (*labels, "不涉及") if item.absent == "full" else labels
