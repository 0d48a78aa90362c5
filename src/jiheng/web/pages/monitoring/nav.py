"""Lines of the menu."""

from jiheng.web.frame import NavItem

NAV = (
    NavItem(300, "运行监控", "监控填报", "monitoring:year"),
    NavItem(310, "运行监控", "预警处置", "monitoring:alerts"),
)
