"""One row to points: which method the pack prescribes for it, the working, and what must be said of it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.facts.fact import Fact
from jiheng.core.facts.targets import Met, Pair, is_satisfaction, pair_of
from jiheng.core.figures.figure import Hedge
from jiheng.core.law import Citation
from jiheng.core.rulepack.scoring_rules import Ground, Group, RowKind, Use
from jiheng.core.scoring.desk import Desk
from jiheng.core.scoring.other_ways import compare
from jiheng.core.scoring.row_remarks import excess_off, remarks_of
from jiheng.core.scoring.score import OtherWay, Remark, Score, Step
from jiheng.core.scoring.scoring_input import IndicatorRow
from jiheng.core.scoring.shelf import HUNDRED, ZERO, Method, NotComputable, Question, Worked, plain
from jiheng.core.scoring.weights import BLANK, Weighed

_YES_NO = frozenset(("是", "否", "是/否", "有", "有/无"))
_PLAIN_SIGNS = frozenset(("≥", "＞", "≤", "＜"))
_PERCENT = Decimal("0.01")


def score_row(desk: Desk, weighed: Weighed) -> Score:
    """The score of one row."""
    row, group = weighed.row, desk.groups.get(weighed.group)
    stated = row.stated.number if row.stated is not None else None
    if weighed.cancelled or not weighed.after:
        words = "已取消，不计分" if weighed.cancelled else "未设分值，不计分"
        return _score(weighed, ZERO if weighed.cancelled or not stated else None, "", "", Ground(verified=True), (Step(words),), stated=stated)
    if row.cancelled is not None:
        what = f"指标“{row.level[2]}”写明取消，但没有批准文件：补上批准单位和日期，或恢复该指标"
        return _score(weighed, None, "", "", Ground(), (), stated=stated, remarks=(Remark("evidence-missing", what),))
    pair = None if row.target_figure is None or row.actual_figure is None else _pair(row)
    kind, why = _kind(desk, row, group, pair)
    use = _use(desk, row, kind)
    if use is None:
        what = why or f"规则包没有规定“{row.level[2]}”这类指标怎样计分：在行内写明 method"
        return _score(weighed, None, "", "", Ground(), (), stated=stated, remarks=(Remark("not-computable", what),))
    method = desk.methods.get(use.method)
    if method is None:
        return _score(
            weighed, None, use.method, "", use.ground, (), remarks=(Remark("not-computable", f"没有评分方法“{use.method}”：见 jiheng packs"),)
        )
    facts = row.facts
    if kind == "execution":
        asked, facts, trouble = _execution(desk, weighed, use)
    else:
        asked, trouble = _question(weighed, use, pair), why
    if trouble:
        remark = Remark("not-computable", f"“{row.level[2] or row.level[0]}”不能计分：{trouble}")
        return _score(weighed, None, method.id, method.title, use.ground, (), stated=stated, remarks=(remark,), facts=facts)
    try:
        worked = method.run(asked)
    except NotComputable as error:
        name = "evidence-missing" if kind in ("qualitative", "yes_no") else "not-computable"
        remark = Remark(name, f"“{row.level[2] or row.level[0]}”不能计分：{error.why}，{error.mend}")
        return _score(weighed, None, method.id, method.title, use.ground, (), stated=stated, remarks=(remark,), facts=facts)
    return _finish(desk, weighed, group, kind, use, method, asked, worked, facts, pair)


def _finish(
    desk: Desk, weighed: Weighed, group: Group | None, kind: RowKind, use: Use, method: Method, asked: Question, worked: Worked,
    facts: tuple[Fact, ...], pair: Pair | None,
) -> Score:  # fmt: skip
    row = weighed.row
    points = rounded(worked.points, desk.step)
    moved = (Step(f"指标值经{row.changed.approval}批准，由{row.changed.first}调整为{row.target}"),) if row.changed is not None else ()
    steps = (*map(Step, row.made_of), *moved, *worked.before, Step(f"{worked.words}{'＝' if worked.sums else '，得'}{plain(points)}分", points))
    if kind in ("positive", "equal") and desk.rules.excess.deduct and asked.aim is not None and asked.done is not None and points == weighed.after:
        off = excess_off(desk.rules.excess, asked.aim, asked.done)
        if off:
            points = rounded(points - weighed.after * off, desk.step)
            steps = (*steps, Step(f"超额完成偏离过大，扣分值的{plain(off * HUNDRED)}%，得{plain(points)}分", points))
    remarks = remarks_of(desk.rules, row, kind, asked, missed=bool(worked.restores))
    others: tuple[OtherWay, ...] = ()
    if row.stated is not None:
        others, said = compare(desk, row, kind, asked, points, pair, missed=bool(worked.restores))
        remarks = (*remarks, *said)
    verified = use.ground.verified and (group is None or group.ground.verified) and (desk.moved_verified or weighed.after == weighed.before)
    lost = weighed.after - points
    restores = f"{worked.restores}，可补回{plain(lost)}分" if lost and worked.restores else ""
    return Score(
        row.id, row.level[2] or row.level[0], row.level, row.target, row.actual, points, weighed.after, weighed.before, method.id, method.title,
        verified, steps, restores, row.stated.number if row.stated is not None else None, row.reason, remarks, others, facts, _sources(use, group),
        changed=row.changed, core=row.core,
    )  # fmt: skip


def rounded(points: Decimal, step: Decimal | None) -> Decimal:
    """Points with the decimals that the pack asks for."""
    return points if step is None else points.quantize(step, ROUND_HALF_UP)


def _score(
    weighed: Weighed, points: Decimal | None, method: str, title: str, ground: Ground, steps: tuple[Step, ...], *,
    stated: Decimal | None = None, remarks: tuple[Remark, ...] = (), facts: tuple[Fact, ...] = (),
) -> Score:  # fmt: skip
    row = weighed.row
    return Score(
        row.id, row.level[2] or row.level[0], row.level, row.target, row.actual, points, weighed.after, weighed.before, method, title,
        ground.verified, steps, "", stated, row.reason, remarks, (), facts or row.facts, ground.sources, weighed.cancelled,
        row.changed, row.core,
    )  # fmt: skip


def _pair(row: IndicatorRow) -> Pair | None:
    """Target and actual in one unit; the plain case, one unit and a sign, without the long way."""
    target, actual = row.target_figure, row.actual_figure
    if target is None or actual is None:
        return None
    if target.unit is actual.unit and row.relation in _PLAIN_SIGNS and not target.unit.is_money:
        return Pair(target, actual, row.relation in "≤＜", exact=False)
    return pair_of(row)


def _kind(desk: Desk, row: IndicatorRow, group: Group | None, pair: Pair | None) -> tuple[RowKind, str]:
    """Which of the pack's rules is for the row; and why it cannot be told."""
    if group is not None and group.kind == "execution":
        return "execution", ""
    if row.target.strip() in BLANK and row.target_figure is None and row.relation != "定性":
        return "qualitative", "有分值而没有目标值，填写目标值，或经批准取消该指标"
    if pair is None:
        if row.target.strip() in _YES_NO:
            return "yes_no", ""
        if row.target_figure is not None and row.relation != "定性":
            if not row.actual.strip() or row.actual.strip() in BLANK:
                return "positive", "没有实际完成值，填写实际完成值"
            if row.actual_figure is not None:
                return "positive", f"目标{row.target}与实际{row.actual}单位不同，写成同一单位"
            if not row.grading:
                return "positive", f"目标{row.target}是数而实际“{row.actual}”不是数，写明实际完成的数"
        return "qualitative", ""
    if pair.actual.hedge not in (Hedge.NONE, Hedge.AT_LEAST, Hedge.OVER) and not row.method:
        return "positive", f"实际完成值“{row.actual}”不是确定的数，写明确数"
    if pair.lower is None and pair.met is not Met.MET and not row.method and row.relation != "＝":
        return "positive", f"分不清“{row.level[2]}”越大越好还是越小越好，写明≥或≤"
    if pair.lower:
        return "negative", ""
    if is_satisfaction(row) and pair.aim.unit.is_ratio and "satisfaction" in desk.rules.uses:
        return "satisfaction", ""
    return ("equal" if pair.exact else "positive"), ""


