"""Fuzzes for some minutes each: `python -m tests.fuzz.run --minutes 5 [--target NAME …]`; new breaking inputs go to tests/fuzz/kept.

A child process runs libFuzzer (through atheris, on Linux); it goes on after a breach and keeps the smallest input of each.
A hang or a crash of native code ends the child; its input is kept too, and another child goes on.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.fuzz import holds
from tests.fuzz.kept import keep, kept, load, trouble_of
from tests.fuzz.targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
_HANG = 40  # seconds of the clock after which an input counts as a hang
_MEMORY = 2500  # MB
_REDUCING = 15.0  # seconds spent on making one input smaller


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen targets one after the other; 1 when anything new broke."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="default: all")
    parser.add_argument("--child", metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--alone", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if importlib.util.find_spec("atheris") is None:
        say("atheris is not installed (it runs on Linux only); nothing was fuzzed")
        return 0
    if chosen.alone:
        return int(bool(breaks(TARGETS[chosen.target[0]], Path(chosen.alone).read_bytes())))
    if chosen.child:
        child(TARGETS[chosen.target[0]], Path(chosen.child), chosen.seconds)
    new = [fuzz(TARGETS[name], chosen.minutes) for name in chosen.target or TARGETS]
    return int(any(new))


def say(words: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def fuzz(target: Target, minutes: float) -> bool:
    """Children until the time is over, then the inputs they found, reduced and kept; whether any was new."""
    known = {trouble for name, path in kept() if name == target.name and (trouble := breaks(target, load(path)))}
    before = len(known)
    until = time.monotonic() + minutes * 60
    runs, edges = 0, "-"
    quiet = {**os.environ, "RUST_BACKTRACE": "0"}  # a backtrace of every panic costs more than the run
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in ("corpus", "found"):
            (folder / part).mkdir()
        for number, data in enumerate([*target.seeds(), *(load(path) for name, path in kept() if name == target.name)]):
            (folder / "corpus" / f"{number:04}").write_bytes(data)
        (folder / "words").write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), encoding="ascii")
        while (left := int(until - time.monotonic())) > 3:
            log = folder / "log"
            with log.open("wb") as stream:
                command = [sys.executable, "-m", "tests.fuzz.run", "--target", target.name, "--child", place, "--seconds", str(left)]
                with suppress(subprocess.TimeoutExpired):  # on a busy machine it does not come to its end; a hang it keeps by itself
                    subprocess.run(command, cwd=ROOT, env=quiet, stdout=stream, stderr=stream, check=False, timeout=left + 4 * _HANG)
            said = log.read_text("utf-8", "replace")
            runs += max(map(int, re.findall(r"^#(\d+)\t", said, re.MULTILINE)), default=0)
            edges = (re.findall(r"cov: (\d+)", said) or [edges])[-1]
            if not re.search(r"^#\d+\t", said, re.MULTILINE):
                say(f"{target.name}: the fuzzer itself failed:\n{said[-2000:]}")
                return True
        found = sorted((folder / "found").glob("*.bin")) + sorted(path for path in folder.glob("found/*-*") if not path.name.startswith("slow-unit"))
        new = [tell(target, path, known) for path in dict.fromkeys(found)]
    say(f"{target.name}: {runs} runs, {edges} edges covered, {sum(new)} new, {before} known troubles")
    return any(new)


def tell(target: Target, path: Path, known: set[str]) -> bool:
    """Reduce, keep and name one input; whether its trouble is new and real."""
    data = path.read_bytes()
    native = path.suffix != ".bin"
    trouble = path.name.partition("-")[0] + " of native code or memory, or a hang" if native else breaks(target, data)
    if not trouble or trouble in known or (path.name.startswith("timeout") and ends(target, path)):
        return False
    known.add(trouble)
    small = data if native else reduced(target, data, trouble)
    place = keep(target.name, small, trouble)
    where = place.relative_to(ROOT).as_posix() if place else f"not kept, {len(small)} bytes: {small[:200].hex()}"
    say(f"{target.name}: {trouble}\n    {where}")
    return True


def ends(target: Target, path: Path) -> bool:
    """Whether an input that took long by the clock is done soon by the processor's: other programs may have held the machine."""
    command = [sys.executable, "-m", "tests.fuzz.run", "--target", target.name, "--alone", str(path)]
    limit = partial(resource.setrlimit, resource.RLIMIT_CPU, (_HANG, _HANG))
    return subprocess.run(command, cwd=ROOT, preexec_fn=limit, capture_output=True, check=False).returncode == 0


def breaks(target: Target, data: bytes) -> str:
    """The trouble of an input, "" for none."""
    try:
        with holds.in_bounds():
            target.try_(data)
    except Exception as error:  # noqa: BLE001  whatever is raised is what was looked for
        return trouble_of(error)
    return ""


def reduced(target: Target, data: bytes, trouble: str) -> bytes:
    """A smaller input with the same trouble: ever smaller pieces are left out while there is time."""
    until = time.monotonic() + _REDUCING
    size = len(data) // 2
    while size and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            less = data[:at] + data[at + size :]
            if breaks(target, less) == trouble:
                data = less
            else:
                at += size
        size //= 2
    return data


def child(target: Target, folder: Path, seconds: int) -> None:
    """Fuzz in this process until the time is over; never comes back."""
    import atheris

    names = [name for name in sys.modules if name.startswith("jiheng.")]
    for name in names:  # imported for the list of targets; once more, with counters
        del sys.modules[name]
    for name in [name for name in sys.modules if name.startswith("tests.")]:
        del sys.modules[name]
    with atheris.instrument_imports(include=["jiheng"]):
        targets = importlib.import_module("tests.fuzz.targets")
        checks = importlib.import_module("tests.fuzz.holds")
        aim: Target = targets.TARGETS[target.name]
        for data in aim.seeds()[:5]:  # they only load what is loaded late
            with suppress(Exception):
                aim.try_(data)
    smallest: dict[str, int] = {}

    def one(data: bytes) -> None:
        try:
            with checks.in_bounds():
                aim.try_(data)
        except Exception as error:  # noqa: BLE001  kept, and the fuzzer goes on
            trouble = trouble_of(error)
            if len(data) < smallest.get(trouble, 1 << 30):
                smallest[trouble] = len(data)
                (folder / "found" / f"{abs(hash(trouble))}.bin").write_bytes(data)

    options = [f"-max_total_time={seconds}", f"-max_len={aim.longest}", f"-timeout={_HANG}", f"-rss_limit_mb={_MEMORY}", "-print_final_stats=1"]
    if aim.words:
        options.append(f"-dict={folder / 'words'}")
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder / 'found'}{os.sep}", str(folder / "corpus")], one)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(chr(byte) if 32 < byte < 127 and byte not in (34, 92) else f"\\x{byte:02X}" for byte in word.encode())


if __name__ == "__main__":
    sys.exit(main())
