"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(10, "工作台", "本年一览", "workbench:year"),)
