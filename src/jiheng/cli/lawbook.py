"""`jiheng lawbook lint`: whether the rules are complete, sourced and prove themselves."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from jiheng.cli.parser import Parser

_EXAMPLES = """例：
  jiheng lawbook lint        核查概念、规则包的分值、依据、方法、用例和日期
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser("lawbook", help="核查规则库", description="核查规则库：每处不妥一行，写明在哪里、怎样改。", epilog=_EXAMPLES)
    parser.places.add_argument("what", metavar="WHAT", choices=("lint",), help="lint（核查）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every fault; status 1 when there is one."""
    from jiheng.core.rulepack.lint import lint
    from jiheng.core.rulepack.load import list_packs
    from jiheng.core.scoring.pack_lint import lint_scoring

    del options
    found = lint(datetime.now(UTC).date()) + lint_scoring()
    for line in found:
        print(line)
    print(f"规则包 {len(list_packs())} 个，" + (f"不妥 {len(found)} 处" if found else "未见不妥"))
    return 1 if found else 0
