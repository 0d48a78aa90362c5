"""The tests of this folder run on the database that JIHENG_DATABASE names, else on SQLite."""

from __future__ import annotations

import os

from django.db import connection


def test_the_database_is_the_one_asked_for(db):
    assert connection.vendor == ("postgresql" if os.environ.get("JIHENG_DATABASE") else "sqlite")
