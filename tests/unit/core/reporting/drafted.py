"""A made-up draft with every kind of part: what the renderers are tried on."""

from __future__ import annotations

from decimal import Decimal

from jiheng.core.documents.locator import TextPlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.context import Basis, Context
from jiheng.core.facts.fact import Fact
from jiheng.core.figures.printed import read_figure
from jiheng.core.period import Period
from jiheng.core.reporting.draft import (
    Align,
    Attachment,
    Cell,
    CellKind,
    Chart,
    Draft,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Run,
    Series,
    Style,
    Table,
    Title,
    plain,
)  # fmt: skip

SENTENCE = "本馆按照年初批复的绩效目标组织各项业务，逐月核对用款进度，对进度偏慢的事项提出处理意见并督促落实，全年没有发生超范围列支的情形。"


SUBJECT = "某市示范图书馆"


def fact(printed: str, concept: str, label: str, basis: Basis, line: int = 1) -> Fact:
    origin = Span("case", f"p{line}", line * 10, line * 10 + len(printed), printed, f"{label}: {printed}", TextPlace(line, 3))
    figure = read_figure(printed)
    assert figure is not None
    return Fact(concept, label, Context(SUBJECT, Period(2023), basis), figure, origin)


POSTS = fact("36人", "staff.posts", "编制数", Basis.ACTUAL, 4)
STAFF = fact("34人", "staff.actual", "在职人数", Basis.ACTUAL, 5)
SPENT = fact("799.89万元", "spend.total", "支出合计", Basis.OUTTURN, 9)
BASIC = fact("640.10万元", "spend.basic", "基本支出", Basis.OUTTURN, 10)


def text(words: str, style: Style = Style.BODY) -> Paragraph:
    return Paragraph(plain(words), style)


