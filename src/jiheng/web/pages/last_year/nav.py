"""Lines of the menu."""

from jiheng.apps.accounts.choices import Right
from jiheng.web.frame import NavItem

NAV = (NavItem(535, "自评", "从上年报告开始", "last_year:page", right=Right.RECORD),)
