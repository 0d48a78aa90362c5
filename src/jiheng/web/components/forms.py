"""How forms look and read: one base form, one renderer, and the fields that read figures as people type them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure


class Renderer(TemplatesSetting):
    """Forms and fields by our own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class Form(forms.Form):
    """A form whose inputs look like the rest; what was typed stays after any error.

    `version` of what is edited may ride along as a hidden field, so that two people editing lose nothing.
    """

    required_css_class = "required"
    both: Sequence[tuple[Any, Any, Any]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give each input its class."""
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
                widget.attrs.setdefault("class", "form-check-input")
            elif isinstance(widget, (forms.Select, forms.SelectMultiple)):
                widget.attrs.setdefault("class", "form-select")
            else:
                widget.attrs.setdefault("class", "form-control")

    def refuse(self, error: ValidationError) -> None:
        """Put what a service refused at the fields it names, else at the form's head.

        An edit meanwhile shows both sides.
        """
        if isinstance(error, EditedMeanwhile):
            self.show_meanwhile(error.current)
        said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in said.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)

    def show_meanwhile(self, current: Any) -> None:
        """After a refused save: `both` lists label, what stands now and what was typed; the next save answers the present row."""
        now = {name: getattr(current, name, None) for name in self.fields if name != "version"}
        typed = {name: self.cleaned_data.get(name, self[name].value()) for name in now}
        self.both = [(self.fields[name].label or name, now[name], typed[name]) for name in now if str(now[name] or "") != str(typed[name] or "")]
        if "version" in self.fields:
            self.data = {**self.data.dict(), self.add_prefix("version"): str(current.version)}  # type: ignore[attr-defined]  # a POST's QueryDict


class AmountField(forms.CharField):
    """An amount as typed, in 万元 unless the unit is written: "36.5", "1,234.56万元", "85000元"; a Figure in money.

    Raises: ValidationError naming what was expected.
    """

    def __init__(self, *, positive: bool = False, **kwargs: Any) -> None:
        """`positive` refuses amounts below zero."""
        self.positive = positive
        kwargs.setdefault("help_text", "不写单位按万元计，也可以写“85000元”")
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "data-amount": "1"})

    def clean(self, value: Any) -> Figure | None:
        """The figure, or None when the field may be empty."""
        text = super().clean(value)
        if not text:
            return None
        figure = read_amount(text)
        if self.positive and figure.value < 0:
            raise ValidationError(f"“{text}”小于零；这里应为正数，调减请在调整中登记")
        return figure


def read_amount(text: str) -> Figure:
    """An amount in money, plain numbers taken as 万元.

    Raises: ValidationError.
    """
    plain = text.strip().replace("，", ",").replace("−", "-").replace("－", "-")
    figure = read_figure(plain)
    if figure is not None and not figure.unit.key:
        figure = read_figure(f"{plain}万元")
    if figure is None or not figure.unit.is_money:
        raise ValidationError(f"“{text}”不是金额；请写数字，如 36.5（万元）或 365000元")
    if figure.value * 100 != (figure.value * 100).to_integral_value():
        raise ValidationError(f"“{text}”精确到了分以下；请写到分为止")
    return figure


def amount_text(amount: Decimal | None, step: Decimal = Decimal("0.01")) -> str:
    """An amount in 元 as the form shows it again, in 万元 with the digits it was entered with.

    Example:
        >>> amount_text(Decimal("365000"), Decimal(100)), amount_text(Decimal("1234.5"))
        ('36.5', '0.12345')
    """
    if amount is None:
        return ""
    number = amount / 10_000
    printed = number.quantize((step / 10_000).normalize())
    return f"{printed if step > Decimal('0.01') else number.normalize():f}"
