"""A site of its own beside the tests', for tests that kill its worker: a folder, and on PostgreSQL a database too."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg


def own_site(folder: Path, name: str) -> dict[str, str]:
    """The environment of the site's processes."""
    environment = {**os.environ, "JIHENG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "jiheng.site.settings.base", "JIHENG_SECRET_KEY": "t"}
    shared = environment.get("JIHENG_DATABASE", "")
    if shared:
        with psycopg.connect(shared, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["JIHENG_DATABASE"] = shared.replace("@/jiheng?", f"@/{name}?")
    return environment
