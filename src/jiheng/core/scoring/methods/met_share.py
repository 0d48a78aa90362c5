"""达标个数：达到目标的指标个数占全部指标个数的比例。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import NotComputable, Question, Worked, method, plain


@method(id="met_share", title="达标个数之比", takes=("level",))
def met_share(asked: Question) -> Worked:
    """分值×达标个数÷全部个数；level 写明时只数该二级指标（如数量指标）。"""
    if asked.met is None or not asked.met[1]:
        raise NotComputable("没有可数的指标", "填写年度绩效指标的目标值和实际完成值")
    met, all = asked.met
    words = f"{plain(asked.weight)}分×{met}÷{all}"
    return Worked(asked.weight * met / all, words, sums=True, restores="" if met == all else "未达标的指标达到目标")
