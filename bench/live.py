"""The largest sample while somebody writes in it: each run has a change of its own, as after a save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import quantiles

from bench.clock import once
from bench.packaged import largest_sample
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.draft_audit import audit_draft
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reporting.composition import compose

CHANGES = 60


def changed(data: bytes, number: int) -> bytes:
    """The case with one more sentence of the clerk's."""
    words = f"第{number + 1}次修改：全年走访{100 + number}户。"
    head = b"\nproblems:\n"
    return data.replace(head, head + f"  - {words}\n".encode(), 1) if head in data else data + f"problems:\n  - {words}\n".encode()


def live_score(data: bytes, name: str) -> CaseFile:
    """What a change costs until the points stand."""
    case = load_case(data, name)
    score_case(case)
    return case


def live_audit(data: bytes, name: str) -> None:
    """What a change costs until the findings stand."""
    case = load_case(data, name)
    draft = compose(report_input(case, case.pack, score_case(case).sheets))
    audit_draft(draft, case.year)


def measured() -> list[tuple[str, float]]:
    """What was done, and the milliseconds within which 95 of 100 changes were answered."""
    name, data = largest_sample()
    found = []
    for title, work in (("live score p95", live_score), ("live audit p95", live_audit)):
        work(data, name)
        times = [once(_of(work, changed(data, number), name)) for number in range(CHANGES)]
        found.append((f"{title} ({name.removesuffix('.yaml')})", quantiles(times, n=20)[-1]))
    return found


def _of(work: Callable[[bytes, str], object], data: bytes, name: str) -> Callable[[], object]:
    return partial(work, data, name)
