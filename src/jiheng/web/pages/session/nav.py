"""No line of the menu: signing in stands before it, one's own settings hang in the corner."""

from jiheng.web.frame import NavItem

NAV: tuple[NavItem, ...] = ()
