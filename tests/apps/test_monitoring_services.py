"""A month's monitoring from the books to a closed warning: who may do what, what is refused, what everybody is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.accounts.access import standing
from jiheng.apps.factstore.posted import Posted
from jiheng.apps.factstore.services import replace_posting
from jiheng.apps.monitoring.choices import Disposition, Light, SnapshotState
from jiheng.apps.monitoring.models import Alert, Progress, YearState
from jiheng.apps.monitoring.selectors import alerts_of, months, to_fill, totals, year_states
from jiheng.apps.monitoring.services import alerts, filling
from jiheng.apps.notices.selectors import notices_of
from jiheng.apps.shared.changes import broken_seals, history
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.apps.shared.money import money_figure
from jiheng.core.facts.context import Basis
from tests.apps.monitored import SPENT, keep_books, plan

YEAR = 2023
D = Decimal


@pytest.fixture
def month(office):
    keep_books(office.department, YEAR)
    plan(office)
    return filling.open_month(standing=standing(office.clerk, office.department.pk), year=YEAR, month=6)


def stand(user, office):
    return standing(user, office.department.pk)


def fill_all(office, month, **values):
    said = {"actual": "5", "expected": "10", "likelihood": "certain", **values}
    for row in month.progress.all():
        filling.fill(standing=stand(office.clerk, office), progress=row, version=row.version, values=said)
    month.refresh_from_db()


def reported(office, month, **values):
    fill_all(office, month, **values)
    return alerts.report(
        standing=stand(office.clerk, office), snapshot=month, version=month.version, summary="分析", measures="", day=date(YEAR, 9, 22)
    )


def test_a_month_takes_what_the_books_say(office, month):
    total = month.funds.get(concept="spend.total")
    assert (total.opening, total.budget, total.spent) == (D(900000), D(1000000), SPENT[6])
    assert total.execution == D("0.28")
    assert set(total.facts) == {"opening", "budget", "spent"}
    assert D(month.forecast["middle"]) == D(560000)
    assert month.light == Light.RED  # 22 points behind
    assert [one["id"] for one in month.reasons] == ["behind"]


def test_the_indicators_are_those_of_the_plan(office, month):
    assert [(row.name, row.target, row.section) for row in month.progress.all()] == [
        ("举办展览", "10", office.sections[0]),
        ("修复档案", "10", office.sections[1]),
    ]
    assert notices_of(office.section).get().title == "2023年1—6月有1项指标进度待填"


def test_a_month_is_opened_once_and_only_with_something_in_it(office, month, other):
    with pytest.raises(ValidationError, match="已经建立"):
        filling.open_month(standing=stand(office.clerk, office), year=YEAR, month=6)
    with pytest.raises(ValidationError, match="请先登记"):
        filling.open_month(standing=standing(other.clerk, other.department.pk), year=YEAR, month=6)


@pytest.mark.parametrize("who", ["section", "head", "finance", "auditor"])
def test_who_may_not_open_a_month(office, who):
    keep_books(office.department, YEAR)
    with pytest.raises(Http404):
        filling.open_month(standing=stand(getattr(office, who), office), year=YEAR, month=6)


def test_a_section_fills_its_own_and_nothing_else(office, month):
    mine, others = month.progress.all()
    values = {"actual": "6", "likelihood": "certain"}
    done = filling.fill(standing=stand(office.section, office), progress=mine, version=1, values=values)
    assert (done.share, done.light, done.filled_by) == (D("0.6"), Light.GREEN, office.section)
    with pytest.raises(Http404):
        filling.fill(standing=stand(office.section, office), progress=others, version=1, values=values)
    assert list(to_fill(office.department, YEAR, (office.sections[0].pk,))) == []
    assert list(to_fill(office.department, YEAR, None)) == [others]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"likelihood": "certain"}, "actual"),
        ({"actual": "3"}, "likelihood"),
        ({"actual": "3", "likelihood": "possible"}, "reason"),
        ({"actual": "3", "likelihood": "impossible", "reason": "没钱"}, "reason"),
    ],
)
def test_an_incomplete_row_is_refused(office, month, values, field):
    row = month.progress.first()
    with pytest.raises(ValidationError) as caught:
        filling.fill(standing=stand(office.clerk, office), progress=row, version=1, values=values)
    assert field in caught.value.message_dict
    assert Progress.objects.get(pk=row.pk).filled_at is None


def test_two_people_fill_one_row(office, month):
    row = month.progress.first()
    values = {"actual": "3", "likelihood": "certain"}
    filling.fill(standing=stand(office.clerk, office), progress=row, version=1, values=values)
    with pytest.raises(EditedMeanwhile):
        filling.fill(standing=stand(office.section, office), progress=row, version=1, values={**values, "actual": "4"})
    assert Progress.objects.get(pk=row.pk).actual == "3"


def test_a_month_is_reported_when_everything_is_filled(office, month):
    with pytest.raises(ValidationError, match="还有2项"):
        alerts.report(standing=stand(office.clerk, office), snapshot=month, version=month.version, summary="分析", measures="")
    fill_all(office, month)
    with pytest.raises(ValidationError, match="分析"):
        alerts.report(standing=stand(office.clerk, office), snapshot=month, version=month.version, summary=" ", measures="")
    assert not Alert.objects.exists()


def test_a_report_warns_within_working_days(office, month):
    reported(office, month)
    alert = alerts_of(office.department, YEAR).get()
    assert (alert.subject, alert.light, alert.issued_on, alert.due_on) == ("spend", Light.RED, date(2023, 9, 22), date(2023, 10, 12))
    assert {one.kind for one in notices_of(office.head)} == {"warning"}
    assert "10月12日" in notices_of(office.head).get().text
    state = YearState.objects.get(department=office.department, year=YEAR)
    assert (state.light, state.open_alerts, state.next_due_on) == (Light.RED, 1, date(2023, 10, 12))


def test_nothing_changes_after_the_report(office, month):
    row = reported(office, month)
    progress = row.progress.first()
    with pytest.raises(ValidationError, match="已经报送"):
        filling.fill(
            standing=stand(office.clerk, office), progress=progress, version=progress.version, values={"actual": "9", "likelihood": "certain"}
        )
    with pytest.raises(ValidationError, match="已经报送"):
        filling.take_again(standing=stand(office.clerk, office), snapshot=row, version=row.version)


def test_an_indicator_at_red_has_a_warning_of_its_own(office, month):
    reported(office, month, likelihood="impossible", reason_class="funds", reason="经费没有到位")
    assert {row.title for row in alerts_of(office.department, YEAR)} == {"部门整体", "举办展览", "修复档案"}


def test_dispose_return_dispose_approve(office, month):
    reported(office, month)
    alert = alerts_of(office.department, YEAR).get()
    clerk, head = stand(office.clerk, office), stand(office.head, office)
    with pytest.raises(Http404):
        alerts.dispose(standing=head, alert=alert, version=alert.version, disposition="continue", reason="加快")
    with pytest.raises(ValidationError, match="理由"):
        alerts.dispose(standing=clerk, alert=alert, version=alert.version, disposition="continue", reason="")
    with pytest.raises(ValidationError, match="只有调整"):
        alerts.dispose(standing=clerk, alert=alert, version=alert.version, disposition="continue", reason="加快", amount=D(5))
    asked = alerts.dispose(standing=clerk, alert=alert, version=alert.version, disposition="continue", reason="加快")
    with pytest.raises(Http404):
        alerts.decide(standing=clerk, alert=asked, version=asked.version, approved=True, opinion="")
    back = alerts.decide(standing=head, alert=asked, version=asked.version, approved=False, opinion="写清楚")
    assert back.state == "open"
    again = alerts.dispose(standing=clerk, alert=back, version=back.version, disposition=Disposition.ADJUST, reason="调减", amount=D(120000))
    done = alerts.decide(standing=head, alert=again, version=again.version, approved=True, opinion="")
    assert (done.state, done.amount) == ("closed", D(120000))
    assert YearState.objects.get(department=office.department).open_alerts == 0
    assert [one.action for one in history(done)] == ["同意预警处置", "提出预警处置", "退回预警处置", "提出预警处置", "发出预警"]
    assert list(broken_seals()) == []


def test_overdue_is_told_once_to_head_clerk_and_finance(office, month):
    reported(office, month)
    assert alerts.tell_overdue(day=date(2023, 10, 12)) == 0
    for _ in range(2):
        assert alerts.tell_overdue(day=date(2023, 10, 13)) == 1
    for user in (office.head, office.clerk, office.finance):
        assert notices_of(user, kind="overdue").count() == 1
    assert notices_of(office.section, kind="overdue").count() == 0


def test_given_back_mended_and_reported_anew(office, month):
    row = reported(office, month)
    with pytest.raises(ValidationError, match="原因"):
        alerts.send_back(standing=stand(office.finance, office), snapshot=row, version=row.version, reason="")
    back = alerts.send_back(standing=stand(office.finance, office), snapshot=row, version=row.version, reason="执行数不对")
    assert back.state == SnapshotState.OPEN
    keep_books(office.department, YEAR, {6: D(520000)})
    again = filling.take_again(standing=stand(office.clerk, office), snapshot=back, version=back.version)
    assert again.light == Light.GREEN
    again.refresh_from_db()
    alerts.report(standing=stand(office.clerk, office), snapshot=again, version=again.version, summary="已更正", measures="", day=date(YEAR, 9, 25))
    assert alerts_of(office.department, YEAR).get().state == "withdrawn"
    assert YearState.objects.get(department=office.department).open_alerts == 0


def test_projects_stand_below_the_totals_and_a_month_without_payments_keeps_the_last(office):
    keep_books(office.department, YEAR)
    post = {"department": office.department, "year": YEAR, "source": "projects"}
    rows = [
        Posted("spend.project", "展览", money_figure(D(amount)), "budget", (1,), basis, item="展览", months=months)
        for amount, basis, months in ((300000, Basis.BUDGET, None), (90000, Basis.OUTTURN, (1, 4)), (120000, Basis.OUTTURN, (1, 9)))
    ]
    replace_posting(facts=rows, **post)
    snapshot = filling.open_month(standing=stand(office.clerk, office), year=YEAR, month=6)
    assert [(row.concept, row.item) for row in snapshot.funds.all()] == [("spend.total", ""), ("spend.project", "展览")]
    project = snapshot.funds.get(item="展览")
    assert (project.budget, project.spent, project.execution) == (D(300000), D(90000), D("0.3"))


def test_expected_outturn(office, month):
    total = month.funds.get(concept="spend.total")
    with pytest.raises(ValidationError, match="小于已经执行"):
        filling.set_expected(standing=stand(office.clerk, office), fund=total, expected=D(1), version=month.version)
    saved = filling.set_expected(standing=stand(office.clerk, office), fund=total, expected=D(990000), version=month.version)
    month.refresh_from_db()
    filling.take_again(standing=stand(office.clerk, office), snapshot=month, version=month.version)
    assert month.funds.get(concept="spend.total").expected == saved.expected == D(990000)


def test_many_departments_at_a_glance(office, month, other, django_assert_num_queries):
    keep_books(other.department, YEAR)
    filling.open_month(standing=standing(other.clerk, other.department.pk), year=YEAR, month=6)
    rows = year_states(office.finance, YEAR)
    assert [row.department for row in rows] == [office.department]
    assert totals(rows)["red"] == 1
    assert totals(year_states(office.finance, YEAR, overdue=True))["count"] == 0
    filling.open_month(standing=stand(office.clerk, office), year=YEAR, month=9)
    assert [line.snapshot.month for line in months(office.department, YEAR)] == [9, 6]
    with django_assert_num_queries(2):
        assert months(office.department, YEAR)[0].all == 2
