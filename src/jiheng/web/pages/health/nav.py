"""No line of the menu: programs ask for it, not people."""

from jiheng.web.frame import NavItem

NAV: tuple[NavItem, ...] = ()
