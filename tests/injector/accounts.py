"""部门决算公开 in own wording: the nine tables as far as they carry figures, and the explanations that restate them."""

from __future__ import annotations

from tests.injector.books import FUNCTIONS, GOODS, WAGES
from tests.injector.desk import Desk
from tests.injector.paper import Ref


def write(desk: Desk) -> None:
    """A whole set of final accounts."""
    b, p, say = desk.books, desk.paper, desk.paper.say
    p.title(f"{b.unit}{b.year}年度部门决算")
    p.head(1, "第一部分 部门概况")
    p.head(2, f"{desk.item('a', '一、')}主要职能")
    say("贯彻执行国家有关方针政策和法律法规，拟订本县有关工作计划并组织实施，承办县委、县政府交办的其他事项。")
    p.head(2, f"{desk.item('a', '一、')}机构设置及人员情况")
    posts, staff, retired = desk.count("posts", b.posts, "人"), desk.count("staff", b.staff, "人"), desk.count("retired", b.retired, "人")
    rooms = desk.noise.sample(("办公室", "综合股", "业务股", "法规股", "财务股", "监督股", "规划股"), 4)
    number = p.count((), len(rooms), "个")
    p.tie("count", number, number=len(rooms))
    say(f"本部门内设机构{number}，分别是：{'、'.join(rooms)}。核定编制{posts}，年末实有在职人员{staff}，退休人员{retired}。")
    p.head(1, f"第二部分 {b.year}年度部门决算表")
    tables(desk)
    p.head(1, f"第三部分 {b.year}年度部门决算情况说明")
    explanations(desk)
    p.head(1, "第四部分 名词解释")
    say("一般公共预算财政拨款收入：指县级财政当年拨付的资金。")
    say("年末结转和结余：指单位按有关规定结转到下年或以后年度继续使用的资金。")


def caption(desk: Desk, number: int, title: str) -> None:
    """The lines above a table: its title, its number and its unit."""
    desk.paper.say(title, role="caption")
    desk.paper.say(f"公开{number:02d}表", role="caption")
    desk.paper.say(f"部门：{desk.books.unit}　　金额单位：{desk.table_unit}", role="caption")


def bare(desk: Desk, name: str, fen: int | None = None, **more: object) -> Ref:
    """An amount of a table cell."""
    return desk.cell(name, fen, **more)  # type: ignore[arg-type]


