"""What the tests run with: a data folder of their own, quick password hashes, JIHENG_DATABASE for PostgreSQL."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("JIHENG_DATA", str(Path(tempfile.gettempdir()) / f"jiheng-test-{os.getpid()}"))
os.environ.setdefault("JIHENG_SECRET_KEY", "tests-only")

from jiheng.site.settings.base import *  # noqa: F403
from jiheng.site.settings.base import STATIC_ROOT as BUILT

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# The tests' live server finds static files by folders, before WhiteNoise is asked.
STATICFILES_DIRS = [BUILT]
STATIC_ROOT = None
# Connections of a pool would hold the test database open when it is to be dropped.
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
# SQLite in a file, as a site has it: one in memory has a single connection for all threads of the live server, and requests that come
# together would end each other's transactions.
if not SITE.database:  # noqa: F405
    SITE.data.mkdir(parents=True, exist_ok=True)  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": SITE.data / "test.sqlite3"}  # noqa: F405
