"""The book of a department's year: projects, lines with adjustments and payments, income, balances, and the small books.

Totals, 全年预算 and rates are nowhere kept: they follow from these rows (selectors). Every money column is in 元, exact to 分; a column
`…_step` beside it is the smallest unit to which it was entered.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.choices import (
    AssetKind,
    BalanceKind,
    CountKind,
    Fund,
    IncomeSource,
    IncomeStage,
    Origin,
    PostKind,
    PurchaseKind,
    PurchaseWay,
    SupplierSize,
)
from jiheng.apps.shared.money import FEN, MoneyField
from jiheng.core.facts.subjects import subject_name

ZERO = Decimal("0.00")


class YearRow(models.Model):
    """A row of a department's year; `version` is raised by each edit."""

    department = models.ForeignKey(Department, models.PROTECT, verbose_name="部门", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    note = models.CharField("备注", max_length=300, blank=True)
    origin = models.CharField("录入方式", max_length=8, choices=Origin.choices, default=Origin.TYPED)
    version = models.PositiveIntegerField("版次", default=1)

    class Meta:
        """Each kind of row has a table of its own."""

        abstract = True


class Project(YearRow):
    """A named project of the year; its money stands in lines."""

    name = models.CharField("项目名称", max_length=120)
    code = models.CharField("项目编码", max_length=40, blank=True)
    section = models.ForeignKey(Department, models.PROTECT, verbose_name="责任委室", null=True, blank=True, related_name="+")

    class Meta:
        """A name is given once a year."""

        verbose_name = "项目"
        ordering = ("code", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "name"),
                name="one_project_name_a_year",
                violation_error_message="本年度已有同名项目；请换一个名称，或者打开那个项目",
            ),
        )

    def __str__(self) -> str:
        """The project's name."""
        return self.name


class BudgetLine(YearRow):
    """One line of the budget: 功能分类（项）× 经济分类（款）× project × fund; without a project it is 基本支出.

    Units: `opening` in 元. `economic` "" is a line not yet split by 款.
    """

    project = models.ForeignKey(Project, models.PROTECT, verbose_name="项目", null=True, blank=True, related_name="lines")
    function = models.CharField("功能分类", max_length=7)
    economic = models.CharField("经济分类", max_length=5, blank=True)
    fund = models.CharField("资金性质", max_length=8, choices=Fund.choices, default=Fund.GENERAL)
    opening = MoneyField("年初预算", default=ZERO)
    opening_step = MoneyField("年初预算精度", default=FEN)

    class Meta:
        """A combination stands once."""

        verbose_name = "预算明细"
        ordering = (models.F("project__code").asc(nulls_first=True), "project_id", "function", "economic", "fund", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "function", "economic", "fund", "project"),
                condition=models.Q(project__isnull=False),
                name="one_line_of_a_project",
                violation_error_message="这个项目已有同样科目和资金性质的明细；请在那一条上修改，或者登记为预算调整",
            ),
            models.UniqueConstraint(
                fields=("department", "year", "function", "economic", "fund"),
                condition=models.Q(project__isnull=True),
                name="one_line_of_basic_spending",
                violation_error_message="基本支出已有同样科目和资金性质的明细；请在那一条上修改，或者登记为预算调整",
            ),
        )
        indexes = (models.Index(fields=("department", "year"), name="line_place"),)

    def __str__(self) -> str:
        """Its subjects and its project."""
        return f"{self.title}（{self.project.name if self.project else '基本支出'}）"

    @property
    def title(self) -> str:
        """The names of its subjects."""
        return " · ".join(subject_name(code) or code for code in (self.function, self.economic) if code)


class LineRow(models.Model):
    """What happened to a line: an amount with its papers."""

    amount = MoneyField("金额")
    amount_step = MoneyField("金额精度", default=FEN)
    origin = models.CharField("录入方式", max_length=8, choices=Origin.choices, default=Origin.TYPED)
    version = models.PositiveIntegerField("版次", default=1)

    class Meta:
        """Adjustments and payments have tables of their own."""

        abstract = True


