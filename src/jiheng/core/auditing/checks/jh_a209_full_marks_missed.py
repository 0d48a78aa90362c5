"""JH-A-209 没有完成目标值却得满分。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import CellFacts, cell_facts, name_of, plain, spans_of, tables_of
from jiheng.core.auditing.scoring_methods import missed
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.indicator import StatedIndicator
from jiheng.core.facts.targets import Met, Pair, is_satisfaction, pair_of
from jiheng.core.figures.figure import Figure
from jiheng.core.rulepack.scoring_rules import ScoringRules

CODE = "JH-A-209"


@check(
    code=CODE,
    title="没有完成目标值却得满分",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-self-evaluation-2020#项目支出绩效自评表", "seed-lusong-2023#附件3"),
)
def full_marks_missed(given: AuditInput) -> Iterable[Outcome]:
    """实际完成值达到目标值的得满分，没有达到的按办法扣分。

    数字只证明目标没有完成；怎样扣分由各地办法定，办法未核实，故作提醒。

    Holds: 完成目标而得满分。   Breaks: 按印出的数没有完成，却得满分。
    Unknown: 分不清越大越好还是越小越好，或取整后可能达到。   Mend: 按办法扣分并写原因，或更正实际值。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.scored:
            if row.score is None or row.weight is None or not row.weight.number or row.score.number != row.weight.number:
                continue
            pair = pair_of(row)
            if pair is None:
                continue
            met = pair.met
            if met is Met.UNKNOWN:
                yield NotEvaluated(CODE, f"“{name_of(row)}”分不清是否达到目标", spans_of(row, "target", "actual"))
            elif met is Met.MET:
                facts = cells.of(row, "target", "actual", "weight", "score")
                yield Held(CODE, Band.EXACT, spans_of(row, "target", "actual", "score"), facts, f"目标{row.target}，实际{row.actual}")
            else:
                yield _finding(row, pair, row.weight, cells, given.scoring)


def _finding(row: StatedIndicator, pair: Pair, full: Figure, cells: CellFacts, rules: ScoringRules) -> Finding:
    way = next(missed(pair, full, rules, satisfaction=is_satisfaction(row)))
    short = abs(pair.actual.value - pair.aim.value)
    how = "超过" if pair.lower else "低于"
    inferred = "" if row.relation else "（未印比较符号，按指标名称判断）"
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{name_of(row)}”目标{row.target}，实际{row.actual}，{how}目标{inferred}，却得满分{plain(full.number)}分",
        "按计分办法扣分并写明偏差原因；实际值或目标值写错的，改正后再计分",
        spans_of(row, "actual", "target", "score"),
        likely_cause="超过目标上限而按完成处理" if pair.lower else "没有按完成比例折算",
        expected=f"{way.printed}分（{way.name}：{way.working}）",
        stated=f"{plain(full.number)}分",
        difference=words.in_unit(short, pair.aim.unit),
        facts=cells.of(row, "target", "actual", "weight", "score"),
        subject_key=f"{'/'.join(row.level)}|满分",
    )
