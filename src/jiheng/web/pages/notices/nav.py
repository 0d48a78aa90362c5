"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(20, "工作台", "通知", "notices:list", in_year=False),)
