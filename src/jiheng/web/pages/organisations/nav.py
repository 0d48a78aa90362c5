"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (
    NavItem(950, "系统", "机构", "organisations:list", in_year=False, audience="administrator"),
    NavItem(951, "系统", "用户与角色", "organisations:users", in_year=False, audience="administrator"),
)
