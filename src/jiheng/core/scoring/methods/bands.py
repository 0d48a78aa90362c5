"""分档计分：按数值所在的档得分。"""

from __future__ import annotations

from decimal import Decimal

from jiheng.core.scoring.shelf import ZERO, NotComputable, Question, Worked, method, percent, plain, table


@method(id="bands", title="分档计分", needs=("bands",), takes=("of", "falling"), known_for=())
def bands(asked: Question) -> Worked:
    """Bands 每行为界限与得分比例。默认自高到低，不低于界限即入档；falling 为真则自低到高，不高于界限即入档；都不入档不得分。

    of 写明时，第二列是以 of 为满分的分数，按分值折算。
    """
    value = asked.share() if asked.points_per_unit else asked.actual()
    show = percent if asked.points_per_unit else plain
    falling = bool(asked.params.get("falling"))
    full = asked.params.get("of")
    best = table(asked, "bands")[0]
    for limit, given in table(asked, "bands"):
        if not isinstance(limit, Decimal) or not isinstance(given, Decimal):
            raise NotComputable("规则包的档次不是数", "在规则包的 bands 中写成数")
        if value <= limit if falling else value >= limit:
            share = given / full if isinstance(full, Decimal) and full else given
            restores = "" if share >= 1 else _restores(best[0], show, falling=falling)
            words = f"实际{show(value)}，入“{'不高于' if falling else '不低于'}{show(limit)}”一档，{plain(asked.weight)}分×{percent(share)}"
            return Worked(asked.weight * share, words, sums=True, restores=restores)
    return Worked(ZERO, f"实际{show(value)}，不入任何得分的档", restores=_restores(best[0], show, falling=falling))


def _restores(limit: object, show: object, *, falling: bool) -> str:
    words = show(limit) if callable(show) else ""
    return f"实际值{'不高于' if falling else '不低于'}{words}"
