"""预算执行率按比例：分值乘以执行率，超过100%的按100%。"""

from __future__ import annotations

from jiheng.core.scoring.score import Step
from jiheng.core.scoring.shelf import HUNDRED, ONE, ZERO, NotComputable, Question, Worked, method, percent, plain


@method(id="execution_ratio", title="按执行率")
def execution_ratio(asked: Question) -> Worked:
    """分值×执行数÷全年预算数，不超过分值；只有执行率的按执行率。全年预算数为0的不能计算。"""
    if asked.aim is None and asked.points_per_unit:
        rate = asked.share()
        words = f"{plain(asked.weight)}分×{percent(rate)}"
        return Worked(asked.weight * max(min(rate, ONE), ZERO), words, sums=rate <= ONE, restores="" if rate >= ONE else "执行数达到全年预算数")
    aim, done = asked.numbers()
    if aim <= ZERO:
        raise NotComputable("全年预算数为0，没有执行率", "核对全年预算数；全年没有预算的，不设预算执行率")
    rate = done / aim
    shown = Step(f"{plain(done)}÷{plain(aim)}＝{percent(rate)}", rate)
    if rate >= ONE:
        return Worked(asked.weight, f"执行率{percent(rate)}，按{plain(HUNDRED)}%计", before=(shown,))
    points = max(asked.weight * done / aim, ZERO)
    return Worked(
        points, f"{plain(asked.weight)}分×{plain(done)}÷{plain(aim)}", sums=True, restores=f"执行数达到{plain(aim)}{asked.unit}", before=(shown,)
    )
