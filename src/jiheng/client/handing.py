"""A year's self-evaluation by a program: filled, tried, sent, decided, signed, submitted, its documents fetched."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from jiheng.client.calls import Calls
from jiheng.client.shapes import Entry, Package, Readiness, SelfEvaluation, Tried, Version, read

_WAITING = "waiting"


class Evaluation:
    """What is done with the self-evaluation of one department's year."""

    def __init__(self, calls: Calls, here: str) -> None:
        """Keep where it is."""
        self.calls, self._here = calls, here

    def open(self) -> SelfEvaluation:
        """Begin it; what is there already is returned."""
        return read(SelfEvaluation, self.calls.post(f"{self._here}/evaluation"))

    def write(self, path: str, text: str, *, version: int = 0, why: str = "") -> Entry:
        """Write at a path of the case format; `version` is that of what stands there, 0 for nothing."""
        sent = {"path": path, "text": text, "version": version, "why": why}
        return read(Entry, self.calls.put(f"{self._here}/evaluation/entries", sent))

    def what_if(self, path: str, texts: Mapping[str, str]) -> Tried:
        """What the row of a path would get if the texts were saved; nothing is."""
        return read(Tried, self.calls.post(f"{self._here}/evaluation/what-if", {"path": path, "texts": dict(texts)}))

    def package(self, *, seconds: int = 300) -> bytes:
        """Every file of the package of the case as it stands, as one archive; waits until it is made.

        Raises: TimeoutError; ValueError naming why there is none.
        """
        end = time.monotonic() + seconds
        made = read(Package, self.calls.post(f"{self._here}/evaluation/package"))
        while made.state == _WAITING:
            if time.monotonic() > end:
                raise TimeoutError(f"材料包过了{seconds}秒还没有生成；任务{made.job}")
            time.sleep(1)
            made = read(Package, self.calls.get(f"{self._here}/evaluation/package"))
        if made.trouble:
            raise ValueError(f"材料包没有生成：{made.trouble}")
        return self.calls.download(f"{self._here}/evaluation/package.zip")

    def readiness(self) -> Readiness:
        """What stands against sending it."""
        return read(Readiness, self.calls.get(f"{self._here}/handover"))

    def send(self, words: str = "") -> Version:
        """Freeze it as a version and ask the head."""
        return read(Version, self.calls.post(f"{self._here}/handover/versions", {"words": words}))

    def versions(self) -> tuple[Version, ...]:
        """Every version, newest first."""
        return tuple(read(Version, one) for one in self.calls.get(f"{self._here}/handover/versions"))

    def version(self, number: int) -> Version:
        """One version."""
        return read(Version, self.calls.get(self._version(number)))

    def step(self, number: int, action: str, opinion: str = "") -> Version:
        """Move a version on or back: approve, refuse, withdraw."""
        return read(Version, self.calls.post(f"{self._version(number)}/steps/{action}", {"opinion": opinion}))

    def bring_signed(self, number: int, name: str, content: bytes) -> Version:
        """Bring the signed and sealed file; it is compared in the background."""
        return read(Version, self.calls.upload(f"{self._version(number)}/signed", name, content))

    def submit(self, number: int, *, by_eye: Iterable[str] = (), note: str = "") -> Version:
        """Hand a version to finance; `by_eye` names what was compared by eye: code, pages, figures, seal."""
        return read(Version, self.calls.post(f"{self._version(number)}/submission", {"by_eye": list(by_eye), "note": note}))

    def decide(self, number: int, *, accept: bool, opinion: str = "") -> Version:
        """Finance accepts a version, or returns it with an opinion on the whole."""
        return read(Version, self.calls.post(f"{self._version(number)}/decision", {"accept": accept, "opinion": opinion}))

    def document(self, number: int, name: str) -> bytes:
        """One document of a version, such as 自评报告.pdf."""
        return self.calls.download(f"{self._version(number)}/documents/{quote(name)}")

    def _version(self, number: int) -> str:
        return f"{self._here}/handover/versions/{number}"