def tables(desk: Desk) -> None:
    """The nine tables."""
    b, p = desk.books, desk.paper
    c = desk.noise.random() < 0.5
    caption(desk, 1, "收入支出决算总表")
    general, other = bare(desk, "appropriation"), bare(desk, "other_income")
    income, carry_in, total_in = bare(desk, "income"), bare(desk, "carry_in"), bare(desk, "total")
    used = [bare(desk, f"function-{name}", amount) for (name, _), amount in zip(FUNCTIONS, b.functions, strict=True)]
    spend, carry_out, total_out = bare(desk, "spend"), bare(desk, "carry_out"), bare(desk, "total")
    rows = [["收入", "", "", "支出", "", ""], ["项目", "行次", "金额", "项目", "行次", "金额"], ["栏次", "", "1", "栏次", "", "2"]]
    left = [("一、一般公共预算财政拨款收入", general), ("二、政府性基金预算财政拨款收入", ""), ("三、事业收入", ""), ("四、其他收入", other)]
    right = [(f"{'一二三四'[i]}、{name}", used[i]) for i, (name, _) in enumerate(FUNCTIONS)]
    left += [("", ""), ("本年收入合计", income), ("使用非财政拨款结余", ""), ("年初结转和结余", carry_in), ("总计", total_in)]
    right += [("", ""), ("本年支出合计", spend), ("结余分配", ""), ("年末结转和结余", carry_out), ("总计", total_out)]
    for i, ((name_in, value_in), (name_out, value_out)) in enumerate(zip(left, right, strict=True), 1):
        rows.append([name_in, str(i), value_in, name_out, str(i + len(left)), value_out])
    p.table(rows, head=3, merges=[(0, 0, 1, 3), (0, 3, 1, 3)], role="total")
    desk.sum(income, general, other)
    desk.sum(total_in, income, carry_in)
    desk.sum(spend, *used)
    desk.sum(total_out, spend, carry_out)
    p.say("注：本表反映部门本年度的总收支和年末结转结余情况。", role="note")

    caption(desk, 2, "收入决算表")
    heads = (
        ["功能分类科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入", "其他收入"]
        if c
        else ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"]
    )
    whole = [bare(desk, "income"), bare(desk, "appropriation"), *([""] if c else []), bare(desk, "other_income")]
    desk.sum(whole[0], whole[1], whole[-1])  # type: ignore[arg-type]
    rows = [heads, ["合计", "", *whole]]
    parts: list[list[Ref]] = []
    rest_i, rest_a, rest_o = b.income, b.appropriation, b.other_income
    for i, (name, code) in enumerate(FUNCTIONS):
        last = i == len(FUNCTIONS) - 1
        own = 0 if i else b.other_income
        take = rest_a if last else b.appropriation * b.functions[i] // b.spend
        rest_i, rest_a, rest_o = rest_i - take - own, rest_a - take, rest_o - own
        line = [bare(desk, f"income-{name}", take + own), bare(desk, f"approp-{name}", take), bare(desk, f"other-{name}", own) if own else ""]
        desk.sum(*[one for one in line if isinstance(one, Ref)])
        parts.append(line)  # type: ignore[arg-type]
        rows.append([code, name, line[0], line[1], *([""] if c else []), line[2]])
    for column in range(3):
        some = [line[column] for line in parts if isinstance(line[column], Ref)]
        if some:
            desk.sum([whole[0], whole[1], whole[-1]][column], *some)  # type: ignore[arg-type]
    p.table(rows, merges=[(1, 0, 1, 2)], role="income")

    caption(desk, 3, "支出决算表")
    whole3 = [bare(desk, "spend"), bare(desk, "basic"), bare(desk, "project")]
    desk.sum(*whole3)
    rows = [["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], ["合计", "", *whole3]]
    columns: list[list[Ref]] = [[], [], []]
    for i, (name, code) in enumerate(FUNCTIONS):
        project = b.project if i == 0 else 0
        line3 = [bare(desk, f"function-{name}", b.functions[i]), bare(desk, f"basic-{name}", b.functions[i] - project)]
        if project:
            line3.append(bare(desk, "project-first", project))
        desk.sum(*line3)
        for column, one in enumerate(line3):
            columns[column].append(one)
        rows.append([code, name, *line3])
    for column in range(3):
        desk.sum(whole3[column], *columns[column])
    p.table(rows, merges=[(1, 0, 1, 2)], role="spend")

    appropriated(desk)
    caption(desk, 6, "一般公共预算财政拨款基本支出决算表")
    wages = [bare(desk, f"wage-{name}", amount) for (name, _), amount in zip(WAGES, b.wages, strict=True)]
    goods = [bare(desk, f"goods-{name}", amount) for (name, _), amount in zip(GOODS, b.goods, strict=True)]
    all_wages, family, all_goods = bare(desk, "wages-all", sum(b.wages)), bare(desk, "family"), bare(desk, "public")
    retired = bare(desk, "family", b.family)
    left6 = [
        ("301", "工资福利支出", all_wages),
        *[(code, name, one) for (name, code), one in zip(WAGES, wages, strict=True)],
        ("303", "对个人和家庭的补助", family),
        ("30305", "生活补助", retired),
    ]
    right6 = [("302", "商品和服务支出", all_goods), *[(code, name, one) for (name, code), one in zip(GOODS, goods, strict=True)]]
    personnel, public = bare(desk, "personnel"), bare(desk, "public")
    rows = [["人员经费", "", "", "公用经费", "", ""], ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"]]
    for i in range(max(len(left6), len(right6))):
        rows.append([*(left6[i] if i < len(left6) else ("", "", "")), *(right6[i] if i < len(right6) else ("", "", ""))])
    rows.append(["人员经费合计", "", personnel, "公用经费合计", "", public])
    desk.sum(all_wages, *wages)
    desk.sum(all_goods, *goods)
    desk.sum(personnel, all_wages, family)
    desk.sum(public, all_goods)
    p.table(rows, head=2, merges=[(0, 0, 1, 3), (0, 3, 1, 3), (len(rows) - 1, 0, 1, 2), (len(rows) - 1, 3, 1, 2)], role="basic")

    caption(desk, 7, "财政拨款“三公”经费支出决算表")
    plan = [bare(desk, f"three-budget-{i}", amount) for i, amount in enumerate(b.three_budget)]
    done = [bare(desk, f"three-{i}", amount) for i, amount in enumerate(b.three)]
    sums = []
    for name, some, amounts in (("budget", plan, b.three_budget), ("", done, b.three)):
        all_, cars = bare(desk, f"three{name}-total", sum(amounts)), bare(desk, f"three{name}-cars", amounts[1] + amounts[2])
        desk.sum(all_, some[0], cars, some[3])
        desk.sum(cars, some[1], some[2])
        sums.append([all_, some[0], cars, some[1], some[2], some[3]])
    inner = ["小计", "公务用车购置费", "公务用车运行维护费"]
    rows = [
        ["预算数", "", "", "", "", "", "决算数"],
        ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"] * 2,
        ["", "", *inner, "", "", "", *inner, ""],
        [*sums[0], *sums[1]],
    ]
    merges = [(0, 0, 1, 6), (0, 6, 1, 6)]
    for side in (0, 6):
        merges += [(1, side, 2, 1), (1, side + 1, 2, 1), (1, side + 2, 1, 3), (1, side + 5, 2, 1)]
    p.table(rows, head=3, merges=merges, role="three")
    for number, title, kind in (
        (8, "政府性基金预算财政拨款收入支出决算表", "政府性基金预算"),
        (9, "国有资本经营预算财政拨款支出决算表", "国有资本经营预算"),
    ):
        caption(desk, number, title)
        p.table([["功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "合计", "", "", ""]], role="empty")
        p.say(f"说明：本部门没有{kind}财政拨款收入和支出，故本表无数据。", role="note")


def appropriated(desk: Desk) -> None:
    """Tables 4 and 5: what came from the treasury, side by side, and its spending by function."""
    b, p = desk.books, desk.paper
    caption(desk, 4, "财政拨款收入支出决算总表")
    paid = b.spend - b.other_income
    amounts = [b.functions[0] - b.other_income, *b.functions[1:]]
    general, carry_in, total_in = bare(desk, "appropriation"), bare(desk, "carry_in"), bare(desk, "appropriated-total", b.appropriation + b.carry_in)
    used = [bare(desk, f"paid-{name}", fen) for (name, _), fen in zip(FUNCTIONS, amounts, strict=True)]
    spend, carry_out, total_out = bare(desk, "paid", paid), bare(desk, "carry_out"), bare(desk, "appropriated-total", paid + b.carry_out)
    left = [
        ("一、一般公共预算财政拨款", general),
        ("二、政府性基金预算财政拨款", ""),
        ("", ""),
        ("", ""),
        ("本年收入合计", bare(desk, "appropriation")),
    ]
    right = [(f"{'一二三四'[i]}、{name}", used[i]) for i, (name, _) in enumerate(FUNCTIONS)] + [("本年支出合计", spend)]
    left += [("年初财政拨款结转和结余", carry_in), ("总计", total_in)]
    right += [("年末财政拨款结转和结余", carry_out), ("总计", total_out)]
    rows = [["收入", "", "支出", ""], ["项目", "金额", "项目", "合计"]]
    rows += [[name_in, value_in, name_out, value_out] for (name_in, value_in), (name_out, value_out) in zip(left, right, strict=True)]
    desk.sum(total_in, general, carry_in)
    desk.sum(spend, *used)
    desk.sum(total_out, spend, carry_out)
    p.table(rows, head=2, merges=[(0, 0, 1, 2), (0, 2, 1, 2)], role="appropriated")
    caption(desk, 5, "一般公共预算财政拨款支出决算表")
    whole = [bare(desk, "paid", paid), bare(desk, "basic"), bare(desk, "paid-project", b.project - b.other_income)]
    desk.sum(*whole)
    lines: list[list[str]] = [["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["合计", "", *whole]]
    columns: list[list[Ref]] = [[], [], []]
    for i, (name, code) in enumerate(FUNCTIONS):
        project = b.project - b.other_income if i == 0 else 0
        line = [bare(desk, f"paid-{name}", amounts[i]), bare(desk, f"basic-{name}", amounts[i] - project)]
        line += [bare(desk, "paid-project", project)] if project else []
        desk.sum(*line)
        for column, one in enumerate(line):
            columns[column].append(one)
        lines.append([code, name, *line])
    for column in range(3):
        desk.sum(whole[column], *columns[column])
    p.table(lines, merges=[(1, 0, 1, 2)], role="paid")


def explanations(desk: Desk) -> None:
    """The explanations in own words: totals, parts, shares, changes, 三公, procurement."""
    b, p, say, item = desk.books, desk.paper, desk.paper.say, desk.item
    p.head(2, f"{item('s', '一、')}收入支出决算总体情况")
    first, second = desk.m("total"), desk.m("total")
    say(f"{b.year}年度，本部门收入总计{first}，支出总计{second}。")
    p.head(2, f"{item('s', '一、')}收入决算情况")
    income, general, other = desk.m("income"), desk.m("appropriation"), desk.m("other_income")
    desk.sum(income, general, other)
    shares = desk.share_of(general, income, b.appropriation, b.income), desk.share_of(other, income, b.other_income, b.income)
    say(f"全年收入合计{income}，构成为：财政拨款收入{general}，占{shares[0]}；其他收入{other}，占{shares[1]}。")
    now = desk.m("income")
    w1, amount, w2, rate = desk.change(now, b.income, b.before_income, name="income")
    say(f"收入合计{now}，与上年相比{w1}{amount}，{w2}{rate}，主要是人员经费标准调整。")
    p.head(2, f"{item('s', '一、')}支出决算情况")
    spend, basic, project = desk.m("spend"), desk.m("basic"), desk.m("project")
    desk.sum(spend, basic, project)
    parts = desk.share_of(basic, spend, b.basic, b.spend), desk.share_of(project, spend, b.project, b.spend)
    say(f"全年支出合计{spend}，其中：基本支出{basic}，占{parts[0]}；项目支出{project}，占{parts[1]}。")
    before, now = desk.m("before_spend", year=b.year - 1), desk.m("spend")
    w1, amount, w2, rate = desk.change(now, b.spend, b.before_spend, name="spend")
    desk.against(w1, rate, now, before, amount)
    say(f"本年支出{now}，上年为{before}，{w1}{amount}，{w2}{rate}。")
    p.head(2, f"{item('s', '一、')}基本支出决算情况")
    basic, personnel, public = desk.m("basic"), desk.m("personnel"), desk.m("public")
    desk.sum(basic, personnel, public)
    say(
        f"基本支出{basic}，包括：人员经费{personnel}，主要用于基本工资、津贴补贴、社会保障缴费等；公用经费{public}，主要用于办公费、差旅费、工会经费等。"
    )
    p.head(2, f"{item('s', '一、')}“三公”经费支出决算情况")
    total, cars, guests = desk.m("three-total", b.three_total), desk.m("three-cars", b.three[1] + b.three[2]), desk.m("three-3", b.three[3])
    abroad = desk.m("three-0", b.three[0])
    desk.sum(total, abroad, cars, guests)
    budget = desk.m("threebudget-total", sum(b.three_budget))
    done = desk.share_of(total, budget, b.three_total, sum(b.three_budget))
    say(
        f"“三公”经费财政拨款支出预算{budget}，支出决算{total}，完成预算的{done}。其中：因公出国（境）费{abroad}，公务用车购置及运行维护费{cars}，公务接待费{guests}。"
    )
    if b.other_income == 0:
        before = desk.m("before-three", sum(b.before_three), year=b.year - 1)
        now = desk.m("three-total", b.three_total)
        w1, amount, w2, rate = desk.change(now, b.three_total, sum(b.before_three), name="three")
        desk.against(w1, rate, now, before, amount)
        say(f"决算数{now}，上年决算数{before}，同比{w1}{amount}，{w2}{rate}。")
    batches, people = desk.count("guest-batches", b.guests[0], "批次"), desk.count("guest-people", b.guests[1], "人次")
    say(f"公务接待费{desk.m('three-3', b.three[3])}，全年国内公务接待{batches}、{people}。")
    p.head(2, f"{item('s', '一、')}政府采购支出情况")
    whole = desk.m("bought")
    kinds = [desk.m(f"bought-{i}", amount) for i, amount in enumerate(b.goods_bought)]
    desk.sum(whole, *kinds)
    small, micro = desk.m("small_firms"), desk.m("micro_firms")
    rates = desk.share_of(small, whole, b.small_firms, b.bought), desk.share_of(micro, whole, b.micro_firms, b.bought)
    p.tie("at-most", small, whole)
    p.tie("at-most", micro, small)
    say(
        f"政府采购支出总额{whole}，其中：货物支出{kinds[0]}、工程支出{kinds[1]}、服务支出{kinds[2]}。授予中小企业合同金额{small}，占政府采购支出总额的{rates[0]}，其中授予小微企业合同金额{micro}，占政府采购支出总额的{rates[1]}。"
    )
    p.head(2, f"{item('s', '一、')}国有资产占用情况")
    cars_all, law, usual = desk.count("cars", sum(b.cars), "辆"), desk.count("cars-law", b.cars[1], "辆"), desk.count("cars-usual", b.cars[0], "辆")
    desk.sum(cars_all, usual, law)
    say(f"年末共有车辆{cars_all}，其中：机要通信用车{usual}、执法执勤用车{law}；单价50万元以上通用设备0台。")
