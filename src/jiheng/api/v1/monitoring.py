"""Monitoring: months with funds and indicators, alerts, reports as files, many departments at a glance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiheng.api.answers import DOCX, PDF, XLSX, a_file, as_file
from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Amount, Body, Flag, Key, Money, Month, Number, Text, Versioned, Words, Year, figure
from jiheng.api.listing import Page, Paging, paged
from jiheng.apps.accounts.access import is_reviewer, not_yours
from jiheng.apps.accounts.choices import Right
from jiheng.apps.monitoring import selectors
from jiheng.apps.monitoring.choices import AlertState, Disposition, Light, Likelihood, ReasonClass, SnapshotState
from jiheng.apps.monitoring.reports import month_file
from jiheng.apps.monitoring.services import alerts as alert_services
from jiheng.apps.monitoring.services import filling
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.MONITORING), tags=["monitoring"])
_HERE = "/departments/{department}/{year}/monitoring"
_MONTH = f"{_HERE}/months/{{month}}"
Empty = Annotated[str, Field(pattern="^$")]


class MonthLineOut(Schema):
    """A month at a glance."""

    month: int
    state: SnapshotState
    light: Light
    execution: Number | None
    goal_share: Number | None
    filled: int
    all: int


class FundOut(Schema):
    """One row of the funds, in 元; `facts` are the numbers of the facts behind the columns."""

    id: int
    title: str
    concept: str
    item: str
    opening: Money | None
    budget: Money | None
    spent: Money | None
    expected: Money | None
    execution: Number | None
    facts: dict[str, int]


class ProgressOut(Schema):
    """One indicator at the date."""

    id: int
    level1: str
    level2: str
    name: str
    project: str
    relation: str
    target: str
    unit: str
    weight: Number
    section: int | None
    actual: str
    expected: str
    reason_class: str
    reason: str
    likelihood: str
    remark: str
    share: Number | None
    light: Light
    filled_at: datetime | None
    version: int

    @staticmethod
    def resolve_section(row: Any) -> int | None:
        """Its number."""
        return row.section_id  # type: ignore[no-any-return]


class Ground(Schema):
    """Why a light is lit."""

    id: str
    light: Light
    text: str


class MonthOut(Schema):
    """A month with its funds and indicators."""

    month: int
    state: SnapshotState
    light: Light
    pack: str
    reasons: list[Ground]
    forecast: dict[str, str]
    goal_share: Number | None
    summary: str
    measures: str
    taken_at: datetime
    reported_on: date | None
    version: int
    funds: list[FundOut]
    progress: list[ProgressOut]

    @staticmethod
    def resolve_funds(row: Any) -> list[Any]:
        """In the order of the form."""
        return list(row.funds.all())

    @staticmethod
    def resolve_progress(row: Any) -> list[Any]:
        """In the order of the target table."""
        return list(selectors.progress_rows(row))


class AlertOut(Schema):
    """An alert and what became of it."""

    id: int
    month: int
    title: str
    light: Light
    text: str
    issued_on: date
    due_on: date | None
    is_late: bool
    state: AlertState
    disposition: str
    amount: Money | None
    reason: str
    asked_on: date | None
    decided_on: date | None
    opinion: str
    version: int

    @staticmethod
    def resolve_month(row: Any) -> int:
        """The month that it was raised in."""
        return row.snapshot.month  # type: ignore[no-any-return]


class StateOut(Schema):
    """One department of those in reach, as its year stands; amounts in 元."""

    department: int
    name: str
    region_code: str
    year: int
    month: int
    light: Light
    budget: Money | None
    spent: Money | None
    execution: Number | None
    goal_share: Number | None
    open_alerts: int
    next_due_on: date | None

    @staticmethod
    def resolve_department(row: Any) -> int:
        """Its number."""
        return row.department_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_name(row: Any) -> str:
        """Its name."""
        return row.department.name  # type: ignore[no-any-return]

    @staticmethod
    def resolve_region_code(row: Any) -> str:
        """Its region."""
        return row.department.region_code  # type: ignore[no-any-return]


class MonthNew(Body):
    """Which month to open."""

    month: Annotated[int, Field(strict=True, ge=1, le=12)]


class Filling(Versioned):
    """How far an indicator has come."""

    actual: Text
    expected: Text = ""
    likelihood: Likelihood
    reason_class: ReasonClass | Empty = ""
    reason: Text = ""
    remark: Text = ""


class Expectation(Versioned):
    """What the year is expected to come to; null takes it away."""

    expected: Amount | None


class Report(Versioned):
    """The words of a month's report."""

    summary: Text
    measures: Text = ""


class Back(Versioned):
    """Why a month is given back."""

    reason: Text


class Disposal(Versioned):
    """What is done about an alert."""

    disposition: Disposition
    reason: Text
    amount: Amount | None = None


class DispositionDecision(Versioned):
    """The head's word."""

    approved: Flag
    opinion: Text = ""


@router.get("/overview/{year}", response=Page[StateOut], summary="各单位一览")
def overview(
    request: HttpRequest, year: Year, paging: Query[Paging], q: Words = "", light: Light | None = None, region: Words = "", late: bool = False
) -> Any:  # fmt: skip
    """Every department that a reviewer sees, one row each."""
    if not is_reviewer(user_of(request)):
        raise not_yours()
    return paged(selectors.year_states(user_of(request), year, light=light or "", region=region, words=q, overdue=late), paging)


