"""The application under load: PostgreSQL and the server on this machine, beside the generator, 20 requests a second for a minute."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.load import Shot, fire, mixed, quantile

RATE, YEARS = 20, 5
# A shorter run of fewer departments, while something is being mended; what is reported is the whole.
SECONDS, DEPARTMENTS = int(os.environ.get("BENCH_SECONDS", "60")), int(os.environ.get("BENCH_DEPARTMENTS", "1000"))
_SETTINGS = "jiheng.site.settings.base"
# Page, its share of the requests, who asks: a clerk in a year of their own books, a reviewer or an administrator over all.
MIX: Sequence[tuple[str, int, str]] = (
    ("workbench:year", 22, "clerk"),
    ("budget:overview", 10, "clerk"),
    ("budget:lines", 10, "clerk"),
    ("budget:months", 5, "clerk"),
    ("targets:index", 8, "clerk"),
    ("monitoring:year", 8, "clerk"),
    ("monitoring:alerts", 4, "clerk"),
    ("facts:list", 8, "clerk"),
    ("changes:list", 4, "clerk"),
    ("notices:list", 3, "clerk"),
    ("workbench:search?q=会议", 3, "clerk"),
    ("workbench:overview", 6, "reviewer"),
    ("workbench:overview?order=execution", 3, "reviewer"),
    ("workbench:search?q=会议", 1, "reviewer"),
    ("organisations:list", 2, "administrator"),
    ("organisations:users", 2, "administrator"),
    ("jobs:list", 1, "clerk"),
)
Row = tuple[str, str, str, str]


def measured() -> tuple[str, list[Row]]:
    """A line about what was measured, and one row per page: p50, p95, p99."""
    from tests.postgres import postgres, programs

    if programs() is None:
        return "PostgreSQL is not installed here; the application was not put under load.", []
    with tempfile.TemporaryDirectory(prefix="jiheng-bench-") as place:
        base = Path(place)
        (base / "pg").mkdir()
        base.chmod(0o755)
        with postgres(base / "pg", durable=True) as address:
            os.environ.update(
                JIHENG_DATABASE=address,
                JIHENG_DATA=str(base / "data"),
                JIHENG_SECRET_KEY="bench",  # noqa: S106  only this run knows it
                DJANGO_SETTINGS_MODULE=_SETTINGS,
            )
            rows, taken = _filled()
            print(f"\n{rows:,} rows of {DEPARTMENTS:,} departments × {YEARS} years, written in {taken:.0f} s", flush=True)
            mix = _ways()
            _close()
            with serving() as (site, _):
                fire(site, mixed(mix, RATE * 5, 1), RATE)  # templates and connections of every process are loaded
                answers = fire(site, mixed(mix, RATE * SECONDS, 2), RATE)
                static = fire(site, [Shot("static", _static(), "")] * (RATE * 10), RATE)
    told = [_row(name, times) for name, times in sorted(answers.times.items())]
    told.append(_row("all pages", [one for times in answers.times.values() for one in times]))
    told.append(_row("peer: a static file of the same server", static.times["static"]))
    told += [(f"NOT ANSWERED: {what}", str(count), "", "") for what, count in answers.wrong.items()]
    kinds = len({name for name, _, _ in mix})
    return (
        f"{kinds} kinds of pages, {RATE}/s for {SECONDS} s, open loop",
        told,
    )


def _filled() -> tuple[int, float]:
    import django

    django.setup()
    from django.core.management import call_command

    from bench.grown import grow
    from jiheng.apps.accounts.models import Department
    from jiheng.site.demo.loading import load

    call_command("migrate", verbosity=0)
    list(load())
    template = Department.objects.get(short_name="芦淞政协")
    start = time.perf_counter()
    counted = grow(template, 2023, count=DEPARTMENTS, years=YEARS)
    return sum(counted.values()), time.perf_counter() - start


def _ways() -> list[tuple[str, int, list[tuple[str, str]]]]:
    """Each page of the mix with the paths and cookies to ask it by; a page that does not exist refuses the whole run."""
    from django.urls import reverse

    from bench.grown import FIRST_YEAR
    from jiheng.apps.accounts.models import Membership, User

    posts = list(Membership.objects.filter(user__username__startswith="bench").select_related("user").order_by("pk")[:: max(1, DEPARTMENTS // 50)])
    clerks = [(post.department_id, cookie_of(post.user)) for post in posts]
    over_all = {"reviewer": "czsh", "administrator": "admin"}
    cookies = {role: cookie_of(User.objects.get(username=name)) for role, name in over_all.items()}
    found: list[tuple[str, int, list[tuple[str, str]]]] = []
    for page, weight, who in MIX:
        name, _, query = page.partition("?")
        tail = f"?{query}" if query else ""
        if who != "clerk":
            ways = [(reverse(name) + tail, cookies[who])]
        else:
            ways = [
                (path, cookie)
                for home, cookie in clerks
                for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
                for path in [_path(name, home, year) + tail]
            ]
        found.append((f"{page} ({who})", weight, [(_quoted(path), cookie) for path, cookie in ways]))
    return found


def _path(name: str, home: int, year: int) -> str:
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(name, kwargs={"department": home, "year": year})
    except NoReverseMatch:
        return reverse(name)


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?=&%")


def cookie_of(user: Any) -> str:
    """A signed-in session, as signing in makes it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def _close() -> None:
    from django.db import connection

    connection.close()
    connection.close_pool()


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The application served from what the environment says: its address, and the number of the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "jiheng.cli.main", "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"{address}/sign-in/") as answer:  # noqa: S310  our own server
                    answer.read()
                break
            except OSError:
                time.sleep(0.5)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(20)


def _static() -> str:
    from jiheng.web.components.marks import asset

    return asset("app.css")


def _row(name: str, times: list[float]) -> Row:
    return (name, *(f"{quantile(times, share):.0f} ms" for share in (0.5, 0.95, 0.99)))  # type: ignore[return-value]
