"""定性分档：由人评定完成程度，须落在规则包的档内。"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from jiheng.core.scoring.shelf import HUNDRED, ONE, ZERO, NotComputable, Question, Worked, method, percent, plain, table


@method(id="qualitative_bands", title="定性分档", needs=("bands",))
def qualitative_bands(asked: Question) -> Worked:
    """Bands 每行为档次名称、下限、上限、只写名称时所取的比例。评定写成0至1、百分数或档次名称。"""
    rows = table(asked, "bands")
    labels = "、".join(str(row[0]) for row in rows)
    if not asked.grading:
        raise NotComputable("定性指标没有评定完成程度", f"写明完成程度（0%至100%）或档次（{labels}），并附依据")
    graded = next((row for row in rows if row[0] == asked.grading), None)
    share = graded[3] if graded is not None else _share(asked.grading)
    if not isinstance(share, Decimal) or not ZERO <= share <= ONE:
        raise NotComputable(f"完成程度“{asked.grading}”看不懂", f"写成0%至100%的比例，或档次之一：{labels}")
    named = graded or next((row for row in rows if isinstance(row[1], Decimal) and share >= row[1]), rows[-1])
    words = f"评定为“{named[0]}”，完成程度{percent(share)}，{plain(asked.weight)}分×{percent(share)}"
    return Worked(asked.weight * share, words, sums=True, restores="" if share == ONE else "完成程度评定为100%，并有依据")


def _share(text: str) -> Decimal | None:
    bare = text.strip()
    try:
        return Decimal(bare[:-1]) / HUNDRED if bare.endswith(("%", "％")) else Decimal(bare)
    except InvalidOperation:
        return None
