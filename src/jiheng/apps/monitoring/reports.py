"""A month as a file: the report with the monitoring form, out of the rows, through the renderers of the core."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.monitoring.books import TOTAL
from jiheng.apps.monitoring.models import FundRow, Snapshot
from jiheng.core.reporting.monitoring_draft import AlertLine, FundLine, IndicatorLine, Monitored, monitoring_draft
from jiheng.core.reporting.renderer_shelf import RENDERERS, render

KINDS = ("docx", "pdf", "xlsx")
_WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Made:
    """A file to send: its bytes, media type, and name ready for a header."""

    content: bytes
    mime: str
    name: str

    @property
    def quoted(self) -> str:
        """The name as a header takes it."""
        return quote(self.name)


def month_file(snapshot: Snapshot, kind: str) -> Made | None:
    """A month's report; None for a format that is not offered."""
    if kind not in KINDS:
        return None
    draft = monitoring_draft(monitored(snapshot))
    return Made(render(draft, kind), RENDERERS.all()[kind].mime, f"{snapshot.department.short_name}{draft.title}.{kind}")


def monitored(snapshot: Snapshot) -> Monitored:
    """What a month's report says."""
    rules = rules_of(snapshot.department, snapshot.year)
    funds = list(snapshot.funds.all())
    lights = rules.resolved.pack.scoring.lights
    return Monitored(
        subject=snapshot.department.name,
        year=snapshot.year,
        month=snapshot.month,
        light=snapshot.get_light_display(),
        grounds=tuple(one["text"] for one in snapshot.reasons),
        goal_share=snapshot.goal_share,
        forecast=_forecast(snapshot),
        total=next((_line(row) for row in funds if row.concept == TOTAL), None),
        funds=tuple(_line(row) for row in funds),
        indicators=tuple(
            IndicatorLine(
                row.level1,
                row.level2,
                row.name,
                row.target_words,
                row.actual,
                row.expected,
                row.get_reason_class_display() if row.reason_class else "",
                row.reason,
                row.get_likelihood_display() if row.likelihood else "",
                row.get_light_display(),
                row.remark,
            )
            for row in snapshot.progress.all()
        ),
        alerts=tuple(
            AlertLine(
                row.title,
                row.get_light_display(),
                row.text,
                f"{row.due_on:%Y年%m月%d日}" if row.due_on else "",
                row.get_state_display(),
                row.get_disposition_display() if row.disposition else "",
            )
            for row in snapshot.alerts.all()
        ),
        summary=snapshot.summary,
        measures=snapshot.measures,
        pack=rules.title,
        verified=all(light.ground.verified for light in lights),
        reported_on=f"{snapshot.reported_on.year}年{snapshot.reported_on.month}月{snapshot.reported_on.day}日" if snapshot.reported_on else "",
    )


def _line(row: FundRow) -> FundLine:
    return FundLine(row.title, row.opening, row.budget, row.spent, row.expected)


def _forecast(snapshot: Snapshot) -> str:
    seen = snapshot.forecast
    if not seen or seen.get("way") == "done":
        return ""
    low, middle, high = (f"{Decimal(seen[key]) / _WAN:,.2f}" for key in ("low", "middle", "high"))
    span = f"，范围{low}万元至{high}万元" if low != high else ""
    return f"按已有月份推算，全年约执行{middle}万元{span}。{seen['working']}。"