def head(words: str, *, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(plain(words), CellKind.HEAD, rows=rows, columns=columns)


def words(content: str, *, rows: int = 1, columns: int = 1, align: Align = Align.LEFT, limit: int = 0, choices: tuple[str, ...] = ()) -> Cell:
    return Cell(plain(content), CellKind.TEXT, rows=rows, columns=columns, align=align, limit=limit, choices=choices)


def number(value: str, key: str, *, places: int = 2) -> Cell:
    exact = Decimal(value)
    return Cell(plain(f"{exact:.{places}f}"), CellKind.NUMBER, value=exact, places=places, key=key)


def computed(value: str, key: str, formula: str, *, places: int = 2, percent: bool = False) -> Cell:
    exact = Decimal(value)
    shown = f"{exact * 100:.{places}f}%" if percent else f"{exact:.{places}f}"
    return Cell(plain(shown), CellKind.COMPUTED, value=exact, places=places, percent=percent, key=key, formula=formula)


def score_table() -> Table:
    rows: list[tuple[Cell, ...]] = [
        (head("部门名称", columns=2), words("某市示范图书馆", columns=6, align=Align.CENTER)),
        (head("预算执行（万元）", rows=2, columns=2), *(head(one) for one in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"))),
        (
            number("806.50", "opening"), number("820.40", "budget"), number("799.89", "outturn"), number("10", "weight.execution", places=0),
            computed("0.9750", "rate", "ROUND({outturn}/{budget},4)", percent=True),
            computed("9.75", "score.execution", "ROUND({weight.execution}*{rate},2)"),
        ),
        (head("一级指标"), head("二级指标"), head("三级指标"), head("年度指标值"), head("实际完成值"), head("分值"), head("得分"), head("偏差原因分析及改进措施")),
    ]  # fmt: skip
    names = ("外借图书册次", "新购图书种数", "讲座场次", "流动服务点巡回次数", "读者培训人次", "古籍修复叶数", "数字资源下载量", "地方文献征集件数")
    for at in range(24):
        first = (head("产出指标", rows=24),) if at == 0 else ()
        second = (head(("数量指标", "质量指标", "时效指标")[at // 8], rows=8),) if at % 8 == 0 else ()
        done = at != 5
        rows.append((
            *first, *second, words(names[at % 8]), words(f"≥{100 + at}"), words(str(100 + at if done else 93)),
            number("3", f"weight.{at}", places=0), number("3" if done else "2.66", f"score.{at}"),
            words("" if done else "设备检修两个月，已列入下年计划提前采购耗材，争取上半年补齐"),
        ))  # fmt: skip
    weights, scores = "+".join(f"{{weight.{at}}}" for at in range(24)), "+".join(f"{{score.{at}}}" for at in range(24))
    rows.append((
        head("合计", columns=5), computed("82", "total.weight", f"{{weight.execution}}+{weights}", places=0),
        computed("81.41", "total.score", f"{{score.execution}}+{scores}"), words(""),
    ))  # fmt: skip
    return Table(
        "self_evaluation", "部门整体支出绩效自评表（2023年度）", (7, 8, 18, 11, 11, 7, 8, 20), tuple(rows), head_rows=0, bands=((3, 29),), unit="万元",
        notes=("注：执行率按全年执行数除以全年预算数计算。",), sheet="自评表",
        sign_off=plain("填表人：          填报日期：          联系电话：          单位负责人签字："),
    )  # fmt: skip


def wide_table() -> Table:
    top = (
        head("序号", rows=2),
        head("项目名称", rows=2),
        head("资金来源（万元）", columns=4),
        head("支出（万元）", columns=4),
        head("绩效", columns=4),
    )
    low = tuple(
        head(one)
        for one in ("财政拨款", "上年结转", "其他", "小计", "一季度", "二季度", "三季度", "四季度", "目标值", "完成值", "完成率", "自评得分")
    )
    body = []
    for at in range(40):
        values = [Decimal(at * 7 % 31) + Decimal("0.25"), Decimal(at % 4), Decimal(at % 3)]
        body.append((
            words(str(at + 1), align=Align.CENTER), words(f"示范项目{at + 1}：基层服务点设备更新"),
            *(number(f"{value:.2f}", f"wide.{at}.{name}") for name, value in zip("abc", values, strict=True)),
            computed(f"{sum(values):.2f}", f"wide.{at}.sum", f"SUM({{wide.{at}.a}}:{{wide.{at}.c}})"),
            *(number(f"{value / 4:.2f}", f"wide.{at}.q{quarter}") for quarter, value in enumerate((sum(values),) * 4)),
            number("12", f"wide.{at}.target", places=0), number("12", f"wide.{at}.actual", places=0),
            computed("1.0000", f"wide.{at}.rate", f"{{wide.{at}.actual}}/{{wide.{at}.target}}", percent=True),
            Cell(kind=CellKind.BLANK, key=f"wide.{at}.points"),
        ))  # fmt: skip
    return Table(
        "projects",
        "项目支出明细表",
        (4, 22, 8, 8, 7, 8, 8, 8, 8, 8, 7, 7, 8, 7),
        (top, low, *body),
        head_rows=2,
        unit="万元",
        landscape=True,
        sheet="项目明细",
    )


def charts() -> tuple[Chart, ...]:
    months = tuple(f"{month}月" for month in range(1, 13))
    spent = tuple(Decimal(month * month * 5 + 31) / 10 for month in range(1, 13))
    return (
        Chart("months", "图1  2023年各月支出", "column", months, (Series("支出", spent),), "万元", "十二个月支出逐月上升，一月最低，十二月最高。"),
        Chart("years", "图2  两年支出比较", "line", ("基本支出", "项目支出", "三公经费"),
              (Series("2022年", (Decimal("612.3"), Decimal("180.4"), Decimal("8.6"))), Series("2023年", (Decimal("640.1"), Decimal("159.8"), None))),
              "万元", "基本支出比上年增加，项目支出比上年减少。"),
        Chart("groups", "图3  各组得分率", "bar", ("预算执行", "产出指标", "效益指标（经济、社会、生态）", "服务对象满意度指标"),
              (Series("得分率", (Decimal("97.5"), Decimal("99.3"), Decimal(100), Decimal(96))),), "%", "四组得分率都在百分之九十六以上。"),
    )  # fmt: skip


def parts() -> tuple[Part, ...]:
    marked = Paragraph(
        (
            Run("全年支出"), Run("799.89万元", (SPENT,), bold=True), Run("，其中活动经费"), Run("12.3万元", mark=Mark.UNBOUND), Run("，会议费"),
            Run("9.9万元", mark=Mark.CONTRADICTS), Run("，均由财政拨款安排。"),
        ),
        narrative=True,
    )  # fmt: skip
    table = score_table()
    return (
        Title(("某市示范图书馆2023年度", "部门整体支出绩效自评报告")),
        text("某市财政局：", Style.FLUSH),
        text("根据关于开展绩效自评工作的通知要求，现将本馆二〇二三年度整体支出绩效自评情况报告如下。"),
        Heading(1, "一、部门基本情况", "basic"),
        Heading(2, "（一）职能与机构", "duties"),
        *(text(SENTENCE * 3) for _ in range(3)),
        Heading(3, "1. 人员情况", "staff"),
        Paragraph((Run("编制数"), Run("36人", (POSTS,)), Run("，在职人数"), Run("34人", (STAFF,)), Run("，财政供养人员控制率94.44%。"))),
        Heading(4, "（1）内设机构", "rooms"),
        text(SENTENCE),
        Heading(1, "二、支出情况", "spending"),
        marked,
        *charts(),
        text(SENTENCE * 2),
        Table("small", "表1  支出构成", (2, 1, 1), ((head("类别"), head("金额"), head("占比")),
              (words("基本支出"), Cell((Run("640.10", (BASIC,)),), CellKind.NUMBER, value=Decimal("640.10"), key="basic"), computed("0.8002", "basic.share", "ROUND({basic}/{outturn},4)", percent=True)),
              (words("项目支出"), number("159.79", "project"), computed("0.1998", "project.share", "ROUND({project}/{outturn},4)", percent=True))),
              head_rows=1, unit="万元", notes=("注：占比按全年执行数计算。",), sheet="支出构成"),
        Heading(1, "三、存在的问题", "issues"),
        *(text(SENTENCE * 4) for _ in range(5)),
        text("附件：1. 部门整体支出绩效自评表", Style.ENCLOSURE),
        text("2. 一个名称很长的附件用来看回行以后是否与上一行名称的首字对齐，再长一些", Style.ENCLOSURE),
        text("某市示范图书馆", Style.SIGNATURE),
        text("2024年3月15日", Style.DATE),
        Attachment(1, "部门整体支出绩效自评表"),
        table,
        Attachment(2, "项目支出明细表"),
        wide_table(),
        text("注：上表不含往来款项。", Style.NOTE),
        PageBreak(),
        text("附页说明。", Style.CENTERED),
    )  # fmt: skip


def drafted() -> Draft:
    return Draft(
        "某市示范图书馆2023年度部门整体支出绩效自评报告",
        "某市示范图书馆",
        2023,
        parts(),
        (POSTS, STAFF, SPENT, BASIC),
        stamps=(("made_on", "2024-03-15"), ("program", "jiheng")),
    )
