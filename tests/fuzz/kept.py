"""Inputs that once broke something, kept as small text files: a text as it is, other bytes as hexadecimal digits."""

from __future__ import annotations

import re
import traceback
from hashlib import blake2b
from pathlib import Path

FOLDER = Path(__file__).parent / "kept"
_MOST = 4096
_PLAIN = re.compile(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]+")


def keep(target: str, data: bytes, trouble: str) -> Path | None:
    """Write an input below `kept/<target>`, named after its trouble; None when it is too large to keep."""
    if len(data) > _MOST:
        return None
    name = blake2b(trouble.encode(), digest_size=4).hexdigest()
    text = data.decode("utf-8", "ignore")
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    if text.encode() == data and _PLAIN.fullmatch(text):
        path = folder / f"{name}.txt"
        path.write_bytes(data)
    else:
        path = folder / f"{name}.hex.txt"
        digits = data.hex()
        path.write_text("".join(f"{digits[at : at + 120]}\n" for at in range(0, len(digits), 120)), encoding="ascii", newline="\n")
    return path


def kept() -> list[tuple[str, Path]]:
    """Every kept input with its target."""
    return [(path.parent.name, path) for path in sorted(FOLDER.glob("*/*.txt"))]


def load(path: Path) -> bytes:
    """The bytes of a kept input."""
    return bytes.fromhex(path.read_text("ascii")) if path.name.endswith(".hex.txt") else path.read_bytes()


def trouble_of(error: BaseException) -> str:
    """What went wrong and where, without values: one name for all inputs that break the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "jiheng" in frame.filename]
    deepest = own[-1] if own else frames[-1]
    words = str(error).partition("\n")[0]
    if isinstance(error, AssertionError):
        words = re.sub(r"^(crash: \S+ \w+|not at its place).*", r"\1", words)
        return f"{words} ({frames[-1].name})"
    return f"{type(error).__name__} in {Path(deepest.filename).name}:{deepest.name}"
