"""A month's monitoring as a draft: a short report, and the monitoring form in the columns of 财预〔2019〕136号."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jiheng.core.reporting.draft import Align, Attachment, Cell, CellKind, Draft, Heading, Paragraph, Part, Style, Table, Title, plain

_WAN = Decimal(10_000)
_TWO = Decimal("0.01")
_FUND_HEADS = ("资金（万元）", "年初预算数", "全年预算数", "{months}执行数", "{months}执行率", "全年预计执行数")
_HEADS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "{months}完成值",
    "全年预计完成值",
    "偏差原因",
    "原因说明",
    "完成目标可能性",
    "灯",
    "备注",
)
_NOTE = "执行率为累计执行数除以全年（调整后）预算数。灯按规则包“{pack}”的界限，{verified}。"


@dataclass(frozen=True, slots=True)
class FundLine:
    """A row of funds. Units: 元."""

    title: str
    opening: Decimal | None
    budget: Decimal | None
    spent: Decimal | None
    expected: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator at the date, each column as it is printed."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    expected: str
    reason_class: str
    reason: str
    likelihood: str
    light: str
    remark: str


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert and what became of it."""

    title: str
    light: str
    text: str
    due: str
    state: str
    disposition: str


@dataclass(frozen=True, slots=True)
class Monitored:
    """All that a month's report says."""

    subject: str
    year: int
    month: int
    light: str
    grounds: tuple[str, ...]
    goal_share: Decimal | None
    forecast: str
    total: FundLine | None
    funds: tuple[FundLine, ...]
    indicators: tuple[IndicatorLine, ...]
    alerts: tuple[AlertLine, ...]
    summary: str
    measures: str
    pack: str
    verified: bool
    reported_on: str

    @property
    def months(self) -> str:
        """The months that it is about."""
        return "1月" if self.month == 1 else f"1—{self.month}月"


def monitoring_draft(given: Monitored) -> Draft:
    """The report of a month with the monitoring form behind it."""
    title = f"{given.year}年{given.months}预算绩效运行监控报告"
    parts: list[Part] = [Title((given.subject, title))]
    parts += [Heading(1, "一、预算执行情况", "funds"), *_texts(_spending(given))]
    parts += [Heading(1, "二、绩效目标完成情况", "goals"), *_texts(_goals(given))]
    parts += [Heading(1, "三、预警及处置", "alerts"), *_texts(_alerts(given))]
    parts += [Heading(1, "四、运行情况分析", "summary"), *_texts(given.summary.splitlines() or ["（报送前填写）"])]
    parts += [Heading(1, "五、下一步措施", "measures"), *_texts(given.measures.splitlines() or ["无。"])]
    parts += [Paragraph(plain(given.subject), Style.SIGNATURE)]
    if given.reported_on:
        parts.append(Paragraph(plain(given.reported_on), Style.DATE))
    parts += [Attachment(0, f"{given.year}年{given.months}绩效目标执行监控表"), _funds(given), _indicators(given)]
    return Draft(title, given.subject, given.year, tuple(parts))


def _texts(lines: Sequence[str] | Iterator[str]) -> list[Part]:
    return [Paragraph(plain(line)) for line in lines if line.strip()]


def _spending(given: Monitored) -> Iterator[str]:
    total = given.total
    if total is None:
        yield "账册中没有这一年的预算和执行总数。"
        return
    rate = _rate(total)
    said = f"截至{given.month}月末，全年预算{_amount(total.budget)}万元，累计执行{_amount(total.spent)}万元"
    yield said + (f"，执行率{_percent(rate)}；序时进度{_percent(Decimal(given.month) / 12)}。" if rate is not None else "。")
    if given.forecast:
        yield given.forecast


def _goals(given: Monitored) -> Iterator[str]:
    if not given.indicators:
        yield "没有批准的绩效目标。"
        return
    counts = {light: sum(one.light == light for one in given.indicators) for light in ("绿灯", "黄灯", "红灯")}
    share = f"，按分值加权的目标实现程度{_percent(given.goal_share)}" if given.goal_share is not None else ""
    yield f"监控指标{len(given.indicators)}项{share}；其中" + "，".join(f"{light}{count}项" for light, count in counts.items()) + "。"
    for one in given.indicators:
        if one.light in ("黄灯", "红灯"):
            why = "，".join(part for part in (one.reason_class, one.reason) if part)
            yield f"{one.name}：年度指标值{one.target}，到{given.month}月末{one.actual}，{one.likelihood}完成" + (f"；原因：{why}。" if why else "。")


def _alerts(given: Monitored) -> Iterator[str]:
    yield f"本期综合为{given.light}。" + ("".join(f"{ground}。" for ground in given.grounds) if given.grounds else "")
    for one in given.alerts:
        due = f"，处置期限{one.due}" if one.due else ""
        done = f"；处置：{one.disposition}" if one.disposition else ""
        yield f"{one.title}（{one.light}）：{one.text}{due}，{one.state}{done}。"


def _funds(given: Monitored) -> Table:
    heads = tuple(Cell(plain(head.format(months=given.months)), CellKind.HEAD) for head in _FUND_HEADS)
    rows = [heads]
    for one in given.funds:
        amounts = [_number(amount) for amount in (one.opening, one.budget, one.spent)]
        rate = _rate(one)
        share = Cell(plain(_percent(rate)) if rate is not None else (), CellKind.NUMBER, rate, percent=True, align=Align.RIGHT)
        rows.append((Cell(plain(one.title), align=Align.LEFT), *amounts, share, _number(one.expected)))
    return Table(
        "monitoring-funds", "资金执行情况", (20, 16, 16, 16, 14, 18), tuple(rows), head_rows=1, unit="单位：万元", landscape=True, sheet="资金"
    )


def _indicators(given: Monitored) -> Table:
    rows = [tuple(Cell(plain(head.format(months=given.months)), CellKind.HEAD) for head in _HEADS)]
    for one in given.indicators:
        words = (
            one.level1,
            one.level2,
            one.name,
            one.target,
            one.actual,
            one.expected,
            one.reason_class,
            one.reason,
            one.likelihood,
            one.light,
            one.remark,
        )
        rows.append(tuple(Cell(plain(text), align=Align.LEFT if place in (2, 7, 10) else Align.CENTER) for place, text in enumerate(words)))
    verified = "依据已核实" if given.verified else "其中有未核实的建议值"
    notes = (_NOTE.format(pack=given.pack, verified=verified),)
    widths = (8, 8, 16, 9, 9, 9, 8, 15, 8, 5, 8)
    return Table("monitoring-goals", "绩效目标执行情况", widths, tuple(rows), head_rows=1, notes=notes, landscape=True, sheet="指标")


def _rate(one: FundLine) -> Decimal | None:
    return one.spent / one.budget if one.spent is not None and one.budget else None


def _number(amount: Decimal | None) -> Cell:
    if amount is None:
        return Cell(kind=CellKind.BLANK, align=Align.RIGHT)
    return Cell(plain(_amount(amount)), CellKind.NUMBER, amount / _WAN, places=_places(amount), align=Align.RIGHT)


def _amount(amount: Decimal | None) -> str:
    # 万元 with two places, more only where the amount has them: nothing is rounded away.
    return "（未登记）" if amount is None else f"{amount / _WAN:,.{_places(amount)}f}"


def _places(amount: Decimal) -> int:
    return max(2, -int((amount / _WAN).normalize().as_tuple().exponent))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(_TWO, ROUND_HALF_UP)}%"
