"""Every address: each folder of web/pages brings its own, and beside them stands the API."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("", include(f"jiheng.web.pages.{name}.urls")) for name in settings.PAGES]
urlpatterns.append(path("", include("jiheng.api.urls")))
handler400 = "jiheng.web.trouble.bad_request"
handler403 = "jiheng.web.trouble.forbidden"
handler404 = "jiheng.web.trouble.not_found"
handler500 = "jiheng.web.trouble.server_error"
