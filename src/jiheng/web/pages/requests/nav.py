"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (NavItem(540, "自评", "委室填报任务", "requests:list"),)
