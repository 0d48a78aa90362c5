"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (
    NavItem(560, "自评", "送审与报送", "handover:overview"),
    NavItem(580, "自评", "核验版本码", "handover:verify", in_year=False),
    NavItem(295, "财政审核", "各单位自评审核", "handover:queue", in_year=False, audience="reviewer"),
)
