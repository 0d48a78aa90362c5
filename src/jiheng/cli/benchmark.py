"""`jiheng benchmark`: labelled sets measured - what is read right, found, and alleged - per check and per format."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser, format_of, whole_number
from jiheng.cli.screen import speaks_unicode, style_for, table

if TYPE_CHECKING:
    from jiheng.batch.benchmark.sets import SetResult
    from jiheng.batch.benchmark.tally import Tally

_EXAMPLES = """例：
  jiheng benchmark                            源代码库中现有的各标注集
  jiheng benchmark --set public-dev --details 逐条列出没有读对、没有查出和误指的
  jiheng benchmark --set 标注文件夹 --format json

标注集：seeds（原文在 ../shared/seeds）、public-dev、public-held、unseen 和 fresh（后三种只报比率）、injected（先用 python -m tests.injector.make 生成）。
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser(
        "benchmark", help="用标注集测算准确率", description="用标注集测算：读对多少、查出多少、误指多少。", epilog=_EXAMPLES
    )
    parser.options.add_argument("--set", metavar="NAME", default="", help="标注集的名称或文件夹；不写则测算现有的各标注集")
    parser.options.add_argument("--format", metavar="F", type=format_of("text", "json"), default="text", help="text（默认）或 json（每个标注集一行）")
    parser.options.add_argument("--details", action="store_true", help="逐条列出没有读对、没有查出和误指的")
    parser.options.add_argument("--workers", metavar="N", type=whole_number(1, 256), default=0, help="同时使用的进程数")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure one set, or every named set that is at hand; of the others say why not."""
    from jiheng.batch.benchmark.sets import NAMES, measure
    from jiheng.core.errors import JihengError

    told = 0
    refusal: JihengError | None = None
    for name in [options.set] if options.set else NAMES:
        try:
            result = measure(name, workers=options.workers)
        except JihengError as trouble:
            if options.set:
                raise
            print(trouble.line(), file=sys.stderr)
            refusal = trouble
            continue
        print(
            json.dumps(result.as_json(), ensure_ascii=not speaks_unicode(sys.stdout))
            if options.format == "json"
            else _text(result, details=options.details)
        )
        told += 1
    if refusal is not None and not told:
        raise refusal
    return 0


def _text(result: SetResult, *, details: bool) -> str:
    style = style_for(sys.stdout)
    lines = [style.paint(f"标注集 {result.name}：{result.documents} 份", "strong")]
    for title, tally in (("读取", result.facts), ("勾稽关系", result.relations), ("植入的错误", result.planted)):
        if tally.tries:
            lines += ["", *table([[title, "命中", "共", "%"], *_rows(tally)], right=(1, 2, 3), most=(60,))]
    if result.relations.tries:
        lines += ["", _accused(result.relations)]
    if details:
        lines += ["", *result.details]
    return "\n".join([*lines, ""])


def _rows(tally: Tally) -> list[list[str]]:
    from jiheng.batch.benchmark.tally import percent

    return [[name, str(tally.hits.get(name, 0)), str(tally.tries[name]), percent(tally.rate(name))] for name in tally.names()]


def _accused(relations: Tally) -> str:
    """How rarely a true relation is alleged, as 1 in N."""
    from jiheng.batch.benchmark.relation_rates import ACCUSED

    hits, tries = relations.hits.get(ACCUSED, 0), relations.tries.get(ACCUSED, 0)
    return f"正确的关系 {tries} 条，被误指 {hits} 条" + (f"，约每 {tries // hits} 条有 1 条" if hits else "")
