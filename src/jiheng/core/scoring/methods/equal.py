"""等于目标：与目标相等得满分，不等的按规则包所定办法。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ZERO, Question, Worked, method, plain


@method(id="equal", title="等于目标", takes=("otherwise",))
def equal(asked: Question) -> Worked:
    """实际等于目标得满分；不等的，otherwise 为 proportional 时按较小者与较大者之比得分，否则不得分。"""
    aim, done = asked.numbers()
    if done == aim:
        return Worked(asked.weight, f"实际{plain(done)}{asked.unit}，等于目标{plain(aim)}{asked.unit}")
    restores = f"实际值等于{plain(aim)}{asked.unit}"
    low, high = min(aim, done), max(aim, done)
    if asked.params.get("otherwise") == "proportional" and low > ZERO:
        return Worked(asked.weight * low / high, f"{plain(asked.weight)}分×{plain(low)}÷{plain(high)}", sums=True, restores=restores)
    return Worked(ZERO, f"实际{plain(done)}{asked.unit}，不等于目标{plain(aim)}{asked.unit}", restores=restores)
