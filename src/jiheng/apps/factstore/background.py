"""Background work of the store: every ledger states its facts anew, and the log of changes tells what came out otherwise."""

from __future__ import annotations

from jiheng.apps.accounts.models import Department
from jiheng.apps.factstore.ledgers import ledgers, places
from jiheng.apps.factstore.models import FactRow
from jiheng.apps.jobs.kinds import JobKind, Step
from jiheng.apps.jobs.models import Job
from jiheng.apps.shared.changes import Program, record

AT_ONCE = 3
_SHOWN = 200


def post_again(job: Job) -> Step:
    """The next few years of departments; the checkpoint keeps the last one done and how many facts changed."""
    known = ledgers()
    last = tuple(job.checkpoint.get("last", (0, 0)))
    changed, moved = job.checkpoint.get("changed", 0), job.checkpoint.get("moved", 0)
    every = places(known)
    waiting = [place for place in every if place > last]
    for number, year in waiting[:AT_ONCE]:
        department = Department.objects.get(pk=number)
        before = _stated(department, year)
        for ledger in known:
            ledger.post(department, year)
        after = _stated(department, year)
        other = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        if other:
            changed, moved = changed + len(other), moved + 1
            old, new = ({key: said.get(key) for key in other[:_SHOWN]} for said in (before, after))
            actor = job.user or Program()
            reason = f"{year}年，共{len(other)}个数变动"
            record(actor=actor, action="重新过账", thing=department, before=old, after=new, department_id=number, reason=reason)
    done = len(every) - len(waiting) + len(waiting[:AT_ONCE])
    message = f"已重新过账{done}个部门年度，{changed}个数变动" + (f"（{moved}个部门年度，见变更记录）" if moved else "")
    if len(waiting) <= AT_ONCE:
        return Step(done, done, message, is_last=True, result={"places": done, "changed": changed, "moved": moved})
    return Step(done, len(every), message, {"last": list(waiting[AT_ONCE - 1]), "changed": changed, "moved": moved})


def _stated(department: Department, year: int) -> dict[str, str]:
    """Every fact of the year by the words that tell it apart."""
    rows = FactRow.objects.filter(department=department, year=year)
    return {_words(row): f"{row.value}{row.unit}" for row in rows}


def _words(row: FactRow) -> str:
    months = f"{row.first_month}—{row.last_month}月" if row.last_month else ""
    return " ".join(part for part in (row.label, row.basis, row.item, row.scope, months, row.source) if part)


KINDS = (JobKind("post_again", "重新过账", post_again),)
