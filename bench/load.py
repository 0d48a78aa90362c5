"""An open loop of requests: each is sent at its appointed time whether or not earlier ones were answered, and timed from that time."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT = 10


@dataclass(frozen=True, slots=True)
class Shot:
    """One request: the page it counts for, its path, and who asks."""

    page: str
    path: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Milliseconds by page, and what was not answered by 200."""

    times: dict[str, list[float]]
    wrong: dict[str, int]


def fire(address: str, shots: Sequence[Shot], rate: float, hands: int = 48) -> Answers:
    """Send the shots at `rate` a second from `hands` threads that keep their connections."""
    host = urlsplit(address).netloc
    kept = threading.local()
    times: dict[str, list[float]] = defaultdict(list)
    wrong: dict[str, int] = defaultdict(int)
    note = threading.Lock()
    start = time.perf_counter() + 0.5

    def shoot(number: int, shot: Shot) -> None:
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            if getattr(kept, "line", None) is None:
                kept.line = http.client.HTTPConnection(host, timeout=TIMEOUT)
            kept.line.request("GET", shot.path, headers={"Cookie": shot.cookie, "Accept-Encoding": "gzip"})
            answer = kept.line.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException) as trouble:
            kept.line, status = None, type(trouble).__name__
        taken = (time.perf_counter() - due) * 1000
        with note:
            times[shot.page].append(taken)
            if status != 200:
                wrong[f"{shot.page} {status}"] += 1

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(shoot, range(len(shots)), shots))
    return Answers(dict(times), dict(wrong))


def quantile(times: Sequence[float], share: float) -> float:
    """The value that `share` of the times do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def mixed(mix: Sequence[tuple[str, int, Sequence[tuple[str, str]]]], count: int, seed: int) -> list[Shot]:
    """`count` shots drawn from pages with weights; each page has the paths and cookies that it may be asked with."""
    draw = random.Random(seed)  # noqa: S311  the same requests in every run
    pages = draw.choices(mix, [weight for _, weight, _ in mix], k=count)
    return [Shot(name, *draw.choice(ways)) for name, _, ways in pages]
