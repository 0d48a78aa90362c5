"""是否判断：是得满分，否不得分。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ZERO, NotComputable, Question, Worked, method

YES = ("是", "已", "有", "完成", "1", "100%", "1.0")
NO = ("否", "未", "无", "没有", "未完成", "0", "0%")


@method(id="yes_no", title="是否判断")
def yes_no(asked: Question) -> Worked:
    """评定写“是”得满分，写“否”不得分。"""
    answer = asked.grading.strip()
    if answer in YES:
        return Worked(asked.weight, f"判定为“{answer}”")
    if answer in NO:
        return Worked(ZERO, f"判定为“{answer}”", restores="判定为“是”，并有佐证材料")
    raise NotComputable("没有判定是或否" if not answer else f"判定“{answer}”看不懂", "写“是”或“否”，并附佐证材料")
