"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(900, "查证", "全部数字及来源", "facts:list"),)
