"""`jiheng packs`: the rule packs, what each stands on, and all that one of them scores by."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser, format_of
from jiheng.cli.screen import speaks_unicode, style_for, table
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.core.rulepack.resolve import Resolved

_EXAMPLES = """例：
  jiheng packs
  jiheng packs hunan/2023        一个规则包的分值、办法、缺组处理与依据
  jiheng packs --format json
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser("packs", help="列出规则包", description="列出规则包，或说明其中一个怎样评分。", epilog=_EXAMPLES)
    parser.places.add_argument("id", metavar="ID", nargs="?", help="规则包的编号，如 hunan/2023")
    parser.options.add_argument("--format", metavar="F", type=format_of("text", "json"), default="text", help="text（默认）或 json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the packs, or one of them whole."""
    from jiheng.core.rulepack.load import list_packs
    from jiheng.core.rulepack.resolve import resolve

    if options.id and options.id not in list_packs():
        raise JihengError("JH-U-003", f"没有规则包 {options.id}", mend=f"可用的有：{'、'.join(list_packs())}")
    chosen = [resolve(id) for id in ([options.id] if options.id else list_packs())]
    if options.format == "json":
        data = {"schema": "jiheng.packs/1", "packs": [_json(one) for one in chosen]}
        print(json.dumps(data, ensure_ascii=not speaks_unicode(sys.stdout)))
    elif options.id:
        print("\n".join(_full(chosen[0])))
    else:
        rows = [["编号", "地区", "起用", "名称"]]
        rows += [[one.pack.id, one.pack.region, str(one.pack.valid_from), one.pack.title] for one in chosen]
        head, *body = table(rows)
        print("\n".join([style_for(sys.stdout).paint(head, "dim"), *body, "", f"共 {len(chosen)} 个；jiheng packs 编号 可看一个的全部规定"]))
    return 0


def _full(one: Resolved) -> Iterator[str]:
    from jiheng.core.scoring.shelf import METHODS, plain

    pack, rules = one.pack, one.pack.scoring
    until = f"至 {pack.valid_to}" if pack.valid_to else "起"
    yield f"{pack.id} {pack.title}（{pack.region}，{pack.valid_from} {until}，{pack.checked_on} 核对）"
    yield f"依次依据：{' → '.join(one.chain)}；勾稽关系 {len(pack.relations)} 条"
    yield ""
    rows = [["组", "分值", "核实"]]
    rows += [
        [group.title, plain(group.weight) if group.weight is not None else "自定", _mark(verified=group.ground.verified)] for group in rules.groups
    ]
    yield from table(rows, right=(1,))
    methods = METHODS.all()
    yield ""
    rows = [["指标", "计分办法", "核实"]]
    rows += [[_KINDS[kind], methods[use.method].title, _mark(verified=use.ground.verified)] for kind, use in rules.uses.items()]
    yield from table(rows)
    if rules.items:
        yield ""
        rows = [["编号", "名称", "分值", "怎样得出", "核实"]]
        for item in rules.items:
            how = item.formula.text if item.formula is not None else "评定：" + "、".join(item.demands or (methods[item.use.method].title,))
            rows.append([item.id, item.title, plain(item.weight) if item.weight is not None else "自定", how, _mark(verified=item.ground.verified)])
        yield from table(rows, right=(2,), most=(0, 0, 0, 60, 0))
    yield ""
    yield "缺组的处理（个案文件 policy 写编号）："
    for policy in rules.policies:
        note = "；已核实，不写也按此处理" if policy.default and policy.ground.verified else ""
        yield f"  {policy.id}：{policy.title}{note}"
    yield "等级：" + "，".join(f"{grade.label} {plain(grade.least * 100)}%以上" for grade in rules.grades)
    for gap in pack.gaps:
        yield f"缺口：{gap.about}——{gap.why}" + ("" if gap.accepted else "（未解决）")
    for override in one.overrides:
        yield f"改动：{override.by} 改写了 {override.over} 的 {override.what}"


_KINDS = {
    "execution": "预算执行率", "positive": "正向定量（≥）", "negative": "反向定量（≤）", "equal": "等于（＝）", "qualitative": "定性", "yes_no": "是否",
    "satisfaction": "满意度",
}  # fmt: skip


def _mark(*, verified: bool) -> str:
    return "已核实" if verified else "未核实"


def _json(one: Resolved) -> dict[str, object]:
    pack, rules = one.pack, one.pack.scoring
    return {
        "id": pack.id,
        "title": pack.title,
        "region": pack.region,
        "valid_from": str(pack.valid_from),
        "valid_to": str(pack.valid_to) if pack.valid_to else None,
        "chain": list(one.chain),
        "checked_on": str(pack.checked_on),
        "forms": list(rules.forms),
        "groups": [
            {"id": group.id, "title": group.title, "weight": None if group.weight is None else str(group.weight), "verified": group.ground.verified}
            for group in rules.groups
        ],
        "items": [
            {"id": item.id, "title": item.title, "weight": None if item.weight is None else str(item.weight), "method": item.use.method,
             "formula": item.formula.text if item.formula else None, "verified": item.ground.verified}
            for item in rules.items
        ],
        "policies": [{"id": policy.id, "title": policy.title, "verified": policy.ground.verified} for policy in rules.policies],
        "relations": len(pack.relations),
        "gaps": [{"about": gap.about, "why": gap.why, "accepted": gap.accepted} for gap in pack.gaps],
        "overrides": [{"what": change.what, "by": change.by, "over": change.over} for change in one.overrides],
    }  # fmt: skip
