"""LibreOffice as the tests use it: a profile of its own, one conversion at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or ""
needs_office = pytest.mark.skipif(not SOFFICE, reason="no LibreOffice (name it in SOFFICE)")


@lru_cache(maxsize=16)
def converted(data: bytes, source: str, target: str) -> bytes:
    """A file of one format as LibreOffice writes it in another; it recalculates every formula of a workbook on the way."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / f"in.{source}").write_bytes(data)
        done = subprocess.run(
            [SOFFICE, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--convert-to", target, "--outdir", str(place / "out"),
             str(place / f"in.{source}")],
            capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        made = place / "out" / f"in.{target}"
        assert made.exists(), done.stdout + done.stderr
        return made.read_bytes()
