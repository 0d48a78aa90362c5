"""The parts of a running site and whether each is well: database, tables, worker, disk."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from jiheng.apps.jobs.selectors import worker_is_alive

LEAST_FREE = 200 * 1024 * 1024
STARTING = 30  # seconds that the worker may take until its first sign of life
_born = time.monotonic()
_known_whole: set[str] = set()


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, whether it is well, and what to do when it is not; `is_starting` before it can be well."""

    name: str
    is_well: bool
    said: str = ""
    is_starting: bool = False


def parts(data: Path) -> tuple[Part, ...]:
    """Every part; what rests on the database is not asked when that does not answer."""
    disk = _disk(data)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Part("database", is_well=True), _tables(), _worker(), disk
    except DatabaseError:
        return Part("database", is_well=False, said="数据库没有回答"), disk


def _tables() -> Part:
    # Reading all migrations takes a while; once all are there, this process need not look again.
    name = str(connection.settings_dict["NAME"])
    if name not in _known_whole:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return Part("migrations", is_well=False, said="库表不是这一版程序的；用 jiheng serve 重新启动即更新")
        _known_whole.add(name)
    return Part("migrations", is_well=True)


def _worker() -> Part:
    if worker_is_alive():
        return Part("worker", is_well=True)
    if time.monotonic() - _born < STARTING:
        return Part("worker", is_well=False, said="后台程序正在启动，稍候再问", is_starting=True)
    return Part("worker", is_well=False, said="后台程序一分钟没有动静；重新启动 jiheng serve")


def _disk(data: Path) -> Part:
    there = next((path for path in (data, *data.absolute().parents) if path.exists()), Path())
    enough = shutil.disk_usage(there).free >= LEAST_FREE
    return Part("disk", enough, "" if enough else f"磁盘剩余不到{LEAST_FREE // 1024 // 1024}MB；请清理或换到更大的盘")
