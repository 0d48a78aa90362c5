"""Addresses of the budget book; each small book has `entries` of its own, to which facts lead."""

from django.urls import include, path

from jiheng.web.pages.budget import views, views_books, views_import, views_lines
from jiheng.web.pages.budget.book_forms import PAGES

app_name = "budget"
_HERE = "<int:department>/<int:year>/budget/"
urlpatterns = [
    path(_HERE, views.overview, name="overview"),
    path(f"{_HERE}months/", views.months, name="months"),
    path(f"{_HERE}payments/", views.payments, name="payments"),
    path(f"{_HERE}lines/", views_lines.lines, name="lines"),
    path(f"{_HERE}entries/", views_lines.entries, name="entries"),
    path(f"{_HERE}lines/<int:number>/", views_lines.line, name="line"),
    path(f"{_HERE}lines/<int:number>/edit/", views_lines.edit_line, name="edit_line"),
    path(f"{_HERE}lines/<int:number>/adjustments/", views_lines.add_adjustment, name="add_adjustment"),
    path(f"{_HERE}lines/<int:number>/payments/", views_lines.add_payment, name="add_payment"),
    path(f"{_HERE}adjustments/", views_lines.adjustments, name="adjustments"),
    path(f"{_HERE}adjustments/<int:number>/documents/", views_lines.documents, name="documents"),
    path(f"{_HERE}adjustments/<int:number>/", views_lines.edit_row, {"kind": "adjustments"}, name="adjustment"),
    path(f"{_HERE}payments/<int:number>/", views_lines.edit_row, {"kind": "payments"}, name="payment"),
    path(f"{_HERE}import/", views_import.choose, name="import"),
    path(f"{_HERE}import/<int:number>/", views_import.report, name="import_report"),
    path(f"{_HERE}templates/<slug:kind>/", views_import.template_file, name="template"),
    path(f"{_HERE}income/", views_books.income, name="income_page"),
    path(f"{_HERE}books/", views_books.small_books, name="small_books"),
    path(f"{_HERE}books/<slug:book>/", views_books.book, name="book"),
    path(f"{_HERE}books/<slug:book>/<int:number>/", views_books.row, name="row"),
    *(path("", include(([path(f"{_HERE}books/{name}/entries/", views_books.book, {"book": name}, name="entries")], name))) for name in PAGES),
]
