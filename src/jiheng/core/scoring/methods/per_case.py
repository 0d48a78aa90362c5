"""按件扣分：每有一件（例、个问题）扣若干分。"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from jiheng.core.scoring.shelf import ZERO, NotComputable, Question, Worked, method, number, plain


@method(id="per_case", title="每件扣分", needs=("deduct",), takes=("least",))
def per_case(asked: Question) -> Worked:
    """分值减去 deduct×件数，不低于 least（默认0分）。件数取实际值，没有的取评定里写的数。"""
    done = asked.done if asked.done is not None else _counted(asked.grading)
    if done is None or done < ZERO:
        raise NotComputable("没有写明件数", "写明件数，没有的写0，并附检查、审计材料")
    if not done:
        return Worked(asked.weight, "0件，不扣分")
    deduct = number(asked, "deduct")
    points = max(asked.weight - deduct * done, number(asked, "least", ZERO))
    words = f"{plain(asked.weight)}分−{plain(deduct)}分×{plain(done)}件"
    return Worked(points, words, sums=points == asked.weight - deduct * done, restores="问题整改销号后不再发生")


def _counted(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().rstrip("件例个次项起"))
    except InvalidOperation:
        return None
