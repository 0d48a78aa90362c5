"""How far a self-evaluation is: what is filled and what is missing in each area, and where points are lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.apps.evaluation.models import Entry, SelfEvaluation
from jiheng.apps.evaluation.selectors.areas import FilledArea, area_ids, filled_area
from jiheng.apps.evaluation.selectors.cases import Standing
from jiheng.apps.evaluation.selectors.fields import length
from jiheng.core.casefile.case_trouble import Trouble

NO_TARGETS = "部门整体绩效目标表还没有批准，自评里没有绩效指标"


@dataclass(frozen=True, slots=True)
class Wanting:
    """One thing to do, in words, with the anchor of its field."""

    words: str
    key: str


@dataclass(frozen=True, slots=True)
class AreaState:
    """An area at a glance."""

    id: str
    title: str
    filled: int
    wanting: tuple[Wanting, ...]


def area_states(evaluation: SelfEvaluation, standing: Standing, entries: Mapping[str, Entry]) -> list[AreaState]:
    """Every area with what is filled and what is missing."""
    compiled = standing.compiled
    found = []
    for id, title in area_ids(standing):
        area = filled_area(evaluation, standing, entries, id, suggests=False)
        troubles = [one for one in compiled.troubles if area_of(one.path) == id]
        said = [Wanting(words_of_trouble(one), anchor(compiled.lasting(one.path))) for one in troubles]
        wanting = (*said, *_wanting(area))
        found.append(AreaState(id, title, sum(1 for row in area.rows() if row.is_filled), wanting))
    return found


def words_of_trouble(trouble: Trouble) -> str:
    """A trouble of the case without its line number, which means nothing to who fills pages."""
    return f"{trouble.what}（{trouble.mend}）" if trouble.mend else trouble.what


def _wanting(area: FilledArea) -> list[Wanting]:
    found = []
    for block in area.blocks:
        for line in block.indicators:
            if line.is_blank or line.cancelled:
                continue
            name = line.level[2]
            if not line.actual.is_filled:
                found.append(Wanting(f"“{name}”没有实际完成值", line.actual.key))
            elif line.grading is not None and not line.grading.is_filled:
                found.append(Wanting(f"“{name}”没有定完成程度", line.grading.key))
            elif line.wants_reason:
                found.append(Wanting(f"“{name}”扣了分，没有写偏差原因", line.reason.key))
            elif line.wants_over_reason and not line.over_reason.is_filled:
                found.append(Wanting(f"“{name}”大幅超额，没有写原因", line.over_reason.key))
        found += [Wanting(f"“{one.item.title}”没有自评", one.value.key) for one in block.items if one.score is not None and one.score.points is None]
        for row in block.rows():
            if row.limit and length(row.stands) > row.limit:
                found.append(Wanting(f"“{row.title}”有{length(row.stands)}字，正式表格限{row.limit}字", row.key))
    if area.id == "words":
        found += [Wanting(f"“{row.title}”还没有写", row.key) for row in area.rows() if row.path in ("problems", "measures") and not row.is_filled]
    if area.id == "indicators" and not any(block.indicators or block.items for block in area.blocks):
        found.append(Wanting(NO_TARGETS, "targets"))
    if area.id == "indicators" or area.sheet is not None:
        done = area.sheet.redistribution if area.sheet else None
        if done is not None and not done.policy:
            found.append(Wanting("、".join(done.missing) + "没有指标，须选定分值怎样处理", "policy"))
    return found
