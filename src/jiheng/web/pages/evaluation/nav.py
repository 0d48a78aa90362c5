"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(500, "自评", "部门整体支出自评", "evaluation:index"),)
