"""Sentence frames and forms of self-evaluations; each docstring begins with the labelled document it was met in."""

from __future__ import annotations

from decimal import Decimal

from tests.injector.amounts import half_up
from tests.injector.books import share
from tests.injector.desk import Desk, zh

ROOMS = ("办公室", "人事股", "财务股", "政策法规股", "综合业务股", "监督检查股", "规划股", "行政审批股", "信息中心")


def staff_nanxian(d: Desk) -> None:
    """dev-nanxian-natural-resources-2024: rooms listed with their number, people by kind, cars."""
    b, p = d.books, d.paper
    rooms = d.noise.sample(ROOMS, d.noise.randint(4, 8))
    number = p.count((), len(rooms), "个")
    p.tie("count", number, number=len(rooms))
    p.say(f"{b.unit}为县政府一级预算部门，内设{'、'.join(rooms)}{number}股室。")
    admin = b.staff - 7
    all_, one, two, three = p.count((), b.staff, "人"), p.count((), admin, "人"), p.count((), 4, "人"), p.count((), 3, "人")
    d.sum(all_, one, two, three)
    p.say(
        f"人员及公务用车情况。截止{b.year}年底，本局实有人数{all_}，其中行政人员{one}，参照公务员法管理事业人员{two}，非参公事业人员{three}；公务用车{d.count('cars', sum(b.cars), '辆')}。"
    )


def staff_xundian(d: Desk) -> None:
    """dev-xundian-partyoffice-2023: people by who pays them, retired by kind, parts of nought."""
    b, p = d.books, d.paper
    now, full, half = d.count("staff", b.staff, "人"), p.count((), b.staff, "人"), p.count((), 0, "人")
    d.sum(now, full, half)
    retired, left, out = d.count("retired-all", b.retired, "人"), d.count("left", 0, "人"), d.count("retired", b.retired, "人")
    d.sum(retired, left, out)
    p.say(
        f"截至{b.year}年12月31日，在职实有{now}，其中：财政全额保障{full}，财政差额补助{half}。离退休人员{retired}，其中：离休{left}，退休{out}，实有车辆{d.count('cars', sum(b.cars), '辆')}。"
    )


def staff_housing(d: Desk) -> None:
    """dev-nanxian-housing-2018: 其中 that names only some kinds of posts."""
    b, p = d.books, d.paper
    posts, admin = d.count("posts", b.posts, "个"), d.count("posts-admin", b.posts_admin, "个")
    p.tie("at-most", admin, posts)
    p.say(
        f"全局现有在职人员{d.count('staff', b.staff, '人')}，离退休人员{d.count('retired-all', b.retired, '人')}。行政事业总编制为{posts}，其中行政编{admin}、全额事业编{p.count((), 1, '个')}。"
    )


def staff_baoshan(d: Desk) -> None:
    """dev-baoshan-agriculture-2019: units by kind with a bracket that is inside one part, posts by kind."""
    b, p = d.books, d.paper
    units, full, half = p.count((), 9, "家"), p.count((), 8, "个"), p.count((), 1, "个")
    d.sum(units, full, half)
    posts, admin, law, other = (
        d.count("posts", b.posts, "名"),
        d.count("posts-admin", b.posts_admin, "名"),
        p.count((), 2, "名"),
        p.count((), b.posts - b.posts_admin - 2, "名"),
    )
    d.sum(posts, admin, law, other)
    p.say(
        f"{b.unit}由{units}单位组成，其中：全额拨款单位{full}（含行政单位1个，参公管理事业单位1个）、差额拨款事业单位{half}。系统人员编制{posts}，其中：行政编制{admin}，参照公务员法管理编制{law}，事业编制{other}。{b.year}年末实有在职人数{d.count('staff', b.staff, '人')}，实有公务用车{d.count('cars', sum(b.cars), '辆')}。"
    )


def spend_nansha(d: Desk) -> None:
    """s001: figures with blanks round them, each part followed by its own rate of execution."""
    b, p = d.books, d.paper
    spend, basic, project = d.m("spend"), d.m("basic"), d.m("project")
    d.sum(spend, basic, project)
    rates = [
        p.percent((f"rate-{name}",), share(a, c), places=2)
        for name, a, c in (("total", b.spend, b.adjusted), ("basic", b.basic, b.basic_adjusted), ("project", b.project, b.project_adjusted))
    ]
    p.tie("between", rates[0], rates[1], rates[2])
    p.say(
        f"{b.year} 年支出决算总额为 {spend}，部门整体预算完成率 {rates[0]}。其中基本支出 {basic}，基本支出预算完成率 {rates[1]}；项目支出 {project}，项目支出预算完成率 {rates[2]}。"
    )


