"""Forms of self-evaluations in own wording: 基础数据表, 自评表 and 目标表, with points that add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.injector.amounts import half_up
from tests.injector.books import share
from tests.injector.desk import Desk
from tests.injector.paper import Ref


@dataclass(frozen=True)
class Goal:
    """One indicator: names, sign, target, actual, unit and points. `points` given only where the target was missed."""

    first: str
    second: str
    third: str
    sign: str
    target: str
    actual: str
    unit: str
    weight: int
    points: str = ""
    reason: str = ""


def goals(desk: Desk, kinds: tuple[int, int, int, int]) -> list[Goal]:
    """Indicators whose weights make up the groups 产出, 效益, 满意度, 成本."""
    b, noise = desk.books, desk.noise
    output, effect, satisfied, cost = kinds
    visits, trained = noise.randint(4, 12), noise.randint(60, 240)
    done = noise.randint(0, 3)
    first = output // 4
    rows = [
        Goal("产出指标", "数量指标", "专题调研次数", "≥", str(visits), str(visits + done), "次", first),
        Goal("产出指标", "数量指标", "培训人次", "≥", str(trained), str(trained + noise.randint(0, 9)), "人次", first),
        Goal("产出指标", "质量指标", "培训合格率", "≥", "95", str(noise.randint(96, 99)), "%", first),
        Goal("产出指标", "时效指标", "任务按时完成率", "≥", "90", str(noise.randint(91, 99)), "%", output - 3 * first),
        Goal("效益指标", "社会效益指标", "群众诉求答复率", "≥", "95", str(noise.randint(96, 99)), "%", effect // 2),
        Goal("效益指标", "可持续影响指标", "制度覆盖科室数", "≥", str(noise.randint(4, 6)), str(noise.randint(6, 8)), "个", effect - effect // 2),
        Goal("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", "90", str(noise.randint(91, 98)), "%", satisfied),
    ]
    if noise.random() < 0.5:
        lost = noise.choice((1, 2))
        rows[0] = Goal(
            "产出指标",
            "数量指标",
            "专题调研次数",
            "≥",
            str(visits + 1),
            str(visits),
            "次",
            first,
            str(first - lost),
            "受天气影响，一次调研推迟到下年初开展。",
        )
    if cost:
        limit = (b.adjusted // 1_000_000) + 1
        rows.append(Goal("成本指标", "经济成本指标", "预算控制数", "≤", str(limit), f"{Decimal(b.spend) / 1_000_000:.2f}", "万元", cost))
    return rows


def base_table(desk: Desk) -> None:
    """附件 基础数据表: posts, 三公, projects, 公用经费, procurement."""
    b, p, year = desk.books, desk.paper, desk.year
    p.say(f"{year}年度部门整体支出绩效评价基础数据表", role="caption")
    posts, staff = p.count(("posts", year), b.posts), p.count(("staff", year), b.staff)
    rate = p.percent((), share(b.staff, b.posts), places=2)
    p.tie("rate", rate, staff, posts)
    head = ["财政供养人员情况（人）", "编制数", f"{year}年实际在职人数", "控制率"]
    rows: list[list[str]] = [
        head,
        ["", posts, staff, rate],
        [f"经费控制情况（{desk.table_unit}）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
    ]

    def line(label: str, name: str, budget: str, before: str, amounts: tuple[int, int, int]) -> list[Ref]:
        made = [desk.cell(before, amounts[0], year=year - 1), desk.cell(budget, amounts[1]), desk.cell(name, amounts[2])]
        rows.append([label, *made])
        return made

    t, tb, before = b.three, b.three_budget, b.before_three
    whole = line("三公经费", "three-total", "threebudget-total", "before-three", (sum(before), sum(tb), sum(t)))
    cars = line("1、公务用车购置和维护经费", "three-cars", "threebudget-cars", "before-cars", (before[1] + before[2], tb[1] + tb[2], t[1] + t[2]))
    buy = line("其中：公车购置", "three-1", "three-budget-1", "before-1", (before[1], tb[1], t[1]))
    run = line("公车运行维护", "three-2", "three-budget-2", "before-2", (before[2], tb[2], t[2]))
    abroad = line("2、出国经费", "three-0", "three-budget-0", "before-0", (before[0], tb[0], t[0]))
    guests = line("3、公务接待", "three-3", "three-budget-3", "before-3", (before[3], tb[3], t[3]))
    for i in range(3):
        desk.sum(whole[i], cars[i], abroad[i], guests[i])
        desk.sum(cars[i], buy[i], run[i])
    opening = b.project_opening
    old = [one.spent * 9 // 10 for one in b.projects]
    total = line("项目支出：", "project", "project_opening", "before-project", (sum(old), opening, b.project))
    parts = [
        line(f"{i}、{one.name}", f"project-{one.name}", f"opening-{one.name}", f"before-{one.name}", (old[i - 1], one.opening, one.spent))
        for i, one in enumerate(b.projects, 1)
    ]
    for i in range(3):
        desk.sum(total[i], *[part[i] for part in parts])
    line("公用经费", "public", "public-budget", "before-public", (b.public * 11 // 10, b.public + 123_400, b.public))
    line("其中：办公费", "goods-办公费", "goods-budget-office", "before-office", (b.goods[0] * 21 // 20, b.goods[0] + 20_000, b.goods[0]))
    line("差旅费", "goods-差旅费", "goods-budget-travel", "before-travel", (b.goods[4] * 19 // 20, b.goods[4] + 10_000, b.goods[4]))
    rows.append(["政府采购金额", "——", desk.cell("bought-budget", b.bought + 50_000), desk.cell("bought")])
    p.table(rows, head=1, merges=[(0, 0, 2, 1)], role="base")


def score_table(desk: Desk) -> tuple[Ref, Decimal]:
    """附件 自评表: the execution block, the indicators and their total; returns the total's mark and value."""
    b, p, year, noise = desk.books, desk.paper, desk.year, desk.noise
    p.say(f"{year}年度部门整体支出绩效自评表", role="caption")
    unit = desk.table_unit
    opening, adjusted, spent = desk.cell("opening"), desk.cell("adjusted"), desk.cell("spend")
    rate = p.percent(("rate-total",), share(b.spend, b.adjusted), places=2)
    p.tie("rate", rate, spent, adjusted)
    full = p.count((), 10)
    value = half_up(min(share(b.spend, b.adjusted), Decimal(1)) * 10, 2)
    got = p.count((), value)
    p.tie("points", got, rate, full)
    p.tie("at-most", got, full)
    top = [["部门名称", b.unit, "", "", "", "", ""], [f"年度预算（{unit}）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]]
    top.append(["", "年度资金总额", opening, adjusted, spent, full, rate, got])
    pairs = [("其中：基本支出", "basic_opening", "basic_adjusted", "basic"), ("项目支出", "project_opening", "project_adjusted", "project")]
    columns: list[list[Ref]] = [[], [], []]
    for label, one, two, three in pairs:
        made = [desk.cell(one), desk.cell(two), desk.cell(three)]
        for i in range(3):
            columns[i].append(made[i])
        top.append(["", label, *made, "—", "—", "—"])
    for i, whole in enumerate((opening, adjusted, spent)):
        desk.sum(whole, *columns[i])
    p.table(top, head=2, merges=[(0, 1, 1, 7), (1, 0, 4, 1)], role="execution")
    cost = noise.choice((0, 20))
    chosen = goals(desk, (40, 20, 10, 20) if cost else (50, 30, 10, 0))
    rows: list[list[str]] = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]]
    merges, weights, points = [], [], []
    total = value
    groups: dict[str, list[Ref]] = {}
    for goal in chosen:
        weight, score = p.count((), goal.weight), p.count((), Decimal(goal.points or goal.weight))
        target, actual = p.count((), Decimal(goal.target), goal.unit), p.count((), Decimal(goal.actual), goal.unit)
        p.tie("at-most", score, weight)
        if not goal.points:
            p.tie(
                "reached" if goal.sign == "≥" else "at-most",
                score if goal.sign == "≥" else actual,
                *((actual, target) if goal.sign == "≥" else (target,)),
            )
        rows.append([goal.first, goal.second, goal.third, f"{goal.sign}{target}", actual, weight, score, goal.reason])
        weights.append(weight)
        points.append(score)
        groups.setdefault(goal.first, []).append(weight)
        total += Decimal(goal.points or goal.weight)
    for column in (0, 1):
        start = 1
        for i in range(2, len(rows) + 1):
            if i == len(rows) or rows[i][column] != rows[start][column]:
                if i - start > 1:
                    merges.append((start, column, i - start, 1))
                    for blank in range(start + 1, i):
                        rows[blank][column] = rows[blank][column] + "\0"
                start = i
    rows = [[cell if "\0" not in cell else "" for cell in row] for row in rows]
    if noise.random() < 0.5:  # 产出指标（50分）
        for row in rows[1:]:
            if row[0] in groups:
                own = groups[row[0]]
                group = p.count((), sum(int(p.marks[one.id].number) for one in own), "分")
                p.tie("sum", group, *own)
                row[0] = f"{row[0]}（{group}）"
    all_weights, all_points = p.count((), 100), p.count(("score-total",), total)
    rows.append(["总分", "", "", "", "", all_weights, all_points, ""])
    merges.append((len(rows) - 1, 0, 1, 5))
    p.tie("sum", all_weights, full, *weights)
    p.tie("sum", all_points, got, *points)
    p.table(rows, head=1, merges=merges, role="score")
    return all_points, total


