"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(946, "查证", "事件推送", "webhooks:list", in_year=False),)
