"""Forms of the hand-over: what goes with sending, a decision, a signed file, finance's opinions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiheng.apps.evaluation.comparing import BY_EYE
from jiheng.web.components.forms import Form

ROWS = 6  # places for opinions offered at once
_WHOLE = "总体"


class SendForm(Form):
    """Words that go with a version to the head."""

    words = forms.CharField(label="送审说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="可不填")


class DecisionForm(Form):
    """The head's opinion."""

    opinion = forms.CharField(label="审批意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="退回时必填")


class SignedForm(Form):
    """The signed and sealed file."""

    file = forms.FileField(
        label="签章件",
        help_text="签字盖章后的自评报告：PDF（带文字层的可逐字比对），或扫描图片，不超过50MB",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class SubmitForm(Form):
    """What is said when a signed version goes to finance: what was compared by eye, why something differs."""

    by_eye = forms.MultipleChoiceField(label="人工核对，逐项勾选", choices=BY_EYE, required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label="不一致的原因", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, compared: dict[str, Any], **kwargs: Any) -> None:
        """Only what the comparison leaves open is asked for."""
        super().__init__(*args, **kwargs)
        read = compared.get("state") == "read"
        if read:
            del self.fields["by_eye"]
        if not read or compared.get("is_same"):
            del self.fields["note"]


class ReviewForm(Form):
    """Finance's opinion on the whole, and opinions at places chosen by their titles."""

    opinion = forms.CharField(label="总体意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Rows for opinions at places: entry path and title."""
        super().__init__(*args, **kwargs)
        self._paths = {title: path for path, title in places}
        for row in range(1, ROWS + 1):
            place = forms.CharField(label=f"栏目{row}", max_length=200, required=False)
            place.widget.attrs.update({"class": "form-control", "list": "places", "autocomplete": "off"})
            text = forms.CharField(
                label=f"意见{row}", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 1, "class": "form-control"})
            )
            self.fields[f"place{row}"], self.fields[f"text{row}"] = place, text

    def rows(self) -> Iterator[tuple[Any, Any]]:
        """The two fields of each row."""
        for row in range(1, ROWS + 1):
            yield self[f"place{row}"], self[f"text{row}"]

    def clean(self) -> dict[str, Any]:
        """A place without words says nothing."""
        data = super().clean() or {}
        for row in range(1, ROWS + 1):
            if data.get(f"place{row}") and not (data.get(f"text{row}") or "").strip():
                self.add_error(f"text{row}", ValidationError("选了栏目，请写明意见"))
        return data

    def opinions(self) -> list[tuple[str, str, str]]:
        """Path, title and words of each; a place that the case does not have is kept as it was typed."""
        found = []
        for row in range(1, ROWS + 1):
            title, text = (self.cleaned_data.get(f"{name}{row}", "").strip() for name in ("place", "text"))
            if text:
                found.append((self._paths.get(title, ""), title or _WHOLE, text))
        return found
