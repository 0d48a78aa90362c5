"""`jiheng concepts`: the things a report may state, as a tree, with the words that name them."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser, format_of
from jiheng.cli.screen import speaks_unicode, style_for, table
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.core.facts.concept import Concept
    from jiheng.core.facts.taxonomy import Taxonomy

_EXAMPLES = """例：
  jiheng concepts
  jiheng concepts 公务接待       名称中含有这个词的概念
  jiheng concepts --format json
"""
_KINDS = {
    "money": "金额", "ratio": "比率", "people": "人数", "person_times": "人次", "count": "数量", "score": "分值", "area": "面积", "text": "文字",
}  # fmt: skip


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser("concepts", help="列出认识的概念和叫法", description="列出认识的概念：标准名称、别名和编号。", epilog=_EXAMPLES)
    parser.places.add_argument("word", metavar="WORD", nargs="?", default="", help="只列名称或编号中含有这个词的")
    parser.options.add_argument("--format", metavar="F", type=format_of("text", "json"), default="text", help="text（默认）或 json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the taxonomy, or the part that matches a word."""
    from jiheng.core.facts.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    chosen = [one for one in taxonomy if options.word in one.id or any(options.word in label for label in one.labels)]
    if not chosen:
        raise JihengError("JH-U-005", f"没有名称含“{options.word}”的概念", mend="全部概念见 jiheng concepts")
    if options.format == "json":
        data = {"schema": "jiheng.concepts/1", "concepts": [_json(one) for one in chosen]}
        print(json.dumps(data, ensure_ascii=not speaks_unicode(sys.stdout)))
        return 0
    style = style_for(sys.stdout)
    rows = [["概念", "类", "编号", "也写作"]]
    rows += [["  " * _depth(taxonomy, one) + one.label, _KINDS.get(one.kind, one.kind), one.id, "、".join(one.labels[1:])] for one in chosen]
    head, *body = table(rows, most=(40, 8, 40, 60))
    print("\n".join([style.paint(head, "dim"), *body, "", f"共 {len(chosen)} 个概念"]))
    return 0


def _depth(taxonomy: Taxonomy, one: Concept) -> int:
    return len(taxonomy.ancestors(one.id))


def _json(one: Concept) -> dict[str, object]:
    return {
        "id": one.id,
        "label": one.label,
        "labels": list(one.labels),
        "kind": one.kind,
        "parent": one.parent or None,
        "sources": [{"doc": source.doc, "article": source.article} for source in one.sources],
    }
