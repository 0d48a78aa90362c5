"""Forms of monitoring."""

from __future__ import annotations

from django import forms

from jiheng.apps.monitoring.choices import Disposition, Likelihood, ReasonClass
from jiheng.web.components.forms import AmountField, Form

_FREE = [("", "请选择")]


class OpenForm(Form):
    """Which month to open."""

    month = forms.TypedChoiceField(label="截至月份", coerce=int, choices=[(month, f"1—{month}月") for month in range(1, 13)])


class ProgressForm(Form):
    """One indicator at the date, in the columns of the monitoring form."""

    actual = forms.CharField(label="到月末的完成值", max_length=120, help_text="写累计数，如 4；没有开展的写 0")
    expected = forms.CharField(label="全年预计完成值", max_length=120, required=False)
    likelihood = forms.ChoiceField(label="完成目标的可能性", choices=Likelihood.choices, widget=forms.RadioSelect, required=False)
    reason_class = forms.ChoiceField(label="偏差原因类别", choices=[*_FREE, *ReasonClass.choices], required=False)
    reason = forms.CharField(label="偏差原因说明", max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    remark = forms.CharField(label="备注", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FundForm(Form):
    """What the year is expected to come to."""

    expected = AmountField(label="全年预计执行数（万元）", required=False, positive=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(Form):
    """The words of a month's report."""

    summary = forms.CharField(label="运行情况分析", max_length=2000, required=False, widget=forms.Textarea({"rows": 5}))
    measures = forms.CharField(label="下一步措施", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class BackForm(Form):
    """Why a month is given back."""

    reason = forms.CharField(label="退回原因", max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DisposeForm(Form):
    """What is done about an alert."""

    disposition = forms.ChoiceField(label="处置", choices=Disposition.choices, widget=forms.RadioSelect, required=False)
    amount = AmountField(label="调减金额（万元）", required=False, positive=True, help_text="调整或取消时填写；没有金额的留空")
    reason = forms.CharField(label="理由和打算", max_length=500, required=False, widget=forms.Textarea({"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(Form):
    """The head's word."""

    opinion = forms.CharField(label="审批意见", max_length=500, required=False, widget=forms.Textarea({"rows": 3}), help_text="退回时必填")
    version = forms.IntegerField(widget=forms.HiddenInput)
