"""`jiheng verify`: proves the log of changes row by row; published files join when there are any."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from typing import Any

from jiheng.cli.parser import Parser
from jiheng.core.errors import JihengError

_EXAMPLES = """例：
  jiheng verify                         核验本站（JIHENG_DATA、JIHENG_DATABASE 所指）的变更记录
"""
_SETTINGS = "jiheng.site.settings.base"
_BROKEN = 1
_MOST = 20


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    said = "逐条核对变更记录的封印：改过、删过、插入过的都查得出。"
    parser: Parser = verbs.add_parser("verify", help="核验变更记录", description=said, epilog=_EXAMPLES)
    parser.options.add_argument("paths", metavar="PATH", nargs="*", help="公开的文件（本版本尚未提供公开功能）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prove the whole log; status 1 when a row does not follow from the one before."""
    if options.paths:
        raise JihengError("JH-U-001", "本版本尚不能核验公开文件", mend="不写文件名即核验变更记录")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    try:
        import django
    except ImportError as missing:
        raise JihengError("JH-S-006", f"缺少网页应用的组件 {missing.name}", mend="安装 jiheng[web]，或在项目目录运行 make run") from missing
    django.setup()
    from django.db import OperationalError, ProgrammingError

    changes = import_module("jiheng.apps.shared.changes")
    try:
        count, broken = changes.count_changes(), list(changes.broken_seals())
    except (OperationalError, ProgrammingError) as nothing:
        mend = "检查 JIHENG_DATA 和 JIHENG_DATABASE；从未启动过的站点请先运行 jiheng serve"
        raise JihengError("JH-S-017", "这里没有本站的库，或者库表不是这一版程序的", mend=mend) from nothing
    if broken:
        shown = "、".join(str(number) for number in broken[:_MOST])
        print(
            f"✗ {count}条变更记录中有{len(broken)}条与封印不符：第{shown}号{'等' if len(broken) > _MOST else ''}。这些记录或它们之前的一条被改动、删除或插入过。"
        )
        return _BROKEN
    print(f"✓ {count}条变更记录全部相符")
    return 0
