"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (
    NavItem(200, "绩效目标", "绩效目标表", "targets:index"),
    NavItem(290, "财政审核", "各单位目标审核", "targets:queue", in_year=False, audience="reviewer"),
)
