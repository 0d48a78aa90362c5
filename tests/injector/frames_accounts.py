"""Sentence frames of final accounts and budgets; each docstring begins with the labelled document it was met in."""

from __future__ import annotations

from tests.injector.books import FUNCTIONS, share
from tests.injector.desk import Desk


def total_fengdu(d: Desk) -> None:
    """dev-fengdu-court-2018: totals, and the change of both in one clause whose subject is 收支."""
    b = d.books
    (
        first,
        second,
    ) = d.m("total"), d.m("total")
    before = b.before_income
    w1, amount, w2, rate = d.change(first, b.total, before, name="total")
    d.paper.say(
        f"1.总体情况。{b.year}年度本单位收入总计{first}，支出总计{second}。收支较上年决算数{w1}{amount}、{w2}{rate}，主要原因是财政拨款变动。收入总计包括收入合计、年初结转和结余，支出总计包括本年支出合计、年末结转和结余。"
    )


def total_urumqi(d: Desk) -> None:
    """dev-urumqi-govservice-2023: totals with all their parts, noughts printed as 0.00."""
    b = d.books
    for whole, parts in (("收入", ("income", "used", "carry_in")), ("支出", ("spend", "handed-out", "carry_out"))):
        total = d.m("total")
        one, two, three = d.m(parts[0]), d.m(parts[1], 0), d.m(parts[2])
        d.sum(total, one, two, three)
        names = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余") if whole == "收入" else ("本年支出合计", "结余分配", "年末结转和结余")
        d.paper.say(f"{b.year}年度{whole}总计{total}，其中：{names[0]}{one}，{names[1]}{two}，{names[2]}{three}。")
        last = total
    w1, amount, w2, rate = d.change(last, b.total, b.before_income, name="total")
    d.paper.say(f"收入支出总体与上年相比，{w1}{amount}，{w2}{rate}。")


