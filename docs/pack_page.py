"""The page of rule packs and scoring methods, written from the lawbook and the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from jiheng.core.law import load_sources
from jiheng.core.rulepack.load import list_packs
from jiheng.core.rulepack.resolve import Resolved, resolve
from jiheng.core.rulepack.scoring_rules import Ground
from jiheng.core.scoring.shelf import METHODS, plain

_TARGETS = (
    "## 目标值和实际值的几种写法\n",
    "- 数与数比，单位先换成一样；单位不同的不能计分。≥、＞按正向，≤、＜按反向，＝按等于；没有符号的按指标名称判断，判断不了的请写明。",
    "- 目标为0：正向指标不低于0即满分；反向指标实际为0得满分，大于0不得分。任何情况不以0作除数。",
    "- 目标是文字，或符号为“定性”：由人评定完成程度（0%至100%，或档次名称），没有评定的不出分，也不出总分。",
    "- 目标为“是”“否”：由人判定是或否。",
    "- 目标为空或“/”：没有分值的是未用的行，不计分也不缺分；有分值的不出分，须填写目标，或经批准取消。",
    "- 实际值为空、“/”或不是数：不出分，须填写。",
    "- 取消的指标须写明批准文件，其分值由同一二级指标下的其他指标按分值承担；没有批准文件的不作取消处理。",
    "- 所缺的组不会自动补分：个案文件的 policy 写明处理办法，或规则包有已核实的默认办法；否则不出总分。",
)


def lines() -> Iterator[str]:
    """Every pack with what it scores by, then every method."""
    yield "# 规则包与评分方法\n"
    yield "“未核实”的分值和办法只见于转述或由本程序约定：照常计分，结果注明有多少分依据未核实，不据以判错。"
    yield from _TARGETS
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
