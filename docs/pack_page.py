"""The page of rule packs and scoring methods, written from the lawbook and the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from jiheng.core.facts.concept_files import load_sources
from jiheng.core.rulepack.load import list_packs
from jiheng.core.rulepack.resolve import Resolved, resolve
from jiheng.core.rulepack.scoring_rules import Ground
from jiheng.core.scoring.shelf import METHODS, plain


def lines() -> Iterator[str]:
    """Every pack with what it scores by, then every method."""
    yield "# 规则包与评分方法\n"
    yield "“未核实”的分值和办法只见于转述或由本程序约定：照常计分，结果注明有多少分依据未核实，不据以判错。"
    for id in list_packs():
        yield from _pack(resolve(id))
    yield "\n## 评分方法\n"
    for method in METHODS:
        params = "；".join(
            part
            for part in (f"必填 {'、'.join(method.needs)}" if method.needs else "", f"可填 {'、'.join(method.takes)}" if method.takes else "")
            if part
        )
        yield f"- `{method.id}` {method.title}。{' '.join(cleandoc(method.doc).split())}" + (f"（{params}）" if params else "")


def _pack(one: Resolved) -> Iterator[str]:
    pack, rules = one.pack, one.pack.scoring
    yield f"\n## {pack.id}\n"
    until = f"至 {pack.valid_to}" if pack.valid_to else "起"
    yield f"{pack.title}。{pack.region}，{pack.valid_from} {until}；{pack.checked_on} 核对。依次依据：{' → '.join(one.chain)}。勾稽关系 {len(pack.relations)} 条。\n"
    yield "| 组 | 分值 | 依据 |\n|---|---|---|"
    for group in rules.groups:
        yield f"| {group.title} | {plain(group.weight) if group.weight is not None else '自定'} | {_ground(group.ground)} |"
    if rules.items:
        yield "\n| 编号 | 指标 | 分值 | 怎样得出 | 依据 |\n|---|---|---|---|---|"
        for item in rules.items:
            how = f"`{item.formula.text}`，" if item.formula is not None else ""
            shown = f"{how}{METHODS.all()[item.use.method].title}" + (f"；佐证：{'、'.join(item.demands)}" if item.demands else "")
            yield f"| `{item.id}` | {item.title} | {plain(item.weight) if item.weight is not None else '自定'} | {shown} | {_ground(item.ground)} |"
    yield "\n缺组的处理：" + "；".join(f"`{policy.id}` {policy.title}（{_ground(policy.ground)}）" for policy in rules.policies)
    if pack.gaps:
        yield "\n缺口：" + "；".join(f"{gap.about}（{gap.why}{'' if gap.accepted else '，未解决'}）" for gap in pack.gaps)


def _ground(ground: Ground) -> str:
    sources = load_sources()
    cited = "；".join(f"《{sources[one.doc].title}》{one.article}" for one in ground.sources if one.doc in sources)
    return cited + ("" if ground.verified else "，未核实")
