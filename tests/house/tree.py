"""What the house rules look at: the repository's own files, parsed once."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "jiheng"
SEEDS = ROOT.parent / "shared" / "seeds"
_LEFT_BEHIND = {".git", ".venv", ".venv-peer", "__pycache__", "build", "dist", "node_modules"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository that git knows or would take; without git, every file that no tool left behind."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _LEFT_BEHIND & set(path.relative_to(ROOT).parts) and ".egg-info" not in str(path)]
    return tuple(sorted(path for path in found if path.is_file() and not any(part.endswith("_cache") for part in path.parts)))


@cache
def modules(folder: str = "") -> tuple[Path, ...]:
    """Python modules of the package, or of one of its folders; written migrations and npm's packages left out."""
    return tuple(sorted(path for path in (SOURCE / folder).rglob("*.py") if not {"migrations", "node_modules"} & set(path.parts)))


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text("utf-8"), str(path))


def within(path: Path) -> str:
    """A path as it is named inside the repository."""
    return path.relative_to(ROOT).as_posix()
