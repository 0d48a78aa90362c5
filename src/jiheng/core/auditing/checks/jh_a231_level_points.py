"""JH-A-231 指标表逐级写在括号里的分值，上级不等于其下各项之和。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.funds_rows import lines_of
from jiheng.core.auditing.level_points import Level, Made, levels_made
from jiheng.core.auditing.score_tables import plain
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span

CODE = "JH-A-231"
_ROWS, _BRACKETS = 3, 2  # so many sums that hold show that rows, or brackets, are read as they are meant
_GROUP = re.compile("产出|效益|满意度|成本")  # of the form of the nation, which has but three or four
_OF_MANY = 4  # … for each that does not
_SURE = 4  # … where a number is neither the sum of its parts nor a part of its own whole


@check(
    code=CODE,
    title="指标表逐级写在括号里的分值，上级不等于其下各项之和",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "seed-lusong-2023#附件3"),
    last=True,
)
def level_points(given: AuditInput) -> Iterable[Outcome]:
    """“项目决策（25分）绩效目标（6分）目标内容2”：每一级括号里的分值等于其下一级分值之和，末级等于其下各行分值之和。

    Holds: 相等。   Breaks: 表中其余各级都相等，只有一处不等。
    Unknown: 不等的不止一处，像是表格没有读全。   Mend: 核对该级和其下各项的分值，改到相等。
    """
    made = levels_made(given)
    held = [one for one in made if one.holds]
    roots = _roots([one for one in made if one.fails])
    said = {(span.start, span.end) for one in given.said if isinstance(one, Finding) for span in one.evidence[:1]}
    for one in held:
        yield Held(CODE, Band.EXACT, _spans(one, given), (), f"{_sum(one)} = {plain(one.level.points.value)}")
    if not roots:
        return
    if len(held) < min(_needed(root) for root in roots) or (len(roots) > 1 and len(roots) * _OF_MANY > len(held)):
        yield NotEvaluated(CODE, f"{len(roots)}处分值与其下各项之和不等，像是表格没有读全", _spans(roots[0][0], given)[:1])
        return
    for root in roots:
        finding = _finding(root, given, sure=len(root) > 1 and len(held) >= _SURE)
        if (finding.evidence[0].start, finding.evidence[0].end) not in said:
            yield finding


def _roots(failing: Sequence[Made]) -> list[tuple[Made, ...]]:
    """The sums that do not hold, those together that one number explains; without neighbours whose rows were mixed up."""
    mixed: set[int] = set()
    for one, other in pairwise(failing):
        if one.level.height == other.level.height == 1 and one.total + other.total == one.level.points.value + other.level.points.value:
            mixed |= {id(one.level), id(other.level)}
    left = [one for one in failing if id(one.level) not in mixed]
    inner = {id(one.level): one for one in left}
    below = {id(level): one for one in left for level in one.level.below if id(level) in inner}
    return [(inner[id(one.level)], below[id(one.level)]) if id(one.level) in below else (one,) for one in left if not _explained(one, inner, below)]


def _explained(one: Made, inner: dict[int, Made], below: dict[int, Made]) -> bool:
    """Whether a sum does not hold because of one of its parts that is itself not what it consists of."""
    return any(id(level) in inner and below.get(id(level)) is one for level in one.level.below)


def _needed(root: Sequence[Made]) -> int:
    level = root[0].level
    return _BRACKETS if len(root) > 1 or level.below or _GROUP.match(level.name) else _ROWS


def _spans(one: Made, given: AuditInput) -> tuple[Span, ...]:
    flat = lines_of(given)
    return tuple(flat.span(points.start, points.end) for points in (one.level.points, *one.parts))


def _sum(one: Made) -> str:
    return " + ".join(plain(part.value) for part in one.parts)


def _name(level: Level) -> str:
    return f"“{level.name}”" if level.name else "括号内"


def _finding(root: Sequence[Made], given: AuditInput, *, sure: bool) -> Finding:
    one = root[0]
    printed, total = plain(one.level.points.value), plain(one.total)
    difference = plain(abs(one.total - one.level.points.value))
    what = "各项" if one.level.below else "各行"
    return Finding(
        CODE,
        Severity.ERROR if sure else Severity.WARNING,
        Category.ACCURACY,
        f"{_name(one.level)}印作{printed}分，其下{what}分值之和为{total}分，相差{difference}分",
        "核对该级和其下各项的分值，使各级相等、总分为100分",
        tuple(span for made in root for span in _spans(made, given)),
        expected=f"{total}分",
        stated=f"{printed}分",
        difference=f"{difference}分",
        working=tuple(f"{_sum(made)} = {plain(made.total)} ≠ {plain(made.level.points.value)}" for made in root),
    )
