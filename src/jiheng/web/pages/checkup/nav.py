"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(600, "自评", "报告体检", "checkup:papers"),)
