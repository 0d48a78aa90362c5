"""预算执行率分档：按执行率所在的档得分。"""

from __future__ import annotations

from decimal import Decimal

from jiheng.core.scoring.score import Step
from jiheng.core.scoring.shelf import ONE, ZERO, NotComputable, Question, Worked, method, percent, plain, table


@method(id="execution_banded", title="按执行率分档", needs=("bands",), takes=("finished",))
def execution_banded(asked: Question) -> Worked:
    """Bands 每行为起点执行率与得分比例，自高到低；finished 是项目已完成且未超预算时的得分比例。"""
    if asked.aim is None and asked.points_per_unit:
        rate = asked.share()
    else:
        aim, done = asked.numbers()
        if aim <= ZERO:
            raise NotComputable("全年预算数为0，没有执行率", "核对全年预算数；全年没有预算的，不设预算执行率")
        rate = done / aim
    shown = (Step(f"执行率{percent(rate)}", rate),)
    finished = asked.params.get("finished")
    if asked.grading == "已完成" and rate <= ONE and isinstance(finished, Decimal):
        return Worked(asked.weight * finished, "已完成且执行数在全年预算数以内", before=shown)
    for least, share in table(asked, "bands"):
        if isinstance(least, Decimal) and isinstance(share, Decimal) and rate >= least:
            restores = "" if share >= ONE else "执行率进入更高一档"
            return Worked(
                asked.weight * share,
                f"{plain(asked.weight)}分×{percent(share)}（执行率{percent(least)}以上）",
                sums=True,
                restores=restores,
                before=shown,
            )
    return Worked(ZERO, "执行率低于最低一档", restores="执行率进入更高一档", before=shown)
