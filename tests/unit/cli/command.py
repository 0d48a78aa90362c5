"""Runs the command line as a person does, in a process of its own, and small reports to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOUND = """某县文化馆2023年度部门整体支出绩效自评报告

2023年支出合计1,200.50万元，其中：基本支出800.30万元，项目支出400.20万元。
全年举办展览12场。
"""
# The parts add up to 1,200.60.
BROKEN = SOUND.replace("400.20", "400.30")


@dataclass(frozen=True)
class Done:
    """What a run left: its status and both of its streams."""

    status: int
    out: str
    err: str


def jiheng(*words: str | Path, cwd: Path | None = None, stdin: bytes = b"", encoding: str = "utf-8", **environment: str) -> Done:
    """Run `jiheng WORDS`; `encoding` is that of the streams, as a Windows console or an old terminal would have it."""
    setting = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONUTF8")}
    setting |= {"PYTHONIOENCODING": encoding, **environment}
    command = [sys.executable, "-m", "jiheng.cli.main", *map(str, words)]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env=setting, check=False)
    assert "Traceback" not in done.stderr.decode(encoding, "replace")
    return Done(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
