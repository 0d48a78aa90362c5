"""Addresses of the hand-over."""

from django.urls import path

from jiheng.web.pages.handover.views import documents, finance, overview, version

app_name = "handover"
_YEAR = "<int:department>/<int:year>/handover/"
_VERSION = f"{_YEAR}<int:number>/"

urlpatterns = [
    path("handover/", finance.queue, name="queue"),
    path("version-code/", finance.verify, name="verify"),
    path(_YEAR, overview.overview, name="overview"),
    path(f"{_YEAR}explain/", overview.explain, name="explain"),
    path(_VERSION, version.submission, name="submission"),
    path(f"{_VERSION}step/", version.step, name="step"),
    path(f"{_VERSION}signed/", version.signed, name="signed"),
    path(f"{_VERSION}submit/", version.submit, name="submit"),
    path(f"{_VERSION}changes/", version.changes, name="changes"),
    path(f"{_VERSION}review/", finance.review, name="review"),
    path(f"{_VERSION}opinions/<int:opinion>/", version.answer, name="answer"),
    path(f"{_VERSION}documents/", documents.make, name="make"),
    path(f"{_VERSION}documents/<str:name>/", documents.document, name="document"),
]