def income_fengdu(d: Desk) -> None:
    """dev-fengdu-court-2018: change first, then 其中 with shares, then 此外."""
    b = d.books
    income, general, other, carry = d.m("income"), d.m("appropriation"), d.m("other_income"), d.m("carry_in")
    w1, amount, w2, rate = d.change(income, b.income, b.before_income * 101 // 100, name="income")
    d.sum(income, general, other)
    one, two = d.share_of(general, income, b.appropriation, b.income), d.share_of(other, income, b.other_income, b.income)
    d.paper.say(
        f"2.收入情况。{b.year}年度本单位收入合计{income}，较上年决算{w1}{amount}，{w2}{rate}，主要原因同上。其中：财政拨款收入{general}，占{one}；其他收入{other}，占{two}。此外，年初结转和结余{carry}。"
    )


def income_tianshui(d: Desk) -> None:
    """dev-tianshui-kindergarten-2017: a list of sources, some of them 0万元，占0%."""
    b = d.books
    income, general, other = d.m("income"), d.m("appropriation"), d.m("other_income")
    d.sum(income, general, other)
    one, two = d.share_of(general, income, b.appropriation, b.income), d.share_of(other, income, b.other_income, b.income)
    d.paper.say(
        f"{b.year}年度，本单位收入为{income}，其中：财政拨款收入{general}，占{one}；其他收入{other}，占{two}；经营收入0万元，占0%；事业收入0万元，占0%。"
    )


def income_suining(d: Desk) -> None:
    """dev-suining-police-2017: one plain sentence with the unit's name."""
    d.paper.say(f"{d.year}年{d.books.unit}本年收入合计{d.m('income')}。")


def spend_fengdu(d: Desk) -> None:
    """dev-fengdu-court-2018: spending with its change and the share of one part."""
    b = d.books
    spend, basic = d.m("spend"), d.m("basic")
    w1, amount, w2, rate = d.change(spend, b.spend, b.before_spend, name="spend")
    one = d.share_of(basic, spend, b.basic, b.spend)
    d.paper.tie("at-most", basic, spend)
    d.paper.say(
        f"3.支出情况。{b.year}年度本单位支出合计{spend}，较上年决算数{w1}{amount}，{w2}{rate}，主要原因是项目支出变动。其中：基本支出{basic}，占{one}。"
    )


def spend_tianshui(d: Desk) -> None:
    """dev-tianshui-kindergarten-2017: both parts with shares, and 经营支出 of nought."""
    b = d.books
    spend, basic, project = d.m("spend"), d.m("basic"), d.m("project")
    d.sum(spend, basic, project)
    one, two = d.share_of(basic, spend, b.basic, b.spend), d.share_of(project, spend, b.project, b.spend)
    d.paper.say(f"{b.year}年度，本单位支出为{spend}。其中：基本支出{basic}，占{one}；项目支出{project}，占{two}；经营支出0万元，占0%。")


def basic_daying(d: Desk) -> None:
    """dev-daying-danwei-2023: 其中 followed by one paragraph for each part."""
    b = d.books
    basic, one, two = d.m("basic"), d.m("personnel"), d.m("public")
    d.sum(basic, one, two)
    d.paper.say(f"{b.year}年一般公共预算财政拨款基本支出{basic}，其中：")
    d.paper.say(f"人员经费{one}，主要包括：基本工资、津贴补贴、奖金等。")
    d.paper.say(f"公用经费{two}，主要包括：办公费、印刷费、差旅费、工会经费等。")


def basic_lusong(d: Desk) -> None:
    """s002: two levels of 其中 in one sentence."""
    b = d.books
    spend, project, basic, one, two = d.m("spend"), d.m("project"), d.m("basic"), d.m("personnel"), d.m("public")
    d.sum(spend, project, basic)
    d.sum(basic, one, two)
    label = "单位本年支出" if b.other_income else "单位一般公共预算财政拨款支出"  # the scopes are one only without other income
    d.paper.say(f"{b.year}年度{label}{spend}，其中：项目支出{project}，基本支出{basic}，其中：人员经费{one}，公用经费{two}。")


def three_daying(d: Desk) -> None:
    """dev-daying-danwei-2023: 完成预算, change, and each item with its share."""
    b = d.books
    total = d.m("three-total", b.three_total)
    budget = sum(b.three_budget)
    rate = d.paper.percent((), share(b.three_total, budget), places=2)
    w1, amount, w2, growth = d.change(total, b.three_total, sum(b.before_three), name="three")
    d.paper.say(f"{b.year}年“三公”经费财政拨款支出决算为{total}，完成预算{rate}，较上年{w1}{amount}，{w2}{growth}。")
    d.paper.say("（注：上述“预算”口径为全年预算数。）")
    parts = (b.three[0], b.three[1] + b.three[2], b.three[3])
    items = [d.m(name, fen) for name, fen in zip(("three-0", "three-cars", "three-3"), parts, strict=True)]
    rates = [d.share_of(item, total, fen, b.three_total) for item, fen in zip(items, parts, strict=True)]
    d.sum(total, *items)
    d.paper.say(
        f"{b.year}年“三公”经费财政拨款支出决算中，因公出国（境）费支出决算{items[0]}，占{rates[0]}；公务用车购置及运行维护费支出决算{items[1]}，占{rates[1]}；公务接待费支出决算{items[2]}，占{rates[2]}。具体情况如下："
    )
    again = d.m("three-3", b.three[3])
    d.paper.say(
        f"1.公务接待费支出{again}，国内公务接待{d.count('guest-batches', b.guests[0], '批次')}，{d.count('guest-people', b.guests[1], '人次')}。"
    )


def three_jintang(d: Desk) -> None:
    """dev-jintang-guancang-2015: batches and persons beside the amount, cars by kind, only a rate of change."""
    b, p = d.books, d.paper
    guests = d.m("three-3", b.three[3])
    before = b.before_three[3]
    word = p.word("增长" if b.three[3] >= before else "下降")
    rate = p.percent((), abs(share(b.three[3] - before, before)), places=1)
    p.say(f"1.公务接待费。{b.year}年公务接待费{guests}，较{b.year - 1}年决算数{word}{rate}，主要原因是接待批次变化。")
    zero, home = d.m("guests-foreign", 0), d.m("guests-home", b.three[3])
    d.sum(guests, zero, home)
    p.say(
        f"其中：外事接待费支出{zero}，国内公务接待{d.count('guest-batches', b.guests[0], '批次')}，{d.count('guest-people', b.guests[1], '人')}，共计支出{home}，用于日常公务接待等。"
    )
    cars, buy, run = d.m("three-cars", b.three[1] + b.three[2]), d.m("three-1", b.three[1]), d.m("three-2", b.three[2])
    d.sum(cars, buy, run)
    all_, usual, special = d.count("cars", sum(b.cars), "辆"), d.count("cars-usual", b.cars[0], "辆"), d.count("cars-law", b.cars[1], "辆")
    d.sum(all_, usual, special)
    p.say(f"2.公务用车购置及运行维护费。{b.year}年公务用车购置及运行维护费共计{cars}。")
    bought = "0辆" if not b.three[1] else "1辆"
    p.say(
        f"{b.year}年按规定更新购置公务用车{bought}，车辆购置支出{buy}。截至{b.year}年12月底，单位共有公务用车{all_}，其中：一般公务用车{usual}，特种作业车（洒水车、垃圾车）{special}。"
    )
    p.say(f"{b.year}年车辆运行维护费支出{run}，用于燃料费、维修费、过路过桥费、保险费支出。")


def three_qujiang(d: Desk) -> None:
    """dev-qujiang-finance-2016: items with their falls in one sentence, then a table of two years with 增减%."""
    b, p = d.books, d.paper
    amounts = (b.three_total, b.three[0], b.three[3], b.three[1] + b.three[2], b.three[1], b.three[2])
    before = (sum(b.before_three), b.before_three[0], b.before_three[3], b.before_three[1] + b.before_three[2], b.before_three[1], b.before_three[2])
    names = ("three-total", "three-0", "three-3", "three-cars", "three-1", "three-2")
    now = [d.m(name, fen) for name, fen in zip(names, amounts, strict=True)]
    d.sum(now[0], now[1], now[2], now[3])
    d.sum(now[3], now[4], now[5])
    word = p.word("增长" if amounts[0] >= before[0] else "下降")
    rate = p.percent(("three-growth",), abs(share(amounts[0] - before[0], before[0])), places=2)
    p.say(
        f"按照推进政府预算信息公开的部署，{b.unit}{b.year}年一般公共预算安排“三公”经费决算数{now[0]}，比上年决算数{word}{rate}。分项情况是：因公出国（境）经费{now[1]}；公务接待费{now[2]}；公车购置及运行费{now[3]}（其中公务用车购置费{now[4]}，公务用车运行费{now[5]}）。"
    )
    p.say(f"{b.year}年决算数与{b.year - 1}年决算数对比情况　　单位：{d.table_unit}", role="caption")
    lines = []
    for year, some in ((b.year - 1, before), (b.year, amounts)):
        cells = [d.cell(name if year == b.year else f"before-{name}", fen, year=year) for name, fen in zip(names, some, strict=True)]
        d.sum(cells[0], cells[1], cells[2], cells[3])
        d.sum(cells[3], cells[4], cells[5])
        lines.append(cells)
    rates: list[str] = []
    for column, (a, c) in enumerate(zip(amounts, before, strict=True)):
        if not c:
            rates.append("—")
            continue
        mark = p.percent((), share(a - c, c), places=2, bare=True)
        p.tie("growth-before", mark, lines[1][column], lines[0][column], p.word("增长"))
        rates.append(mark)
    p.tie("growth-before", rate, lines[1][0], lines[0][0], word)
    p.tie("direction", word, lines[1][0], lines[0][0])
    p.table(
        [
            ["年度", "合计", "因公出国（境）经费", "公务接待费", "公车购置及运行维护费", "", ""],
            ["", "", "", "", "合计", "车辆购置", "车辆运行"],
            [f"{b.year - 1}年", *lines[0]],
            [f"{b.year}年", *lines[1]],
            [f"{b.year}年比{b.year - 1}年增减%", *rates],
        ],
        head=2,
        merges=[(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1), (0, 3, 2, 1), (0, 4, 1, 3)],
        role="three-years",
    )


def procurement_shandong(d: Desk) -> None:
    """dev-shandong-keji-college-2021: three kinds with six decimals, shares with one."""
    b, p = d.books, d.paper
    whole = d.m("bought", places=6, unit="万元")
    kinds = [d.m(f"bought-{i}", fen, places=6, unit="万元") for i, fen in enumerate(b.goods_bought)]
    d.sum(whole, *kinds)
    small, micro = d.m("small_firms", places=6, unit="万元"), d.m("micro_firms", places=6, unit="万元")
    one, two = d.share_of(small, whole, b.small_firms, b.bought, places=1), d.share_of(micro, whole, b.micro_firms, b.bought, places=1)
    p.tie("at-most", small, whole)
    p.tie("at-most", micro, small)
    p.say(
        f"{b.year}年度政府采购支出总额{whole}，其中：政府采购货物支出{kinds[0]}、政府采购工程支出{kinds[1]}、政府采购服务支出 {kinds[2]}。授予中小企业合同金额{small}，占政府采购支出总额的{one}，其中：授予小微企业合同金额{micro}，占政府采购支出总额的{two}。"
    )
    p.say("（“政府采购支出金额”的计算口径为政府采购合同金额，不包括涉密采购项目。）")


def staff_urumqi(d: Desk) -> None:
    """dev-urumqi-govservice-2023: people of all kinds, one kind of nought."""
    b = d.books
    everyone, now, none, retired = (
        d.count("everyone", b.staff + b.retired, "人"),
        d.count("staff", b.staff, "人"),
        d.count("left", 0, "人"),
        d.count("retired", b.retired, "人"),
    )
    d.sum(everyone, now, none, retired)
    d.paper.say(f"{b.unit}{b.year}年度，实有人数{everyone}，其中：在职人员{now}，离休人员{none}，退休人员{retired}。")


def table_nanzhang(d: Desk) -> None:
    """dev-nanzhang-investment-2019: 收入支出决算总表 with line numbers beside the amounts, both sides in one table."""
    b, p = d.books, d.paper
    for line in ("收入支出决算总表", "公开01表", f"部门：{b.unit}", f"金额单位：{d.table_unit}"):
        p.say(line, role="caption")
    income, general, other, total_in, carry_in = (
        d.cell("income"),
        d.cell("appropriation"),
        d.cell("other_income"),
        d.cell("total"),
        d.cell("carry_in"),
    )
    spend, total_out, carry_out = d.cell("spend"), d.cell("total"), d.cell("carry_out")
    used = [d.cell(f"function-{name}", fen) for (name, _), fen in zip(FUNCTIONS, b.functions, strict=True)]
    nought = [d.cell(f"nought-{i}", 0) for i in range(2)]
    left = [
        ("一、一般公共预算财政拨款收入", general),
        ("二、政府性基金预算财政拨款收入", nought[0]),
        ("三、上级补助收入", nought[1]),
        ("四、其他收入", other),
    ]
    left += [("本年收入合计", income), ("年初结转和结余", carry_in), ("总计", total_in)]
    right = [(f"{'一二三四'[i]}、{name}", used[i]) for i, (name, _) in enumerate(FUNCTIONS)]
    right += [("本年支出合计", spend), ("年末结转和结余", carry_out), ("总计", total_out)]
    rows = [["收入", "", "", "支出", "", ""], ["项目", "行次", "金额", "项目", "行次", "金额"], ["栏次", "", "1", "栏次", "", "2"]]
    rows += [[a, str(i), av, c, str(i + 28), cv] for i, ((a, av), (c, cv)) in enumerate(zip(left, right, strict=True), 1)]
    d.sum(income, general, *nought, other)
    d.sum(total_in, income, carry_in)
    d.sum(spend, *used)
    d.sum(total_out, spend, carry_out)
    p.table(rows, head=3, merges=[(0, 0, 1, 3), (0, 3, 1, 3)], role="total")
    p.sources.append("dev-nanzhang-investment-2019")


def budget_yuyao(d: Desk) -> None:
    """dev-yuyao-jiguanshiwu-2021: 收入包括 … ；支出包括 …, then the same total by use."""
    b = d.books
    year = b.year
    parts = (b.opening - 3 * (b.opening // 20), b.opening // 20, b.opening // 20, b.opening // 20)
    total, general, fund = d.m("budget-total", b.opening), d.m("budget-general", b.opening), d.m("budget-fund", 0)
    d.sum(total, general, fund)
    used = [d.m(f"budget-{name}", fen) for (name, _), fen in zip(FUNCTIONS, parts, strict=True)]
    d.sum(total, *used)
    names = "、".join(f"{name}{mark}" for (name, _), mark in zip(FUNCTIONS, used, strict=True))
    d.paper.say(
        f"按综合预算编列，{year}年收支总预算{total}，收入包括：一般公共预算拨款收入{general}、政府性基金预算拨款收入{fund}；支出包括：{names}。"
    )
    used2 = [d.m(f"budget-{name}", fen) for (name, _), fen in zip(FUNCTIONS, parts, strict=True)]
    d.paper.say(f"1. 按支出功能分类，包括{'，'.join(f'{name}{mark}' for (name, _), mark in zip(FUNCTIONS, used2, strict=True))}。")
    people = b.basic_opening * 8 // 10
    three = d.m("budget-people", people), d.m("budget-public", b.basic_opening - people), d.m("project_opening")
    d.sum(total, *three)
    d.paper.say(f"2.按支出用途分类，包括人员支出{three[0]}，日常公用支出{three[1]}，项目支出{three[2]}。")


def budget_wuzhou_danwei(d: Desk) -> None:
    """dev-wuzhou-danwei-2023: 元 with blanks round figures, shares of two levels, each with its change."""
    b, p = d.books, d.paper
    d.unit, d.commas, d.short = "元", False, True
    whole, basic, project = b.opening, b.basic_opening, b.project_opening
    wages = basic * 77 // 100
    total, first = d.m("budget-total", whole), d.m("budget-basic", basic)
    rate = d.share_of(first, total, basic, whole)
    w1, amount, w2, growth = d.change(first, basic, basic * 109 // 100, name="budget-basic", up="增加", down="减少")
    p.say(f"{b.year}年一般公共预算支出 {total}。")
    p.say(f"1. 基本支出预算 {first}，占一般公共预算支出的 {rate}，同比{w1} {amount}，{w2} {growth}。其中：")
    for name, fen, old in (("工资福利支出预算", wages, wages * 112 // 100), ("商品和服务支出预算", basic - wages, (basic - wages) * 93 // 100)):
        mark = d.m(f"budget-{name}", fen)
        part = d.share_of(mark, first, fen, basic)
        w1, amount, w2, growth = d.change(mark, fen, old, name=name)
        p.say(f"{name} {mark}，占基本支出预算 {part}，同比{w1} {amount}，{w2} {growth}。")
    second = d.m("budget-project", project)
    d.sum(total, first, second)
    rest = d.share_of(second, total, project, whole)
    p.say(f"2. 项目支出 {second}，占一般公共预算支出的 {rest}。")


def budget_wuzhou_shiye(d: Desk) -> None:
    """dev-wuzhou-shiyedanwei-2022: 人员经费 and 公用经费 each with its share and what it includes."""
    b, p = d.books, d.paper
    d.unit, d.commas, d.short = "元", False, True
    basic = b.basic_opening
    people = basic * 8 // 10
    first, one, two = d.m("budget-basic", basic), d.m("budget-people", people), d.m("budget-public", basic - people)
    d.sum(first, one, two)
    rates = d.share_of(one, first, people, basic), d.share_of(two, first, basic - people, basic)
    p.say(f"{b.year} 年一般公共预算基本支出 {first}，其中：")
    p.say(f"人员经费 {one}，占基本支出预算 {rates[0]}。主要包括：基本工资、津贴补贴、绩效工资、各项社会保险缴费、住房公积金。")
    p.say(f"公用经费 {two}，占基本支出预算 {rates[1]}。主要包括：办公费、水费、电费、邮电费、差旅费、工会经费。")
