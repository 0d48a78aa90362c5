"""Issuing a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from jiheng.apps.tokens.choices import LONGEST_DAYS, Access, Area, scope
from jiheng.web.components.forms import Form

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jiheng.apps.accounts.models import Department

_LEVELS = [("", "不开放"), *Access.choices]


class TokenForm(Form):
    """What a token is for, until when, where, and what it may be used for."""

    name = forms.CharField(label="用途", max_length=80, help_text="写明哪个系统用它做什么，如“结算系统每日推送支付”")
    days = forms.IntegerField(label="有效期（天）", min_value=1, max_value=LONGEST_DAYS, initial=90, help_text=f"到期自动失效，最长{LONGEST_DAYS}天")
    departments = forms.TypedMultipleChoiceField(label="限于这些单位", coerce=int, required=False, help_text="不选则与您本人能看到的单位相同")

    def __init__(self, *args: Any, offered: QuerySet[Department], **kwargs: Any) -> None:
        """Offer the departments that the user sees, and a level for each area."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["departments"].choices = [(one.pk, one.name) for one in offered[:200]]
        for area in Area:
            level = forms.ChoiceField(label=area.label, choices=_LEVELS, required=False)
            level.widget.attrs["class"] = "form-select"
            fields[f"area-{area.value}"] = level

    def areas(self) -> list[Any]:
        """The bound fields of the areas."""
        return [self[f"area-{area.value}"] for area in Area]

    def scopes(self) -> list[str]:
        """The chosen scopes."""
        chosen = {area: self.cleaned_data.get(f"area-{area.value}", "") for area in Area}
        return [scope(area, level) for area, level in chosen.items() if level]
