"""Forms of lines, adjustments and payments; what every form of the book shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiheng.apps.budget.choices import Fund
from jiheng.core.facts.subjects import economic_subjects, function_subjects
from jiheng.web.components.figures import wan
from jiheng.web.components.forms import AmountField, Form, amount_text


class DateInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        """Days as the browser writes them."""
        super().__init__(format="%Y-%m-%d")


class BookForm(Form):
    """A form of one row of the book: takes a row apart, takes services' refusals to their fields."""

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        """`row` fills the form with what stands now and carries its version along."""
        if row is not None:
            kwargs["initial"] = {**self.taken_from(row), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.version)

    @classmethod
    def taken_from(cls, row: Any) -> dict[str, Any]:
        """What the fields show of a row; amounts with the digits they were entered with."""
        found: dict[str, Any] = {}
        for name, field in cls.base_fields.items():
            value = getattr(row, f"{name}_id", None) if isinstance(field, RowChoice) else getattr(row, name, None)
            found[name] = amount_text(value, getattr(row, f"{name}_step")) if isinstance(field, AmountField) else value
        return found

    @property
    def columns(self) -> dict[str, Any]:
        """What a service takes, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def refuse(self, trouble: ValidationError) -> None:
        """Put a service's refusal beside the fields that it is about."""
        by_field: Mapping[str, Any] = trouble.message_dict if hasattr(trouble, "error_dict") else {"": trouble.messages}
        for name, said in by_field.items():
            self.add_error(name if name in self.fields else None, said)

    def show_meanwhile(self, current: Any) -> None:
        """Both texts after a refused save, amounts as the form writes them."""
        now = self.taken_from(current)
        shown = [(self.fields[name].label or name, now[name], self[name].value()) for name in now if name in self.fields]
        self.both = [(label, before, typed) for label, before, typed in shown if str(before or "") != str(typed or "")]
        self.data = {**self.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]  # a POST's QueryDict


class RowChoice(forms.TypedChoiceField):
    """One of the rows of a book by its number, or none."""

    def __init__(self, *, empty: str, **kwargs: Any) -> None:
        """`empty` is what none is called."""
        self.empty = empty
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)

    def offer(self, rows: Any) -> None:
        """The rows to choose among."""
        self.choices = [("", self.empty), *((row.pk, str(row)) for row in rows)]


class SubjectField(forms.CharField):
    """A code of a subject, typed or picked from the list that the browser offers while typing."""

    def __init__(self, listing: str, **kwargs: Any) -> None:
        """`listing` is the id of the datalist on the page."""
        super().__init__(widget=forms.TextInput({"list": listing, "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> str:
        """The code alone, also where "2010201 行政运行" was picked."""
        text: str = super().clean(value)
        return text.split(maxsplit=1)[0] if text.strip() else ""


class LineForm(BookForm):
    """A budget line."""

    function = SubjectField("functions", label="功能分类（项）", help_text="七位编码，可输名称选择")
    economic = SubjectField("economics", label="经济分类（款）", required=False, help_text="五位编码；没有分款的先留空")
    project = RowChoice(label="项目", empty="（基本支出）")
    fund = forms.ChoiceField(label="资金性质", choices=Fund.choices)
    opening = AmountField(label="年初预算", required=False, positive=True)
    note = forms.CharField(label="备注", required=False, max_length=300)

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        """`projects` are those of the year."""
        super().__init__(*args, **kwargs)
        self.fields["project"].offer(projects)  # type: ignore[attr-defined]  # a RowChoice


class AdjustmentForm(BookForm):
    """A change of a line's budget."""

    amount = AmountField(label="调整额", help_text="调减写负数；不写单位按万元计")
    decided_on = forms.DateField(label="批准日期", widget=DateInput())
    document = forms.CharField(label="批准文号", max_length=120)
    reason = forms.CharField(label="调整原因", max_length=300)
    approver = forms.CharField(label="批准人或机关", max_length=80)
    is_exempt = forms.BooleanField(label="不计入预算调整率（政策变化、不可抗力、上级临时交办）", required=False)


class PaymentForm(BookForm):
    """A payment from a line."""

    amount = AmountField(label="金额", help_text="退回写负数；不写单位按万元计")
    paid_on = forms.DateField(label="支付日期", widget=DateInput())
    voucher = forms.CharField(label="凭证号", max_length=60)
    summary = forms.CharField(label="摘要", max_length=200)
    payee = forms.CharField(label="收款人", max_length=120, required=False)
    approver = forms.CharField(label="审批人", max_length=80)


ROW_FORMS: Mapping[str, type[BookForm]] = {"adjustments": AdjustmentForm, "payments": PaymentForm}


def text_of(row: Any, name: str, field: Any) -> str:
    """A column as tables print it; amounts in 万元."""
    value = getattr(row, name)
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, AmountField):
        return wan(value)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value)


def subject_lists() -> dict[str, list[tuple[str, str]]]:
    """Codes and names for the two lists that the browser offers."""
    return {
        "functions": [(code, subject.name) for code, subject in function_subjects().items() if len(code) == 7],
        "economics": [(code, subject.name) for code, subject in economic_subjects().items() if len(code) == 5],
    }
