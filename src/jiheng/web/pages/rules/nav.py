"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(890, "查证", "本年适用规则", "rules:year"),)
