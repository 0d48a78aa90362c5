"""按超出幅度扣减：超过目标百分之几，就扣分值的百分之几。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ONE, ZERO, Question, Worked, method, plain


@method(id="linear_excess", title="按超出幅度扣减", known_for=("lower",))
def linear_excess(asked: Question) -> Worked:
    """分值×（1−（实际−目标）÷目标），不低于0；目标为0而实际大于0的不得分。"""
    aim, done = asked.numbers()
    if done <= aim:
        return Worked(asked.weight, f"实际{plain(done)}{asked.unit}，未超过目标{plain(aim)}{asked.unit}")
    restores = f"实际值控制在{plain(aim)}{asked.unit}以内"
    if aim <= ZERO:
        return Worked(ZERO, f"实际{plain(done)}{asked.unit}，超过目标{plain(aim)}{asked.unit}", restores=restores)
    points = max(asked.weight * (ONE - (done - aim) / aim), ZERO)
    words = f"{plain(asked.weight)}分×（1−（{plain(done)}−{plain(aim)}）÷{plain(aim)}）"
    return Worked(points, words, sums=points > ZERO, restores=restores)
