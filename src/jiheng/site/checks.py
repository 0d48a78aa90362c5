"""What is looked at before a site starts: each finding has a code, and says how to mend it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connections

from jiheng.core.reporting.typefaces import Face, present
from jiheng.site.settings.environment import Environment
from jiheng.web.components.marks import BUILT

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
Look = Callable[..., list[checks.CheckMessage]]


def _site() -> Environment:
    site: Environment = settings.SITE
    return site


def listed(look: Callable[[], Iterator[checks.CheckMessage]]) -> Look:
    """Put a look on Django's list of checks."""

    def run(**_: Any) -> list[checks.CheckMessage]:
        return list(look())

    checks.register(run, "jiheng")
    return run


@listed
def data_folder() -> Iterator[checks.CheckMessage]:
    """The data folder is there and can be written; the key in it is its owner's alone."""
    folder = _site().data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        yield checks.Error(f"数据文件夹 {folder} 不能写", hint="换一个文件夹（JIHENG_DATA），或把它的属主改为运行本程序的用户", id="JH-S-010")
    key = folder / "secret-key"
    if os.name == "posix" and key.exists() and key.stat().st_mode & 0o077:
        yield checks.Warning(f"密钥 {key} 别的用户也能读", hint=f"运行 chmod 600 {key}", id="JH-S-011")


@listed
def reached_by() -> Iterator[checks.CheckMessage]:
    """A site that others reach keeps its sign-in secret, and shows nobody its inside."""
    site = _site()
    if not set(site.hosts) - LOCAL:
        return
    if not site.https:
        yield checks.Warning(
            "本站供别的电脑访问，但没有用 HTTPS，登录密码会明文经过网络",
            hint="在前面放一个提供 HTTPS 的代理，并设置 JIHENG_HTTPS=true；只在可信的内网可以不理",
            id="JH-S-012",
        )
    if site.debug:
        yield checks.Error("供别的电脑访问的站点开着 debug，出错时会显示内部细节", hint="去掉 JIHENG_DEBUG", id="JH-S-013")


@listed
def assets() -> Iterator[checks.CheckMessage]:
    """The style and script of the pages are built."""
    if not (BUILT / "names.json").exists():
        yield checks.Error("页面的样式和脚本还没有生成", hint="在项目目录运行 make run，或 make assets", id="JH-S-005")


@listed
def fonts() -> Iterator[checks.CheckMessage]:
    """Chinese fonts for PDFs."""
    if not present(Face.BODY):
        yield checks.Warning("没有中文字体，导出的 PDF 里汉字会缺失", hint="安装中文字体，如 apt-get install fonts-noto-cjk", id="JH-S-015")


def database(**given: Any) -> list[checks.CheckMessage]:
    """The database can be reached; asked for only where a command names databases."""
    found: list[checks.CheckMessage] = []
    for alias in given.get("databases") or ():
        try:
            connections[alias].ensure_connection()
        except DatabaseError as trouble:
            said = str(trouble).strip().splitlines()
            hint = "检查 JIHENG_DATABASE 的主机、端口、用户、密码和库名，以及数据库是否在运行"
            found.append(checks.Error(f"连不上数据库：{said[0] if said else trouble}", hint=hint, id="JH-S-014"))
    return found


checks.register(checks.Tags.database)(database)


def listening_hint(host: str) -> str:
    """JH-S-016, for who listens beyond this machine while no other host name is allowed; "" where all is well."""
    outward = host not in ("127.0.0.1", "localhost", "::1")
    if not outward or set(_site().hosts) - LOCAL:
        return ""
    return f"[JH-S-016] 监听 {host}，但 hosts 只有本机，别的电脑打开会得到“请求不完整”（设置 JIHENG_HOSTS=本机的内网地址或域名，多个用逗号分开）"
