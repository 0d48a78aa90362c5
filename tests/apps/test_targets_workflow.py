"""The way of a table to its approval, changes in the year, versions, and the facts that follow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.factstore.selectors import core_facts, facts_of, find_fact
from jiheng.apps.shared.changes import broken_seals, history
from jiheng.apps.targets.choices import WORKFLOW, Action, State
from jiheng.apps.targets.models import TargetVersion
from jiheng.apps.targets.selectors.versions import core_rows_in_force, differences, is_whole, rows_in_force, rows_of, version_in_force
from jiheng.apps.targets.services import indicators, workflow
from jiheng.core.facts.context import Basis
from tests.apps.tables import approve, make_table, points

STEPS = {
    Action.SUBMIT: lambda user, table: workflow.submit(actor=user, table=table),
    Action.WITHDRAW: lambda user, table: workflow.withdraw(actor=user, table=table),
    Action.ENDORSE: lambda user, table: workflow.endorse(actor=user, table=table),
    Action.REFUSE: lambda user, table: workflow.refuse(actor=user, table=table, note="改"),
    Action.RETURN: lambda user, table: workflow.decide(actor=user, table=table, approve=False, points=points(), opinion="改"),
    Action.APPROVE: lambda user, table: workflow.decide(actor=user, table=table, approve=True, points=points()),
    Action.CHANGE: lambda user, table: workflow.begin_change(actor=user, table=table, reason="任务增加"),
    Action.ABANDON: lambda user, table: workflow.abandon_change(actor=user, table=table),
}
WHO = {"record": "clerk", "approve": "head", "review": "finance"}


def test_every_action_has_its_way_and_its_service():
    assert set(WORKFLOW) == set(Action) == set(STEPS)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", State)
def test_an_action_is_refused_where_it_does_not_begin(office, action, state):
    table = make_table(office)
    if action is Action.ABANDON:
        approve(office, table)
    table.state = state
    table.save()
    user = getattr(office, WHO[WORKFLOW[action].right])
    if state in WORKFLOW[action].origins:
        STEPS[action](user, table)
        table.refresh_from_db()
        assert table.state == WORKFLOW[action].to
    else:
        with pytest.raises(ValidationError, match="现在是"):
            STEPS[action](user, table)


@pytest.mark.parametrize("action", Action)
def test_an_action_is_not_there_for_those_without_its_right(office, other, action):
    table = make_table(office)
    approve(office, table)
    table.state = WORKFLOW[action].origins[0]
    table.save()
    for who in {"clerk", "section", "head", "finance", "auditor", "admin"} - {WHO[WORKFLOW[action].right]}:
        with pytest.raises(Http404):
            STEPS[action](getattr(office, who), table)
    with pytest.raises(Http404):
        STEPS[action](getattr(other, WHO[WORKFLOW[action].right]), table)


def test_approval_freezes_a_version_and_posts_its_targets(office):
    table = approve(office, make_table(office), on=date(2025, 2, 10))
    version = version_in_force(table)
    assert (version.number, version.in_force_from, version.approved_by, is_whole(version)) == (1, date(2025, 2, 10), "a-finance", True)
    fact = find_fact(office.department, 2025, "indicator.target", Basis.TARGET, item="网上查档占比")
    assert (fact.value, fact.unit, fact.entries) == ("60", "%", [table.indicators.get(name="网上查档占比").pk])
    assert {fact.context.item for fact in core_facts(office.department, 2025)} >= {"整理档案", "查档人满意度"}
    assert [entry.action for entry in history(table)][:4] == ["财政批准", "审批同意，报财政审核", "提交单位审批", "修改总体目标"]
    assert list(broken_seals()) == []


def test_an_altered_version_is_seen(office):
    version = version_in_force(approve(office, make_table(office)))
    version.content[0]["target"] = "1"
    TargetVersion.objects.filter(pk=version.pk).update(content=version.content)
    version.refresh_from_db()
    assert not is_whole(version)


def test_before_an_approval_nothing_is_in_force_and_nothing_posted(office):
    table = make_table(office)
    workflow.submit(actor=office.clerk, table=table)
    assert rows_in_force(office.department, 2025) == ()
    assert not facts_of(office.department, 2025).exists()
    with pytest.raises(ValidationError, match="现在不能修改"):
        indicators.remove_indicator(actor=office.clerk, table=table, number=table.indicators.first().pk)


def test_a_change_leaves_the_version_in_force_until_it_is_approved(office):
    table = approve(office, make_table(office), on=date(2025, 2, 10))
    with pytest.raises(ValidationError, match="年中调整须写明原因"):
        workflow.begin_change(actor=office.clerk, table=table, reason=" ")
    workflow.begin_change(actor=office.clerk, table=table, reason="县里追加数字化任务")
    row, gone = table.indicators.get(name="整理档案"), table.indicators.get(name="查档答复时限")
    indicators.edit_indicator(actor=office.clerk, table=table, number=row.pk, version=1, columns={"target": "1500", "weight": Decimal(40)})
    with pytest.raises(ValidationError, match="不能删除"):
        indicators.remove_indicator(actor=office.clerk, table=table, number=gone.pk)
    cancel = {"actor": office.clerk, "table": table, "number": gone.pk, "version": 1, "on": date(2025, 7, 1)}
    with pytest.raises(ValidationError, match="批准文件"):
        indicators.cancel_indicator(**cancel, approval="", reason="职能划转")
    indicators.cancel_indicator(**cancel, approval="县编发〔2025〕8号", reason="职能划转")
    assert find_fact(office.department, 2025, "indicator.target", Basis.TARGET, item="整理档案").value == "1200"
    approve(office, table, on=date(2025, 7, 20))
    assert version_in_force(table, date(2025, 7, 19)).number == 1
    assert version_in_force(table, date(2025, 7, 20)).number == 2
    assert find_fact(office.department, 2025, "indicator.target", Basis.TARGET, item="整理档案").value == "1500"
    assert find_fact(office.department, 2025, "indicator.target", Basis.TARGET, item="查档答复时限") is None
    assert core_rows_in_force(office.department, 2025)[1].cancelled.approval == "县编发〔2025〕8号"
    first, second = table.versions.get(number=1), table.versions.get(number=2)
    found = {one.shown.name: one.columns for one in differences(rows_of(first), rows_of(second)) if one.kind == "changed"}
    assert found == {"整理档案": ("target", "weight"), "查档答复时限": ("cancelled_on",)}
    assert second.reason == "县里追加数字化任务"


def test_a_dropped_change_puts_the_version_in_force_back(office):
    table = approve(office, make_table(office))
    number = table.indicators.get(name="整理档案").pk
    workflow.begin_change(actor=office.clerk, table=table, reason="试")
    indicators.edit_indicator(actor=office.clerk, table=table, number=number, version=1, columns={"target": "1"})
    extra = make_table(office, rows=(("产出指标", "质量指标", "多余", "≥", "1", "件", "0"),), goal="")
    workflow.abandon_change(actor=office.clerk, table=extra)
    assert [row.name for row in table.indicators.all()] == [row.name for row in rows_in_force(office.department, 2025)]
    assert table.indicators.get(pk=number).target == "1200"


def test_a_table_never_approved_has_nothing_to_go_back_to(office):
    with pytest.raises(ValidationError, match="还没有批准过"):
        workflow.abandon_change(actor=office.clerk, table=make_table(office))


def test_points_of_a_review_must_be_whole_and_within(office):
    table = make_table(office)
    workflow.submit(actor=office.clerk, table=table)
    workflow.endorse(actor=office.head, table=table)
    given = points()
    given.pop("clarity")
    with pytest.raises(ValidationError, match=r"明确清晰性.*还没有评分"):
        workflow.decide(actor=office.finance, table=table, approve=True, points=given)
    with pytest.raises(ValidationError, match="应在0至10之间"):
        workflow.decide(actor=office.finance, table=table, approve=True, points=points(clarity=11))
    with pytest.raises(ValidationError, match="退回须写明"):
        workflow.decide(actor=office.finance, table=table, approve=False, points=points())
    table.refresh_from_db()
    assert table.state == State.WITH_FINANCE


def test_a_return_brings_opinions_that_are_answered(office):
    table = make_table(office)
    workflow.submit(actor=office.clerk, table=table)
    workflow.endorse(actor=office.head, table=table)
    row = table.indicators.first()
    review = workflow.decide(
        actor=office.finance, table=table, approve=False, points=points(clarity=4, reasonable=5, funding=5), opinions={row.pk: "目标低于上年实绩"}
    )
    assert (review.total, review.grade, review.leads_to) == ("74", "中", "修改完善后重新报审")
    opinion = review.opinions.get()
    answered = workflow.answer_opinion(actor=office.clerk, table=table, number=opinion.pk, answer="改为1500卷")
    assert (answered.name, answered.text, answered.answer) == ("整理档案", "目标低于上年实绩", "改为1500卷")


def test_what_the_grade_does_not_let_pass_is_not_approved(office):
    table = make_table(office)
    workflow.submit(actor=office.clerk, table=table)
    workflow.endorse(actor=office.head, table=table)
    with pytest.raises(ValidationError, match=r"中.*修改完善后重新报审"):
        workflow.decide(actor=office.finance, table=table, approve=True, points=points(clarity=0, reasonable=5, funding=5))
