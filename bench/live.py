"""The largest sample while somebody writes in it: each run has a change of its own, as after a save.

First the core alone, then what the writer waits for: the served application with SQLite, the request that saves a text and brings the points,
and the one after it that brings the findings.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bench.clock import once
from bench.packaged import largest_sample
from bench.web import serving
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.draft_audit import audit_draft
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reporting.composition import compose

CHANGES, FIRST = 60, 5  # the first answers of a process read the rules from their files
_TICK = os.sysconf("SC_CLK_TCK")
_BOOKS = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jiheng.site.demo.loading import load
list(load())
call_command("db_worker", batch=True, interval=0.1, startup_delay=False, reload=False, verbosity=0)  # the documents of what the sample handed over
from bench.web import cookie_of
from jiheng.apps.accounts.models import Membership
from jiheng.apps.evaluation.models import SelfEvaluation
found = max(SelfEvaluation.objects.all(), key=lambda one: sum(len(entry.text) + 99 for entry in one.entries.all()))
clerk = Membership.objects.filter(department=found.department, role="clerk").first().user
entry = found.entries.filter(path="problems").first()
print(json.dumps({"name": found.department.short_name, "home": found.department_id, "year": found.year, "cookie": cookie_of(clerk),
                  "text": entry.text if entry else "", "version": entry.version if entry else 0}))
"""
Row = tuple[str, str, str, str]


class Waited(NamedTuple):
    """Milliseconds of each change until the points and until the findings stood, and the server's processor time for one change."""

    name: str
    score: list[float]
    audit: list[float]
    busy: float


def changed(data: bytes, number: int) -> bytes:
    """The case with one more sentence of the clerk's."""
    words = _sentence(number)
    head = b"\nproblems:\n"
    return data.replace(head, head + f"  - {words}\n".encode(), 1) if head in data else data + f"problems:\n  - {words}\n".encode()


def _sentence(number: int) -> str:
    """What is written, longer or shorter each time, so that what stands behind it moves."""
    return f"第{number + 1}次修改：全年{'先后' * (number % 4)}走访{100 + number}户。"


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


def measured() -> list[Row]:
    """What was done, with its median and the milliseconds within which 95 of 100 changes were answered."""
    name, data = largest_sample()
    rows = []
    for title, work in (("score, core alone", live_score), ("audit, core alone", live_audit)):
        work(data, name)
        rows.append(_row(f"{title} ({name.removesuffix('.yaml')})", [once(_of(work, changed(data, number), name)) for number in range(CHANGES)]))
    waited = written()
    rows.append(_row(f"score, from the save on, HTTP ({waited.name})", waited.score))
    rows.append(_row(f"findings, from the save on, HTTP ({waited.name})", waited.audit))
    rows.append(("the server's processor time for both, mean", f"{waited.busy:.0f} ms", "", ""))
    return rows


def written() -> Waited:
    """Change after change in the served application, over one connection as a browser's."""
    with tempfile.TemporaryDirectory(prefix="jiheng-bench-") as place:
        data = Path(place) / "data"
        data.mkdir()
        os.environ.update(JIHENG_DATA=str(data), JIHENG_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="jiheng.site.settings.base")  # noqa: S106  only this run knows it
        os.environ.pop("JIHENG_DATABASE", None)
        told = json.loads(subprocess.run([sys.executable, "-c", _BOOKS], capture_output=True, check=True, text=True).stdout.splitlines()[-1])
        os.sync()  # what the sample wrote is on the disk before the first change is timed
        with serving() as (site, server):
            return _written(site, server, told)


def _written(site: str, server: int, told: dict[str, str]) -> Waited:
    writer = _Writer(site, told)
    score, audit = [], []
    busy = 0.0
    for number in range(FIRST + CHANGES):
        if number == FIRST:
            score, audit, busy = [], [], _busy(server)
        start = time.perf_counter()
        writer.save(number)
        score.append((time.perf_counter() - start) * 1000)
        writer.findings()
        audit.append((time.perf_counter() - start) * 1000)
    return Waited(told["name"], score, audit, (_busy(server) - busy) / CHANGES)


class _Writer:
    """A clerk at the area of words, whose page asks as htmx does."""

    def __init__(self, site: str, told: dict[str, str]) -> None:
        self.told, self.version = told, int(told["version"])
        self.here = f"/{told['home']}/{told['year']}/evaluation/"
        token = "b" * 32
        cookie = f"{told['cookie']}; csrftoken={token}"
        self.headers = {"Cookie": cookie, "X-CSRFToken": token, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
        self.line = HTTPConnection(site.removeprefix("http://"), timeout=60)

    def save(self, number: int) -> None:
        """One more sentence is saved; the points come back."""
        text = f"{self.told['text']}\n{_sentence(number)}"
        sent = {"text:problems": text, "version:problems": self.version, "was:problems": "-", "why:problems": ""}
        said = self._ask("POST", f"{self.here}areas/words/save/", urllib.parse.urlencode(sent))
        if "saved-mark" not in said:
            raise RuntimeError(f"not saved: {said[:500]}")
        self.version += 1

    def findings(self) -> None:
        """What the audit says now."""
        self._ask("GET", f"{self.here}findings/?area=words")

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        self.line.request(method, path, body, self.headers)
        answer = self.line.getresponse()
        said = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {said[:500]}")
        return said


def _busy(server: int) -> float:
    """Processor time of a process and of those that it started. Units: ms."""
    total = 0
    for process in Path("/proc").iterdir():
        try:
            stat = (process / "stat").read_text().rpartition(")")[2].split()
        except (OSError, IndexError):
            continue
        if process.name == str(server) or stat[1] == str(server):
            total += int(stat[11]) + int(stat[12])
    return total * 1000 / _TICK


def _row(title: str, times: list[float]) -> Row:
    return (title, f"{median(times):.0f} ms", f"{quantiles(times, n=20)[-1]:.0f} ms", "")


def _of(work: Callable[[bytes, str], object], data: bytes, name: str) -> Callable[[], object]:
    return partial(work, data, name)
