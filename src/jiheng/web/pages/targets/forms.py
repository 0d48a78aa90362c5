"""Forms of targets: the table, an indicator, a cancellation, decisions, finance's points."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from jiheng.apps.targets.choices import Collection, Relation
from jiheng.web.components.forms import Form

if TYPE_CHECKING:
    from jiheng.apps.targets.models import Indicator
    from jiheng.core.rulepack.scoring_rules import ReviewItem

_SHORT = ("level1", "level2", "name", "relation", "target", "unit", "weight")


class TableForm(Form):
    """A table for one project."""

    project = forms.CharField(
        label="项目名称",
        max_length=120,
        help_text="与预算项目同名，执行情况才能对上；账册里的项目可以选",
        widget=forms.TextInput({"list": "projects"}),
    )


class GoalForm(Form):
    """The overall goal of the year."""

    goal = forms.CharField(
        label="年度总体目标", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="一年要达到什么，与职责和年度重点工作相符"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class IndicatorForm(Form):
    """One indicator; `short` shows only what a row of the table has."""

    level1 = forms.ChoiceField(label="一级指标")
    level2 = forms.CharField(label="二级指标", max_length=40, widget=forms.TextInput(attrs={"list": "seconds"}))
    name = forms.CharField(label="三级指标", max_length=100)
    relation = forms.ChoiceField(label="性质", choices=Relation.choices)
    target = forms.CharField(label="指标值", max_length=100, required=False)
    unit = forms.CharField(label="计量单位", max_length=20, required=False, widget=forms.TextInput(attrs={"list": "units"}))
    weight = forms.DecimalField(label="分值", max_digits=5, decimal_places=2, min_value=Decimal(0), max_value=Decimal(100))
    explanation = forms.CharField(label="指标解释", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    target_basis = forms.CharField(label="指标值设定依据", max_length=200, required=False, help_text="如上年实绩、定额标准、文件要求")
    collection = forms.ChoiceField(label="完成值取值方式", choices=[("", "未选"), *Collection.choices], required=False)
    data_source = forms.CharField(label="数据来源", max_length=120, required=False)
    evidence = forms.CharField(label="佐证资料", max_length=200, required=False, help_text="年终要能拿出来的材料")
    scoring_note = forms.CharField(label="赋分规则", max_length=200, required=False, help_text="定性指标写明各档标准")
    section_id = forms.TypedChoiceField(label="责任委室", coerce=int, empty_value=None, required=False)
    linked_project = forms.CharField(label="对应项目", max_length=120, required=False, widget=forms.TextInput(attrs={"list": "projects"}))
    concept = forms.ChoiceField(label="年终取数", required=False, help_text="选了的，实际值直接取自账册或台账")
    is_core = forms.BooleanField(label="核心指标", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        heads: tuple[str, ...],
        sections: tuple[tuple[int, str], ...] = (),
        concepts: tuple[tuple[str, str], ...] = (),
        short: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer what the table's pack and department have."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level1"].choices = [(head, head) for head in heads]
        fields["section_id"].choices = [("", "未定"), *sections]
        fields["concept"].choices = [("", "由责任委室填报"), *concepts]
        fields["weight"].widget.attrs.update({"step": "any", "inputmode": "decimal"})
        if short:
            for name in [name for name in self.fields if name not in _SHORT]:
                del self.fields[name]

    @classmethod
    def of(cls, row: Indicator, **kwargs: Any) -> IndicatorForm:
        """The form with a row's columns."""
        return cls(initial={name: getattr(row, name) for name in cls.base_fields} | {"weight": f"{row.weight.normalize():f}"}, **kwargs)

    def columns(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CancelForm(Form):
    """Taking an approved indicator out of the year."""

    on = forms.DateField(label="取消日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    approval = forms.CharField(label="批准文件", max_length=120, help_text="文号和日期")
    reason = forms.CharField(label="取消原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(Form):
    """A reason, an opinion or an answer."""

    words = forms.CharField(label="说明", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str = "说明", **kwargs: Any) -> None:
        """`label` says what the words are."""
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class ReviewForm(Form):
    """Finance's points by the pack's items, one opinion on the whole, one on each indicator."""

    opinion = forms.CharField(label="总体意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(
        label="批准后自何日生效", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text="不填为今天"
    )

    def __init__(self, *args: Any, items: tuple[ReviewItem, ...], rows: tuple[Indicator, ...], **kwargs: Any) -> None:
        """One field of points for each item, one of words for each row."""
        super().__init__(*args, **kwargs)
        self.items, self.rows = items, rows
        for item in items:
            name = f"{item.title}得分（满分{item.weight.normalize():f}）"
            points = forms.DecimalField(label=name, max_digits=5, decimal_places=2, min_value=Decimal(0), max_value=item.weight)
            points.widget.attrs.update({"class": "form-control points", "step": "any", "inputmode": "decimal", "aria-label": name})
            self.fields[f"points-{item.id}"] = points
            note = forms.CharField(label=f"{item.title}意见", max_length=300, required=False)
            note.widget.attrs.update({"class": "form-control", "aria-label": f"{item.title}意见"})
            self.fields[f"note-{item.id}"] = note
        for row in rows:
            field = forms.CharField(label=f"对“{row.name}”的意见", max_length=500, required=False)
            field.widget.attrs.update({"class": "form-control", "aria-label": f"对“{row.name}”的意见"})
            self.fields[f"row-{row.pk}"] = field

    def points(self) -> dict[str, Decimal]:
        """Points by item."""
        return {item.id: self.cleaned_data[f"points-{item.id}"] for item in self.items}

    def notes(self) -> dict[str, str]:
        """Notes by item."""
        return {item.id: self.cleaned_data[f"note-{item.id}"] for item in self.items}

    def opinions(self) -> dict[int, str]:
        """Opinions by the indicator's number."""
        return {row.pk: self.cleaned_data[f"row-{row.pk}"] for row in self.rows}

    def item_fields(self) -> list[tuple[ReviewItem, Any, Any]]:
        """Each item with its two bound fields."""
        return [(item, self[f"points-{item.id}"], self[f"note-{item.id}"]) for item in self.items]

    def row_fields(self) -> list[tuple[Indicator, Any]]:
        """Each indicator with its bound field."""
        return [(row, self[f"row-{row.pk}"]) for row in self.rows]
