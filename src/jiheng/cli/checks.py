"""`jiheng checks`: what is checked, and what one check says of itself."""

from __future__ import annotations

import argparse
import json
import sys
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser, format_of
from jiheng.cli.screen import speaks_unicode, style_for, table
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.core.casefile.rules import Rule

_EXAMPLES = """例：
  jiheng checks
  jiheng checks JH-A-001        一项检查的全文说明
  jiheng checks --format json
"""
_SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}
_CATEGORIES = {"accuracy": "准确", "completeness": "完整", "existence": "真实", "timeliness": "及时", "wording": "表述"}


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser("checks", help="列出全部检查", description="列出全部检查，或说明其中一项。", epilog=_EXAMPLES)
    parser.places.add_argument("code", metavar="CODE", nargs="?", help="检查的编码，如 JH-A-001")
    parser.options.add_argument("--format", metavar="F", type=format_of("text", "json"), default="text", help="text（默认）或 json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the shelf of checks, or one of them with its whole description."""
    from jiheng.core.casefile.rules import all_rules

    checks = all_rules()
    if options.code and options.code not in checks:
        raise JihengError("JH-U-005", f"没有检查 {options.code}", mend="全部编码见 jiheng checks")
    chosen = [checks[options.code]] if options.code else list(checks.values())
    if options.format == "json":
        data = {"schema": "jiheng.checks/1", "checks": [_json(check) for check in chosen]}
        print(json.dumps(data, ensure_ascii=not speaks_unicode(sys.stdout)))
    elif options.code:
        print(_full(chosen[0]))
    else:
        style = style_for(sys.stdout)
        rows = [["编码", "最高级别", "方面", "名称"]]
        rows += [[check.code, _SEVERITIES[check.severity], _CATEGORIES[check.category], check.title] for check in chosen]
        head, *body = table(rows)
        print("\n".join([style.paint(head, "dim"), *body, "", f"共 {len(chosen)} 项；jiheng checks 编码 可看一项的说明"]))
    return 0


def _full(check: Rule) -> str:
    head = f"{check.code} {check.title}（{_SEVERITIES[check.severity]}，{_CATEGORIES[check.category]}）"
    sources = [f"  {source.doc} {source.article}".rstrip() for source in check.sources]
    return "\n".join([head, "", cleandoc(check.doc), "", "依据：", *sources])


def _json(check: Rule) -> dict[str, object]:
    return {
        "code": check.code,
        "title": check.title,
        "severity": check.severity,
        "category": check.category,
        "sources": [{"doc": source.doc, "article": source.article} for source in check.sources],
        "doc": cleandoc(check.doc),
    }
