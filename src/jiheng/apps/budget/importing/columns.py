"""What a field of an import is, and how its text is read: amounts, days, codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

UNITS = {"万元": Decimal(10_000), "元": Decimal(1)}
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.0+)?")
_DAY = re.compile(r"(\d{4})\D{0,1}(\d{1,2})\D{0,1}(\d{1,2})\D{0,1}(?:\s.*|T.*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an import: key, head, other heads that mean it, what to write, whether it must be there, how it is read."""

    key: str
    title: str
    others: tuple[str, ...]
    expected: str
    example: str
    required: bool = True
    reads: str = ""  # amount, day, count, size, yes or choice; text where empty
    choices: tuple[tuple[str, str], ...] = ()


SUBJECTS = (
    Column("function", "功能分类编码", ("功能科目编码", "功能分类科目编码", "支出功能分类", "功能分类", "科目编码"), "七位编码，如 2010201", "2010201"),
    Column("economic", "经济分类编码", ("经济科目编码", "部门经济分类", "支出经济分类", "经济分类"), "五位编码，如 30201；没有分款的留空", "30201", required=False),
    Column("project", "项目名称", ("项目", "预算项目"), "与项目账上的名称一致；基本支出留空", "", required=False),
    Column("fund", "资金性质", ("资金来源", "经费性质"), "一般公共预算财政拨款、政府性基金预算财政拨款、国有资本经营预算财政拨款、财政专户管理资金、单位资金；留空为一般公共预算", "一般公共预算财政拨款", required=False),
)  # fmt: skip


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
