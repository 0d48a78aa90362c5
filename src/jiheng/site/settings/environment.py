"""What a site may set, by `JIHENG_…` variables or a `jiheng.toml`: each key typed, an unknown one refused with a hint."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from jiheng.core.errors import JihengError

_PREFIX = "JIHENG_"
Value = TypeVar("Value")
_YES, _NO = ("1", "true", "yes", "on", "是"), ("0", "false", "no", "off", "否", "")
_KEPT = 600  # seconds that a connection to SQLite stays open


def _set(default: Value, said: str) -> Value:
    """A setting with the value that works without any file, and what docs/reference/settings.md says of it."""
    return field(default=default, metadata={"said": said})


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting of a site; each has a value that works without any file."""

    data: Path = _set(Path("jiheng-data"), "数据文件夹：数据库、上传的文件、密钥；须可写，备份时一并备份")
    database: str = _set("", "空：用数据文件夹里的 SQLite；PostgreSQL 写作 `postgresql://用户:密码@主机:5432/库名`")
    secret_key: str = _set("", "签名用的密钥；空：首次启动时生成，放在数据文件夹的 secret-key，只有属主可读")
    hosts: tuple[str, ...] = _set(("127.0.0.1", "localhost", "[::1]"), "浏览器用哪些主机名或地址访问本站；供内网访问时必须写上，多个用逗号分开")
    https: bool = _set(default=False, said="前面有代理提供 HTTPS 时设为是：登录凭据只经加密连接发送")
    debug: bool = _set(default=False, said="只供开发：出错时显示内部细节，不得用于实际站点")
    session_minutes: int = _set(60, "多少分钟不操作须重新登录")
    lock_after: int = _set(5, "同一用户名在同一台电脑上连续输错几次后锁定")
    lock_minutes: int = _set(15, "锁定多少分钟")
    webhooks_inward: bool = _set(
        default=False, said="事件是否可以推送到内网和本机的地址；内网部署、接收方也在内网时设为是。不设时只推送到公网地址，以免有人借本站探访内网"
    )


def read_environment(variables: dict[str, str] | None = None, file: Path | None = None) -> Environment:
    """The settings of this process: jiheng.toml first, variables over it.

    Raises: JihengError JH-S-001 (unknown key), JH-S-002 (a value of the wrong kind), JH-S-003 (jiheng.toml is no TOML).
    """
    variables = dict(os.environ) if variables is None else variables
    path = file or Path(variables.get(f"{_PREFIX}CONFIG", "jiheng.toml"))
    known = {one.name: one for one in fields(Environment)}
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
    """The site's key: the one set, else one made at the first start and kept in the data folder, readable by its owner only.

    Raises: JihengError JH-S-010 (the data folder cannot be written).
    """
    if environment.secret_key:
        return environment.secret_key
    path = environment.data / "secret-key"
    try:
        if not path.exists():
            environment.data.mkdir(parents=True, exist_ok=True)
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text("ascii")
    except FileExistsError:  # a server's processes start together, and one of them was first
        return path.read_text("ascii")
    except OSError as trouble:
        mend = "换一个文件夹（JIHENG_DATA），或把它的属主改为运行本程序的用户"
        raise JihengError("JH-S-010", f"数据文件夹 {environment.data} 不能写", mend=mend) from trouble


def database(environment: Environment) -> dict[str, Any]:
    """Django's description of the database: SQLite (WAL, writers wait for each other) or a PostgreSQL with a pool.

    Raises: JihengError JH-S-004 (an address that is no postgresql:// address).
    """
    if not environment.database:
        pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        options = {"transaction_mode": "IMMEDIATE", "init_command": pragmas, "timeout": 20}
        # A connection knows the tables and the statements it has compiled: opened anew for each request, it costs a third of a live answer.
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": environment.data / "jiheng.sqlite3", "OPTIONS": options, "CONN_MAX_AGE": _KEPT}
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
