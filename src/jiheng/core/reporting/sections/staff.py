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
    quota, actual, retired, other = (given.get(f"staff.{key}") for key in ("quota", "actual", "retired", "other"))
    sentences = []
    if quota:
        parts = parts_of((given.get(concept) for concept, _ in _QUOTA), [name for _, name in _QUOTA])
        sentences.append(joined([Line().say(f"截至{given.year}年12月31日，{given.name}").state(quota, before="核定编制"), parts]))
    if actual:
        head = Line().say("" if quota else f"截至{given.year}年12月31日，{given.name}").state(actual, before="年末在职人员")
        parts = parts_of((given.get(concept) for concept, _ in _ACTUAL), [name for _, name in _ACTUAL])
        rate = ratio("staff.control_rate", actual, quota)
        sentences.append(joined([head, parts]))
        if rate:
            sentences.append(joined([Line().state(rate, before="在职人员控制率")]))
    others = [Line().state(fact, before=name) for fact, name in ((retired, "退休人员"), (other, "其他人员")) if fact and fact.figure.value]
    if others:
        sentences.append(joined(others))
    if sentences:
        line = Line()
        for sentence in sentences:
            line.join(sentence)
        yield line.paragraph()
