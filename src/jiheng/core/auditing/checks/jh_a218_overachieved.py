"""JH-A-218 实际完成值超过目标三成以上。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, is_empty, name_of, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.targets import Pair, pair_of

CODE = "JH-A-218"
_MUCH = Decimal("1.3")
_APART = 2  # so many more at least, for counts of a few
_PERCENT = Decimal("0.01")


@check(
    code=CODE,
    title="实际完成值超过目标三成以上",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表",),
)
def overachieved(given: AuditInput) -> Iterable[Outcome]:
    """实际完成值不大大超过目标；超过很多的，说明目标定得偏低。

    Law: 财预〔2020〕10号要求对定得过低而大幅超额的指标按偏离度扣分；没有全国统一的幅度，三成是各地常用的提示线。
    Holds: 超过不到三成。   Breaks: 超过三成以上，没有写原因。
    Unknown: 目标为零；已写原因。   Mend: 说明超额原因，下一年按实际水平定目标。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            pair = pair_of(row)
            if pair is None or pair.lower is not False or pair.target.upper is not None or pair.aim.unit.is_money:
                continue
            if pair.aim.value <= 0:
                yield NotEvaluated(CODE, f"“{name_of(row)}”的目标为零，不能算超额幅度", spans_of(row, "target"))
            elif pair.actual.value <= pair.aim.value * _MUCH or pair.actual.number - pair.aim.number < _APART:
                yield Held(CODE, Band.EXACT, spans_of(row, "target", "actual"), cells.of(row, "target", "actual"), "没有大幅超额")
            elif not is_empty(row.reason):
                yield NotEvaluated(CODE, f"“{name_of(row)}”大幅超额，已写说明", spans_of(row, "actual", "reason"))
            else:
                yield _finding(row, pair, cells)


def _finding(row: StatedIndicator, pair: Pair, cells: CellFacts) -> Finding:
    over = (pair.actual.value - pair.aim.value) / pair.aim.value
    percent = (over / _PERCENT).quantize(Decimal(1))
    return Finding(
        CODE,
        Severity.HINT,
        Category.WORDING,
        f"“{name_of(row)}”目标{row.target}，实际{row.actual}，超过目标{percent}%，目标可能定得偏低",
        "说明超额的原因；下一年参照实际水平确定目标值",
        spans_of(row, "actual", "target", "name"),
        likely_cause="目标定得偏低，或实际值的统计范围比目标宽",
        expected=f"不超过{words.in_unit(pair.aim.value * _MUCH, pair.aim.unit, pair.aim.step)}",
        stated=row.actual,
        difference=words.in_unit(pair.actual.value - pair.aim.value, pair.aim.unit),
        facts=cells.of(row, "target", "actual"),
        subject_key=f"{'/'.join(row.level)}|超额",
    )
