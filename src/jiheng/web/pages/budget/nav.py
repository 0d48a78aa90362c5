"""Lines of the menu."""

from jiheng.apps.accounts.choices import Right
from jiheng.web.frame import NavItem

NAV = (
    NavItem(100, "预算账册", "收支总览", "budget:overview"),
    NavItem(110, "预算账册", "预算明细", "budget:lines"),
    NavItem(120, "预算账册", "支付与执行", "budget:payments"),
    NavItem(130, "预算账册", "分月执行", "budget:months"),
    NavItem(140, "预算账册", "收入与结转", "budget:income_page", holds=("/budget/books/income/", "/budget/books/balances/")),
    NavItem(150, "预算账册", "采购、资产与编制", "budget:small_books"),
    NavItem(160, "预算账册", "导入", "budget:import", right=Right.RECORD),
)
