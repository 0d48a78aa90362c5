"""部门整体自评报告 in own wording, in the outlines that Hunan, Guangdong and Sichuan use."""

from __future__ import annotations

from tests.injector import forms
from tests.injector.books import share
from tests.injector.desk import Desk
from tests.injector.paper import Ref

DUTIES = ("拟订本行业发展规划并组织实施。", "负责本行业统计、监测和信息发布。", "指导乡镇开展相关业务工作。", "承办县委、县政府交办的其他事项。")


def write(desk: Desk, outline: str) -> None:
    """A whole report after one province's outline."""
    {"hunan": hunan, "guangdong": guangdong, "sichuan": sichuan}[outline](desk)


def staff(desk: Desk) -> None:
    """People: posts by kind, staff in post, retired."""
    b, p = desk.books, desk.paper
    posts, admin, other = (
        desk.count("posts", b.posts, "名"),
        desk.count("posts-admin", b.posts_admin, "名"),
        desk.count("posts-other", b.posts - b.posts_admin, "名"),
    )
    desk.sum(posts, admin, other)
    everyone, now, retired = (
        desk.count("everyone", b.staff + b.retired, "人"),
        desk.count("staff", b.staff, "人"),
        desk.count("retired", b.retired, "人"),
    )
    desk.sum(everyone, now, retired)
    p.say(
        f"经核定，{b.unit}共有编制{posts}，其中行政编制{admin}、事业编制{other}。截至{b.year}年12月31日，共有人员{everyone}，其中在职{now}，退休{retired}。"
    )


def projects(desk: Desk) -> None:
    """The projects: opening budget of all, each with its adjustment, outturn and balance."""
    b, p = desk.books, desk.paper
    number = p.count((), len(b.projects), "个")
    opening = desk.m("project_opening")
    lines, parts, spent = [], [], []
    for i, one in enumerate(b.projects, 1):
        first, change, out = (
            desk.m(f"opening-{one.name}", one.opening),
            desk.m(f"change-{one.name}", abs(one.adjusted - one.opening)),
            desk.m(f"project-{one.name}", one.spent),
        )
        left = desk.m(f"left-{one.name}", one.adjusted - one.spent)
        word = p.word("调增" if one.adjusted >= one.opening else "调减")
        sign = 1 if one.adjusted >= one.opening else -1
        desk.sum(left, first, change, out, signs=(1, sign, -1))
        lines.append(
            f"{desk.item('p', '一是')}{one.name}项目，年初预算{first}，年中{word}{change}，实际支出{out}，结余{left}，用于保障{one.name}工作正常开展。"
        )
        parts.append(first)
        spent.append(out)
        _ = i
    p.tie("count", number, number=len(b.projects))
    desk.sum(opening, *parts)
    p.say(f"{b.year}年年初预算安排项目{number}，共计{opening}：")
    for line in lines:
        p.say(line)
    total = desk.m("project")
    desk.sum(total, *spent)
    p.say(f"全年项目支出合计{total}。")


def spending(desk: Desk) -> tuple[Ref, Ref]:
    """Outturn with its two levels of parts."""
    p = desk.paper
    spend, basic, project, personnel, public = (desk.m(name) for name in ("spend", "basic", "project", "personnel", "public"))
    desk.sum(spend, basic, project)
    desk.sum(basic, personnel, public)
    p.say(f"{desk.year}年度部门支出合计{spend}，其中：基本支出{basic}，项目支出{project}。基本支出中，人员经费{personnel}，公用经费{public}。")
    return basic, spend


def execution(desk: Desk) -> None:
    """Budget and outturn with the rate of execution, for all, basic and projects."""
    b, p = desk.books, desk.paper
    adjusted, spend = desk.m("adjusted"), desk.m("spend")
    whole = p.percent(("rate-total",), share(b.spend, b.adjusted), places=2)
    p.tie("rate", whole, spend, adjusted)
    plan, done = desk.m("project_adjusted"), desk.m("project")
    part = p.percent(("rate-project",), share(b.project, b.project_adjusted), places=2)
    p.tie("rate", part, done, plan)
    p.say(f"全年预算数{adjusted}，全年执行数{spend}，预算执行率{whole}；其中项目支出全年预算{plan}，执行{done}，执行率{part}。")


def scopes(desk: Desk) -> None:
    """The same thing in another scope, said in words: not a restatement."""
    b, p = desk.books, desk.paper
    if not b.other_income:
        return
    spend, paid, other = desk.m("spend"), desk.m("paid", b.spend - b.other_income), desk.m("other-spent", b.other_income)
    desk.sum(spend, paid, other)
    p.say(f"本年支出{spend}，其中财政拨款安排的支出{paid}，其他资金安排的支出{other}。")
    p.say(f"按财政拨款口径（不含其他资金），项目支出为{desk.m('paid-project', b.project - b.other_income)}。")


