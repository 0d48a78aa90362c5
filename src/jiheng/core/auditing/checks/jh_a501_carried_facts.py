"""JH-A-501 文件随附的数据与正文不一致。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.carried_places import carried_in, find_prints

CODE = "JH-A-501"


@check(
    code=CODE,
    title="文件随附的数据与正文不一致",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("mof-framework-2013#过程·预算管理·基础信息完善性",),
)
def carried_facts(given: AuditInput) -> Iterable[Outcome]:
    """本程序生成的文件随附生成时的数据；此后正文中的数字被改动的，以正文为准，并请核实改动。

    Law: 预算支出绩效评价指标体系框架，基础信息完善性：数据真实、完整、准确。
    Holds: 随附的数字在正文原处逐字相同。
    Breaks: 前后文字相同而数字已改。
    Unknown: 随附的数据无法辨认，或数字连同前后文字都已改写。
    Mend: 改动有依据的，在案卷中一并更正后重新生成；误改的，改回原数。
    """
    if not given.document.carried:
        return
    carried = carried_in(given.document)
    if carried is None:
        yield NotEvaluated(CODE, "随附的数据不是本程序的格式，或已损坏")
        return
    lost = 0
    same = []
    for one in find_prints(carried, given.document):
        if one.span and one.seen:
            yield Finding(
                CODE, Severity.WARNING, Category.ACCURACY, f"正文写“{one.seen}”，文件随附的数据是“{one.print.text}”，以正文为准",
                "改动有依据的，在案卷中一并更正后重新生成；误改的，改回原数", (one.span,), likely_cause="文件生成以后改动了数字",
                expected=one.print.text, stated=one.seen,
            )  # fmt: skip
        elif one.span:
            same.append(one.span)
        else:
            lost += 1
    if same:
        yield Held(CODE, Band.EXACT, tuple(same[:1]), words=f"随附的{len(same)}个数字与正文逐字相同")
    if lost:
        yield NotEvaluated(CODE, f"随附的{lost}个数字连同前后文字在正文中找不到")
