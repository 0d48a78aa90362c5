"""One sample as a whole package, beside a LibreOffice that is already running and makes the PDF alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from functools import partial
from importlib.resources import files
from pathlib import Path

from bench.clock import typical
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.package import make_package
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reporting.composition import compose
from jiheng.core.reporting.draft import Draft
from jiheng.core.reporting.renderer_shelf import RENDERERS, render

_OFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or ""
_WAIT = 60  # seconds for LibreOffice to start


def largest_sample() -> tuple[str, bytes]:
    """The bundled case that makes the longest package."""
    cases = [entry for entry in (files("jiheng") / "samples").iterdir() if entry.name.startswith("sample-") and entry.name.endswith(".yaml")]
    return max(((entry.name, entry.read_bytes()) for entry in cases), key=lambda one: len(one[1]))


def composed(data: bytes, name: str) -> Draft:
    """The case scored and composed."""
    case = load_case(data, name)
    return compose(report_input(case, case.pack, score_case(case).sheets))


def render_all(data: bytes, name: str) -> None:
    """Score and compose, then write all four formats."""
    draft = composed(data, name)
    for one in RENDERERS:
        render(draft, one.format)


def measured() -> list[tuple[str, float]]:
    """What was done, and its milliseconds."""
    name, data = largest_sample()
    draft = composed(data, name)
    rows = [(f"render {one.format}", typical(partial(render, draft, one.format), 5)) for one in RENDERERS]
    rows.append(("score, compose, write all four", typical(lambda: render_all(data, name), 5)))
    rows.append(("whole package, self-audit too", typical(lambda: make_package(load_case(data, name)), 3)))
    return rows


def office(folder: Path) -> tuple[float | None, str]:
    """Milliseconds for a running LibreOffice to make the PDF of the same Word file; or why there are none."""
    if not _OFFICE:
        return None, "no LibreOffice"
    name, data = largest_sample()
    path = folder / "report.docx"
    path.write_bytes(render(composed(data, name), "docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    running = subprocess.Popen(
        [_OFFICE, profile, "--headless", "--norestore", "--accept=pipe,name=jihengbench;urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    made = folder / "out" / "report.pdf"

    def convert() -> None:
        made.unlink(missing_ok=True)
        subprocess.run(
            [_OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(made.parent), str(path)], capture_output=True, check=False
        )
        until = time.monotonic() + _WAIT
        while not made.exists() and time.monotonic() < until:
            time.sleep(0.01)

    try:
        time.sleep(5)
        taken = typical(convert, 5)
        return (taken, "") if made.exists() else (None, "made nothing")
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(_WAIT)
