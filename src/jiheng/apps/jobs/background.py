"""Background work of the platform itself: proving the whole log of changes."""

from __future__ import annotations

from jiheng.apps.jobs.kinds import JobKind, Step
from jiheng.apps.jobs.models import Job
from jiheng.apps.shared.changes import START, count_changes, prove_part

ROWS = 2000


def prove_changes(job: Job) -> Step:
    """The next part of the log; the checkpoint keeps the row and the seal reached, and the rows that do not follow."""
    after, seal = job.checkpoint.get("row", 0), job.checkpoint.get("seal", START)
    broken: list[int] = job.checkpoint.get("broken", [])
    part = prove_part(after, seal, ROWS)
    broken = [*broken, *part.broken][:100]
    done, total = job.done + part.rows, count_changes()
    if part.rows < ROWS:
        message = f"{done}条变更记录全部相符" if not broken else f"{done}条中有{len(broken)}条与封印不符：第{'、'.join(map(str, broken[:20]))}号"
        return Step(done, done, message, is_last=True, result={"rows": done, "broken": broken, "seal": part.seal})
    return Step(done, max(done, total), f"已核对到第{part.row}号", {"row": part.row, "seal": part.seal, "broken": broken})


KINDS = (JobKind("prove_changes", "核验变更记录", prove_changes),)
