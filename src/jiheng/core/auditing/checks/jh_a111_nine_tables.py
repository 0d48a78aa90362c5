"""JH-A-111 决算公开缺表。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.disclosed_tables import required, tables_of, title_span
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, view_of

CODE = "JH-A-111"
_ENOUGH = 4  # with fewer tables the file holds the text only, or an extract


@check(
    code=CODE,
    title="决算公开缺表",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("mof-final-accounts-form#公开01表至公开09表",),
)
def nine_tables(given: AuditInput) -> Iterable[Outcome]:
    """部门决算公开应有九张表（2019年度及以前没有国有资本经营预算表）；没有数据的表也要保留空表。

    Holds: 各表都有。   Breaks: 缺少其中的表。
    Unknown: 不是决算公开，或文件只有文字说明。   Mend: 补上缺的表；没有数据的列空表并说明。
    """
    view = view_of(given.document)
    if view.kind is not ReportKind.ACCOUNTS:
        yield NotEvaluated(CODE, "不是部门决算公开")
        return
    found = {table.name: table for table in tables_of(view) if table.is_there}
    if len(found) < _ENOUGH:
        yield NotEvaluated(CODE, f"只找到{len(found)}张决算表，像是只有文字说明或节选")
        return
    wanted = required(given.statements.period.year)
    missing = [name for name in wanted if name not in found]
    if missing:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message=f"决算公开缺{len(missing)}张表：{'、'.join(missing)}",
            mend="补上缺的表；没有数据的保留空表，并在表下说明", evidence=tuple(title_span(view, table) for table in found.values())[:1], likely_cause="漏附，或没有数据的表被删去",
            expected=f"{len(wanted)}张", stated=f"{len(found)}张", subject_key="|".join(missing),
        )  # fmt: skip
    else:
        yield Held(CODE, Band.EXACT, tuple(title_span(view, table) for table in found.values()), words=f"{len(wanted)}张决算表都有")
