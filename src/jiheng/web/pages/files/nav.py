"""No line of the menu: a file is opened from the row that it belongs to."""

from jiheng.web.frame import NavItem

NAV: tuple[NavItem, ...] = ()
