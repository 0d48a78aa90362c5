"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(990, "帮助", "使用手册", "help:index", in_year=False),)
