"""`jiheng score`: a case file or a filled table to points, each with its working."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser, add_year, format_of
from jiheng.cli.screen import speaks_unicode, style_for
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.core.casefile.casefile import CaseFile
    from jiheng.core.casefile.scoring_steps import Scored

_EXAMPLES = """例：
  jiheng score 个案.yaml                              部门和各项目逐项计分
  jiheng score 自评表.xlsx --pack hunan/2023          别人填好的表，印出的得分旁并列应得分
  jiheng score 个案.yaml --format xlsx --out 评分表.xlsx
  jiheng score 甲.yaml 乙.yaml --together 某局        几个单位合并计分：数量金额相加，比率按资金加权
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser(
        "score", help="计分", description="个案文件（.yaml）或填好的自评表逐项计分，附计算过程和依据。", epilog=_EXAMPLES
    )
    parser.places.add_argument("path", metavar="PATH", nargs="+", help="个案文件（.yaml），或填好的自评表、自评报告；--together 可给几个个案文件")
    parser.options.add_argument("--pack", metavar="ID", default="", help="规则包，如 hunan/2023；不写则按个案文件或表中的分组")
    parser.options.add_argument("--together", metavar="NAME", default="", help="把几个单位的个案合并成一张表计分，NAME 是合并后的名称")
    add_year(parser)
    parser.options.add_argument("--format", metavar="F", type=format_of("text", "json", "xlsx"), default="text", help="text（默认）、json 或 xlsx")
    parser.options.add_argument("--out", metavar="FILE", help="写入文件（xlsx 必须写明）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Score one file and write the result."""
    from jiheng.cli.score_text import score_text
    from jiheng.core.casefile.audit_json import pack_json
    from jiheng.core.casefile.score_json import review_json, score_json

    if options.format == "xlsx" and not options.out:
        raise JihengError("JH-U-002", "--format xlsx 须写明 --out", mend="加上 --out 评分表.xlsx")
    scored, subject, year = _scored(options)
    if options.format == "xlsx":
        from jiheng.core.reporting.renderer_shelf import render
        from jiheng.core.reporting.score_draft import score_draft

        _write(options.out, render(score_draft(scored.sheets, subject, year), "xlsx"))
        return 0
    if options.format == "json":
        plain_only = not options.out and not speaks_unicode(sys.stdout)
        pack = pack_json(scored.pack, guessed=scored.guessed, why=scored.why)
        tables = [score_json(sheet, pack) for sheet in scored.sheets]
        if scored.review is not None and tables:
            tables[0]["goal_review"] = review_json(scored.review)
        text = "\n".join(json.dumps(one, ensure_ascii=plain_only) for one in tables)
    else:
        text = score_text(scored, style_for(sys.stdout))
    if options.out:
        _write(options.out, (text + "\n").encode())
    else:
        print(text)
    return 0


def _scored(options: argparse.Namespace) -> tuple[Scored, str, int]:
    from jiheng.core.casefile import steps
    from jiheng.core.casefile.scoring_steps import score_case, score_statements, score_together
    from jiheng.core.rulepack.load import list_packs

    if options.pack and options.pack not in list_packs():
        raise JihengError("JH-U-003", f"没有规则包 {options.pack}", mend=f"可用的有：{'、'.join(list_packs())}")
    paths = [Path(one) for one in options.path]
    if options.together:
        cases = [_case(path, options.pack) for path in paths]
        return score_together(cases, options.together, options.pack), options.together, cases[0].year
    if len(paths) > 1:
        raise JihengError("JH-U-002", "一次给一个文件", mend="几个单位合并计分的，加上 --together 合并后的名称")
    if _is_case(paths[0]):
        case = _case(paths[0], options.pack)
        return score_case(case, options.pack), case.content.unit.full_name, case.year
    from jiheng.cli.sources import find_sources

    found = find_sources([options.path[0]])
    if len(found) != 1:
        raise JihengError("JH-U-002", f"{options.path[0]} 不是一个文件", mend="一次给一个文件")
    statements = steps.facts(found[0].document(), options.year)
    return score_statements(statements, options.pack), statements.subject, statements.period.year or 0


def _is_case(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _case(path: Path, pack: str) -> CaseFile:
    from jiheng.core.casefile.load_case import load_case
    from jiheng.core.casefile.pack_match import check_names

    if not _is_case(path):
        raise JihengError("JH-U-002", f"{path.name} 不是个案文件", mend="合并计分只用个案文件（.yaml）")
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise JihengError("JH-F-001", f"不能读取 {path.name}", mend=f"请核对路径和权限：{trouble.strerror}") from trouble
    case = load_case(data, path.name)
    check_names(case, pack or case.pack)
    return case


def _write(name: str, data: bytes) -> None:
    try:
        Path(name).write_bytes(data)
    except OSError as trouble:
        raise JihengError("JH-U-004", f"不能写入 {name}", mend=f"请核对路径和权限：{trouble.strerror}") from trouble
    print(f"已写入 {name}", file=sys.stderr)