@router.get(f"{_HERE}/months", response=list[MonthLineOut], summary="各月监控")
def months(request: HttpRequest, department: Key, year: Year) -> Any:
    """Every month that was opened, newest first."""
    lines = selectors.months(place(request, department).department, year)
    names = ("month", "state", "light", "goal_share")
    return [
        {**{name: getattr(line.snapshot, name) for name in names}, "execution": line.execution, "filled": line.filled, "all": line.all}
        for line in lines
    ]  # fmt: skip


@router.post(f"{_HERE}/months", response=MonthOut, summary="建立一个月的监控")
def open_month(request: HttpRequest, department: Key, year: Year, data: MonthNew) -> Any:
    """Open a month: funds from the books, indicators from the targets in force."""
    return filling.open_month(standing=place(request, department, Right.RECORD), year=year, month=data.month)


@router.get(_MONTH, response=MonthOut, summary="一个月的监控")
def month(request: HttpRequest, department: Key, year: Year, month: Month) -> Any:
    """One month."""
    return selectors.month_of(place(request, department).department, year, month)


@router.post(f"{_MONTH}/taking", response=MonthOut, summary="重新取数")
def take(request: HttpRequest, department: Key, year: Year, month: Month, data: Versioned) -> Any:
    """Take the funds from the books anew."""
    own = place(request, department, Right.RECORD)
    return filling.take_again(standing=own, snapshot=selectors.month_of(own.department, year, month), version=data.version)


@router.post(f"{_MONTH}/report", response=MonthOut, summary="报送")
def report(request: HttpRequest, department: Key, year: Year, month: Month, data: Report) -> Any:
    """Report the month; alerts are issued."""
    own = place(request, department, Right.RECORD)
    return alert_services.report(standing=own, snapshot=selectors.month_of(own.department, year, month), **data.dict())


@router.post(f"{_MONTH}/return", response=MonthOut, summary="退回")
def send_back(request: HttpRequest, department: Key, year: Year, month: Month, data: Back) -> Any:
    """Give a reported month back; by the head or by finance."""
    own = place(request, department)
    return alert_services.send_back(standing=own, snapshot=selectors.month_of(own.department, year, month), **data.dict())


@router.get(f"{_MONTH}/files/{{kind}}", summary="监控报告文件", openapi_extra=a_file(DOCX, PDF, XLSX))
def file(request: HttpRequest, department: Key, year: Year, month: Month, kind: Literal["docx", "pdf", "xlsx"]) -> Any:
    """The month's report and form as a file."""
    made = month_file(selectors.month_of(place(request, department).department, year, month), kind)
    if made is None:
        raise Http404("没有这种格式")
    return as_file(made.content, made.mime, made.name)


@router.put(f"{_HERE}/funds/{{number}}", response=FundOut, summary="全年预计执行数")
def expect(request: HttpRequest, department: Key, year: Year, number: Key, data: Expectation) -> Any:
    """Set what the year is expected to come to on one row; `version` is the month's."""
    own = place(request, department, Right.RECORD)
    amount = figure(data.expected)
    row = selectors.fund_of(own.department, year, number)
    return filling.set_expected(standing=own, fund=row, expected=amount.value if amount else None, version=data.version)


@router.put(f"{_HERE}/progress/{{number}}", response=ProgressOut, summary="填报指标进度")
def fill(request: HttpRequest, department: Key, year: Year, number: Key, data: Filling) -> Any:
    """Fill in one indicator; a person of a section only their own section's."""
    own = place(request, department, Right.WORK)
    row = selectors.progress_of(own.department, year, number)
    return filling.fill(standing=own, progress=row, version=data.version, values=data.dict(exclude={"version"}))


@router.get(f"{_HERE}/alerts", response=Page[AlertOut], summary="预警")
def alerts(
    request: HttpRequest,
    department: Key,
    year: Year,
    paging: Query[Paging],
    q: Words = "",
    state: Literal["", "running", "overdue", "open", "asked", "closed", "withdrawn"] = "",
    light: Light | None = None,
) -> Any:
    """Alerts of the year; `running` is all that is not closed, `overdue` what is late."""
    rows = selectors.alerts_of(place(request, department).department, year, state=state, light=light or "", words=q)
    return paged(rows, paging)


@router.get(f"{_HERE}/alerts/{{number}}", response=AlertOut, summary="一项预警")
def alert(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """One alert."""
    return selectors.alert_of(place(request, department).department, year, number)


@router.post(f"{_HERE}/alerts/{{number}}/disposition", response=AlertOut, summary="提出处置")
def dispose(request: HttpRequest, department: Key, year: Year, number: Key, data: Disposal) -> Any:
    """Say what is done about an alert."""
    own = place(request, department, Right.RECORD)
    amount = figure(data.amount)
    said: dict[str, Any] = {"disposition": data.disposition.value, "reason": data.reason, "amount": amount.value if amount else None}
    return alert_services.dispose(standing=own, alert=selectors.alert_of(own.department, year, number), version=data.version, **said)


@router.post(f"{_HERE}/alerts/{{number}}/decision", response=AlertOut, summary="审批处置")
def decide(request: HttpRequest, department: Key, year: Year, number: Key, data: DispositionDecision) -> Any:
    """The head approves a disposition or gives it back."""
    own = place(request, department, Right.APPROVE)
    return alert_services.decide(standing=own, alert=selectors.alert_of(own.department, year, number), **data.dict())
