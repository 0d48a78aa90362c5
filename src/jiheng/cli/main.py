"""The way in: finds the verb, runs it, and turns trouble into one Chinese line and an exit status.

Status 0 done; 1 findings at or above --fail-on; 2 unusable arguments; 3 a file could not be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from jiheng.cli import audit, benchmark, checks, concepts, lawbook, new, package, packs, read, score, serve, verify
from jiheng.cli.parser import Parser
from jiheng.cli.screen import prepare_streams
from jiheng.core.errors import JihengError

UNUSABLE, UNREAD, INTERRUPTED = 2, 3, 130
_LATER = ("backup", "restore")
_EXAMPLES = """例：
  jiheng audit 自评报告.docx               核对一份报告
  jiheng audit 报告文件夹 --format json     核对一个文件夹，每份一行JSON
  jiheng read 自评报告.pdf                 列出报告陈述的数字
"""


def build_parser() -> Parser:
    """The whole command line, one parser per verb."""
    parser = Parser(prog="jiheng", description="绩衡：读取绩效报告，列出其中的数字，核对勾稽关系。", epilog=_EXAMPLES)
    parser.options.add_argument("--version", action="version", version=_version(), help="显示版本")
    verbs = parser.add_subparsers(title="可用命令", metavar="命令", dest="verb", required=True, parser_class=Parser)
    for verb in (audit, read, score, package, checks, concepts, packs, lawbook, benchmark, new, serve, verify):
        verb.declare(verbs)
    return parser


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit status; nothing is raised unless --debug asks for it."""
    prepare_streams()
    debug = "--debug" in argv
    words = [word for word in argv if word != "--debug"]
    try:
        status = _run(words)
        sys.stdout.flush()
    except SystemExit as leave:  # argparse leaves by it after --help and --version
        return leave.code if isinstance(leave.code, int) else UNUSABLE
    except BrokenPipeError:  # `jiheng … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return INTERRUPTED
    except JihengError as trouble:
        if debug:
            raise
        print(trouble.line(), file=sys.stderr)
        return UNUSABLE if trouble.code.startswith("JH-U-") else UNREAD
    except Exception as trouble:
        if debug:
            raise
        print(f"[JH-S-900] 程序内部出错：{type(trouble).__name__}（加 --debug 可看详情，请连同文件一并反馈）", file=sys.stderr)
        return UNREAD
    return status


def _run(words: Sequence[str]) -> int:
    if not words:
        build_parser().print_help()
        return UNUSABLE
    verb = next((word for word in words if not word.startswith("-")), "")
    if verb in _LATER:
        raise JihengError("JH-U-001", f"本版本尚未提供命令 {verb}", mend="可用的命令见 jiheng --help")
    options: argparse.Namespace = build_parser().parse_args(words)
    status: int = options.run(options)
    return status


def _version() -> str:
    # importlib.metadata costs tens of milliseconds, so it is asked only when the version is wanted.
    if "--version" not in sys.argv:
        return ""
    from importlib.metadata import version

    return f"jiheng {version('jiheng')}"


def run() -> None:
    """The entry point of the installed command."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
