"""The imports by their kinds: their columns, our templates with their dictionaries, and where a file's head stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jiheng.apps.budget.importing.book_columns import BOOK_IMPORTS
from jiheng.apps.budget.importing.columns import SUBJECTS, Column

ACCOUNTS, ACCOUNTS_TITLE = "accounts", "决算公开表（公开01—09表）"
KINDS = {"lines": "预算明细", "payments": "支付明细", **{kind: one.title for kind, one in BOOK_IMPORTS.items()}}
_SEARCHED_ROWS = 20
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "lines": (
        *SUBJECTS,
        Column("opening", "年初预算", ("年初预算数", "预算金额", "预算数", "金额", "指标金额"), "数字，不写单位；单位在导入时选", "12.50"),
        Column("note", "备注", ("说明",), "文字", "", required=False),
    ),
    "payments": (
        Column("paid_on", "支付日期", ("日期", "记账日期", "凭证日期", "付款日期", "清算日期"), "2024-03-15 或 2024年3月15日，在本年度内", "2024-03-15"),
        Column("voucher", "凭证号", ("凭证编号", "凭证字号", "支付令号", "支付单号"), "文字", "记-03-012"),
        Column("summary", "摘要", ("用途", "资金用途", "业务摘要"), "文字", "购办公用品"),
        *SUBJECTS,
        Column("amount", "金额", ("支付金额", "付款金额", "发生额", "借方金额", "支出金额"), "数字，退回写负数；单位在导入时选", "1250.00"),
        Column("payee", "收款人", ("收款单位", "收款人全称", "收款人名称"), "文字", "某商行", required=False),
        Column("approver", "审批人", ("审批", "批准人", "审核人"), "文字", "张三"),
    ),
    **{kind: one.columns for kind, one in BOOK_IMPORTS.items()},
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
