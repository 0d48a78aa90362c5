"""JH-A-213 目标值不可能完不成。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.headcounts import Headcounts, is_of_staff
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.indicator import StatedIndicator

CODE = "JH-A-213"
_ALL_YEAR = re.compile(r"[＝=]?(?:(?:19|20)\d\d年?度?)?(?:全年|当年|本年度?|年度内?|年内|一年|1年|全年度)(?:内|度)?(?:完成)?")
_YEAR_ALONE = re.compile(r"[＝=]?(?:19|20)\d\d(?:年度?)")
_FULL = 1


@check(
    code=CODE,
    title="目标值不可能完不成",
    severity=Severity.WARNING,
    category=Category.WORDING,
    sources=("seed-lusong-2023#附件3", "seed-ebian-2023#（四）部门整体支出绩效目标", "mof-indicators-2021#指标值设定依据"),
)
def cannot_fail(given: AuditInput) -> Iterable[Outcome]:
    """目标值是要经过努力才能达到的水平，不是现成的事实。

    给本单位人数发工资、“全年”、某年、“≥0”，到年底必然“完成”，不能衡量绩效。

    Holds: 目标是可能完不成的数。   Breaks: 目标是本单位人数，或“全年”“某年”，或不小于零，或比率不超过100%。
    Unknown: 目标没有数。   Mend: 改用能区分好坏的指标值，如按时足额发放率、办结时限、比上年的提高。
    """
    cells = cell_facts(given)
    staff = Headcounts(given)
    for table in tables_of(given):
        for row in table.weighed:
            why, equal = _why(row, staff)
            if why:
                yield _finding(row, why, equal, cells)
            elif row.target_figure is not None:
                yield Held(CODE, Band.EXACT, spans_of(row, "target"), cells.of(row, "target"), "目标有完不成的可能")
            elif row.target:
                yield NotEvaluated(CODE, f"“{name_of(row)}”的目标没有数", spans_of(row, "target"))


def _why(row: StatedIndicator, staff: Headcounts) -> tuple[str, Fact | None]:
    """Why a target cannot fail, and the printed fact that it equals; "" when it can."""
    target = row.target.replace(" ", "")
    if _ALL_YEAR.fullmatch(target) or (_YEAR_ALONE.fullmatch(target) and "时效" in row.level[1]):
        return f"目标“{row.target}”只是说这一年，到年底必然完成", None
    figure = row.target_figure
    if figure is None:
        return "", None
    if row.relation == "≥" and not figure.value:
        return f"目标“{row.target}”任何结果都满足", None
    if row.relation == "≤" and figure.unit.is_ratio and figure.value == _FULL and re.search("合格|达标|满意|覆盖|完成率|及时", name_of(row)):
        return f"目标“≤{row.target.lstrip('≤')}”任何结果都满足", None
    if figure.unit.is_people and row.relation in ("", "＝") and is_of_staff(row):
        equal = staff.equal(figure.value)
        whose = "就是本单位的人数" if equal is not None else "是所保障人员的人数"
        return f"目标{row.target.lstrip('＝=')}{'' if row.unit in row.target else row.unit}{whose}，不可能完不成", equal
    return "", None


def _finding(row: StatedIndicator, why: str, equal: Fact | None, cells: CellFacts) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING if equal is not None else Severity.HINT,
        Category.WORDING,
        f"“{name_of(row)}”：{why}" + (f"（文中{equal.label}{equal.figure.text}）" if equal is not None else ""),
        "改用能区分好坏的指标值，如按时足额发放率、办结时限、比上年的提高幅度",
        spans_of(row, "name", "target"),
        likely_cause="把现成的事实当作目标",
        expected="经过努力才能达到、可能完不成的值",
        stated=row.target,
        facts=(*cells.of(row, "target", "weight"), *([equal] if equal is not None else [])),
        subject_key=f"{'/'.join(row.level)}|不可能完不成",
    )
