"""Forms of requests: what is asked of whom, an answer, a decision on it."""

from __future__ import annotations

from django import forms

from jiheng.web.components.forms import Form


class AskForm(Form):
    """What goes with all places that are asked for at once; the places themselves are rows of a table."""

    due_on = forms.DateField(label="期限", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    words = forms.CharField(
        label="要求", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="如：附台账截图；满意度写明样本数和日期"
    )


class AnswerForm(Form):
    """What a 委室 answers."""

    answer = forms.CharField(label="填报内容", widget=forms.Textarea(attrs={"rows": 4}), help_text="指标只写数值和单位，如 39件；文字照实写")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(Form):
    """The clerk's word on an answer."""

    remark = forms.CharField(label="退回意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="退回时必填")
    version = forms.IntegerField(widget=forms.HiddenInput)
    entry_version = forms.IntegerField(widget=forms.HiddenInput)