def deviation(desk: Desk) -> None:
    """A claim about the deviation of outturn from budget, beside both."""
    p = desk.paper
    adjusted, spend = desk.m("adjusted"), desk.m("spend")
    limit = p.count((), desk.noise.choice((2, 3, 5)), "%")
    p.tie("within", limit, spend, adjusted)
    p.say(f"全年预算{adjusted}，决算支出{spend}，预决算偏差控制在{limit}以内。")


def balance(desk: Desk) -> None:
    """Income and carry-over."""
    b, p = desk.books, desk.paper
    start, income, spend, left = desk.m("carry_in"), desk.m("income"), desk.m("spend"), desk.m("carry_out")
    desk.sum(left, start, income, spend, signs=(1, 1, -1))
    p.say(f"{b.year}年年初结转和结余{start}，本年收入{income}，本年支出{spend}，年末结转和结余{left}。")


def three(desk: Desk) -> None:
    """三公 against budget and last year."""
    b, p = desk.books, desk.paper
    total, budget = desk.m("three-total", b.three_total), desk.m("threebudget-total", sum(b.three_budget))
    abroad, cars, guests = desk.m("three-0", b.three[0]), desk.m("three-cars", b.three[1] + b.three[2]), desk.m("three-3", b.three[3])
    desk.sum(total, abroad, cars, guests)
    rate = desk.share_of(total, budget, b.three_total, sum(b.three_budget))
    p.say(
        f"“三公”经费预算{budget}，实际支出{total}，为预算的{rate}，其中因公出国（境）费{abroad}、公务用车购置及运行维护费{cars}、公务接待费{guests}。"
    )


def duties_done(desk: Desk) -> None:
    """What was done, in counts: some add up, some are partial lists (等), some are hedged."""
    b, p, noise = desk.books, desk.paper, desk.noise
    got, merged, filed = b.filed + b.merged + 7, b.merged, b.filed
    received, joined, opened = p.count((), got, "件"), p.count((), merged, "件"), p.count((), filed, "件")
    left = p.count((), 7, "件")
    desk.sum(received, joined, opened, left)
    done = p.count((), filed, "件")
    claim = p.percent((), share(1, 1), places=0)
    p.tie("rate", claim, done, opened)
    p.tie("all-done", done, done, opened)
    p.say(f"全年受理建议{received}，其中并案{joined}、立案{opened}、转作来信处理{left}；立案的{done}已经办结，办结率{claim}。")
    again, finished = p.count((), 18, "项"), p.count((), 18, "项")
    p.tie("all-done", finished, finished, again)
    p.say(f"年内列入督办事项{again}，办结{finished}，全部办结。")
    many, named = noise.randint(8, 12), noise.sample(("养老服务", "校园周边环境", "农村供水", "老旧小区改造", "河道管护", "农产品流通"), 4)
    p.say(
        f"围绕{'、'.join(named)}等{p.count((), many, '个')}课题开展调研，形成报告{p.count((), many, '份')}，走访群众{p.count((), noise.randint(2, 9) * 100, '余人', loose=True)}。"
    )
    towns = noise.sample(("城关镇", "河口镇", "石桥镇", "双溪乡", "高坪乡", "马头镇", "龙门镇"), noise.randint(3, 5))
    number = p.count((), len(towns), "个")
    p.tie("count", number, number=len(towns))
    p.say(f"在{'、'.join(towns)}{number}乡镇设立联系点，全年接待群众约{p.count((), noise.randint(3, 9) * 100, '人次', loose=True)}。")


def closing(desk: Desk, style: str) -> None:
    """Problems and measures as numbered lists."""
    p = desk.paper
    for line in ("预算编制的精细化程度不够，个别项目测算依据不充分", "项目支出进度前慢后快，上半年支付比例偏低", "部分绩效指标的量化程度有待提高"):
        p.say(f"{desk.item('problem', style)}{line}。")
    p.head(1, f"{desk.item('h', '一、')}下一步改进措施")
    for line in (
        "结合工作计划早编细编预算，提高项目测算的准确性",
        "按月通报支付进度，督促用款科室及时办理支付",
        "组织绩效管理培训，逐项研究可衡量的指标",
    ):
        p.say(f"{desk.item('measure', style)}{line}。")


def score_said(desk: Desk, total: Ref) -> None:
    """The total score again in words."""
    mark = desk.paper.marks[total.id]
    again = desk.paper.count(mark.key, mark.number, "分")
    desk.paper.say(f"对照评分标准逐项打分，{desk.year}年度部门整体支出绩效自评得分{again}。")