class Adjustment(LineRow):
    """A change of a line in the year, by whose document and why; a cut is negative.

    `is_exempt` leaves it out of the adjustment rate (policy, force majeure, tasks from above).
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name="预算明细", related_name="adjustments")
    decided_on = models.DateField("批准日期")
    document = models.CharField("批准文号", max_length=120)
    reason = models.CharField("调整原因", max_length=300)
    approver = models.CharField("批准人或机关", max_length=80)
    is_exempt = models.BooleanField("不计入预算调整率", default=False)

    class Meta:
        """In order of time."""

        verbose_name = "预算调整"
        ordering = ("decided_on", "id")

    def __str__(self) -> str:
        """The document."""
        return f"{self.document} {self.reason}"[:200]


class Payment(LineRow):
    """Money paid from a line; a refund is negative. `row_key` is how an import knows the row again."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name="预算明细", related_name="payments")
    paid_on = models.DateField("支付日期")
    voucher = models.CharField("凭证号", max_length=60)
    summary = models.CharField("摘要", max_length=200)
    payee = models.CharField("收款人", max_length=120, blank=True)
    approver = models.CharField("审批人", max_length=80)
    row_key = models.CharField("导入行标识", max_length=64, blank=True)

    class Meta:
        """In order of time."""

        verbose_name = "支付"
        ordering = ("paid_on", "id")
        indexes = (models.Index(fields=("line", "paid_on"), name="payment_time"), models.Index(fields=("row_key",), name="payment_row_key"))

    def __str__(self) -> str:
        """Voucher and summary."""
        return f"{self.voucher} {self.summary}"[:200]


class IncomeEntry(YearRow):
    """An amount of income: planned at the opening, changed, or received."""

    source = models.CharField("收入来源", max_length=10, choices=IncomeSource.choices)
    stage = models.CharField("阶段", max_length=10, choices=IncomeStage.choices)
    amount = MoneyField("金额")
    amount_step = MoneyField("金额精度", default=FEN)
    dated = models.DateField("日期")
    document = models.CharField("文号或凭证号", max_length=120)

    class Meta:
        """In order of time."""

        verbose_name = "收入"
        ordering = ("source", "dated", "id")
        indexes = (models.Index(fields=("department", "year"), name="income_place"),)

    def __str__(self) -> str:
        """Source and document."""
        return f"{self.get_source_display()} {self.document}"[:200]


class Balance(YearRow):
    """Carried-over money of one kind as the accounts say: at the year's start, taken back in the year, at its end."""

    kind = models.CharField("结转类别", max_length=24, choices=BalanceKind.choices)
    opening = MoneyField("上年结转结余", default=ZERO)
    opening_step = MoneyField("上年结转精度", default=FEN)
    returned = MoneyField("财政收回", default=ZERO)
    returned_step = MoneyField("财政收回精度", default=FEN)
    closing = MoneyField("年末结转结余（账面）", null=True, blank=True)
    closing_step = MoneyField("年末结转精度", default=FEN)

    class Meta:
        """A kind stands once."""

        verbose_name = "结转结余"
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "kind"),
                name="one_balance_of_a_kind",
                violation_error_message="这一类结转结余已经登记；请在那一条上修改",
            ),
        )

    def __str__(self) -> str:
        """The kind."""
        return self.get_kind_display()


class StaffPost(YearRow):
    """Posts and people of one kind at the year's end."""

    kind = models.CharField("人员类别", max_length=16, choices=PostKind.choices)
    quota = models.PositiveIntegerField("编制数", null=True, blank=True)
    actual = models.PositiveIntegerField("年末实有人数", null=True, blank=True)

    class Meta:
        """A kind stands once."""

        verbose_name = "编制与人员"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "kind"), name="one_post_of_a_kind", violation_error_message="这一类人员已经登记；请在那一条上修改"
            ),
        )

    def __str__(self) -> str:
        """The kind."""
        return self.get_kind_display()


