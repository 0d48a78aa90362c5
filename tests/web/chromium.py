"""Where the browser of this machine is, and how it is started."""

from __future__ import annotations

import os
import shutil

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
FLAGS = os.environ.get("CHROMIUM_FLAGS", "--no-sandbox" if getattr(os, "geteuid", lambda: 1)() == 0 else "").split()
