"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(930, "查证", "变更记录", "changes:list", in_year=False),)