class OperatingCount(YearRow):
    """A count of 三公: groups, vehicles, receptions."""

    kind = models.CharField("项目", max_length=20, choices=CountKind.choices)
    quantity = models.PositiveIntegerField("数量")

    class Meta:
        """A kind stands once."""

        verbose_name = "三公实物量"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "kind"), name="one_count_of_a_kind", violation_error_message="这一项已经登记；请在那一条上修改"
            ),
        )

    def __str__(self) -> str:
        """What is counted."""
        return self.get_kind_display()


class Purchase(YearRow):
    """A government purchase: what was planned, what was contracted, with whom."""

    name = models.CharField("采购内容", max_length=120)
    kind = models.CharField("类别", max_length=8, choices=PurchaseKind.choices)
    way = models.CharField("采购方式", max_length=10, choices=PurchaseWay.choices)
    planned = MoneyField("采购预算", default=ZERO)
    planned_step = MoneyField("采购预算精度", default=FEN)
    contract = MoneyField("合同金额", null=True, blank=True)
    contract_step = MoneyField("合同金额精度", default=FEN)
    signed_on = models.DateField("签订日期", null=True, blank=True)
    supplier = models.CharField("供应商", max_length=120, blank=True)
    supplier_size = models.CharField("供应商规模", max_length=8, choices=SupplierSize.choices, default=SupplierSize.LARGE)

    class Meta:
        """As entered."""

        verbose_name = "政府采购"
        ordering = ("id",)
        indexes = (models.Index(fields=("department", "year"), name="purchase_place"),)

    def __str__(self) -> str:
        """What is bought."""
        return self.name


class Asset(YearRow):
    """Assets of one class at the year's end.

    Units: `original`, `net`, `in_use`, `idle` in 元; `quantity` in pieces, for houses in square metres.
    """

    kind = models.CharField("资产类别", max_length=12, choices=AssetKind.choices)
    quantity = models.DecimalField("数量或面积", max_digits=14, decimal_places=2, null=True, blank=True)
    original = MoneyField("原值", default=ZERO)
    original_step = MoneyField("原值精度", default=FEN)
    net = MoneyField("净值", default=ZERO)
    net_step = MoneyField("净值精度", default=FEN)
    in_use = MoneyField("在用原值", default=ZERO)
    in_use_step = MoneyField("在用原值精度", default=FEN)

    class Meta:
        """A class stands once."""

        verbose_name = "资产"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("department", "year", "kind"), name="one_asset_of_a_kind", violation_error_message="这一类资产已经登记；请在那一条上修改"
            ),
        )

    def __str__(self) -> str:
        """The class."""
        return self.get_kind_display()


class Building(YearRow):
    """A 楼堂馆所 finished or built in the year, as approved and as it became.

    Units: areas in square metres.
    """

    name = models.CharField("项目名称", max_length=120)
    document = models.CharField("批准文号", max_length=120)
    approved_area = models.DecimalField("批复规模（平方米）", max_digits=12, decimal_places=2)
    actual_area = models.DecimalField("实际规模（平方米）", max_digits=12, decimal_places=2, null=True, blank=True)
    planned = MoneyField("预算投资")
    planned_step = MoneyField("预算投资精度", default=FEN)
    spent = MoneyField("实际投资", null=True, blank=True)
    spent_step = MoneyField("实际投资精度", default=FEN)
    finished_on = models.DateField("完工日期", null=True, blank=True)

    class Meta:
        """As entered."""

        verbose_name = "楼堂馆所"
        ordering = ("id",)
        indexes = (models.Index(fields=("department", "year"), name="building_place"),)

    def __str__(self) -> str:
        """The building's name."""
        return self.name


class ColumnMapping(models.Model):
    """Which column of a department's export holds which field, as it was chosen last; `columns` maps field to head."""

    department = models.ForeignKey(Department, models.CASCADE, verbose_name="部门", related_name="+")
    kind = models.CharField("导入类别", max_length=20)
    columns = models.JSONField("列对应", default=dict)

    class Meta:
        """One of a kind for a department."""

        verbose_name = "导入列对应"
        constraints = (models.UniqueConstraint(fields=("department", "kind"), name="one_mapping_of_a_kind"),)

    def __str__(self) -> str:
        """The kind."""
        return self.kind
