"""进度节点：各节点月份的支出进度与应达进度相比，各占等份。"""

from __future__ import annotations

from decimal import Decimal

from jiheng.core.scoring.score import Step
from jiheng.core.scoring.shelf import ONE, ZERO, NotComputable, Question, Worked, method, percent, plain, table


@method(id="checkpoints", title="进度节点", needs=("points",))
def checkpoints(asked: Question) -> Worked:
    """Points 每行为月份与应达进度；每个节点占等份，达到得该份，未达到按实际与应达之比。缺任一节点的不能计算。"""
    rows = table(asked, "points")
    progress = asked.progress or {}
    each = asked.weight / len(rows)
    total, steps, behind = ZERO, [], []
    for month, due in rows:
        if not isinstance(month, Decimal) or not isinstance(due, Decimal) or due <= ZERO:
            raise NotComputable("规则包的节点不是数", "在规则包的 points 中写月份与应达进度")
        done = progress.get(int(month))
        if done is None:
            raise NotComputable(f"没有1—{int(month)}月累计支出或全年预算数", f"填写{int(month)}月末的累计支出")
        reached = min(max(done, ZERO) / due, ONE)
        total += each * reached
        steps.append(Step(f"{int(month)}月进度{percent(done)}，应达{percent(due)}，得该节点的{percent(reached)}", done))
        if reached < ONE:
            behind.append(f"{int(month)}月达到{percent(due)}")
    points = asked.weight if not behind else total
    return Worked(points, f"{len(rows)}个节点各占{plain(each)}分", restores="、".join(behind), before=tuple(steps))
