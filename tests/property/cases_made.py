"""Cases of any amounts, projects, groups and regions, as a finance officer might type them; every sum in them holds."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from jiheng.core.rulepack.load import list_packs

PROJECTS = ("政协会议经费", "委员培训", "提案办理", "调研视察", "文史资料编印", "委员工作室", "对外联络费")
ROWS = {
    "产出指标": (("数量指标", "立案提案", "件"), ("数量指标", "专题调研", "次"), ("质量指标", "提案办结率", "%"), ("时效指标", "会议按期召开", "次")),
    "效益指标": (("社会效益指标", "被采纳的建议", "条"), ("可持续影响指标", "常规制度", "项")),
    "满意度指标": (("服务对象满意度指标", "委员满意度", "%"), ("服务对象满意度指标", "群众满意度", "%")),
    "成本指标": (("经济成本指标", "会议人均开支", "元"),),
}
PLACES = ("某某县", "某某市某某区", "某某省某某市")


@st.composite
def amounts(draw: st.DrawFn, least: int = 1, most: int = 500_000) -> dict[str, Decimal]:
    """Opening budget, budget and outturn of one line; never more is spent than budgeted."""
    budget = Decimal(draw(st.integers(least, most))) / 100
    opening = Decimal(draw(st.integers(least, most))) / 100
    spent = Decimal(draw(st.integers(0, 10_000))) / 10_000
    last = Decimal(draw(st.integers(least, most))) / 100
    return {"opening": opening, "budget": budget, "outturn": max((budget * spent).quantize(Decimal("0.01")), Decimal("0.01")), "last_year": last}


def added(*lines: dict[str, Decimal]) -> dict[str, Decimal]:
    """Lines summed column by column."""
    return {key: sum((line[key] for line in lines), Decimal(0)) for key in ("opening", "budget", "outturn", "last_year")}


def divided(line: dict[str, Decimal], shares: tuple[int, ...]) -> list[dict[str, Decimal]]:
    """A line cut in parts that add up to it, each by its hundredths and the last by the rest."""
    parts = [{key: (amount * share / 100).quantize(Decimal("0.01")) for key, amount in line.items()} for share in shares]
    rest = {key: amount - sum((part[key] for part in parts), Decimal(0)) for key, amount in line.items()}
    return [*parts, rest]


@st.composite
def sections(draw: st.DrawFn, total: dict[str, Decimal], public: dict[str, Decimal]) -> list[str]:
    """What a case may leave out: running costs in detail, 三公, procurement, stocks, months and counts."""
    lines: list[str] = []
    if draw(st.booleans()):
        office, travel, meeting, _ = divided(public, tuple(draw(st.lists(st.integers(1, 30), min_size=3, max_size=3))))
        lines += ["detail:", f"  office: {written(office)}", f"  water_power_travel: {written(travel)}", f"  meeting_training: {written(meeting)}"]
    if draw(st.booleans()):
        reception, vehicle, abroad = divided(divided(public, (draw(st.integers(3, 60)),))[0], (40, 35))
        whole = added(reception, vehicle, abroad)
        lines += ["three:", f"  total: {written(whole)}", f"  vehicle: {written(vehicle)}", f"  vehicle_running: {written(vehicle)}"]
        lines += [f"  abroad: {written(abroad)}", f"  reception: {written(reception)}"]
    if draw(st.booleans()):
        lines.append(f"procurement: {written(draw(amounts(most=20_000)))}")
    if draw(st.booleans()):
        opening, returned = (Decimal(draw(st.integers(0, 9_999))) / 100 for _ in range(2))
        lines.append(f"carry: {{opening: {opening}, closing: {total['budget'] - total['outturn']}, returned: {returned}, last_closing: {opening}}}")
    if draw(st.booleans()):
        original = Decimal(draw(st.integers(100, 900_000))) / 100
        net, used = (divided({"original": original}, (draw(st.integers(1, 100)),))[0]["original"] for _ in range(2))
        lines.append(f"assets: {{total: {original + net}, fixed_original: {original}, fixed_net: {net}, fixed_in_use: {used}}}")
    if draw(st.booleans()):
        parts = sorted(draw(st.lists(st.integers(1, 9_999), min_size=3, max_size=3, unique=True)))
        spent = [(total["outturn"] * part / 10_000).quantize(Decimal("0.01")) for part in parts]
        lines.append(f"months: {{6: {spent[0]}, 9: {spent[1]}, 11: {spent[2]}, 12: {total['outturn']}}}")
    if draw(st.booleans()):
        filed, last = draw(st.integers(1, 300)), draw(st.integers(1, 300))
        lines += ["counts:", f"  proposals.filed: {{value: {filed}件, last_year: {last}件}}"]
        lines += [f"  proposals.closed: {{value: {draw(st.integers(1, filed))}件}}", f"  opinions.reported: {{value: {draw(st.integers(1, 99))}条}}"]
    return lines


def written(line: dict[str, Decimal]) -> str:
    """A line of the budget as YAML."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in line.items()) + "}"


