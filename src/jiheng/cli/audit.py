"""`jiheng audit`: reads files, checks them, and says what it found, what held and what nobody looked at."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jiheng.cli.audit_files import FILE_FORMATS, Outcome, Written, file_of
from jiheng.cli.parser import Parser, add_paths, add_year, format_of, whole_number
from jiheng.cli.screen import Style, clip, speaks_unicode, style_for, table
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.cli.sources import Source

_LEVELS = {"error": ("error",), "warning": ("error", "warning"), "hint": ("error", "warning", "hint"), "never": ()}
_EXAMPLES = """例：
  jiheng audit 自评报告.docx
  jiheng audit 报告文件夹 --workers 4 --fail-on error
  jiheng audit 自评报告.pdf --format json --out 结果.json
  jiheng audit 自评报告.pdf --format html --out 结果.html
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser(
        "audit", help="核对报告中的勾稽关系", description="核对报告：查出什么、哪些相符、哪些没有核对。", epilog=_EXAMPLES
    )
    add_paths(parser)
    parser.options.add_argument("--pack", metavar="ID", default="", help="规则包的编号；none 为不用；不写则按各地通用的")
    add_year(parser)
    parser.options.add_argument(
        "--format",
        metavar="F",
        type=format_of("text", "json", *FILE_FORMATS, later=("docx",)),
        default="text",
        help="输出格式：text（默认）、json、html 或 xlsx",
    )
    parser.options.add_argument("--out", metavar="FILE", help="写入文件（UTF-8），不写到屏幕；多份文件的 html、xlsx 写入文件夹")
    parser.options.add_argument(
        "--fail-on", metavar="L", choices=tuple(_LEVELS), default="never", help="error、warning、hint、never（默认）：有此级以上发现时状态为1"
    )
    parser.options.add_argument("--workers", metavar="N", type=whole_number(1, 256), default=0, help="同时使用的进程数；不写则按文件数自定")
    parser.options.add_argument("--cluster", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class Job:
    """One file to audit and how its result is to be written; it travels to worker processes."""

    source: Source
    format: str
    year: int | None
    pack: dict[str, object]
    style: Style
    ascii_only: bool = False


def run(options: argparse.Namespace) -> int:
    """Audit every file; results in the order of the command line."""
    from jiheng.batch.pool import Lost, in_order, workers_for
    from jiheng.cli.sources import find_sources

    if options.cluster is not None:
        raise JihengError("JH-U-001", "本版本尚不能使用集群（--cluster）", mend="请用 --workers 使用本机的多个进程")
    pack = _pack(options.pack)
    sources = find_sources(options.paths)
    written = Written(options.format, options.out, many=len(sources) > 1 or any(map(os.path.isdir, options.paths)))
    out = None if written.prepare() else _open_out(options.out)
    style = style_for(sys.stdout) if out is None else Style()
    ascii_only = out is None and not speaks_unicode(sys.stdout)
    jobs = [Job(source, options.format, options.year, pack, style, ascii_only) for source in sources]
    outcomes: list[Outcome] = []
    progress = _Progress(len(jobs))
    for job, given in zip(jobs, in_order(audit_one, jobs, options.workers or workers_for(len(jobs))), strict=True):
        outcome = _failed(job, "JH-S-901", "处理此文件的进程意外终止", "文件可能过大或已损坏") if isinstance(given, Lost) else given
        progress.clear()
        _print(outcome, out, apart=bool(outcomes) and options.format == "text")
        outcomes.append(written.keep(outcome))
        progress.show(len(outcomes), outcome.name)
    progress.clear()
    if options.format == "text" and len(outcomes) > 1:
        print("\n".join(["", *_closing_table(outcomes)]), file=out or sys.stdout)
    if out is not None:
        out.close()
        print(f"已写入 {options.out}", file=sys.stderr)
    written.close()
    if any(outcome.trouble for outcome in outcomes):
        return 3
    return int(any(outcome.counts.get(level) for outcome in outcomes for level in _LEVELS[options.fail_on]))


def audit_one(job: Job) -> Outcome:
    """One file from bytes to its written result; whatever is wrong with it costs only itself."""
    from jiheng.cli.audit_text import audit_text
    from jiheng.core.casefile import steps
    from jiheng.core.casefile.audit_json import audit_json

    try:
        document = job.source.document()
        statements = steps.facts(document, job.year)
        result = steps.audit(document, statements, cast(str | None, job.pack["id"]))
        file = file_of(job.format, document, statements, result, job.pack) if job.format in FILE_FORMATS else b""
        if file:
            output = ""
        elif job.format == "json":
            output = json.dumps(audit_json(document, statements, result, job.pack), ensure_ascii=job.ascii_only)
        else:
            output = audit_text(document, statements, result, job.style)
    except JihengError as trouble:
        return _failed(job, trouble.code, trouble.what, trouble.mend, trouble.where)
    except Exception as trouble:
        if "--debug" in sys.argv:
            raise
        return _failed(job, "JH-S-900", f"程序内部出错：{type(trouble).__name__}", "加 --debug 可看详情，请连同文件一并反馈")
    counts = {"error": 0, "warning": 0, "hint": 0, "facts": len(statements.facts), "held": len(result.held)}
    for finding in result.findings:
        counts[finding.severity.value] += 1
    crashes = tuple(f"[JH-S-902] {job.source.name}：检查 {crash.code} 运行出错（{crash.trouble}）" for crash in result.crashes)
    return Outcome(job.source.name, output, counts, crashes=crashes, file=file)


def _failed(job: Job, code: str, what: str, mend: str, where: str = "") -> Outcome:
    """The outcome of a file that gave no result: an error object for JSON, and one line for standard error."""
    from jiheng.core.casefile.audit_json import error_json

    name = job.source.name
    place = name if not where or where == name else where if name in where else f"{name} {where}"
    line = JihengError(code, what, where=place, mend=mend).line()
    message = f"{what}（{mend}）" if mend else what
    output = json.dumps(error_json(name, code, message), ensure_ascii=job.ascii_only) if job.format == "json" else ""
    return Outcome(name, output, trouble=line)


def _pack(word: str) -> dict[str, object]:
    from jiheng.core.casefile.audit_json import pack_json
    from jiheng.core.casefile.steps import NATIONAL
    from jiheng.core.rulepack.load import list_packs

    if not word:
        return pack_json(NATIONAL, guessed=True, why="未指定规则包，按各地通用的勾稽关系核对")
    if word == "none":
        return pack_json(None, guessed=False, why="命令行指定不使用规则包")
    if word in list_packs():
        return pack_json(word, guessed=False, why="命令行指定")
    raise JihengError("JH-U-003", f"没有规则包 {word}", mend=f"可用的有：{'、'.join(list_packs())}；不用规则包写 none")


def _open_out(name: str | None) -> Any:
    if name is None:
        return None
    try:
        return Path(name).open("w", encoding="utf-8", newline="\n")
    except OSError as trouble:
        raise JihengError("JH-U-004", f"不能写入 {name}", mend=f"请核对路径和权限：{trouble.strerror}") from trouble


def _print(outcome: Outcome, out: Any, *, apart: bool) -> None:
    for line in (outcome.trouble, *outcome.crashes):
        if line:
            print(line, file=sys.stderr)
    if outcome.output:
        print(("\n" if apart else "") + outcome.output, file=out or sys.stdout)


def _closing_table(outcomes: Sequence[Outcome]) -> list[str]:
    rows = [["文件", "错误", "警告", "提示", "数字", "相符"]]
    for outcome in outcomes:
        counts = [str(outcome.counts.get(key, "")) for key in ("error", "warning", "hint", "facts", "held")]
        rows.append([outcome.name, *(["未读"] + [""] * 4 if outcome.trouble else counts)])
    return table(rows, right=(1, 2, 3, 4, 5), most=(60,))


class _Progress:
    """One line on a terminal that tells how many files are done; silent elsewhere and for few files."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._shown = count > 1 and sys.stderr.isatty()

    def show(self, done: int, name: str) -> None:
        """Write the line anew."""
        if self._shown and done < self._count:
            print(f"\r[{done}/{self._count}] {clip(name, 60)}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Wipe the line before something else is printed."""
        if self._shown:
            print("\r" + " " * 78 + "\r", end="", file=sys.stderr, flush=True)
