"""按完成比例：达到目标得满分，未达到的按实际与目标之比得分。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ZERO, Question, Worked, method, plain


@method(id="proportional", title="按完成比例", known_for=("higher",))
def proportional(asked: Question) -> Worked:
    """分值×实际÷目标，不超过分值，不低于0；目标为0的，不低于目标即满分。"""
    aim, done = asked.numbers()
    if done >= aim:
        return Worked(asked.weight, f"实际{plain(done)}{asked.unit}，不低于目标{plain(aim)}{asked.unit}")
    restores = f"实际值达到{plain(aim)}{asked.unit}"
    if aim <= ZERO or done <= ZERO:
        return Worked(ZERO, f"实际{plain(done)}{asked.unit}，低于目标{plain(aim)}{asked.unit}", restores=restores)
    return Worked(asked.weight * done / aim, f"{plain(asked.weight)}分×{plain(done)}÷{plain(aim)}", sums=True, restores=restores)