def projects_lusong(d: Desk) -> None:
    """s002: 合计 with a numbered list inside the sentence, then one paragraph for each project."""
    b, p = d.books, d.paper
    total = d.m("project")
    parts = [d.m(f"project-{one.name}", one.spent) for one in b.projects]
    d.sum(total, *parts)
    p.say(
        f"{b.year}年项目支出合计{total}，其中："
        + "；".join(f"{i}.{one.name}项目支出{mark}" for i, (one, mark) in enumerate(zip(b.projects, parts, strict=True), 1))
        + "。"
    )
    opening = d.m("project_opening")
    number = p.count((), len(b.projects), "个")
    p.tie("count", number, number=len(b.projects))
    p.say(f"本单位{b.year}年年初预算专项资金共{number}，共{opening}，其中：")
    firsts = []
    for i, one in enumerate(b.projects, 1):
        first, change, spent, left = (
            d.m(f"opening-{one.name}", one.opening),
            d.m(f"moved-{one.name}", abs(one.adjusted - one.opening)),
            d.m(f"project-{one.name}", one.spent),
            d.m(f"left-{one.name}", one.adjusted - one.spent),
        )
        word = p.word("调增" if one.adjusted >= one.opening else "调减")
        d.sum(left, first, change, spent, signs=(1, 1 if one.adjusted >= one.opening else -1, -1))
        firsts.append(first)
        p.say(
            f"{zh(i)}是{one.name}专项，年初预算资金{first}，年中执行{word}{change}，实际支出{spent}，结余结转{left}。该专项资金保障了{one.name}工作顺利开展；"
        )
    d.sum(opening, *firsts)


def projects_honghe(d: Desk) -> None:
    """dev-honghe-datacenter-2024: numbers of projects with brackets that are part of them, no list that adds up."""
    b, p = d.books, d.paper
    p.say(
        f"{b.year}年，{b.unit}实施项目共{p.count((), len(b.projects), '个')}（含年中追加项目{p.count((), 1, '个')}），年初批复预算{d.m('project_opening')}，调整预算后项目预算{d.m('project_adjusted')}，实际支出{d.m('project')}。"
    )
    p.say(
        f"展厅总建筑面积约{p.count((), 1000, '㎡', loose=True)}，分为{p.count((), 28, '个')}展区以及{p.count((), 174, '台')}拼接屏、{p.count((), 30, '台')}主机工作站。"
    )


