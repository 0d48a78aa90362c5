"""What a site may set, by `JIHENG_…` variables or a `jiheng.toml`: each key typed, an unknown one refused with a hint."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jiheng.core.errors import JihengError

_PREFIX = "JIHENG_"
_YES, _NO = ("1", "true", "yes", "on", "是"), ("0", "false", "no", "off", "否", "")


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting of a site, with the value that works without any file.

    `data` is the folder of the database and uploads; `database` "" is SQLite in that folder, else postgresql://user:password@host:port/name;
    `hosts` are the names under which browsers reach the site; `https` says that a proxy in front speaks TLS; `session_minutes` is how
    long a person may be idle; `lock_after` failed logins lock an account for `lock_minutes`.
    """

    data: Path = Path("jiheng-data")
    database: str = ""
    secret_key: str = ""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    debug: bool = False
    session_minutes: int = 60
    lock_after: int = 5
    lock_minutes: int = 15


def read_environment(variables: dict[str, str] | None = None, file: Path | None = None) -> Environment:
    """The settings of this process: jiheng.toml first, variables over it.

    Raises: JihengError JH-S-001 (unknown key), JH-S-002 (a value of the wrong kind), JH-S-003 (jiheng.toml is no TOML).
    """
    variables = dict(os.environ) if variables is None else variables
    path = file or Path(variables.get(f"{_PREFIX}CONFIG", "jiheng.toml"))
    known = {field.name: field for field in fields(Environment)}
    stated: dict[str, tuple[Any, str]] = {}
    for key, value in _from_file(path).items():
        stated[key] = (value, str(path))
    for name, text in variables.items():
        if name.startswith(_PREFIX) and name not in (f"{_PREFIX}CONFIG", f"{_PREFIX}SETTINGS"):
            stated[name.removeprefix(_PREFIX).lower()] = (text, f"环境变量 {name}")
    values = {}
    for key, (value, where) in stated.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            mend = f"是不是 {near[0]}？" if near else ""
            raise JihengError("JH-S-001", f"不认识的设置 {key}", where=where, mend=f"{mend}可用的设置：{'、'.join(known)}")
        values[key] = _typed(key, value, known[key].default, where)
    return Environment(**values)


def secret_key(environment: Environment) -> str:
    """The site's key: the one set, else one made at the first start and kept in the data folder, readable by its owner only."""
    if environment.secret_key:
        return environment.secret_key
    path = environment.data / "secret-key"
    if not path.exists():
        environment.data.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii")


def database(environment: Environment) -> dict[str, Any]:
    """Django's description of the database: SQLite (WAL, writers wait for each other) or a PostgreSQL with a pool.

    Raises: JihengError JH-S-004 (an address that is no postgresql:// address).
    """
    if not environment.database:
        pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        options = {"transaction_mode": "IMMEDIATE", "init_command": pragmas, "timeout": 20}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": environment.data / "jiheng.sqlite3", "OPTIONS": options}
    parts = urlsplit(environment.database)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        mend = "写作 postgresql://用户:密码@主机:5432/库名；不写则用数据文件夹里的 SQLite"
        raise JihengError("JH-S-004", "设置 database 不是 PostgreSQL 的地址", mend=mend)
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise JihengError(
            "JH-S-003", f"设置文件读不懂：{trouble}", where=str(path), mend="每行一项，如 session_minutes = 30，文字加引号"
        ) from trouble


def _typed(key: str, value: Any, default: Any, where: str) -> Any:
    wanted = type(default)
    if isinstance(default, Path):
        return Path(str(value))
    if isinstance(default, tuple):
        return tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else tuple(value)
    if wanted is bool and isinstance(value, str) and value.lower() in _YES + _NO:
        return value.lower() in _YES
    if wanted is int and str(value).isdecimal():
        return int(value)
    if type(value) is wanted:
        return value
    shape = {bool: "是或否（true/false）", int: "正整数"}.get(wanted, "文字")
    raise JihengError("JH-S-002", f"设置 {key} 的值“{value}”应为{shape}", where=where, mend="改正后重新启动")
