"""Forms of the rules of a year."""

from __future__ import annotations

from typing import Any

from django import forms

from jiheng.apps.lawbooks.choices import Parameter
from jiheng.web.components.forms import Form


class PackForm(Form):
    """Another pack, and why."""

    pack = forms.ChoiceField(label="规则包")
    document = forms.CharField(label="依据文件", max_length=200)
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, packs: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """The packs to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["pack"].choices = packs  # type: ignore[attr-defined]  # a ChoiceField


class ValueForm(Form):
    """A local value of a parameter, and why."""

    parameter = forms.ChoiceField(label="参数", choices=Parameter.choices)
    value = forms.DecimalField(label="取值", max_digits=6, decimal_places=2, help_text="百分点或工作日数，如 10")
    document = forms.CharField(label="依据文件", max_length=200)
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 2}))
