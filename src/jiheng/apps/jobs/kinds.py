"""The shelf of kinds of jobs: each app that has background work declares KINDS in its background.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jiheng.apps.jobs.models import Job
from jiheng.apps.shared.shelves import declared
from jiheng.core.errors import JihengError


@dataclass(frozen=True, slots=True)
class Step:
    """What a step leaves: how far the job is, the checkpoint for the next, and the result when `is_last`."""

    done: int
    total: int
    message: str = ""
    checkpoint: Mapping[str, Any] = field(default_factory=dict)
    is_last: bool = False
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: `step` does the part after `job.checkpoint`, within a transaction that also saves its checkpoint.

    A step should take less than a second: on SQLite others who write wait for it. What takes longer and writes nothing is done
    `ahead` of the step, outside its transaction. `moved` is told, within the transaction, when a job is cancelled, fails or is put
    back in the queue. A `daily` kind is started by the worker once a day.
    """

    id: str
    title: str
    step: Callable[[Job], Step]
    ahead: Callable[[Job], None] | None = None
    moved: Callable[[Job], None] | None = None
    daily: bool = False


@cache
def kinds() -> Mapping[str, JobKind]:
    """Every kind by id.

    Raises: JihengError JH-S-020 when two apps declare the same.
    """
    found: dict[str, JobKind] = {}
    for module in declared("background"):
        for kind in module.KINDS:
            if kind.id in found:
                raise JihengError("JH-S-020", f"后台任务类别重复：{kind.id}", where=module.__name__, mend="给其中一个换个编号")
            found[kind.id] = kind
    return found