@st.composite
def rows(draw: st.DrawFn, groups: list[str]) -> list[str]:
    """Indicator rows of some groups, their targets reached or not."""
    out = []
    for group in groups:
        chosen = draw(st.lists(st.sampled_from(ROWS[group]), min_size=1, max_size=3, unique=True))
        for level2, name, unit in chosen:
            target = draw(st.integers(80, 99) if unit == "%" else st.integers(1, 400))
            actual = draw(st.integers(max(1, target - 9), 100 if unit == "%" else target + 3))
            sign = "≤" if group == "成本指标" else "≥"
            reason = "，受疫情影响" if (actual > target) == (sign == "≤") and actual != target else ""
            out.append(
                f'  - {{level: [{group}, {level2}, {name}], relation: {sign}, target: {target}, unit: "{unit}", actual: {actual}'
                + (", reason: 部分活动推迟到下年度" if reason else "")
                + "}"
            )
        if group == "效益指标" and draw(st.booleans()):
            share = draw(st.sampled_from(("1", "0.9", "0.8", "")))
            out.append(
                f"  - {{level: [{group}, 社会效益指标, 议政建言的影响], relation: 定性, target: 有所提升, actual: 有所提升"
                + (f', grading: "{share}"' if share else "")
                + (", reason: 长期效果待观察" if share not in ("", "1") else "")
                + "}"
            )
    return out


@st.composite
def cases(draw: st.DrawFn) -> str:
    """A whole case file."""
    year = draw(st.integers(2020, 2026))
    place = draw(st.sampled_from(PLACES))
    names = draw(st.lists(st.sampled_from(PROJECTS), max_size=4, unique=True))
    projects = {name: draw(amounts(most=9_000)) for name in names}
    personnel, public = draw(amounts(10_000)), draw(amounts(1_000, 90_000))
    basic = added(personnel, public)
    project = added(*projects.values()) if projects else draw(amounts(most=9_000))
    total = added(basic, project)
    groups = draw(st.lists(st.sampled_from(tuple(ROWS)), min_size=1, unique=True))
    quota = draw(st.integers(1, 90))
    lines = [
        "schema: jiheng.case/1",
        f"year: {year}",
        f"pack: {draw(st.sampled_from(list_packs()))}",
        f"policy: {draw(st.sampled_from(('proportional', 'rescale', 'to-output', '')))}",
        f"unit: {{full_name: 中国人民政治协商会议{place}委员会办公室, name: 政协办公室}}",
        f"people: {{quota: {quota}, actual: {draw(st.integers(1, 90))}, retired: {draw(st.integers(0, 40))}, members: {draw(st.integers(90, 400))}}}",
        "income:",
        f"  total: {written(total)}",
        f"  general: {written(total)}",
        "spend:",
        *(
            f"  {key}: {written(line)}"
            for key, line in (("total", total), ("basic", basic), ("personnel", personnel), ("public", public), ("project", project))
        ),
    ]
    lines += draw(sections(total, public))
    lines += ["indicators:", *draw(rows(groups))]
    if projects:
        lines.append("projects:")
        for name, line in projects.items():
            lines += [f"  - name: {name}", f"    funds: {written(line)}", f"    sources: {{general: {written(line)}}}", "    indicators:"]
            lines += [f"    {row}" for row in draw(rows(["产出指标", "满意度指标"]))]
    lines += ["problems: [部分活动安排在年末，预算执行前慢后快。]", "measures: [按季度核对进度，提早安排活动。]", f"sign: {{date: {year + 1}-03-20}}"]
    return "\n".join(lines) + "\n"
