"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (
    NavItem(5, "工作台", "各单位一览", "workbench:overview", in_year=False, audience="reviewer"),
    NavItem(10, "工作台", "本年一览", "workbench:year"),
)
