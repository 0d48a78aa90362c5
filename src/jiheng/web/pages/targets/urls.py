"""Addresses of targets."""

from django.urls import path

from jiheng.web.pages.targets.views import flow, rows, tables, versions

app_name = "targets"
_YEAR = "<int:department>/<int:year>/targets/"
_TABLE = f"{_YEAR}<int:table>/"
_ROW = f"{_TABLE}rows/<int:number>/"

urlpatterns = [
    path("targets/", tables.queue, name="queue"),
    path(_YEAR, tables.index, name="index"),
    path(f"{_YEAR}entries/", tables.entries, name="entries"),
    path(_TABLE, tables.editor, name="table"),
    path(f"{_TABLE}goal/", tables.goal, name="goal"),
    path(f"{_TABLE}remove/", tables.remove, name="remove_table"),
    path(f"{_TABLE}last-year/", tables.last_year, name="last_year"),
    path(f"{_TABLE}bank/", tables.bank, name="bank"),
    path(f"{_TABLE}history/", tables.changes, name="history"),
    path(f"{_TABLE}rows/", rows.add, name="add"),
    path(f"{_TABLE}hints/", rows.hints, name="hints"),
    path(_ROW, rows.edit, name="edit"),
    path(f"{_ROW}move/", rows.move, name="move"),
    path(f"{_ROW}remove/", rows.remove, name="remove"),
    path(f"{_ROW}cancel/", rows.cancel, name="cancel"),
    path(f"{_ROW}evidence/", rows.evidence, name="evidence"),
    path(f"{_ROW}restore/", rows.restore, name="restore"),
    path(f"{_TABLE}step/", flow.step, name="step"),
    path(f"{_TABLE}change/", flow.change, name="change"),
    path(f"{_TABLE}refuse/", flow.refuse, name="refuse"),
    path(f"{_TABLE}review/", flow.review, name="review"),
    path(f"{_TABLE}reviews/", flow.reviews, name="reviews"),
    path(f"{_TABLE}opinions/<int:number>/", flow.answer, name="answer"),
    path(f"{_TABLE}versions/", versions.versions, name="versions"),
    path(f"{_TABLE}versions/<int:number>/", versions.version, name="version"),
    path(f"{_TABLE}print/", versions.printed, name="print"),
    path(f"{_TABLE}export/<str:format>/", versions.export, name="export"),
]
