"""The fields of the imports of adjustments, income and the small books, and by which of them a row is known again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

from jiheng.apps.budget import choices
from jiheng.apps.budget.importing.columns import SUBJECTS, Column

_NOTE = Column("note", "备注", ("说明",), "文字", "", required=False)


@dataclass(frozen=True, slots=True)
class BookImport:
    """One import: its title, its columns, and the fields by which a row of the file and a row of the book are the same.

    Where `once` holds, a key stands once in the book; else the first of a key is the first, the second the second.
    """

    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    once: bool = False


def _amount(key: str, title: str, *others: str, required: bool = False, example: str = "") -> Column:
    return Column(key, title, others, "数字，不写单位；单位在导入时选", example, required=required, reads="amount")


def _day(key: str, title: str, *others: str, required: bool = True, example: str = "") -> Column:
    return Column(key, title, others, "2024-03-15 或 2024年3月15日", example, required=required, reads="day")


def _count(key: str, title: str, *others: str, required: bool = False, example: str = "") -> Column:
    return Column(key, title, others, "整数", example, required=required, reads="count")


def _size(key: str, title: str, *others: str, required: bool = False, example: str = "") -> Column:
    return Column(key, title, others, "数字，最多两位小数", example, required=required, reads="size")


def _choice(key: str, title: str, of: type[TextChoices], *others: str, required: bool = True) -> Column:
    return Column(key, title, others, f"{'、'.join(of.labels)}之一", of.labels[0], required=required, reads="choice", choices=tuple(of.choices))


BOOK_IMPORTS: dict[str, BookImport] = {
    "adjustments": BookImport("预算调整", (
        *SUBJECTS,
        _amount("amount", "调整额", "调整金额", "调增调减", "追加金额", required=True, example="-3.20"),
        _day("decided_on", "批准日期", "日期", "批复日期", "下达日期", example="2024-09-20"),
        Column("document", "批准文号", ("文号", "批复文号", "指标文号", "文件号"), "文字", "财预〔2024〕36号"),
        Column("reason", "调整原因", ("原因", "用途", "摘要"), "文字", "按实有人数追加"),
        Column("approver", "批准人或机关", ("批准机关", "审批机关", "批准人"), "文字", "县财政局"),
        Column("is_exempt", "不计入预算调整率", ("不计入调整率",), "是或否；留空为否", "", required=False, reads="yes"),
    ), ("document", "line")),
    "income": BookImport("收入", (
        _choice("source", "收入来源", choices.IncomeSource, "来源", "收入类别"),
        _choice("stage", "阶段", choices.IncomeStage, "类别"),
        _amount("amount", "金额", "收入金额", "到账金额", required=True, example="12.50"),
        _day("dated", "日期", "到账日期", "批复日期", example="2024-03-05"),
        Column("document", "文号或凭证号", ("文号", "凭证号", "凭证编号"), "文字", "收-03-001"),
        _NOTE,
    ), ("source", "stage", "document")),
    "balances": BookImport("结转结余", (
        _choice("kind", "结转类别", choices.BalanceKind, "类别"),
        _amount("opening", "上年结转结余", "年初结转和结余", "年初数", example="3.00"), _amount("returned", "财政收回", "收回"),
        _amount("closing", "年末结转结余（账面）", "年末结转结余", "年末结转和结余", "年末数"), _NOTE,
    ), ("kind",), once=True),
    "staff": BookImport("编制与人员", (
        _choice("kind", "人员类别", choices.PostKind, "类别"),
        _count("quota", "编制数", "编制人数", example="30"), _count("actual", "年末实有人数", "实有人数", "在职人数", example="28"), _NOTE,
    ), ("kind",), once=True),
    "counts": BookImport("三公实物量", (
        _choice("kind", "项目", choices.CountKind, "指标", "内容"), _count("quantity", "数量", "年末数", "数", required=True, example="2"), _NOTE,
    ), ("kind",), once=True),
    "purchases": BookImport("政府采购", (
        Column("name", "采购内容", ("采购项目", "品目名称", "项目名称"), "文字", "办公设备"),
        _choice("kind", "类别", choices.PurchaseKind, "采购类别"), _choice("way", "采购方式", choices.PurchaseWay, "方式"),
        _amount("planned", "采购预算", "预算金额", example="8.00"), _amount("contract", "合同金额", "成交金额", example="7.60"),
        _day("signed_on", "签订日期", "合同日期", required=False, example="2024-05-18"), Column("supplier", "供应商", ("供应商名称",), "文字", "某商行", required=False),
        _choice("supplier_size", "供应商规模", choices.SupplierSize, "企业规模", required=False), _NOTE,
    ), ("name", "kind")),
    "assets": BookImport("资产", (
        _choice("kind", "资产类别", choices.AssetKind, "类别"), _size("quantity", "数量（房屋为平方米）", "数量", "面积", example="12"),
        _amount("original", "原值", "账面原值", example="96.40"), _amount("net", "净值", "账面净值", example="31.20"),
        _amount("in_use", "在用原值", "在用", example="95.10"), _NOTE,
    ), ("kind",), once=True),
    "buildings": BookImport("楼堂馆所", (
        Column("name", "项目名称", ("名称", "工程名称"), "文字", "档案库房维修"), Column("document", "批准文号", ("文号", "批复文号"), "文字", "发改〔2024〕8号"),
        _size("approved_area", "批复规模（平方米）", "批复规模", "批复面积", required=True, example="300"),
        _size("actual_area", "实际规模（平方米）", "实际规模", "实际面积", example="298.50"),
        _amount("planned", "预算投资", "概算投资", required=True, example="60.00"), _amount("spent", "实际投资", "完成投资", example="58.30"),
        _day("finished_on", "完工日期", "竣工日期", required=False, example="2024-11-30"), _NOTE,
    ), ("name",)),
}  # fmt: skip