def _use(desk: Desk, row: IndicatorRow, kind: RowKind) -> Use | None:
    """The method of a row: its own, else the pack's for its kind."""
    uses = desk.rules.uses
    if row.method:
        own = next((use for use in uses.values() if use.method == row.method), None)
        return (
            own
            or next((use for ones in desk.rules.practice.values() for use in ones if use.method == row.method), None)
            or Use(row.method, {}, Ground())
        )
    found = uses.get(kind)
    return found if found is not None or kind not in ("equal", "satisfaction") else uses.get("positive")


def _question(weighed: Weighed, use: Use, pair: Pair | None) -> Question:
    row = weighed.row
    if pair is None:
        return Question(weighed.after, use.params, grading=row.grading)
    unit = pair.target.unit
    done = pair.actual.number if pair.actual.unit is unit or pair.actual.unit == unit else pair.actual.value / unit.factor
    points = unit.factor / _PERCENT if unit.is_ratio else ZERO
    return Question(weighed.after, use.params, pair.target.number, done, unit.key, points, row.grading)


def _execution(desk: Desk, weighed: Weighed, use: Use) -> tuple[Question, tuple[Fact, ...], str]:
    row = weighed.row
    funds = desk.books.funds
    if funds.budget is not None and funds.outturn is not None:
        budget, outturn = funds.budget.figure, funds.outturn.figure
        asked = Question(weighed.after, use.params, budget.number, outturn.value / budget.unit.factor, budget.unit.key, ZERO, row.grading)
        return asked, (funds.outturn, funds.budget), ""
    rate = funds.rate.figure if funds.rate is not None else row.actual_figure
    if rate is None or not rate.unit.is_ratio:
        return Question(weighed.after, use.params), (), f"{funds.why or '没有预算执行率'}，填写全年预算数和全年执行数"
    facts = (funds.rate,) if funds.rate is not None else row.facts
    return Question(weighed.after, use.params, None, rate.number, rate.unit.key, rate.unit.factor / _PERCENT, row.grading), facts, ""


def _sources(use: Use, group: Group | None) -> tuple[Citation, ...]:
    more = group.ground.sources if group is not None else ()
    return use.ground.sources + tuple(one for one in more if one not in use.ground.sources)
