"""States of a target table, the steps between them, and the words that an indicator's columns take."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from jiheng.apps.accounts.choices import Right


class Relation(models.TextChoices):
    """The sign before an indicator's target."""

    AT_LEAST = "≥", "≥"
    AT_MOST = "≤", "≤"
    EQUAL = "＝", "＝"
    MORE = "＞", "＞"
    LESS = "＜", "＜"
    QUALITATIVE = "定性", "定性"


class Collection(models.TextChoices):
    """How the actual value is taken (完成值取值方式)."""

    PROOF = "proof", "直接证明法"
    STATISTICS = "statistics", "情况统计法"
    ACCOUNT = "account", "情况说明法"
    SURVEY = "survey", "问卷调查法"
    TREND = "trend", "趋势判断法"


class State(models.TextChoices):
    """Where a target table stands."""

    DRAFT = "draft", "草稿"
    WITH_HEAD = "with_head", "待单位审批"
    WITH_FINANCE = "with_finance", "待财政审核"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已批准"


class Action(models.TextChoices):
    """What moves a table from one state to another."""

    SUBMIT = "submit", "提交单位审批"
    WITHDRAW = "withdraw", "撤回修改"
    ENDORSE = "endorse", "审批同意，报财政审核"
    REFUSE = "refuse", "退回填报人"
    RETURN = "return", "财政退回"
    APPROVE = "approve", "财政批准"
    CHANGE = "change", "发起年中调整"
    ABANDON = "abandon", "放弃调整"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states an action leads to which, and the right that it asks for."""

    origins: tuple[State, ...]
    to: State
    right: Right


# The whole workflow. A change in the year goes the same way as the first table.
WORKFLOW: dict[Action, Transition] = {
    Action.SUBMIT: Transition((State.DRAFT, State.RETURNED), State.WITH_HEAD, Right.RECORD),
    Action.WITHDRAW: Transition((State.WITH_HEAD,), State.DRAFT, Right.RECORD),
    Action.ENDORSE: Transition((State.WITH_HEAD,), State.WITH_FINANCE, Right.APPROVE),
    Action.REFUSE: Transition((State.WITH_HEAD,), State.RETURNED, Right.APPROVE),
    Action.RETURN: Transition((State.WITH_FINANCE,), State.RETURNED, Right.REVIEW),
    Action.APPROVE: Transition((State.WITH_FINANCE,), State.APPROVED, Right.REVIEW),
    Action.CHANGE: Transition((State.APPROVED,), State.DRAFT, Right.RECORD),
    Action.ABANDON: Transition((State.DRAFT, State.RETURNED), State.APPROVED, Right.RECORD),
}
OPEN = (State.DRAFT, State.RETURNED)  # states in which the clerk may write
