"""The site as an application of Django: it brings the checks that run before a start."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """No tables; only checks."""

    name = "jiheng.site"
    label = "jiheng_site"

    def ready(self) -> None:
        """Put the checks on Django's list."""
        import_module("jiheng.site.checks")
