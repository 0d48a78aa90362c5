"""Registering an address."""

from __future__ import annotations

from typing import Any

from django import forms

from jiheng.apps.webhooks.choices import TOLD
from jiheng.web.components.forms import Form


class HookForm(Form):
    """Where to, which events, of whom."""

    department = forms.TypedChoiceField(label="单位", coerce=int, empty_value=None, required=False)
    address = forms.CharField(label="接收地址", max_length=300, help_text="http:// 或 https:// 开头；不跟随转址。内网地址须先由管理员在设置里放开")
    events = forms.MultipleChoiceField(label="事件", choices=[(one.value, one.label) for one in TOLD], widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: list[tuple[int | str, str]], **kwargs: Any) -> None:
        """Offer the departments that the user may register for."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["department"].choices = offered
