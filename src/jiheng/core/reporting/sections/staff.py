"""人员情况：编制、在职、退休与在职人员控制率。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.reporting.clauses import parts_of
from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.fact_index import ratio
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line, joined

_QUOTA = (("staff.quota.administrative", "行政编制"), ("staff.quota.institution", "事业编制"), ("staff.quota.worker", "工勤编制"))
_ACTUAL = (("staff.actual.administrative", "行政人员"), ("staff.actual.institution", "事业人员"), ("staff.actual.worker", "工勤人员"))


@section(id="staff", title="人员情况")
def staff(given: ReportInput) -> Iterable[Part]:
    """Posts, staff in post, retired, and how far posts are filled, at the year's end."""
    quota, actual = given.get("staff.quota"), given.get("staff.actual")
    clauses: list[Line] = []
    if quota:
        clauses.append(Line().state(quota, before="核定编制").join(_parts(given, _QUOTA)))
    if actual:
        clauses.append(Line().state(actual, before="年末在职人员").join(_parts(given, _ACTUAL)))
    rate = ratio("staff.control_rate", actual, quota)
    if rate:
        clauses.append(Line().state(rate, before="在职人员控制率"))
    for concept, name in (("staff.retired", "退休人员"), ("staff.other", "其他人员")):
        fact = given.get(concept)
        if fact and fact.figure.value:
            clauses.append(Line().state(fact, before=name))
    if clauses:
        clauses[0] = Line().say(f"截至{given.year}年12月31日，{given.name}").join(clauses[0])
        divided = any("其中" in clause.text for clause in clauses)
        yield joined(clauses, between="。" if divided else "，").paragraph()


def _parts(given: ReportInput, names: tuple[tuple[str, str], ...]) -> Line:
    parts = parts_of((given.get(concept) for concept, _ in names), [name for _, name in names])
    return Line().say("，").join(parts) if parts.runs else parts
