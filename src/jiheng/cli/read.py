"""`jiheng read`: what a file states, its characters as all places count them, or both as JSON."""

from __future__ import annotations

import argparse
import io
import json
import sys
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser, add_paths, add_year, format_of
from jiheng.cli.screen import speaks_unicode, style_for
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.cli.sources import Source

_EXAMPLES = """例：
  jiheng read 自评报告.docx                 数字一览
  jiheng read 自评报告.pdf --format text    读出的全文（结果中的起止位置按它的字符数）
  jiheng read 自评报告.txt --format json
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser("read", help="读取文件，列出其中的数字", description="读取文件，列出它陈述的数字；不作核对。", epilog=_EXAMPLES)
    add_paths(parser)
    add_year(parser)
    parser.options.add_argument(
        "--format", metavar="F", type=format_of("facts", "text", "json"), default="facts", help="facts（默认，数字一览）、text（全文）或 json"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read every file; one that cannot be read is named on standard error, and the others go on."""
    from jiheng.cli.sources import find_sources

    status = 0
    for number, source in enumerate(find_sources(options.paths)):
        try:
            text = _read(source, options)
        except JihengError as trouble:
            status = 3
            place = trouble.where if source.name in trouble.where else f"{source.name} {trouble.where}".rstrip()
            print(JihengError(trouble.code, trouble.what, where=place, mend=trouble.mend).line(), file=sys.stderr)
            text = _error(source.name, trouble) if options.format == "json" else ""
        if options.format == "text":
            _print_exactly(text)
        elif text:
            print(("\n" if number and options.format == "facts" else "") + text)
    return status


def _read(source: Source, options: argparse.Namespace) -> str:
    from jiheng.cli.facts_text import facts_text
    from jiheng.core.casefile import steps
    from jiheng.core.casefile.audit_json import read_json

    document = source.document()
    if options.format == "text":
        return document.text
    statements = steps.facts(document, options.year)
    if options.format == "json":
        return json.dumps(read_json(document, statements), ensure_ascii=not speaks_unicode(sys.stdout))
    return facts_text(document, statements, style_for(sys.stdout))


def _error(name: str, trouble: JihengError) -> str:
    from jiheng.core.casefile.audit_json import error_json

    message = f"{trouble.what}（{trouble.mend}）" if trouble.mend else trouble.what
    return json.dumps(error_json(name, trouble.code, message), ensure_ascii=not speaks_unicode(sys.stdout))


def _print_exactly(text: str) -> None:
    """Just these characters: no line end added, none changed."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(text)
