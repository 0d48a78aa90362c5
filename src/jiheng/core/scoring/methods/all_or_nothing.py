"""全有或全无：达到目标得满分，否则不得分。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import ZERO, Question, Worked, method, plain


@method(id="all_or_nothing", title="全有或全无", takes=("side",), known_for=("higher", "lower"))
def all_or_nothing(asked: Question) -> Worked:
    """Side 为 lower 时不超过目标得满分，否则不低于目标得满分；其余不得分。"""
    aim, done = asked.numbers()
    reached = done <= aim if asked.params.get("side") == "lower" else done >= aim
    words = f"实际{plain(done)}{asked.unit}，目标{plain(aim)}{asked.unit}"
    return (
        Worked(asked.weight, f"{words}，达到")
        if reached
        else Worked(ZERO, f"{words}，未达目标不得分", restores=f"实际值达到{plain(aim)}{asked.unit}")
    )
