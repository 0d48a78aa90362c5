"""The indicators that a pack itself sets: by formula over the facts where one exists, else by a person's answer."""

from __future__ import annotations

import re
from decimal import Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.targets import Met, pair_of
from jiheng.core.figures.printed import read_figure
from jiheng.core.rulepack.nodes import Unclear, Value, Wanting
from jiheng.core.rulepack.scoring_rules import Item
from jiheng.core.scoring.desk import Desk
from jiheng.core.scoring.line import rounded
from jiheng.core.scoring.score import Remark, Score, Step
from jiheng.core.scoring.scoring_input import IndicatorRow, ScoringInput
from jiheng.core.scoring.shelf import HUNDRED, ZERO, NotComputable, Question, percent, plain

_ABSENT = ("无", "没有", "不涉及", "无此情况", "/")
_GRADED = ("elements", "yes_no", "share_answer", "qualitative_bands", "met_share", "checkpoints", "per_case")
_FINE = Decimal("0.0001")
_TARGET_LEVEL = re.compile("指标$")


def score_item(
    desk: Desk, item: Item, weights: tuple[Decimal, Decimal], given: ScoringInput, row: IndicatorRow | None, stated: Decimal | None
) -> Score:
    """The score of one item of the pack; `row` is the case's own row of it, where it has one."""
    after = weights[1]
    answer = given.answers.get(item.id, "").strip()
    if not answer and row is not None:  # a filled table's own figure stands in only where the facts give none
        answer = row.grading.strip() or (row.actual.strip() if item.formula is not None else "")
    note = given.notes.get(item.id, "")
    if not after:
        return _score(desk, item, weights, ZERO, (Step("未设分值，不计分"),), stated=stated)
    if item.absent == "full" and answer in _ABSENT:
        steps = (Step(f"{item.title}：{answer}，按规则得满分，得{plain(after)}分", after),)
        return _score(desk, item, weights, after, steps, actual=answer, stated=stated)
    value, facts, why = _value(desk, item)
    asked = _asked(desk, item, after, value, answer, given)
    try:
        worked = desk.methods[item.use.method].run(asked)
    except NotComputable as trouble:
        kind = "not-computable" if item.formula is not None and not item.demands else "evidence-missing"
        lacking = value is None and item.formula is not None and not answer
        said = f"“{item.title}”不能计分：" + (f"{why}，{_needed(item)}" if lacking else f"{trouble.why}，{trouble.mend}")
        return _score(desk, item, weights, None, (), facts=facts, remarks=(Remark(kind, said),), stated=stated)
    points = rounded(worked.points, desk.step)
    shown: tuple[Step, ...] = ()
    if value is not None and item.formula is not None:
        number = value.exact.low
        words = item.formula.words(desk.books.lookup)
        shown = (Step(f"{words}＝{percent(number) if value.dimension == 'ratio' else plain(number)}", number),)
    working = (*shown, *worked.before, Step(f"{worked.words}{'＝' if worked.sums else '，得'}{plain(points)}分", points))
    remarks: tuple[Remark, ...] = ()
    if item.demands and not note and item.formula is None and points:
        remarks = (Remark("evidence-missing", f"“{item.title}”得{plain(points)}分而没有佐证：附上{'、'.join(item.demands)}"),)
    if stated is not None and stated != points:
        remarks = (
            *remarks,
            Remark("stated-differs", f"“{item.title}”自评{plain(stated)}分，按本规则包应为{plain(points)}分：按办法重算，或注明依据"),
        )
    lost = after - points
    restores = f"{worked.restores}，可补回{plain(lost)}分" if lost and worked.restores else ""
    actual = _actual(value, answer)
    return _score(desk, item, weights, points, working, actual=actual, facts=facts, remarks=remarks, restores=restores, stated=stated)


def _value(desk: Desk, item: Item) -> tuple[Value | None, tuple[Fact, ...], str]:
    """The value of the item's formula with its facts; None and why where there is none."""
    if item.formula is None:
        return None, (), ""
    value = item.formula.value(desk.books.lookup)
    if isinstance(value, Value):
        return value, tuple(dict.fromkeys(value.facts)), ""
    if isinstance(value, Wanting):
        return None, (), desk.books.why_missing(value.reference)
    assert isinstance(value, Unclear)  # noqa: S101  the third and last kind of answer
    return None, (), value.why


def _asked(desk: Desk, item: Item, after: Decimal, value: Value | None, answer: str, given: ScoringInput) -> Question:
    params = item.use.params
    met = _met(given, params.get("level")) if item.use.method == "met_share" else None
    progress = desk.books.progress if item.use.method == "checkpoints" else None
    limit = params.get("limit")
    aim = limit * HUNDRED if isinstance(limit, Decimal) else None
    if value is not None:
        ratio = value.dimension == "ratio"
        return Question(
            after,
            params,
            aim,
            value.exact.low * (HUNDRED if ratio else 1),
            "%" if ratio else "",
            Decimal(1) if ratio else ZERO,
            answer,
            progress,
            met,
        )
    figure = read_figure(answer) if answer and item.formula is not None else None
    if figure is not None and item.use.method not in _GRADED:  # a clerk's own figure for what the books do not show
        ratio = figure.unit.is_ratio
        done = figure.value * HUNDRED if ratio else figure.number
        return Question(after, params, aim, done, "%" if ratio else figure.unit.key, Decimal(1) if ratio else ZERO, answer, progress, met)
    return Question(after, params, grading=answer, progress=progress, met=met)


def _met(given: ScoringInput, level: object) -> tuple[int, int]:
    """How many of the case's indicators (of one second level) reached their targets, out of those with both figures."""
    met = all = 0
    for row in given.rows:
        if level is not None and _TARGET_LEVEL.sub("", row.level[1]) != _TARGET_LEVEL.sub("", str(level)):
            continue
        if row.cancelled is not None:
            continue
        pair = pair_of(row)
        if pair is None and not row.grading:
            continue
        all += 1
        met += pair.met is Met.MET if pair is not None else row.grading in ("1", "100%", "是")
    return met, all


def _needed(item: Item) -> str:
    if item.demands:
        return f"填写所缺的数，或写明评定并附{'、'.join(item.demands)}"
    return "填写所缺的数"


def _actual(value: Value | None, answer: str) -> str:
    if value is None:
        return answer
    number = value.exact.low
    return percent(number) if value.dimension == "ratio" else plain(number.quantize(_FINE))


def _score(
    desk: Desk, item: Item, weights: tuple[Decimal, Decimal], points: Decimal | None, steps: tuple[Step, ...], *, actual: str = "",
    facts: tuple[Fact, ...] = (), remarks: tuple[Remark, ...] = (), restores: str = "", stated: Decimal | None = None,
) -> Score:  # fmt: skip
    method = desk.methods[item.use.method]
    before, after = weights
    group = desk.groups.get(item.group)
    verified = item.ground.verified and (group is None or group.ground.verified) and (desk.moved_verified or before == after)
    return Score(
        item.id, item.title, item.level, "", actual, points, after, before, method.id, method.title, verified, steps, restores, stated, "",
        remarks, (), facts, item.ground.sources,
    )  # fmt: skip
