"""按反比例：不超过目标得满分，超过的按目标与实际之比得分。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ZERO, Question, Worked, method, plain


@method(id="inverse", title="按反比例", known_for=("lower",))
def inverse(asked: Question) -> Worked:
    """分值×目标÷实际，不超过分值；目标为0而实际大于0的不得分。"""
    aim, done = asked.numbers()
    if done <= aim:
        return Worked(asked.weight, f"实际{plain(done)}{asked.unit}，未超过目标{plain(aim)}{asked.unit}")
    restores = f"实际值控制在{plain(aim)}{asked.unit}以内"
    if aim <= ZERO:
        return Worked(ZERO, f"实际{plain(done)}{asked.unit}，超过目标{plain(aim)}{asked.unit}", restores=restores)
    return Worked(asked.weight * aim / done, f"{plain(asked.weight)}分×{plain(aim)}÷{plain(done)}", sums=True, restores=restores)
