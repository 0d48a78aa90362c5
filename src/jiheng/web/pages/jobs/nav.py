"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(940, "查证", "后台任务", "jobs:list", in_year=False),)