def hunan(desk: Desk) -> None:
    """Nine sections of the Hunan outline, with 基础数据表 and 自评表."""
    b, p, style = desk.books, desk.paper, desk.noise.choice(("1.", "1、"))
    p.title(f"{b.unit}{b.year}年度部门整体支出绩效自评报告")
    p.head(1, f"{desk.item('h', '一、')}部门基本情况")
    for line in DUTIES:
        p.say(f"{desk.item('duty', style)}{line}")
    staff(desk)
    p.head(1, f"{desk.item('h', '一、')}一般公共预算支出情况")
    p.head(2, "（一）基本支出情况")
    spending(desk)
    p.head(2, "（二）项目支出情况")
    projects(desk)
    for name in ("政府性基金预算支出情况", "国有资本经营预算支出情况", "社会保险基金预算支出情况"):
        p.head(1, f"{desk.item('h', '一、')}{name}")
        p.say("无。")
    p.head(1, f"{desk.item('h', '一、')}资金使用及绩效情况")
    execution(desk)
    scopes(desk)
    balance(desk)
    three(desk)
    duties_done(desk)
    place = len(p.blocks)
    p.head(1, f"{desk.item('h', '一、')}存在的问题及原因分析")
    closing(desk, style)
    p.head(1, f"{desk.item('h', '一、')}部门整体支出绩效自评结果拟应用和公开情况")
    p.say("自评结果作为下年度预算编制的参考，并随部门决算一并公开。")
    p.say("附件：1.部门整体支出绩效评价基础数据表")
    p.say("2.部门整体支出绩效自评表")
    p.say("附件1")
    forms.base_table(desk)
    p.say("附件2")
    total, _ = forms.score_table(desk)
    mark = len(p.blocks)
    score_said(desk, total)
    p.blocks.insert(place, p.blocks.pop(mark))


def guangdong(desk: Desk) -> None:
    """Sections of the Guangdong outline, with 自评表."""
    b, p, style = desk.books, desk.paper, desk.noise.choice(("1.", "1、"))
    p.title(f"{b.unit}{b.year}年部门整体支出绩效自评报告")
    p.head(1, f"{desk.item('h', '一、')}基本情况")
    p.head(2, "（一）部门概况")
    staff(desk)
    p.head(2, "（二）部门整体收支情况")
    opening = desk.m("opening")
    income, other = desk.m("income"), desk.m("other_income")
    p.tie("at-most", other, income)
    p.say(f"{b.year}年年初预算{opening}；决算收入{income}，其中其他收入{other}。")
    spending(desk)
    p.head(1, f"{desk.item('h', '一、')}综合评价分析")
    p.head(2, "（一）自评结论")
    place = len(p.blocks)
    p.head(2, "（二）支出执行情况")
    execution(desk)
    scopes(desk)
    three(desk)
    duties_done(desk)
    p.head(1, f"{desk.item('h', '一、')}存在的主要问题")
    closing(desk, style)
    p.say("附件：部门整体支出绩效自评表")
    p.say("附件")
    total, _ = forms.score_table(desk)
    mark = len(p.blocks)
    score_said(desk, total)
    p.blocks.insert(place, p.blocks.pop(mark))


def sichuan(desk: Desk) -> None:
    """Sections of the Sichuan outline, with 目标表 and a score by items."""
    b, p, style = desk.books, desk.paper, desk.noise.choice(("1.", "1、"))
    p.title(f"{b.unit}{b.year}年部门整体支出绩效自评报告")
    p.head(1, f"{desk.item('h', '一、')}部门基本情况")
    staff(desk)
    p.head(1, f"{desk.item('h', '一、')}部门财政资金收支情况")
    balance(desk)
    spending(desk)
    p.head(1, f"{desk.item('h', '一、')}部门整体绩效管理情况")
    p.head(2, "（一）部门整体履职绩效分析")
    deviation(desk)
    duties_done(desk)
    p.head(2, "（二）特定目标类项目绩效分析")
    projects(desk)
    p.head(2, "（三）结果应用情况")
    p.say("自评结果已在门户网站公开，并用于内部科室的预算安排。")
    p.head(1, f"{desk.item('h', '一、')}评价结论及建议")
    names, full = ("目标管理", "动态调整", "完成结果", "内部应用", "信息公开", "整改反馈"), (40, 20, 10, 10, 10, 10)
    lost = [desk.noise.choice((0, 0, 1, 2)) for _ in full]
    got = [p.count((), points - less, "分") for points, less in zip(full, lost, strict=True)]
    total = p.count(("score-total",), sum(full) - sum(lost), "分")
    p.tie("sum", total, *got)
    listed = "、".join(f"{name}{points}" for name, points in zip(names, got, strict=True))
    p.say(f"评价结论：{b.year}年部门整体支出绩效自评总分{total}，其中：{listed}。")
    p.head(1, f"{desk.item('h', '一、')}存在的问题")
    closing(desk, style)
    p.say("附件：部门整体支出绩效目标表")
    p.say("附件")
    forms.target_table(desk)
