"""按比率得分：分值乘以比率，超过100%的按100%。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ONE, ZERO, Question, Worked, method, percent, plain


@method(id="share", title="按比率得分")
def share(asked: Question) -> Worked:
    """分值×比率，不超过分值，不低于0。"""
    rate = max(asked.share(), ZERO)
    if rate >= ONE:
        return Worked(asked.weight, f"比率{percent(rate)}，按100%计")
    return Worked(asked.weight * rate, f"{plain(asked.weight)}分×{percent(rate)}", sums=True, restores="比率达到100%")
