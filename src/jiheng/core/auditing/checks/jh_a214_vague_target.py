"""JH-A-214 分值较大的指标没有可衡量的目标值。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import cell_facts, is_empty, name_of, plain, spans_of, tables_of
from jiheng.core.auditing.shelf import check

CODE = "JH-A-214"
_LARGE = 10
_SCALE = 4  # characters of a grade: 高, 优良, 高中低
_VAGUE = re.compile("进一步|有效|有力|加强|提升|提高|推动|推进|促进|不断|持续|明显|显著|逐步|良好|较好|到位|稳步|积极|改善|增强|保障|长期|深入|圆满")


@check(
    code=CODE,
    title="分值较大的指标没有可衡量的目标值",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("seed-lusong-2023#附件3", "seed-ebian-2023#（四）部门整体支出绩效目标", "mof-indicators-2021#指标值设定依据"),
)
def vague_target(given: AuditInput) -> Iterable[Outcome]:
    """10分以上的指标，目标值写成可以核对的数、时限或清楚的档次。

    Holds: 目标值是数。   Breaks: 10分以上而目标只有“有效提升”一类的话，或只是定性。
    Unknown: 没有写目标值，或没有写分值。   Mend: 把目标细化为数量、比率、时限；确属定性的，写明各档标准和依据。
    """
    cells = cell_facts(given)
    for table in tables_of(given):
        for row in table.weighed:
            if row.weight is None or row.weight.number < _LARGE:
                continue
            if is_empty(row.target):
                yield NotEvaluated(CODE, f"“{name_of(row)}”{plain(row.weight.number)}分，没有写目标值", spans_of(row, "name", "weight"))
                continue
            if row.target_figure is not None or re.search(r"\d\s*(?:%|％|个|次|件|项|天|日|月)", row.target):
                yield Held(CODE, Band.EXACT, spans_of(row, "target", "weight"), cells.of(row, "target", "weight"), "目标值是数")
                continue
            if row.relation == "定性" and len(row.target) <= _SCALE:
                yield NotEvaluated(CODE, f"“{name_of(row)}”是定性指标，要看分档标准", spans_of(row, "target", "weight"))
                continue
            word = _VAGUE.search(row.target)
            what = f"只写“{word[0]}”一类的话，没有数" if word else "没有数"
            short = row.target if len(row.target) <= 20 else row.target[:20] + "…"
            yield Finding(
                CODE,
                Severity.HINT,
                Category.WORDING,
                f"“{name_of(row)}”{plain(row.weight.number)}分，目标“{short}”{what}，不能衡量是否完成",
                "把目标细化为数量、比率或时限；确属定性的，写明分档标准和依据，并减少分值",
                spans_of(row, "target", "name", "weight"),
                expected="数量、比率、时限或写明标准的档次",
                stated=row.target[:60],
                subject_key=f"{'/'.join(row.level)}|目标没有数",
            )
