"""`jiheng serve`: the web application on this machine, its tables brought up to date, its background work beside it."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import threading
from importlib import import_module
from typing import Any

from jiheng.cli.parser import Parser
from jiheng.core.errors import JihengError

_EXAMPLES = """例：
  jiheng serve                          只供本机访问：http://127.0.0.1:8000
  jiheng serve --host 0.0.0.0 --port 80  供内网访问（另须设置 JIHENG_HOSTS）
  jiheng serve --demo                   带五个样例单位和演示账号
"""
_LOOK = 1
_SETTINGS = "jiheng.site.settings.base"


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser("serve", help="启动网页应用", description="启动网页应用；首次启动自动建库。", epilog=_EXAMPLES)
    parser.options.add_argument("--host", metavar="H", default="127.0.0.1", help="监听的地址，默认 127.0.0.1")
    parser.options.add_argument("--port", metavar="P", type=int, default=8000, help="监听的端口，默认 8000")
    parser.options.add_argument("--demo", action="store_true", help="库是空的时，放入五个样例单位和演示账号")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bring the tables up to date, start the worker and the server, and stay until interrupted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    try:
        import django
        from django.core.management import call_command
        from granian import Granian
        from granian.constants import Interfaces
        from granian.log import LogLevels
    except ImportError as missing:
        raise JihengError("JH-S-006", f"缺少网页应用的组件 {missing.name}", mend="安装 jiheng[web]，或在项目目录运行 make run") from missing
    django.setup()
    _look_before(options.host)
    call_command("migrate", verbosity=0, interactive=False)
    if options.demo:
        # The site joins all floors; a door names it by string only.
        for line in import_module("jiheng.site.demo.loading").load():
            print(line)
    # Apps can be imported only once Django is set up.
    if first := import_module("jiheng.apps.accounts.services").first_administrator():
        print(f"首次启动，请以系统管理员登录：用户名 {first[0].username}　初始密码 {first[1]}（只显示这一次，登录后须改掉）")
    print(f"绩衡已启动：http://{options.host}:{options.port}  （按 Ctrl+C 停止）", flush=True)
    _let_go()
    worker = _Worker(f"{socket.gethostname()}:{options.port}"[:64])
    worker.start()
    try:
        Granian(
            "jiheng.site.wsgi:application",
            options.host,
            options.port,
            interface=Interfaces.WSGI,
            workers=2,
            blocking_threads=4,
            log_level=LogLevels.warning,
        ).serve()
    finally:
        worker.stop()
    return 0


def _let_go() -> None:
    """Close what this process holds of the database: the server's processes are copies of it, and a copied pool never answers."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _look_before(host: str) -> None:
    from django.core.checks import ERROR, run_checks

    checks = import_module("jiheng.site.checks")  # the site joins all floors; a door names it by string only
    found = run_checks(include_deployment_checks=False, databases=["default"])
    for one in found:
        line = f"[{one.id}] {one.msg}（{one.hint}）"
        if one.level >= ERROR:
            raise JihengError(str(one.id), one.msg, mend=one.hint or "")
        print(line, file=sys.stderr)
    if hint := checks.listening_hint(host):
        print(hint, file=sys.stderr)


class _Worker(threading.Thread):
    """Keeps one worker running beside the server: one that dies is started again, and goes on where the dead one stopped."""

    def __init__(self, name: str) -> None:
        super().__init__(daemon=True)
        self._worker = name
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", "django", "jobs_worker", "--name", self._worker])  # noqa: S603  our own command
            while self._process.poll() is None and not self._stopped.wait(_LOOK):
                pass
            self._stopped.wait(_LOOK)  # one that cannot start is not tried without a pause

    def stop(self) -> None:
        self._stopped.set()
        self.join()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()  # a step that takes so long is rolled back and done again at the next start
