"""Forms of the small books, and how their tables read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from jiheng.apps.budget import choices
from jiheng.web.components.forms import AmountField
from jiheng.web.pages.budget.forms import BookForm, DateInput, RowChoice


def _note() -> forms.CharField:
    return forms.CharField(label="备注", required=False, max_length=300)


class ProjectForm(BookForm):
    """A project."""

    name = forms.CharField(label="项目名称", max_length=120)
    code = forms.CharField(label="项目编码", max_length=40, required=False)
    section = RowChoice(label="责任委室", empty="（未定）")
    note = _note()


class IncomeForm(BookForm):
    """An amount of income."""

    source = forms.ChoiceField(label="收入来源", choices=choices.IncomeSource.choices)
    stage = forms.ChoiceField(label="阶段", choices=choices.IncomeStage.choices)
    amount = AmountField(label="金额", help_text="调减写负数；不写单位按万元计")
    dated = forms.DateField(label="日期", widget=DateInput())
    document = forms.CharField(label="文号或凭证号", max_length=120)
    note = _note()


class BalanceForm(BookForm):
    """Carried-over money of one kind."""

    kind = forms.ChoiceField(label="结转类别", choices=choices.BalanceKind.choices)
    opening = AmountField(label="上年结转结余", required=False)
    returned = AmountField(label="财政收回", required=False)
    closing = AmountField(label="年末结转结余（账面）", required=False, help_text="年终结账后填；留空时只算应有数")
    note = _note()


class StaffForm(BookForm):
    """Posts and people."""

    kind = forms.ChoiceField(label="人员类别", choices=choices.PostKind.choices)
    quota = forms.IntegerField(label="编制数", required=False, min_value=0)
    actual = forms.IntegerField(label="年末实有人数", required=False, min_value=0)
    note = _note()


class CountForm(BookForm):
    """A count of 三公."""

    kind = forms.ChoiceField(label="项目", choices=choices.CountKind.choices)
    quantity = forms.IntegerField(label="数量", min_value=0)
    note = _note()


class PurchaseForm(BookForm):
    """A government purchase."""

    name = forms.CharField(label="采购内容", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=choices.PurchaseKind.choices)
    way = forms.ChoiceField(label="采购方式", choices=choices.PurchaseWay.choices)
    planned = AmountField(label="采购预算", required=False)
    contract = AmountField(label="合同金额", required=False)
    signed_on = forms.DateField(label="签订日期", required=False, widget=DateInput())
    supplier = forms.CharField(label="供应商", max_length=120, required=False)
    supplier_size = forms.ChoiceField(label="供应商规模", choices=choices.SupplierSize.choices)
    note = _note()


class AssetForm(BookForm):
    """Assets of one class."""

    kind = forms.ChoiceField(label="资产类别", choices=choices.AssetKind.choices)
    quantity = forms.DecimalField(label="数量（房屋为平方米）", required=False, min_value=0, max_digits=14, decimal_places=2)
    original = AmountField(label="原值", required=False)
    net = AmountField(label="净值", required=False)
    in_use = AmountField(label="在用原值", required=False)
    note = _note()


class BuildingForm(BookForm):
    """A 楼堂馆所."""

    name = forms.CharField(label="项目名称", max_length=120)
    document = forms.CharField(label="批准文号", max_length=120)
    approved_area = forms.DecimalField(label="批复规模（平方米）", min_value=0, max_digits=12, decimal_places=2)
    actual_area = forms.DecimalField(label="实际规模（平方米）", required=False, min_value=0, max_digits=12, decimal_places=2)
    planned = AmountField(label="预算投资", positive=True)
    spent = AmountField(label="实际投资", required=False)
    finished_on = forms.DateField(label="完工日期", required=False, widget=DateInput())
    note = _note()


@dataclass(frozen=True, slots=True)
class BookPage:
    """A book as a page: its name, its form, what stands where it is empty."""

    name: str
    title: str
    form: type[BookForm]
    empty: str
    searched: bool = False


PAGES: Mapping[str, BookPage] = {
    page.name: page
    for page in (
        BookPage("projects", "项目", ProjectForm, "项目支出按项目登记。先列出批复的项目，再到“预算明细”登记每个项目的科目和金额。", searched=True),
        BookPage("income", "收入明细", IncomeForm, "年初批复、年中调整和每笔到账各登记一条，合计自动得出。", searched=True),
        BookPage("balances", "结转结余", BalanceForm, "年初登记上年结转，年终结账后登记账面结转结余，系统核对等式是否成立。"),
        BookPage("staff", "编制与人员", StaffForm, "按编制批复和年末实有登记；编制控制率由此得出。"),
        BookPage("counts", "三公实物量", CountForm, "团组、车辆、接待的数量在这里登记；三公经费的金额由预算明细得出，不用再填。"),
        BookPage("purchases", "政府采购", PurchaseForm, "列入采购预算的每一项登记一条，签订合同后补合同金额和供应商规模。", searched=True),
        BookPage("assets", "资产", AssetForm, "按年末资产报表的类别登记；资产利用率由在用原值除以原值得出。"),
        BookPage("buildings", "楼堂馆所", BuildingForm, "当年没有新建或改扩建楼堂馆所的不用登记。", searched=True),
    )
}