def target_table(desk: Desk) -> None:
    """附件 部门整体支出绩效目标表: weights of the indicators make 90, and 10 stand for execution."""
    b, p, year = desk.books, desk.paper, desk.year
    p.say(f"{year}年部门整体支出绩效目标表", role="caption")
    opening, basic, project = desk.cell("opening"), desk.cell("basic_opening"), desk.cell("project_opening")
    desk.sum(opening, basic, project)
    p.table([["部门名称", b.unit, "", ""], [f"年度部门整体支出预算（{desk.table_unit}）", "资金总额", "基本支出", "项目支出"], ["", opening, basic, project]], head=1, merges=[(0, 1, 1, 3), (1, 0, 2, 1)], role="plan")  # fmt: skip
    rows: list[list[str]] = [["一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位", "权重"]]
    weights = []
    for goal in goals(desk, (50, 30, 10, 0)):
        weight = p.count((), goal.weight)
        weights.append(weight)
        rows.append([goal.first, goal.second, goal.third, goal.sign, goal.target, goal.unit, weight])
    total = p.count((), 90)
    rows.append(["合计", "", "", "", "", "", total])
    p.tie("sum", total, *weights)
    p.table(rows, head=1, merges=[(len(rows) - 1, 0, 1, 6)], role="targets")
