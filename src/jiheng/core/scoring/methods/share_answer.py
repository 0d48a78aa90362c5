"""按评定的比率得分：比率由人按材料算出并填写。"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from jiheng.core.scoring.shelf import HUNDRED, ONE, ZERO, NotComputable, Question, Worked, method, percent, plain


@method(id="share_answer", title="按填写的比率得分")
def share_answer(asked: Question) -> Worked:
    """评定写0至1的比例或百分数，得分为分值×比率。"""
    answer = asked.grading.strip()
    try:
        share = Decimal(answer[:-1]) / HUNDRED if answer.endswith(("%", "％")) else Decimal(answer or "x")
    except InvalidOperation:
        raise NotComputable("没有填写比率" if not answer else f"比率“{answer}”看不懂", "写成0%至100%，并附计算依据") from None
    if not ZERO <= share <= ONE:
        raise NotComputable(f"比率“{answer}”不在0%至100%之间", "写成0%至100%，并附计算依据")
    return Worked(asked.weight * share, f"{plain(asked.weight)}分×{percent(share)}", sums=True, restores="" if share == ONE else "比率达到100%")
