"""The fields of each import: their heads in our template and in others' exports, what they hold, and the dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

KINDS = {"lines": "预算明细", "payments": "支付明细"}
ACCOUNTS, ACCOUNTS_TITLE = "accounts", "决算公开表（公开01—09表）"
UNITS = {"万元": Decimal(10_000), "元": Decimal(1)}
_SEARCHED_ROWS = 20
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.0+)?")
_DAY = re.compile(r"(\d{4})\D{0,1}(\d{1,2})\D{0,1}(\d{1,2})\D{0,1}(?:\s.*|T.*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an import: key, head, other heads that mean it, what to write, whether it must be there."""

    key: str
    title: str
    others: tuple[str, ...]
    expected: str
    example: str
    required: bool = True


_SUBJECTS = (
    Column("function", "功能分类编码", ("功能科目编码", "功能分类科目编码", "支出功能分类", "功能分类", "科目编码"), "七位编码，如 2010201", "2010201"),
    Column("economic", "经济分类编码", ("经济科目编码", "部门经济分类", "支出经济分类", "经济分类"), "五位编码，如 30201；没有分款的留空", "30201", required=False),
    Column("project", "项目名称", ("项目", "预算项目"), "与项目账上的名称一致；基本支出留空", "", required=False),
    Column("fund", "资金性质", ("资金来源", "经费性质"), "一般公共预算财政拨款、政府性基金预算财政拨款、国有资本经营预算财政拨款、财政专户管理资金、单位资金；留空为一般公共预算", "一般公共预算财政拨款", required=False),
)  # fmt: skip
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "lines": (
        *_SUBJECTS,
        Column("opening", "年初预算", ("年初预算数", "预算金额", "预算数", "金额", "指标金额"), "数字，不写单位；单位在导入时选", "12.50"),
        Column("note", "备注", ("说明",), "文字", "", required=False),
    ),
    "payments": (
        Column("paid_on", "支付日期", ("日期", "记账日期", "凭证日期", "付款日期", "清算日期"), "2024-03-15 或 2024年3月15日，在本年度内", "2024-03-15"),
        Column("voucher", "凭证号", ("凭证编号", "凭证字号", "支付令号", "支付单号"), "文字", "记-03-012"),
        Column("summary", "摘要", ("用途", "资金用途", "业务摘要"), "文字", "购办公用品"),
        *_SUBJECTS,
        Column("amount", "金额", ("支付金额", "付款金额", "发生额", "借方金额", "支出金额"), "数字，退回写负数；单位在导入时选", "1250.00"),
        Column("payee", "收款人", ("收款单位", "收款人全称", "收款人名称"), "文字", "某商行", required=False),
        Column("approver", "审批人", ("审批", "批准人", "审核人"), "文字", "张三"),
    ),
}  # fmt: skip


def template(kind: str) -> dict[str, list[list[str]]]:
    """Our template with a row as example, and its dictionary."""
    columns = COLUMNS[kind]
    dictionary = [["列", "是否必填", "怎样填", "也认的列名"]]
    dictionary += [[one.title, "必填" if one.required else "可空", one.expected, "、".join(one.others)] for one in columns]
    return {KINDS[kind]: [[one.title for one in columns], [one.example for one in columns]], "数据字典": dictionary}


def find_head(kind: str, rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Where the head stands and which column holds which field; (-1, {}) when no row looks like a head.

    `chosen` maps fields to heads and goes before the heads that we know.
    """
    best: tuple[int, dict[str, int]] = (-1, {})
    for place, row in enumerate(rows[:_SEARCHED_ROWS]):
        plain = [re.sub(r"[\s*]|[（(](?:万?元|单位[^）)]*)[）)]", "", cell) for cell in row]
        found: dict[str, int] = {}
        for column in COLUMNS[kind]:
            names = ([chosen[column.key]] if chosen.get(column.key) else []) + [column.title, *column.others]
            found_at = next((plain.index(name) for name in names if name in plain), None)
            if found_at is None and chosen.get(column.key) in row:
                found_at = list(row).index(chosen[column.key])
            if found_at is not None and found_at not in found.values():
                found[column.key] = found_at
        if len(found) > max(1, len(best[1])):
            best = (place, found)
    return best


def amount_of(text: str, unit: str) -> Decimal | None:
    """An amount in 元; None when it is no number. Finer than 分 comes back as it is, for the service to refuse.

    Example:
        >>> amount_of("1,234.5", "万元"), amount_of("", "元"), amount_of("约3", "元")
        (Decimal('12345000.0'), Decimal('0'), None)
    """
    plain = text.replace(",", "").replace("，", "").replace("￥", "").replace("¥", "").strip()
    if plain in ("", "-", "—"):
        return Decimal(0)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number * UNITS[unit] if number.is_finite() else None


def day_of(text: str) -> date | None:
    """A day as people and sheets write it (a sheet's own number of a day too); None when it is none.

    Example:
        >>> day_of("2024年3月5日"), day_of("20240305"), day_of("45356"), day_of("三月")
        (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    plain = text.strip()
    if _SERIAL.fullmatch(plain):
        return date(1899, 12, 30) + timedelta(days=int(plain.partition(".")[0]))
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain) or _DAY.fullmatch(plain)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def code_of(text: str) -> str:
    """The digits of a code, also from "2010201 行政运行" and from a sheet's number.

    Example:
        >>> code_of("2010201 行政运行"), code_of("30201.0"), code_of("[30201]办公费")
        ('2010201', '30201', '30201')
    """
    found = re.match(r"[\[【(（]?(\d+)(?:\.0+)?(?!\d)", text.strip())
    return found[1] if found else text.strip()
