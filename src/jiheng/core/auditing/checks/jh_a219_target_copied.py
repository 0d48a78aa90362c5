"""JH-A-219 指标目标值与实际值逐项完全相同。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.targets import Pair, pair_of

CODE = "JH-A-219"
_ROWS = 4
_TELLING = 3  # rows whose equality is not plain: neither 100% nor a single one


@check(
    code=CODE,
    title="指标目标值与实际值逐项完全相同",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "mof-indicators-2021#指标值设定依据"),
)
def target_copied(given: AuditInput) -> Iterable[Outcome]:
    """目标在年初批复，实际在年末统计，定量指标很少个个相等。

    Holds: 至少一项实际值与目标值不同。   Breaks: 定量指标四项以上，目标值与实际值个个相等。
    Unknown: 可比的定量指标不到四项，或都是100%、1次一类。   Mend: 调出年初批复的绩效目标表核对，按批复值填写。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        pairs = [(row, pair) for row in table.weighed if (pair := pair_of(row)) is not None]
        if not pairs:
            continue
        equal = [(row, pair) for row, pair in pairs if pair.actual.value == pair.aim.value]
        telling = [row for row, pair in equal if _tells(pair)]
        if len(pairs) < _ROWS or (len(equal) == len(pairs) and len(telling) < _TELLING):
            yield NotEvaluated(CODE, f"可比的定量指标只有{len(pairs)}项，其中能说明问题的{len(telling)}项", _evidence([row for row, _ in pairs][:1]))
        elif len(equal) < len(pairs):
            unlike = next(row for row, pair in pairs if pair.actual.value != pair.aim.value)
            words = f"{len(pairs)}项中{len(pairs) - len(equal)}项不同"
            yield Held(CODE, Band.EXACT, spans_of(unlike, "target", "actual"), cells.of(unlike, "target", "actual"), words)
        else:
            yield Finding(
                CODE,
                Severity.HINT,
                Category.WORDING,
                f"{len(pairs)}项定量指标的目标值与实际值个个相等，疑为事后填报",
                "调出年初批复的绩效目标表，目标值按批复填写，实际值按台账填写",
                _evidence(telling),
                likely_cause="目标值照抄实际值，或实际值照抄目标值",
                expected="目标值以年初批复为准",
                stated=f"{len(equal)}项全部相等",
                facts=tuple(fact for row, _ in pairs for fact in cells.of(row, "target", "actual")),
                subject_key=f"目标与实际相同|{table.rows[0].origin.block.partition('.')[0]}",
            )


def _tells(pair: Pair) -> bool:
    """Whether equality of target and actual is worth a thought."""
    return not (pair.aim.unit.is_ratio and pair.aim.value == 1) and pair.aim.number > 1


def _evidence(rows: list[StatedIndicator]) -> tuple[Span, ...]:
    return tuple(span for row in rows for span in spans_of(row, "target", "actual"))