def batches_lincheng(d: Desk) -> None:
    """dev-lincheng-transport-2021: batches with a part in brackets, and both totals at the end."""
    b, p = d.books, d.paper
    whole, build = [], []
    text = "我局承担项目建设，分三批实施，"
    amounts = [one.opening * 7 for one in b.projects[:3]]
    for name, fen in zip(("一批", "二批", "三批"), amounts, strict=True):
        inner = fen * 95 // 100
        one, two = p.money((), fen, places=2), p.money((), inner, places=3)
        p.tie("at-most", two, one)
        whole.append(one)
        build.append(two)
        text += f"{name}项目县级批复总投资{one}（其中建筑工程{two}），"
    total, inner_total = p.money((), sum(amounts), places=2), p.money((), sum(fen * 95 // 100 for fen in amounts), places=3)
    d.sum(total, *whole)
    d.sum(inner_total, *build)
    p.say(f"{text}合计批复总投资{total}（其中建筑工程{inner_total}）。")


def duties_changning(d: Desk) -> None:
    """s003: what was received, filed and answered, with 余 and 多 that prove nothing."""
    b, p = d.books, d.paper
    got, filed = p.count((), b.filed + 9, "件"), p.count((), b.filed, "件")
    p.tie("at-most", filed, got)
    p.say(
        f"全年共收到提案{got}，审查立案{filed}，所有提案均已办复。开展各类活动{p.count((), d.noise.randint(3, 9) * 10, '余次', loose=True)}，参加人员{p.count((), d.noise.randint(3, 9) * 100, '多人次', loose=True)}。"
    )


def duties_ebian(d: Desk) -> None:
    """s004: places by kind and a chain of counts."""
    b, p = d.books, d.paper
    towns, villages = p.count((), 13, "个"), p.count((), 91, "个")
    p.say(
        f"在{towns}乡镇、{villages}村建立协商议事室，全年开展协商{p.count((), b.filed, '次')}，收集意见建议{p.count((), b.filed + 31, '条')}，采纳{p.count((), b.adopted, '条')}。"
    )


def balance_yueyang(d: Desk) -> None:
    """dev-yueyang-nanhu-civil-2016: a table of what projects were spent on, with 支出合计 at its foot."""
    b, p = d.books, d.paper
    p.say("项目支出明细情况", role="caption")
    p.say(f"单位：{d.table_unit}", role="caption")
    total = d.cell("project")
    parts = [d.cell(f"project-{one.name}", one.spent) for one in b.projects]
    d.sum(total, *parts)
    rows = [["支出内容", "实际支出数", "会计凭证号", "备注"]]
    rows += [[one.name, mark, f"{d.noise.randint(1, 12)}月{d.noise.randint(1, 60)}号凭证", ""] for one, mark in zip(b.projects, parts, strict=True)]
    rows.append(["支出合计", total, "", ""])
    p.table(rows, role="detail")


def aid_baoshan(d: Desk) -> None:
    """dev-baoshan-guangongwei-2017: numbered points of budget and payment, opening, adjusted and paid."""
    b, p = d.books, d.paper
    one = b.projects[0]
    opening, adjusted, spent = d.m("form-opening", one.opening), d.m("form-adjusted", one.adjusted), d.m("form-spent", one.spent)
    p.say(f"1.项目资金到位情况：该项目年初预算资金为{opening}，全部为县级财政资金，{b.year}年度资金全部到位。")
    p.say(f"2.项目资金执行情况：{b.year}年，财政预算项目资金（调整后）{adjusted}，支付{spent}。")


def fund_pengshui(d: Desk) -> None:
    """dev-pengshui-health-2024: a total with 其中 by level, then each part again by level, one figure a line."""
    p = d.paper
    low = [d.noise.randrange(50, 500) * 10_000_00 for _ in range(6)]
    names = ("农村奖励扶助资金", "家庭特别扶助资金")
    groups = [low[:3], low[3:]]
    total = p.money(("pool",), sum(low), bare=True)
    levels = [p.money((), groups[0][i] + groups[1][i], bare=True) for i in range(3)]
    d.sum(total, *levels)
    rows = [["资金名称（万元）", "年度预算资金总额", "其中：中央补助", "市级资金", "本级资金"], ["转移支付资金合计", total, *levels]]
    wholes, cells = [], []
    for name, some in zip(names, groups, strict=True):
        whole = p.money((), sum(some), bare=True)
        parts = [p.money((), fen, bare=True) for fen in some]
        d.sum(whole, *parts)
        wholes.append(whole)
        cells.append(parts)
        rows.append([name, whole, *parts])
    d.sum(total, *wholes)
    for i, level in enumerate(levels):
        d.sum(level, cells[0][i], cells[1][i])
    p.say("转移支付资金安排情况（单位：万元）", role="caption")
    p.table(rows, role="pool")


def form_chongqing(d: Desk) -> None:
    """dev-chongqing-kexuecheng-media-2021: budget and rate in the head of the form, indicators with 得分系数."""
    b, p = d.books, d.paper
    p.say("部门整体绩效自评表", role="caption")
    p.say(f"金额单位：{d.table_unit}", role="caption")
    opening, adjusted, spent = d.cell("opening"), d.cell("adjusted"), d.cell("spend")
    rate = p.percent(("rate-total",), share(b.spend, b.adjusted), places=2)
    p.tie("rate", rate, spent, adjusted)
    full = p.count((), 10)
    got = p.count((), half_up(min(share(b.spend, b.adjusted), Decimal(1)) * 10, 2))
    p.tie("points", got, rate, full)
    p.table(
        [
            ["部门预算执行情况", "年初预算数", "全年（调整）预算数", "全年执行数", "执行率（%）", "执行率权重", "执行率得分（分）"],
            ["", opening, adjusted, spent, rate, full, got],
        ],
        merges=[(0, 0, 2, 1)],
        role="execution",
    )


def form_bayannur(d: Desk) -> None:
    """dev-bayannur-natural-resources-2024: funds by source with a rate each, indicators with 指标方向 and 计量单位."""
    b, p, noise = d.books, d.paper, d.noise
    one = b.projects[0]
    p.say(f"项目支出绩效自评表（{b.year}年度）", role="caption")
    other = 1_800_00 * noise.randint(1, 9)
    rows = [
        ["项目名称", one.name, "", "", "", "", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "得分"],
    ]
    wholes = [
        p.money((f"form-{name}", "", b.year), fen, bare=True)
        for name, fen in (("opening", one.opening), ("adjusted", one.adjusted), ("spent", one.spent))
    ]
    first = [p.money((), fen - other, bare=True) for fen in (one.opening, one.adjusted, one.spent)]
    second = [p.money((), other, bare=True) for _ in range(3)]
    for i in range(3):
        d.sum(wholes[i], first[i], second[i])
    full = p.count((), 10)
    rates = [
        p.percent((), share(a, c), places=2, bare=True) for a, c in ((one.spent, one.adjusted), (one.spent - other, one.adjusted - other), (1, 1))
    ]
    for rate, cells in zip(rates, (wholes, first, second), strict=True):
        p.tie("rate", rate, cells[2], cells[1])
    got_value = half_up(min(share(one.spent, one.adjusted), Decimal(1)) * 10, 2)
    got = p.count((), got_value)
    p.tie("points", got, rates[0], full)
    rows.append(["", "年度资金总额", *wholes, full, rates[0], got])
    rows.append(["", "其中：财政拨款", *first, "——", rates[1], "——"])
    rows.append(["", "其他资金", *second, "——", rates[2], "——"])
    p.table(rows, head=2, merges=[(0, 1, 1, 7), (1, 0, 4, 1)], role="execution")
    lines = [
        ["一级指标", "二级指标", "三级指标", "指标方向", "指标性质", "年度指标值", "实际完成值", "计量单位", "分值", "得分", "偏差原因分析及改进措施"]
    ]
    weights, points = [], []
    for first_level, second_level, third, target, actual, unit, weight in (
        ("产出指标", "数量指标", "巡查次数", 12, noise.randint(12, 15), "次", 20), ("产出指标", "质量指标", "巡查合格率", 95, noise.randint(95, 100), "%", 20),
        ("产出指标", "时效指标", "按时完成率", 90, noise.randint(92, 100), "%", 10), ("效益指标", "社会效益指标", "问题处置率", 90, noise.randint(90, 99), "%", 30),
        ("满意度指标", "服务对象满意度指标", "群众满意度", 90, noise.randint(90, 98), "%", 10),
    ):  # fmt: skip
        w, s = p.count((), weight), p.count((), weight)
        p.tie("at-most", s, w)
        weights.append(w)
        points.append(s)
        lines.append([first_level, second_level, third, "正向", "大于等于", p.count((), target), p.count((), actual), unit, w, s, ""])
    all_w, all_s = p.count((), 100), p.count((), 90 + got_value)
    p.tie("sum", all_w, full, *weights)
    p.tie("sum", all_s, got, *points)
    lines.append(["总分", "", "", "", "", "", "", "", all_w, all_s, ""])
    p.table(lines, merges=[(len(lines) - 1, 0, 1, 8)], role="score")


def form_chengan(d: Desk) -> None:
    """dev-chengan-civil-affairs-2020: budget, received and spent side by side, each with its 其中."""
    b, p = d.books, d.paper
    one = b.projects[0]
    p.say(f"{b.year}年度预算项目绩效自评表　　金额单位：万元", role="caption")
    whole = [
        p.money((f"form-{name}", "", b.year), fen, bare=True)
        for name, fen in (("adjusted", one.adjusted), ("received", one.adjusted), ("spent", one.spent))
    ]
    inner = [p.money((), fen, bare=True) for fen in (one.adjusted, one.adjusted, one.spent)]
    rest = [p.money((), 0, bare=True) for _ in range(3)]
    for i in range(3):
        d.sum(whole[i], inner[i], rest[i])
    rate = p.percent((), share(one.spent, one.adjusted), places=2, bare=True)
    p.tie("rate", rate, whole[2], whole[0])
    heads = ("预算数", "到位数", "执行数")
    rows = [["预算安排情况（调整后）", "", "资金到位情况", "", "资金执行情况", "", "预算执行进度（%）"]]
    rows.append([cell for name, mark in zip(heads, whole, strict=True) for cell in (name, mark)] + [rate])
    rows.append([cell for mark in inner for cell in ("其中：财政资金", mark)] + [""])
    rows.append([cell for mark in rest for cell in ("其他", mark)] + [""])
    p.table(rows, merges=[(0, 0, 1, 2), (0, 2, 1, 2), (0, 4, 1, 2)], role="progress")
