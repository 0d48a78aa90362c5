"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(570, "自评", "誊录单", "copyout:sheet"),)
