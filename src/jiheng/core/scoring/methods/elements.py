"""要点计分：每符合一个要点得一份。"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from jiheng.core.scoring.shelf import HUNDRED, ONE, ZERO, NotComputable, Question, Worked, method, percent, plain, table

_YES, _NO = ("是", "全部符合"), ("否", "均不符合")


@method(id="elements", title="要点计分", needs=("elements",))
def elements(asked: Question) -> Worked:
    """Elements 每行为要点与分数。评定写符合的要点序号（1、3）、得分比例（0.5、80%），或是、否。"""
    rows = table(asked, "elements")
    full = sum((row[1] for row in rows if isinstance(row[1], Decimal)), ZERO)
    answer = asked.grading.strip()
    if not answer or not full:
        listed = "；".join(f"{place}．{row[0]}" for place, row in enumerate(rows, 1))
        raise NotComputable("没有评定符合哪些要点", f"写明符合的要点序号并附佐证材料：{listed}")
    share, words = _share(answer, rows, full)
    if share is None or not ZERO <= share <= ONE:
        raise NotComputable(f"评定“{answer}”看不懂", "写符合的要点序号（如1、3），或得分比例（如80%）")
    return Worked(
        asked.weight * share, f"{words}，{plain(asked.weight)}分×{percent(share)}", sums=True, restores="" if share == ONE else "补齐未符合的要点"
    )


def _share(answer: str, rows: tuple[tuple[object, ...], ...], full: Decimal) -> tuple[Decimal | None, str]:
    if answer in _YES:
        return ONE, "各要点均符合"
    if answer in _NO:
        return ZERO, "各要点均不符合"
    if answer.startswith("要点") or "、" in answer:
        places = [part for part in answer.removeprefix("要点").split("、") if part]
        if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= len(rows) for part in places):
            return None, ""
        met = sum((points for place in {int(part) for part in places} if isinstance(points := rows[place - 1][1], Decimal)), ZERO)
        return met / full, f"符合要点{'、'.join(places)}"
    try:
        share = Decimal(answer[:-1]) / HUNDRED if answer.endswith(("%", "％")) else Decimal(answer)
    except InvalidOperation:
        return None, ""
    return share, "按评定的比例"
