"""The program that the server runs."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.site.settings.base")
application = get_wsgi_application()

# A request makes many objects and hardly a cycle among them: what was loaded is left alone, and the collector looks up less often, for while it
# goes through everything that is kept, nobody is answered.
gc.collect()
gc.freeze()
gc.set_threshold(500_000, 10, 50)
