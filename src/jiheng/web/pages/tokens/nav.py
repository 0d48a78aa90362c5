"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(945, "查证", "接口令牌", "tokens:list", in_year=False),)
